// The reports for code hosts, read back by what their readers need.

#include "compiler/emit/lint_reports.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace ashlar::emit {
namespace {

using Report = nlohmann::json;

Sources shop() {
  Sources sources;
  sources.add({"versions/a,b.sql", "-- é\nCREATE INDEX idx ON \"<t>\" (a);\n"});
  return sources;
}

Diagnostics misnamed() {
  Diagnostic finding;
  finding.rule = "naming-index";
  finding.message = "index `idx` & 100% wrong";
  finding.location = {0, {19, 22}};
  finding.notes = {{"made here", Location{0, {6, 12}}}, {"and more", {}}};
  finding.help = "name it `ix_t_a`";
  finding.fixes = {{"rename", true, {{{0, {19, 22}}, "ix_t_a"}}}};
  Diagnostic note = finding;
  note.severity = Severity::kNote;
  note.rule = "style-prefer-text";
  note.fixes.clear();
  return {finding, note};
}

TEST(LintReports, SarifHasRegionsRulesAndFixes) {
  const Report sarif = Report::parse(lint_sarif(misnamed(), shop(), "1.2.3"));
  EXPECT_EQ(sarif["version"], "2.1.0");
  ASSERT_EQ(sarif["runs"].size(), 1U);
  const Report& run = sarif["runs"][0];
  EXPECT_EQ(run["tool"]["driver"]["name"], "ashlar");
  EXPECT_EQ(run["tool"]["driver"]["version"], "1.2.3");
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  ASSERT_EQ(run["results"].size(), 2U);
  const Report& result = run["results"][0];
  EXPECT_EQ(result["ruleId"], "naming-index");
  EXPECT_EQ(result["level"], "error");
  const auto rule = result["ruleIndex"].get<std::size_t>();
  EXPECT_EQ(run["tool"]["driver"]["rules"][rule]["id"], "naming-index");
  const Report region =
      Report::parse(R"({"startLine": 2, "startColumn": 14, "endLine": 2, "endColumn": 17})");
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["region"], region);
  EXPECT_EQ(result["relatedLocations"][0]["message"]["text"], "made here");
  const Report& change = result["fixes"][0]["artifactChanges"][0];
  EXPECT_EQ(change["artifactLocation"]["uri"], "versions/a,b.sql");
  EXPECT_EQ(change["replacements"][0]["deletedRegion"], region);
  EXPECT_EQ(change["replacements"][0]["insertedContent"]["text"], "ix_t_a");
  EXPECT_EQ(run["results"][1]["level"], "note");
  EXPECT_FALSE(run["results"][1].contains("fixes"));
}

TEST(LintReports, GithubEscapesWhatCommandsCannotHold) {
  const std::string text = lint_github(misnamed(), shop());
  EXPECT_EQ(text.substr(0, text.find('\n')),
            "::error file=versions/a%2Cb.sql,line=2,endLine=2,col=14,endColumn=17,"
            "title=naming-index::index `idx` & 100%25 wrong%0Anote: made here "
            "(versions/a,b.sql:2:1)%0Anote: and more%0Ahelp: name it `ix_t_a`");
  EXPECT_NE(text.find("\n::notice file="), std::string::npos);
}

TEST(LintReports, GitlabFingerprintsOutliveMovedLines) {
  const Report before = Report::parse(lint_gitlab(misnamed(), shop()));
  ASSERT_EQ(before.size(), 2U);
  EXPECT_EQ(before[0]["check_name"], "naming-index");
  EXPECT_EQ(before[0]["severity"], "major");
  EXPECT_EQ(before[0]["location"]["lines"]["begin"], 2);
  EXPECT_EQ(before[0]["fingerprint"].get<std::string>().size(), 64U);
  EXPECT_NE(before[0]["fingerprint"], before[1]["fingerprint"]);
  Sources moved;
  moved.add({"versions/a,b.sql", "\n\n" + shop()[0].text});
  Diagnostics findings = misnamed();
  for (Diagnostic& finding : findings) {
    finding.location.span = {finding.location.span.begin + 2, finding.location.span.end + 2};
    finding.notes.clear();
  }
  const Report after = Report::parse(lint_gitlab(findings, moved));
  EXPECT_EQ(after[0]["fingerprint"], before[0]["fingerprint"]);
}

TEST(LintReports, GitlabTellsTheSameWordsApart) {
  Diagnostics twice = misnamed();
  twice[1] = twice[0];
  const Report report = Report::parse(lint_gitlab(twice, shop()));
  EXPECT_NE(report[0]["fingerprint"], report[1]["fingerprint"]);
}

TEST(LintReports, JunitFailsForErrorsAlone) {
  const std::string xml = lint_junit(misnamed(), shop());
  EXPECT_NE(xml.find("<testsuites name=\"ashlar lint\" tests=\"2\" failures=\"1\">"),
            std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<failure type=\"naming-index\" message=\"index `idx` &amp; 100% wrong\">"),
            std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<system-out>note: "), std::string::npos);
  EXPECT_NE(lint_junit({}, shop()).find("name=\"no findings\""), std::string::npos);
}

TEST(LintReports, StatisticsBeginWithTheMostFrequent) {
  Diagnostics findings = misnamed();
  findings.push_back(findings[1]);
  EXPECT_EQ(lint_statistics(findings),
            "     2  note     style-prefer-text\n     1  error    naming-index\n");
  EXPECT_EQ(lint_statistics({}), "");
}

}  // namespace
}  // namespace ashlar::emit
