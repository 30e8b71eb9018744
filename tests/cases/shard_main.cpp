// The main program of tests that run many a process, as each process starts a server. Where all of
// them were skipped, the exit status says so (ctest's SKIP_RETURN_CODE).

#include <gtest/gtest.h>

int main(int argc, char** argv) {
  constexpr int kSkipped = 77;
  testing::InitGoogleTest(&argc, argv);
  const int status = RUN_ALL_TESTS();
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  const bool skipped = all.skipped_test_count() > 0 && all.successful_test_count() == 0;
  return status == 0 && skipped ? kSkipped : status;
}
