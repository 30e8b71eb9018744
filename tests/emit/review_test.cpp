// What a review says of a plan.

#include "compiler/emit/review/review.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>

#include "tests/plan/project.h"

namespace ashlar::emit::review {
namespace {

using plan_tests::Files;
using plan_tests::Project;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Files kShop = {
    {"a1_shop.sql",
     "-- migrate:message the shop\n"
     "-- migrate:up\n"
     "CREATE TABLE shops (id bigint PRIMARY KEY, name text);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, note text, old text);\n"
     "-- migrate:down\n"
     "DROP TABLE orders;\n"
     "DROP TABLE shops;\n"},
    {"b2_left.sql",
     "-- migrate:revises a1\n"
     "-- migrate:message a branch\n"
     "-- migrate:labels left\n"
     "-- migrate:up\n"
     "-- nobody reads it\n"
     "ALTER TABLE orders DROP COLUMN old;\n"
     "UPDATE shops SET name = 'x';\n"
     "CREATE TABLE fresh (id bigint PRIMARY KEY);\n"
     "ALTER TABLE fresh ADD COLUMN a integer;\n"
     "-- migrate:irreversible the column is gone\n"},
    {"c3_right.sql",
     "-- migrate:revises a1\n"
     "-- migrate:message another branch\n"
     "-- migrate:up\n"
     "CREATE INDEX ix_orders_note ON orders (note);\n"
     "CREATE INDEX CONCURRENTLY ix_shops_name ON shops (name);\n"},
    {"d4_merge.sql",
     "-- migrate:revises b2, c3\n"
     "-- migrate:message both\n"
     "-- migrate:up\n"},
};

/// The review of an upgrade from `applied` to the heads.
class Reviewed {
 public:
  explicit Reviewed(const std::vector<std::string>& applied, const Files& files = kShop)
      : project_(files) {
    const auto path = versions::upgrade_path(project_.graph(), "heads", project_.set(applied));
    EXPECT_TRUE(path.ok());
    pipeline::Planned planned = pipeline::make_plan(project_.graph(), *path, {}, {});
    review_ = make_review(
        {project_.graph(), *path, planned.plan, planned.schemas, planned.findings, "", "ashlar"});
  }
  const Review& operator*() const { return review_; }
  const Review* operator->() const { return &review_; }

