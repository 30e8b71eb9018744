#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "compiler/approval/document.h"
#include "compiler/approval/json_view.h"
#include "compiler/emit/terminal.h"
#include "compiler/plan/fingerprint.h"
#include "compiler/plan/ledger_words.h"
#include "grammar/annotations/words.h"
#include "grammar/postgres/keyset.h"

namespace ashlar::approval {
namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t kMostMilliseconds = 2'147'483'647;  // of lock_timeout (guc.c)
constexpr std::uint32_t kMostLines = 1U << 24U;             // no file that is read has more
constexpr std::uint32_t kMostCount = 2'147'483'647;

milliseconds duration(const JsonView& view) {
  return milliseconds{view.number(0, kMostMilliseconds)};
}

std::optional<milliseconds> optional_duration(const JsonView& view) {
  const std::optional<std::uint32_t> count = view.number_or_null(0, kMostMilliseconds);
  if (!count) return std::nullopt;
  return milliseconds{*count};
}

std::string id_of(const JsonView& view) {
  std::string id = view.text();
  if (annotations::id_problem(id).has_value()) view.expected("the id of a revision");
  return id;
}

std::vector<std::string> ids_of(const JsonView& view) {
  std::vector<std::string> ids;
  for (const JsonView& id : view.items()) ids.push_back(id_of(id));
  return ids;
}

effects::LockMode lock_mode(const JsonView& view) {
  using effects::LockMode;
  const std::string name = view.text();
  for (const LockMode mode :
       {LockMode::kAccessShare, LockMode::kRowShare, LockMode::kRowExclusive,
        LockMode::kShareUpdateExclusive, LockMode::kShare, LockMode::kShareRowExclusive,
        LockMode::kExclusive, LockMode::kAccessExclusive}) {
    if (name == effects::to_string(mode)) return mode;
  }
  view.expected("the name of a lock mode");
  return LockMode::kAccessExclusive;
}

effects::Loss loss_of(const JsonView& view) {
  using effects::LossKind;
  effects::Loss loss;
  const std::string words = view.text();
  for (const LossKind kind : {LossKind::kDatabase, LossKind::kSchema, LossKind::kTable,
                              LossKind::kColumn, LossKind::kRows, LossKind::kMaterializedView,
                              LossKind::kType, LossKind::kSequence, LossKind::kExtension}) {
    const std::string begin = fmt::format("{} ", effects::to_string(kind));
    if (!words.starts_with(begin)) continue;
    loss.kind = kind;
    loss.name = words.substr(begin.size());
    return loss;
  }
  view.expected("what is lost, such as `table public.products`");
  return loss;
}

std::vector<effects::RelationRef> relations_of(const JsonView& view) {
  std::vector<effects::RelationRef> relations;
  for (const JsonView& name : view.items()) relations.push_back({0, name.text()});
  return relations;
}

std::vector<plan::PlannedAllow> allows_of(const JsonView& view) {
  std::vector<plan::PlannedAllow> allows;
  for (const JsonView& allow : view.items()) {
    allows.push_back({allow["rules"].text(), allow["reason"].text()});
  }
  return allows;
}

/// The pieces of a statement that runs in batches are found again in its text.
grammar::Batches batches_of(const JsonView& view, const std::string& sql) {
  grammar::Batches batches;
  annotations::Batch& batch = batches.annotation;
  batch.key.text = view["key"].text();
  batch.size = view["size"].number(1, kMostCount);
  batch.pause = duration(view["pause_ms"]);
  batch.max_lag = optional_duration(view["max_lag_ms"]);
  postgres::Keyset pieces = postgres::keyset_of(sql, batch.key.text);
  if (!pieces.refusal.empty()) view.expected("batches that the statement can run in");
  batches.statement = std::move(pieces.statement);
  return batches;
}

plan::PlannedStatement statement_of(const JsonView& view) {
  plan::PlannedStatement statement;
  statement.index = view["index"].number(0, kMostCount);
  if (view.has("count")) statement.count = view["count"].number(2, kMostCount);
  statement.sql = view["sql"].text();
  statement.text = statement.sql;
  statement.file = view["file"].text();
  statement.line = view["line"].number(1, kMostLines);
  statement.column = view["column"].number(1, kMostLines);
  statement.kind = view["kind"].text();
  for (const JsonView& lock : view["locks"].items()) {
    statement.effects.locks.push_back({{0, lock["relation"].text()}, lock_mode(lock["mode"])});
  }
  statement.effects.rewrites = relations_of(view["rewrites"]);
  statement.effects.scans = relations_of(view["scans"]);
  for (const JsonView& loss : view["loses"].items()) {
    statement.effects.losses.push_back(loss_of(loss));
  }
  statement.hazards = view["hazards"].texts();
  statement.allowed_losses = view["allowed_losses"].texts();
  statement.fresh_losses = view["fresh_losses"].texts();
  statement.allows = allows_of(view["allows"]);
  statement.timeouts.lock = optional_duration(view["timeouts"]["lock_ms"]);
  statement.timeouts.statement = optional_duration(view["timeouts"]["statement_ms"]);
  if (view.has("batch")) statement.batches = batches_of(view["batch"], statement.sql);
  return statement;
}

plan::Step step_of(const JsonView& view) {
  plan::Step step;
  step.id = view["id"].number(1, kMostCount);
  step.revision = id_of(view["revision"]);
  step.section = view["section"].text();
  step.transactional = view["transactional"].truth();
  step.session = view["session"].texts();
  const JsonView statements = view["statements"];
  for (const JsonView& statement : statements.items()) {
    step.statements.push_back(statement_of(statement));
  }
  const bool in_batches =
      std::any_of(step.statements.begin(), step.statements.end(),
                  [](const plan::PlannedStatement& one) { return one.batches.has_value(); });
  if (in_batches && (step.transactional || step.statements.size() != 1)) {
    statements.expected("one statement outside a transaction, where it runs in batches");
  }
  return step;
}

plan::PlannedRevision revision_of(const JsonView& view) {
  plan::PlannedRevision revision;
  ledger::RevisionRecord& record = revision.record;
  record.id = id_of(view["id"]);
  record.message = view["message"].text();
  record.parents = ids_of(view["parents"]);
  record.depends = ids_of(view["depends"]);
  record.up_checksum = view["up_checksum"].text();
  record.down_checksum = view["down_checksum"].text();
  record.up_text = view["up_text"].text();
  record.down_text = view["down_text"].text();
  record.irreversible = view["irreversible"].text();
  revision.file = view["file"].text();
  revision.allows = allows_of(view["allows"]);
  for (const JsonView& query : view["verify"].items()) {
    revision.verify.push_back({query["index"].number(0, kMostCount), query["sql"].text(),
                               query["line"].number(1, kMostLines),
                               query["column"].number(1, kMostLines), query["kind"].text()});
  }
  return revision;
}

/// The steps of each revision stand together, in the order of the revisions, numbered from 1.
void check_order(const plan::Plan& plan, const JsonView& steps) {
  std::size_t at = 0;
  for (const plan::PlannedRevision& revision : plan.revisions) {
    const std::size_t begin = at;
    while (at < plan.steps.size() && plan.steps[at].revision == revision.record.id) ++at;
    if (at == begin)
      return steps.expected("steps of every revision, in the order of the revisions");
  }
  if (at != plan.steps.size()) {
    return steps.expected("steps of the plan's revisions and of no other");
  }
  const std::string section(versions::to_string(plan.direction));
  for (std::size_t i = 0; i < plan.steps.size(); ++i) {
    if (plan.steps[i].id != i + 1) return steps.expected("numbered from 1 by `id`");
    if (plan.steps[i].section != section) {
      return steps.expected("of one direction, that of the plan");
    }
  }
}

versions::Direction direction_of(const JsonView& view) {
  const std::string word = view.text();
  if (word != "up" && word != "down") view.expected("`up` or `down`");
  return word == "down" ? versions::Direction::kDown : versions::Direction::kUp;
}

PlanFile file_of(const JsonView& view) {
  PlanFile file;
  plan::Plan& plan = file.plan;
  const JsonView apply = view["apply"];
  plan.direction = direction_of(view["direction"]);
  plan.from = ids_of(view["from"]);
  plan.to = ids_of(view["to"]);
  plan.postgres = static_cast<int>(view["postgres"].number(10, 99));
  plan.ledger_schema = apply["ledger_schema"].text();
  if (plan.ledger_schema.empty()) apply["ledger_schema"].expected("the name of a schema");
  for (const JsonView& revision : apply["revisions"].items()) {
    plan.revisions.push_back(revision_of(revision));
  }
  const JsonView steps = view["steps"];
  for (const JsonView& step : steps.items()) plan.steps.push_back(step_of(step));
  for (const JsonView& revision : apply["starts_at"].items()) {
    file.starts_at.push_back(
        {id_of(revision["id"]), revision["up_checksum"].text(), revision["down_checksum"].text()});
    plan.applied_before.push_back(file.starts_at.back().id);
  }
  std::sort(plan.applied_before.begin(), plan.applied_before.end());
  file.tool = apply["tool"].text();
  file.database = apply["database"].text();
  file.lock_timeout = duration(apply["lock_timeout_ms"]);
  file.lock_retries = static_cast<int>(apply["lock_retries"].number(0, 1000));
  file.statement_timeout = duration(apply["statement_timeout_ms"]);
  file.wait = duration(apply["wait_ms"]);
  check_order(plan, steps);
  return file;
}

/// The path of a value in `given` that `known` has no place for; empty where there is none.
std::string unknown_in(const Json& given, const Json& known, const std::string& path) {
  if (given.is_object() && known.is_object()) {
    for (const auto& [key, value] : given.items()) {
      std::string inside = path.empty() ? key : fmt::format("{}.{}", path, key);
      const auto place = known.find(key);
      if (place == known.end()) return inside;
      if (std::string found = unknown_in(value, *place, inside); !found.empty()) return found;
    }
  }
  if (given.is_array() && known.is_array()) {
    const std::size_t count = std::min(given.size(), known.size());
    for (std::size_t i = 0; i < count; ++i) {
      std::string inside = fmt::format("{}[{}]", path, i);
      if (std::string found = unknown_in(given[i], known[i], inside); !found.empty()) return found;
    }
  }
  return "";
}

/// What the file holds may be anybody's words.
Error refused(const std::string& message, const std::string& help) {
  return {ErrorCode::kFile, emit::printable(message), "", emit::printable(help), 0};
}

Error no_plan(const std::string& name, const std::string& trouble) {
  return refused(fmt::format("`{}` is no plan that `apply` can run: {}", name, trouble),
                 "`ashlar plan RANGE -o FILE` writes one");
}

Error changed(const std::string& name, std::string_view how) {
  return refused(fmt::format("`{}` was changed after it was made: {}", name, how),
                 "nothing was done; make the plan again, and have it approved again");
}

/// Of the shape and its version, before anything else is looked at.
Status check_format(const Json& json, const std::string& name) {
  if (!json.is_object()) return no_plan(name, "it holds no object");
  if (!json.contains("apply")) {
    return no_plan(name, json.contains("steps")
                             ? "it holds what `plan --format json` prints, and nothing of what a "
                               "run needs besides"
                             : "`apply` is missing");
  }
  std::string trouble;
  const JsonView apply = JsonView(json, trouble)["apply"];
  const std::uint32_t format = apply["format"].number(0, kMostCount);
  const std::uint32_t version = JsonView(json, trouble)["version"].number(0, kMostCount);
  if (!trouble.empty()) return no_plan(name, trouble);
  if (format == kPlanFormat && version == 1) return {};
  const std::string tool = apply.has("tool") ? apply["tool"].text() : "";
  return refused(fmt::format("`{}` is a plan of format {}.{}, and this ashlar reads format 1.{}",
                             name, version, format, kPlanFormat),
                 fmt::format("{}make the plan again with this ashlar, or apply it with that one",
                             tool.empty() ? "" : fmt::format("it was made by {}; ", tool)));
}

}  // namespace

Result<PlanFile> read_plan_file(std::string_view text, const std::string& name) {
  std::string trouble;
  const Json given = parse_json(text, trouble);
  if (!trouble.empty()) return no_plan(name, trouble);
  if (Status known = check_format(given, name); !known) return known.error();

  const JsonView view(given, trouble);
  PlanFile file = file_of(view);
  file.plan.fingerprint = view["fingerprint"].text();
  const std::string digest = view["apply"]["digest"].text();
  if (!trouble.empty()) return no_plan(name, trouble);

  Json known = document_of(file);
  known["apply"]["digest"] = digest;
  if (const std::string unknown = unknown_in(given, known, ""); !unknown.empty()) {
    return no_plan(name, fmt::format("it has `{}`, which this ashlar does not know", unknown));
  }
  if (plan::fingerprint(file.plan) != file.plan.fingerprint) {
    return changed(name, "its statements are not those that its fingerprint stands for");
  }
  if (digest_of(given) != digest) return changed(name, "its digest does not match what it holds");
  // What is said twice is said alike, so that nobody approves the one and runs the other.
  if (known != given) return changed(name, "its parts contradict each other");
  plan::add_ledger_words(file.plan);
  return file;
}

}  // namespace ashlar::approval
