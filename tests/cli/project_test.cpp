#include "cli/project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ashlar::cli {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

struct Read {
  Project project;
  Diagnostics findings;
};

Read read(const std::string& text) {
  Read result;
  result.project = read_project(0, {"ashlar.toml", text}, result.findings);
  return result;
}

/// `line:column: rule: message; help` of the one finding.
std::string finding_of(const std::string& text) {
  const Read result = read(text);
  if (result.findings.size() != 1) {
    return std::to_string(result.findings.size()) + " findings";
  }
  const Diagnostic& finding = result.findings[0];
  const Position at = LineMap(text).position(finding.location.span.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + finding.rule + ": " +
         finding.message + "; " + finding.help;
}

TEST(ReadProject, AnEmptyFileGivesTheDefaults) {
  const Read result = read("");
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_EQ(result.project.versions, "versions");
  EXPECT_EQ(result.project.file_template, "{rev}_{slug}");
  EXPECT_EQ(result.project.database.url, "");
  EXPECT_EQ(result.project.database.ledger_schema, "ashlar");
  EXPECT_EQ(result.project.database.lock_timeout, std::chrono::seconds(5));
  EXPECT_EQ(result.project.database.wait, std::chrono::seconds(60));
  EXPECT_EQ(result.project.rules.naming.index, "ix_{table}_{columns}");
}

TEST(ReadProject, ReadsEveryKey) {
  const Read result = read(R"(
[project]
versions = "db/revisions"
schema = "db/schema.sql"
postgres = 15
file_template = "{year}{month}{day}_{slug}"
[database]
url = "postgresql:///shop"
ledger_schema = "history"
lock_timeout = "500ms"
lock_retries = 7
statement_timeout = "10min"
wait = "1h"
[naming]
table = "snake_case singular"
column = "camelCase"
primary_key = "{table}_id"
primary_key_name = "pk_{table}"
index = "i_{table}_{column_0}"
unique = "u_{table}_{columns}"
foreign_key = "f_{table}_{referred_columns}"
check = "c_{table}_{name}"
exclusion = "x_{table}"
sequence = "s_{table}"
view = "v_{name}"
enum = "e_{name}"
function = "/^[a-z]{2,}$/"
trigger = "t_{table}"
schema = "snake_case"
strict = true
ignore = ["legacy_*", "tmp_?"]
[rules]
naming-table = "off"
unused-allow = "error"
[[override]]
paths = ["db/revisions/0*"]
rules = { naming-index = "note" }
)");
  EXPECT_THAT(result.findings, IsEmpty());
  const Project& project = result.project;
  EXPECT_EQ(project.versions, "db/revisions");
  EXPECT_EQ(project.schema, "db/schema.sql");
  EXPECT_EQ(project.rules.postgres, 15);
  EXPECT_EQ(project.file_template, "{year}{month}{day}_{slug}");
  EXPECT_EQ(project.database.url, "postgresql:///shop");
  EXPECT_EQ(project.database.ledger_schema, "history");
  EXPECT_EQ(project.database.lock_timeout, std::chrono::milliseconds(500));
  EXPECT_EQ(project.database.lock_retries, 7);
  EXPECT_EQ(project.database.statement_timeout, std::chrono::minutes(10));
  EXPECT_EQ(project.database.wait, std::chrono::hours(1));
  const rules::NamingConventions& naming = project.rules.naming;
  EXPECT_EQ(naming.table, "snake_case singular");
  EXPECT_EQ(naming.column, "camelCase");
  EXPECT_EQ(naming.primary_key, "{table}_id");
  EXPECT_EQ(naming.primary_key_name, "pk_{table}");
  EXPECT_EQ(naming.index, "i_{table}_{column_0}");
  EXPECT_EQ(naming.unique, "u_{table}_{columns}");
  EXPECT_EQ(naming.foreign_key, "f_{table}_{referred_columns}");
  EXPECT_EQ(naming.check, "c_{table}_{name}");
  EXPECT_EQ(naming.exclusion, "x_{table}");
  EXPECT_EQ(naming.sequence, "s_{table}");
  EXPECT_EQ(naming.view, "v_{name}");
  EXPECT_EQ(naming.enum_type, "e_{name}");
  EXPECT_EQ(naming.function, "/^[a-z]{2,}$/");
  EXPECT_EQ(naming.trigger, "t_{table}");
  EXPECT_EQ(naming.schema, "snake_case");
  EXPECT_TRUE(naming.strict);
  EXPECT_THAT(naming.ignore, ElementsAre("legacy_*", "tmp_?"));
  EXPECT_THAT(project.rules.severities,
              UnorderedElementsAre(Pair("naming-table", std::nullopt),
                                   Pair("unused-allow", Severity::kError)));
  ASSERT_EQ(project.rules.overrides.size(), 1U);
  EXPECT_THAT(project.rules.overrides[0].paths, ElementsAre("db/revisions/0*"));
  EXPECT_THAT(project.rules.overrides[0].rules,
              UnorderedElementsAre(Pair("naming-index", Severity::kNote)));
}

TEST(ReadProject, AnUnknownKeyNamesTheNearest) {
  EXPECT_EQ(finding_of("[naming]\n  indx = \"ix\"\n"),
            "2:3: config-unknown-key: unknown key `indx` in `[naming]`; did you mean `index`?");
  EXPECT_EQ(finding_of("[databse]\nurl = \"\"\n"),
            "1:2: config-unknown-key: unknown key `databse`; did you mean `database`?");
  EXPECT_EQ(finding_of("[project]\nqwertz = 1\n"),
            "2:1: config-unknown-key: unknown key `qwertz` in `[project]`; known keys in "
            "`[project]`: `versions`, `schema`, `postgres`, `file_template`");
  EXPECT_EQ(finding_of("[rules]\nnaming-tabel = \"off\"\n"),
            "2:1: config-unknown-key: unknown key `naming-tabel` in `[rules]`; did you mean "
            "`naming-table`?");
}

TEST(ReadProject, ColumnsCountCodePoints) {
  EXPECT_EQ(finding_of("[rules]\n\"näming-table\" = \"off\"\n"),
            "2:1: config-unknown-key: unknown key `näming-table` in `[rules]`; did you mean "
            "`naming-table`?");
  EXPECT_EQ(finding_of("[naming]\nignore = [\"ä\", 1]\n"),
            "2:16: config-wrong-type: expected a string; ");
}

TEST(ReadProject, ReportsValuesThatAreWrong) {
  EXPECT_EQ(finding_of("[project]\npostgres = \"15\"\n"),
            "2:12: config-wrong-type: expected an integer; ");
  EXPECT_EQ(finding_of("[project]\npostgres = 9\n"),
            "2:12: config-bad-value: `9` is out of range; from 10 to 99");
  EXPECT_EQ(finding_of("[database]\nwait = \"5 fortnights\"\n"),
            "2:8: config-bad-value: `5 fortnights` is no duration; such as \"500ms\", \"5s\", "
            "\"10min\", \"1h\", or \"0\"; at most 24 d");
  EXPECT_EQ(finding_of("[database]\nledger_schema = \"pg_ledger\"\n"),
            "2:17: config-bad-value: `pg_ledger` cannot be the name of a schema; 1 to 63 bytes, "
            "not beginning with `pg_`");
  EXPECT_EQ(finding_of("[naming]\nindex = \"ix_{tabel}\"\n"),
            "2:9: config-bad-value: unknown placeholder `{tabel}`; did you mean `{table}`?");
  EXPECT_EQ(finding_of("[rules]\nnaming-table = \"loud\"\n"),
            "2:16: config-bad-value: `loud` is no severity; one of `error`, `warning`, `note`, "
            "`off`");
  EXPECT_EQ(finding_of("[rules]\nsyntax-error = \"off\"\n"),
            "2:16: config-bad-value: `syntax-error` has a fixed severity; remove the line: the "
            "message says what to write instead");
  EXPECT_EQ(finding_of("[[override]]\npaths = [\"a\"]\n"),
            "1:1: config-bad-value: an override needs both `paths` and `rules`; ");
  EXPECT_EQ(finding_of("naming = 3\n"), "1:10: config-wrong-type: expected a table, `[naming]`; ");
}

TEST(ReadProject, ReportsSyntaxErrorsWhereTheyStand) {
  const Read result = read("[naming]\nindex = \"ix\n");
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].rule, "config-syntax");
  EXPECT_EQ(
      LineMap("[naming]\nindex = \"ix\n").position(result.findings[0].location.span.begin).line,
      2U);
}

TEST(ReadProject, OneMistakeDoesNotHideAnother) {
  EXPECT_EQ(
      read("[naming]\nindx = 1\n[project]\npostgres = true\nversion = \"v\"\n").findings.size(),
      3U);
}

}  // namespace
}  // namespace ashlar::cli