 private:
  Project project_;
  Review review_;
};

TEST(Review, TellsWhatIsLostAndWhoWaits) {
  const Reviewed review({"a1"});
  ASSERT_EQ(review->losses.size(), 1U);
  EXPECT_EQ(review->losses[0].loss.name, "column public.orders.old");
  EXPECT_EQ(review->losses[0].loss.state, LossState::kToConfirm);
  EXPECT_THAT(review->no_reads, ElementsAre("public.orders"));
  EXPECT_TRUE(review->is_long) << "rows of shops change while orders is locked";
  EXPECT_THAT(review->irreversible, ElementsAre("b2"));
  EXPECT_THAT(review->without_down, ElementsAre("c3"));
  EXPECT_EQ(review->outside_transactions, 1U);
  const auto risky = review->riskiest(2);
  ASSERT_EQ(risky.size(), 2U);
  EXPECT_EQ(risky[0]->first_line, "ALTER TABLE orders DROP COLUMN old");
  EXPECT_THAT(risky[0]->reasons.at(0), HasSubstr("loses column public.orders.old"));
  EXPECT_EQ(risky[1]->first_line, "CREATE INDEX ix_orders_note ON orders (note)");
}

TEST(Review, MakesNothingOfTablesThatThePlanMakes) {
  const Reviewed review({});
  EXPECT_THAT(review->no_reads, IsEmpty());
  EXPECT_THAT(review->no_writes, IsEmpty());
  EXPECT_FALSE(review->is_long);
  for (const LostThing& lost : review->losses) EXPECT_EQ(lost.loss.state, LossState::kFresh);
}

TEST(Review, HoldsALockToTheEndOfItsStep) {
  const Reviewed review({"a1"});
  const StepView& step = review->revisions.at(0).steps.at(0);
  ASSERT_EQ(step.statements.size(), 4U);
  ASSERT_EQ(step.holds.size(), 1U);
  EXPECT_EQ(step.holds[0].relation, "public.orders");
  EXPECT_EQ(step.holds[0].levels.at(0).from, 0U);
  EXPECT_TRUE(step.holds[0].is_long);
  EXPECT_EQ(step.statements[0].sql, "-- nobody reads it\nALTER TABLE orders DROP COLUMN old");
}

TEST(Review, DerivesAWayBackThatIsNotWritten) {
  const Reviewed review({"a1"});
  const WayBackView& irreversible = review->revisions.at(0).way_back;
  EXPECT_EQ(irreversible.kind, WayBackKind::kIrreversible);
  EXPECT_EQ(irreversible.reason, "the column is gone");
  const WayBackView& derived = review->revisions.at(1).way_back;
  EXPECT_EQ(derived.kind, WayBackKind::kDerived);
  EXPECT_THAT(derived.sql, HasSubstr("DROP INDEX CONCURRENTLY ix_shops_name"));
  EXPECT_EQ(review->revisions.at(2).way_back.kind, WayBackKind::kNotNeeded);
  EXPECT_EQ(Reviewed({})->revisions.at(0).way_back.kind, WayBackKind::kWritten);
}

TEST(Review, DrawsWhereTheDatabaseStands) {
  const Reviewed review({"a1"});
  std::vector<std::string> rows;
  for (const GraphRow& row : review->graph.rows) {
    rows.push_back(row.id + (row.is_start ? " start" : "") + (row.is_end ? " end" : "") +
                   (row.place == Place::kPlanned ? " planned" : ""));
  }
  EXPECT_THAT(rows, ElementsAre("d4 end planned", "c3 planned", "b2 planned", "a1 start"));
}

TEST(Review, SetsTheSchemaSideBySide) {
  const Reviewed review({"a1"});
  std::vector<std::string> names;
  for (const SchemaChange& change : review->schema) names.push_back(change.name);
  EXPECT_THAT(names, ElementsAre("TABLE fresh", "TABLE orders", "TABLE shops"));
  EXPECT_EQ(review->schema[0].kind, SchemaChange::Kind::kNew);
  std::vector<std::string> changed;
  for (const LinePair& pair : review->schema[1].lines) {
    if (pair.changed) changed.push_back(pair.before.value_or("") + "|" + pair.after.value_or(""));
  }
  EXPECT_THAT(changed,
              ElementsAre("    old text,|", "|CREATE INDEX ix_orders_note ON orders (note);"));
}

TEST(Review, TellsARenameUnderTheNewNameAndADropUnderTheOld) {
  Files files = kShop;
  files.resize(1);
  files.push_back({"b2_names.sql",
                   "-- migrate:revises a1\n-- migrate:up\nALTER TABLE orders RENAME TO sales;\n"
                   "DROP TABLE shops;\n-- migrate:down\nSELECT 1;\n"});
  const Reviewed review({"a1"}, files);
  std::vector<std::string> names;
  for (const SchemaChange& change : review->schema) {
    names.push_back(change.name + (change.kind == SchemaChange::Kind::kGone ? " gone" : ""));
  }
  EXPECT_THAT(names, ElementsAre("TABLE sales", "TABLE shops gone"));
}

std::string file_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The headings, folded lines and cards of a page, in order, indented by their rank.
std::string outline(const std::string& html) {
  std::string text;
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::string_view rest = std::string_view(html).substr(at);
    std::string_view indent;
    for (const auto& [tag, blanks] :
         std::vector<std::pair<std::string_view, std::string_view>>{{"<h1", ""},
                                                                    {"<h2", ""},
                                                                    {"<h3", "  "},
                                                                    {"<h4", "    "},
                                                                    {"<h5", "      "},
                                                                    {"<p class=answer", "    "},
                                                                    {"<summary", "  "}}) {
      if (rest.starts_with(tag)) {
        text += blanks;
        const std::string name = "</" + std::string(tag.substr(1, tag.find(' ') - 1)) + ">";
        const std::size_t end = html.find(name, at);
        bool inside = true;
        for (std::size_t i = at; i < end; ++i) {
          if (html[i] == '<') inside = true;
          if (!inside && html[i] != '\n') text += html[i];
          if (html[i] == '>') inside = false;
        }
        text += "\n";
      }
    }
  }
  return text;
}

void compare(const std::string& name, const std::string& text) {
  const std::string path = std::string(ASHLAR_SOURCE_DIR) + "/tests/emit/expected/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    GTEST_SKIP() << "rewrote " << path;
  }
  EXPECT_EQ(text, file_text(path));
}

TEST(ReviewHtml, HasTheExpectedOutline) {
  compare("review_outline.txt", outline(review_html(*Reviewed({"a1"}))));
}

TEST(ReviewMarkdown, IsAsExpected) { compare("review.md", review_markdown(*Reviewed({"a1"}))); }

}  // namespace
}  // namespace ashlar::emit::review
