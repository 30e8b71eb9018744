// Plan files: what is written is read again, and nothing else is.

#include "compiler/approval/plan_file.h"

#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <string>

#include "compiler/approval/document.h"
#include "compiler/plan/fingerprint.h"
#include "tests/plan/project.h"

namespace ashlar::approval {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

constexpr const char* kItems =
    "-- migrate:revision r1\n-- migrate:revises base\n-- migrate:message it's \"the\" first\n"
    "-- migrate:up\n"
    "CREATE TABLE items (id bigint PRIMARY KEY, name text, n integer NOT NULL DEFAULT 0);\n"
    "-- migrate:down\nDROP TABLE items;\n";
constexpr const char* kAll =
    "-- migrate:revision r2\n-- migrate:revises r1\n"
    "-- migrate:allow style-prefer-text -- größer\n"
    "-- migrate:up\n"
    "SET search_path = public;\n"
    "ALTER TABLE items ADD COLUMN sku varchar(100);\n"
    "-- migrate:timeout lock=3s statement=10min\n"
    "CREATE INDEX CONCURRENTLY ix_items_sku ON items (sku);\n"
    "-- migrate:batch key=id size=2000 pause=1ms max_lag=1s\n"
    "UPDATE items SET n = n + 1;\n"
    "-- migrate:allow drop-column-data-loss -- nobody reads it\n"
    "ALTER TABLE items DROP COLUMN name;\n"
    "-- migrate:verify\n"
    "SELECT count(*) >= 0 FROM items;\n"
    "-- migrate:irreversible the names are gone\n";
constexpr const char* kLast =
    "-- migrate:revision r3\n-- migrate:revises r2\n-- migrate:up\n-- migrate:down\n";

PlanFile file_of(const plan::Plan& plan) {
  PlanFile file;
  file.plan = plan;
  file.starts_at = {{"r1", "sha256:1", "sha256:2"}};
  file.database = "shop";
  file.tool = "ashlar 1 (PostgreSQL 17 grammar)";
  return file;
}

PlanFile whole_file() {
  const plan_tests::Project project({{"r1.sql", kItems}, {"r2.sql", kAll}, {"r3.sql", kLast}});
  PlanFile file = file_of(project.upgrade({"r1"}).plan);
  file.plan.steps.at(0).statements.at(0).count = 3;
  return file;
}

Result<PlanFile> read(const std::string& text) { return read_plan_file(text, "plan.json"); }

std::string refusal(const std::string& text) {
  const Result<PlanFile> file = read(text);
  return file ? "" : file.error().message;
}

std::string text_of(const Json& json) { return json.dump(2); }

TEST(PlanFile, IsReadAsItWasWritten) {
  const PlanFile file = whole_file();
  const std::string text = write_plan_file(file);
  const Result<PlanFile> again = read(text);
  ASSERT_TRUE(again.ok()) << again.error().message;
  EXPECT_EQ(write_plan_file(*again), text);
  ASSERT_EQ(again->plan.steps.size(), file.plan.steps.size());
  for (std::size_t i = 0; i < file.plan.steps.size(); ++i) {
    const plan::Step& a = file.plan.steps[i];
    const plan::Step& b = again->plan.steps[i];
    EXPECT_EQ(a.ledger_before, b.ledger_before);
    EXPECT_EQ(a.ledger_after, b.ledger_after);
    EXPECT_EQ(a.session, b.session);
    EXPECT_EQ(a.completes_revision, b.completes_revision);
  }
  const plan::Step& batches = again->plan.steps.at(2);
  ASSERT_TRUE(batches.statements.at(0).batches.has_value());
  EXPECT_EQ(batches.statements.at(0).batches->statement.head,
            file.plan.steps.at(2).statements.at(0).batches->statement.head);
  EXPECT_EQ(batches.statements.at(0).batches->annotation.pause, std::chrono::milliseconds{1});
  EXPECT_EQ(unallowed_losses(again->plan), unallowed_losses(file.plan));
  EXPECT_EQ(again->plan.revisions.at(0).verify.at(0).kind, "select");
  EXPECT_EQ(again->plan.revisions.at(0).allows.at(0).reason, "größer");
}

TEST(PlanFile, KeepsAPlanDownwardsAndOneOfNothing) {
  const plan_tests::Files one = {{"r1.sql", kItems}};
  const plan_tests::Project project(one);
  for (const plan::Plan& plan : {project.downgrade({"r1"}).plan, plan::Plan()}) {
    PlanFile file = file_of(plan);
    file.plan.fingerprint = plan::fingerprint(plan);
    if (plan.applied_before.empty()) file.starts_at.clear();
    const std::string text = write_plan_file(file);
    const Result<PlanFile> again = read(text);
    ASSERT_TRUE(again.ok()) << again.error().message;
    EXPECT_EQ(write_plan_file(*again), text);
    EXPECT_EQ(again->plan.direction, plan.direction);
  }
}

TEST(PlanFile, HasThePublicKeysAsThePlanPrintsThem) {
  const PlanFile file = whole_file();
  const Json json = Json::parse(write_plan_file(file));
  EXPECT_EQ(json.at("version"), 1);
  EXPECT_EQ(json.at("from"), Json::array({"r1"}));
  EXPECT_EQ(json.at("fingerprint"), file.plan.fingerprint);
  EXPECT_EQ(json.at("steps").at(1).at("statements").at(0).at("kind"), "create_index");
}

TEST(PlanFile, DoesNotMindBlanksAndTheOrderOfKeys) {
  const std::string text = write_plan_file(whole_file());
  EXPECT_EQ(refusal(Json::parse(text).dump()), "");
  EXPECT_EQ(refusal(nlohmann::json::parse(text).dump(7)), "");
}

TEST(PlanFile, SaysWhatIsTheMatter) {
  const std::string text = write_plan_file(whole_file());
  EXPECT_THAT(refusal(""), HasSubstr("it is no JSON: it ends too early"));
  EXPECT_THAT(refusal("CREATE TABLE"), HasSubstr("it is no JSON: line 1 cannot be read"));
  EXPECT_THAT(refusal(text.substr(0, text.size() / 2)), HasSubstr("it ends too early"));
  EXPECT_THAT(refusal(text + "{}"), HasSubstr("it is no JSON"));
  EXPECT_THAT(refusal("[1]"), HasSubstr("it holds no object"));
  EXPECT_THAT(refusal("{}"), HasSubstr("`apply` is missing"));

  Json json = Json::parse(text);
  json["steps"][0]["id"] = "1";
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("`steps[0].id` must be a whole number"));
  json = Json::parse(text);
  json["steps"][0].erase("revision");
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("`steps[0].revision` is missing"));
  json = Json::parse(text);
  json["steps"][0]["statements"][0]["comment"] = "";
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("it has `steps[0].statements[0].comment`, which "
                                                "this ashlar does not know"));
  json = Json::parse(text);
  json["steps"][0]["statements"][0]["sql"] = "DROP TABLE items";
  EXPECT_THAT(refusal(text_of(json)),
              HasSubstr("its statements are not those that its fingerprint stands for"));
  json = Json::parse(text);
  json["steps"][0]["statements"][0]["loses"] = Json::array();
  json["apply"]["lock_timeout_ms"] = 1;
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("its digest does not match what it holds"));
  json = Json::parse(text);
  json["apply"]["format"] = kPlanFormat + 1;
  json["apply"]["news"] = true;
  const Result<PlanFile> newer = read(text_of(json));
  ASSERT_FALSE(newer.ok());
  EXPECT_THAT(newer.error().message, HasSubstr("a plan of format 1.2"));
  EXPECT_THAT(newer.error().detail, HasSubstr("made by ashlar 1"));
}

