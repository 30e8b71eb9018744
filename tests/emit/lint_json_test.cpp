#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "compiler/emit/emit.h"

namespace ashlar::emit {
namespace {

using Json = nlohmann::ordered_json;

Diagnostic misnamed_index() {
  Diagnostic finding;
  finding.rule = "naming-index";
  finding.message = "misnamed";
  finding.location = {0, {25, 28}};
  finding.about = {"4c1d0e8a2f17", "up", 1};
  return finding;
}

Sources two_lines() {
  Sources sources;
  sources.add({"versions/a.sql", "-- é\nSELECT 1; CREATE INDEX idx ON t (a);\n"});
  return sources;
}

TEST(LintJson, HasTheShapeOfTheContract) {
  Diagnostic finding = misnamed_index();
  finding.location = {0, {29, 32}};
  finding.notes = {{"made here", Location{0, {6, 12}}}};
  finding.fixes = {{"rename", true, {{{0, {29, 32}}, "ix_t_a"}}}};
  const Sources sources = two_lines();
  const Json expected = Json::parse(R"({
    "version": 1,
    "diagnostics": [
      {"rule": "naming-index", "severity": "error", "message": "misnamed",
       "file": "versions/a.sql", "line": 2, "column": 24, "end_line": 2, "end_column": 27,
       "revision": "4c1d0e8a2f17", "section": "up", "statement": 1,
       "notes": [{"message": "made here", "file": "versions/a.sql", "line": 2, "column": 1}],
       "fixes": [{"message": "rename", "safe": true,
                  "edits": [{"file": "versions/a.sql", "offset": 29, "length": 3,
                             "text": "ix_t_a"}]}]}],
    "summary": {"files": 3, "errors": 1, "warnings": 0, "notes": 0}})");
  const Json actual = Json::parse(lint_json({finding}, sources, {3}));
  EXPECT_EQ(actual, expected);
  EXPECT_EQ(actual.dump(), expected.dump()) << "the order of the keys is part of it";
}

TEST(LintJson, CountsColumnsInCodePointsAndOffsetsInBytes) {
  Diagnostic finding = misnamed_index();
  finding.location = {0, {3, 5}};  // é, two bytes
  finding.fixes = {{"mend", false, {{{0, {3, 5}}, "e"}}}};
  const Json json = Json::parse(lint_json({finding}, two_lines(), {1}));
  EXPECT_EQ(json["diagnostics"][0]["column"], 4);
  EXPECT_EQ(json["diagnostics"][0]["end_column"], 5);
  EXPECT_EQ(json["diagnostics"][0]["fixes"][0]["edits"][0]["offset"], 3);
  EXPECT_EQ(json["diagnostics"][0]["fixes"][0]["edits"][0]["length"], 2);
}

TEST(LintJson, SaysNullForWhatTheHeaderHasNot) {
  Diagnostic finding = misnamed_index();
  finding.about = {};
  const Json json = Json::parse(lint_json({finding}, two_lines(), {1}));
  EXPECT_TRUE(json["diagnostics"][0]["revision"].is_null());
  EXPECT_TRUE(json["diagnostics"][0]["section"].is_null());
  EXPECT_TRUE(json["diagnostics"][0]["statement"].is_null());
}

TEST(LintJson, KeepsHelpAsTheLastNote) {
  Diagnostic finding = misnamed_index();
  finding.notes = {{"a sentence", std::nullopt}};
  finding.help = "do this";
  const Json json = Json::parse(lint_json({finding}, two_lines(), {1}));
  EXPECT_EQ(json["diagnostics"][0]["notes"].dump(),
            R"([{"message":"a sentence"},{"message":"help: do this"}])");
}

TEST(LintJson, SurvivesBytesThatAreNoUtf8) {
  Diagnostic finding = misnamed_index();
  finding.message = "name `\xFF\xFE`";
  finding.fixes = {{"mend", true, {{{0, {0, 1}}, "\xC3"}}}};
  const Json json = Json::parse(lint_json({finding}, two_lines(), {1}));
  EXPECT_EQ(json["diagnostics"][0]["message"], "name `\xEF\xBF\xBD\xEF\xBF\xBD`");
}

TEST(LintJson, OrdersFindingsByPlaceAndCountsThem) {
  Diagnostic late = misnamed_index();
  Diagnostic early = misnamed_index();
  early.location = {0, {0, 1}};
  early.severity = Severity::kNote;
  const Json json = Json::parse(lint_json({late, early}, two_lines(), {1}));
  EXPECT_EQ(json["diagnostics"][0]["severity"], "note");
  EXPECT_EQ(json["summary"].dump(), R"({"files":1,"errors":1,"warnings":0,"notes":1})");
}

}  // namespace
}  // namespace ashlar::emit
