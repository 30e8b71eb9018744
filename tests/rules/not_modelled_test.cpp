// docs/not-modelled.md names everything that the catalog says it does not follow.

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>

namespace ashlar {
namespace {

namespace fs = std::filesystem;

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(NotModelled, IsListedInTheDocs) {
  const fs::path root = ASHLAR_SOURCE_DIR;
  const std::string list = read_whole(root / "docs/not-modelled.md");
  const std::string call = "note_not_modelled(\"";
  std::size_t calls = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "compiler/catalog")) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string source = read_whole(entry.path());
    for (std::size_t at = source.find(call); at != std::string::npos;
         at = source.find(call, at + 1)) {
      const std::size_t begin = at + call.size();
      const std::string what = source.substr(begin, source.find('"', begin) - begin);
      // What goes on with a name or a clause stands there with an ellipsis.
      const std::string listed = what.ends_with(' ') ? "`" + what + "…" : "`" + what + "`";
      EXPECT_NE(list.find(listed), std::string::npos) << what << " in " << entry.path();
      ++calls;
    }
  }
  EXPECT_GE(calls, 5U);
}

}  // namespace
}  // namespace ashlar
