// The main program of tests that run many a process. Where all of them were skipped, or some
// rewrote what they expect, the exit status says so (ctest's SKIP_RETURN_CODE).

#include <cstdlib>
#include <gtest/gtest.h>

int main(int argc, char** argv) {
  constexpr int kSkipped = 77;
  testing::InitGoogleTest(&argc, argv);
  const int status = RUN_ALL_TESTS();
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  const bool rewriting = std::getenv("UPDATE_GOLDEN") != nullptr;
  const bool skipped =
      all.skipped_test_count() > 0 && (rewriting || all.successful_test_count() == 0);
  return status == 0 && skipped ? kSkipped : status;
}