TEST(PlanFile, SaysNothingThatMovesTheCursor) {
  Json json = Json::parse(write_plan_file(whole_file()));
  json["apply"]["\x1b[2J"] = 1;
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("`apply.<U+001B>[2J`"));
  json = Json::parse(write_plan_file(whole_file()));
  json["from"][0] = "\x1b[2J";
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("`from[0]` must be the id of a revision"));
}

TEST(PlanFile, RefusesWhatReadersSeeDifferently) {
  const std::string text = write_plan_file(whole_file());
  std::string twice = text;
  twice.insert(twice.find("\"direction\""), "\"direction\": \"down\", ");
  EXPECT_THAT(refusal(twice), HasSubstr("the key `direction` stands twice"));
  std::string zero = text;
  zero.insert(zero.find("ALTER TABLE"), "\\u0000");
  EXPECT_THAT(refusal(zero), HasSubstr("zero byte"));
  EXPECT_THAT(refusal(std::string(100'000, '[')), HasSubstr("nests too deeply"));
  // A digest that was made anew does not make parts agree that do not.
  Json json = Json::parse(text);
  json["irreversible"][0]["reason"] = "none";
  json["apply"]["digest"] = digest_of(json);
  EXPECT_THAT(refusal(text_of(json)), HasSubstr("its parts contradict each other"));
}

/// Values that are not `value`, of its own kind and of others.
std::vector<Json> others(const Json& value) {
  std::vector<Json> list = {nullptr, true, "x", -1, Json::array()};
  if (value.is_string()) {
    list.emplace_back(value.get<std::string>() + " ");
    list.emplace_back("");
  }
  if (value.is_number()) list.emplace_back(value.get<std::int64_t>() + 1);
  if (value.is_boolean()) list.emplace_back(!value.get<bool>());
  std::erase(list, value);
  return list;
}

/// Every document that differs from `json` in one place.
void for_each_change(const Json& json, const std::function<void(const Json&)>& visit) {
  const Json flat = json.flatten();
  std::set<std::string> seen;
  for (const auto& [path, leaf] : flat.items()) {
    for (std::string place = path; !place.empty(); place.resize(place.rfind('/'))) {
      if (!seen.insert(place).second) break;  // nor is what holds it new
      const Json::json_pointer at(place);
      for (const Json& other : others(json.at(at))) {
        Json changed = json;
        changed[at] = other;
        visit(changed);
      }
      Json without = json;
      Json& holder = without[at.parent_pointer()];
      if (holder.is_object()) {
        holder.erase(at.back());
      } else {
        holder.erase(std::stoul(at.back()));
      }
      visit(without);
      Json more = json;
      Json& here = more[at];
      if (here.is_object()) here["surplus"] = 1;
      if (here.is_array() && !here.empty()) here.push_back(here.back());
      if (more != json) visit(more);
    }
  }
}

TEST(PlanFile, RefusesEveryChange) {
  const Json json = Json::parse(write_plan_file(whole_file()));
  std::size_t changes = 0;
  for_each_change(json, [&](const Json& changed) {
    ++changes;
    const Result<PlanFile> read_again = read(changed.dump());
    ASSERT_FALSE(read_again.ok()) << Json::diff(json, changed);
    EXPECT_EQ(read_again.error().code, ErrorCode::kFile);
  });
  EXPECT_GT(changes, 1500U);
}

TEST(PlanFile, SurvivesEveryChangeThatSealsItAnew) {
  const Json json = Json::parse(write_plan_file(whole_file()));
  for_each_change(json, [&](const Json& changed) {
    if (!changed.is_object() || !changed.contains("apply") || !changed["apply"].is_object()) return;
    Json sealed = changed;
    sealed["apply"]["digest"] = digest_of(sealed);
    const Result<PlanFile> again = read(sealed.dump());
    if (!again) return;
    EXPECT_EQ(nlohmann::json::parse(write_plan_file(*again)), nlohmann::json(sealed))
        << "it means what it says";
  });
}

TEST(PlanFile, RefusesEveryTextThatIsCutOff) {
  const std::string text = write_plan_file(whole_file());
  for (std::size_t size = 0; size + 2 < text.size(); size += 41) {
    EXPECT_THAT(refusal(text.substr(0, size)), HasSubstr("it ends too early")) << size;
  }
}

TEST(PlanFile, TakesNoByteForAnother) {
  const std::string text = write_plan_file(whole_file());
  std::minstd_rand random(7);
  for (int i = 0; i < 1500; ++i) {
    std::string changed = text;
    char& byte = changed[random() % changed.size()];
    byte = static_cast<char>(byte ^ (1U << (random() % 8)));
    const Result<PlanFile> again = read(changed);
    if (!again) continue;
    EXPECT_EQ(write_plan_file(*again), text) << "only blanks differ";
  }
}

}  // namespace
}  // namespace ashlar::approval
