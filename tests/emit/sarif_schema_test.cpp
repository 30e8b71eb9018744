// SARIF against its JSON schema: what lint says of every golden case is checked by
// python3-jsonschema with the schema that scripts/dependencies fetches. Skipped where either is
// missing; fails there when REQUIRE_SCHEMA=1 is set.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <string>
#include <unistd.h>

#include "compiler/emit/lint_reports.h"
#include "compiler/mend.h"
#include "tests/rules/linted.h"

namespace ashlar {
namespace {

namespace fs = std::filesystem;

/// Checks each file named behind the schema; says what is wrong with the first that does not hold.
constexpr const char* kValidator = R"py(
import json, sys
import jsonschema
with open(sys.argv[1]) as file:
    schema = json.load(file)
validator = jsonschema.validators.validator_for(schema)(schema)
for name in sys.argv[2:]:
    with open(name) as file:
        for error in validator.iter_errors(json.load(file)):
            sys.exit(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
)py";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

fs::path schema_path() {
  if (const std::string given = variable("ASHLAR_SARIF_SCHEMA"); !given.empty()) return given;
  const std::string cache = variable("XDG_CACHE_HOME");
  const fs::path folder = cache.empty() ? fs::path(variable("HOME")) / ".cache" : fs::path(cache);
  return folder / "ashlar/sarif-2.1.0.json";
}

int status_of(const std::string& command) { return std::system(command.c_str()); }

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

/// What cannot be checked here, or nothing.
std::string obstacle() {
  if (!fs::exists(schema_path())) return "no SARIF schema at " + schema_path().string();
  if (status_of("python3 -c 'import jsonschema' 2>/dev/null") != 0) {
    return "python3-jsonschema is not installed";
  }
  return {};
}

std::string sarif_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  test::Linted linted;
  test::lint(test::split_files(text, path.filename()), test::settings_of(text), linted);
  pipeline::MendSettings settings;
  settings.file_template = "{rev}_{slug}";
  if (linted.graph) {
    pipeline::complete_fixes(linted.findings, *linted.graph, settings, linted.history.sources);
  }
  return emit::lint_sarif(linted.findings, linted.history.sources, "0.1.0");
}

TEST(SarifSchema, HoldsForEveryGoldenCase) {
  if (const std::string missing = obstacle(); !missing.empty()) {
    ASSERT_NE(variable("REQUIRE_SCHEMA"), "1") << missing << ": run scripts/dependencies";
    GTEST_SKIP() << missing;
  }
  const fs::path folder =
      fs::temp_directory_path() / ("ashlar-sarif-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "validate.py") << kValidator;
  std::string command = "python3 " + quoted(folder / "validate.py") + " " + quoted(schema_path());
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/golden/cases")) {
    if (entry.path().extension() != ".sql") continue;
    const fs::path written = folder / (entry.path().stem().string() + ".sarif");
    std::ofstream(written, std::ios::binary) << sarif_of(entry.path());
    command.append(" ").append(quoted(written));
  }
  EXPECT_EQ(status_of(command), 0);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ashlar
