#include "cli/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ashlar::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <typename Options>
Options parsed(std::vector<std::string> words) {
  const std::variant<Invocation, Stop> result = parse_command_line(std::move(words));
  if (const auto* stop = std::get_if<Stop>(&result)) {
    ADD_FAILURE() << stop->error;
    return {};
  }
  const Command& command = std::get<Invocation>(result).command;
  if (!std::holds_alternative<Options>(command)) {
    ADD_FAILURE() << "another command";
    return {};
  }
  return std::get<Options>(command);
}

Stop stopped(std::vector<std::string> words) {
  const std::variant<Invocation, Stop> result = parse_command_line(std::move(words));
  if (const auto* stop = std::get_if<Stop>(&result)) return *stop;
  ADD_FAILURE() << "it was taken";
  return {};
}

TEST(CommandLine, TakesTargetsThatLookLikeOptions) {
  EXPECT_EQ(parsed<DowngradeOptions>({"downgrade", "-1"}).target, "-1");
  EXPECT_EQ(parsed<DowngradeOptions>({"downgrade", "left@-1", "--yes"}).target, "left@-1");
  EXPECT_EQ(parsed<UpgradeOptions>({"upgrade", "+2", "-y"}).target, "+2");
  EXPECT_EQ(parsed<HistoryOptions>({"history", "-r", "-2:current"}).range, "-2:current");
  EXPECT_EQ(parsed<HistoryOptions>({"history", "-r-2:"}).range, "-2:");
  EXPECT_EQ(parsed<HistoryOptions>({"history", "-r=-2:current"}).range, "-2:current");
  EXPECT_EQ(parsed<HistoryOptions>({"history", "--rev-range", "a:b"}).range, "a:b");
}

TEST(CommandLine, ReadsOptionsOfRevision) {
  const auto options = parsed<RevisionOptions>({"revision", "-m", "add sku", "--head", "left@head",
                                                "--splice", "--branch-label", "a", "--branch-label",
                                                "b", "--depends-on", "c", "--rev-id", "d"});
  EXPECT_EQ(options.message, "add sku");
  EXPECT_EQ(options.head, "left@head");
  EXPECT_TRUE(options.splice);
  EXPECT_THAT(options.branch_labels, ElementsAre("a", "b"));
  EXPECT_THAT(options.depends_on, ElementsAre("c"));
  EXPECT_EQ(options.rev_id, "d");
}

TEST(CommandLine, AnEmptyUrlIsNotTheSameAsNone) {
  EXPECT_EQ(parsed<CurrentOptions>({"current"}).url, std::nullopt);
  EXPECT_EQ(parsed<CurrentOptions>({"current", "--url", ""}).url, "");
}

TEST(CommandLine, TheConfigurationMayStandBeforeOrAfterTheCommand) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"-c", "x.toml", "heads"}, {"heads", "--config", "x.toml"}}) {
    const auto result = parse_command_line(words);
    ASSERT_TRUE(std::holds_alternative<Invocation>(result));
    EXPECT_EQ(std::get<Invocation>(result).global.config, "x.toml");
  }
}

TEST(CommandLine, UnknownCommandsNameTheNearest) {
  const Stop stop = stopped({"upgrad", "head"});
  EXPECT_EQ(stop.status, ExitStatus::kUsage);
  EXPECT_EQ(stop.error, "there is no command `upgrad`");
  EXPECT_EQ(stop.error_help, "did you mean `upgrade`?");
  EXPECT_EQ(stopped({}).status, ExitStatus::kUsage);
}

TEST(CommandLine, UnknownOptionsNameTheNearest) {
  const Stop stop = stopped({"upgrade", "head", "--alow-loss"});
  EXPECT_EQ(stop.status, ExitStatus::kUsage);
  EXPECT_EQ(stop.error, "unknown option `--alow-loss`");
  EXPECT_EQ(stop.error_help, "did you mean `--allow-loss`?");
  EXPECT_EQ(stopped({"upgrade", "head", "tail"}).error, "`tail` was not expected");
  EXPECT_EQ(stopped({"lint", "--format", "yaml"}).status, ExitStatus::kUsage);
  EXPECT_EQ(stopped({"upgrade"}).status, ExitStatus::kUsage);
}

TEST(CommandLine, EveryCommandHasHelpWithTwoExamples) {
  for (const char* command : {"init", "revision", "merge", "lint", "plan", "script", "upgrade",
                              "downgrade", "current", "history", "heads", "branches", "show",
                              "schema", "stamp", "resolve", "explain", "server"}) {
    const Stop help = stopped({command, "--help"});
    EXPECT_EQ(help.status, ExitStatus::kDone) << command;
    const std::size_t examples = help.result.find("Examples:");
    ASSERT_NE(examples, std::string::npos) << command;
    const std::string first = "  ashlar " + std::string(command);
    const std::size_t one = help.result.find(first, examples);
    ASSERT_NE(one, std::string::npos) << command;
    EXPECT_NE(help.result.find(first, one + 1), std::string::npos) << command;
  }
  EXPECT_THAT(stopped({"--help"}).result, HasSubstr("downgrade"));
}

TEST(CommandLine, ExamplesInTheHelpAreTaken) {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"revision", "-m", "begin reports", "--head", "base", "--branch-label", "reports"},
           {"merge", "-m", "join sales and reports", "heads"},
           {"plan", "9b7e2d41c0aa:head", "--format", "json", "-o", "plan.json"},
           {"stamp", "--accept", "4c1d0e8a2f17"},
           {"current", "--check", "--url", "service=shop"},
           {"explain"},
           {"server", "start"}}) {
    EXPECT_TRUE(std::holds_alternative<Invocation>(parse_command_line(words))) << words[0];
  }
}

TEST(CommandLine, TellsTheVersionAndTheGrammar) {
  const Stop stop = stopped({"--version"});
  EXPECT_EQ(stop.status, ExitStatus::kDone);
  EXPECT_THAT(stop.result,
              testing::MatchesRegex("ashlar [0-9.]+ \\(PostgreSQL 1[0-9] grammar\\)\n"));
}

}  // namespace
}  // namespace ashlar::cli
