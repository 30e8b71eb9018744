// A plan for programs. The shape is fixed: docs/ describes it, and `version` would change with it.

#include "compiler/emit/plan_json.h"

#include <nlohmann/json.hpp>

#include "compiler/emit/emit.h"
#include "compiler/schema/json_text.h"

namespace ashlar::emit {
namespace {

using Json = nlohmann::ordered_json;

Json names(const std::vector<effects::RelationRef>& relations) {
  Json list = Json::array();
  for (const effects::RelationRef& relation : relations) list.push_back(relation.name);
  return list;
}

Json statement_json(const plan::PlannedStatement& statement) {
  Json locks = Json::array();
  for (const effects::Lock& lock : statement.effects.locks) {
    locks.push_back({{"relation", lock.relation.name}, {"mode", effects::to_string(lock.mode)}});
  }
  Json losses = Json::array();
  for (const effects::Loss& loss : statement.effects.losses) {
    losses.push_back(effects::to_string(loss));
  }
  Json json = {{"index", statement.index},
               {"sql", statement.sql},
               {"file", statement.file},
               {"line", statement.line},
               {"kind", statement.kind},
               {"locks", std::move(locks)},
               {"rewrites", names(statement.effects.rewrites)},
               {"scans", names(statement.effects.scans)},
               {"loses", std::move(losses)},
               {"hazards", Json(statement.hazards)}};
  if (statement.count > 1) json["count"] = statement.count;
  if (statement.batches) {
    const annotations::Batch& batch = statement.batches->annotation;
    json["batch"] = {{"key", batch.key.text}, {"size", batch.size}};
  }
  return json;
}

Json step_json(const plan::Step& step) {
  Json statements = Json::array();
  for (const plan::PlannedStatement& statement : step.statements) {
    statements.push_back(statement_json(statement));
  }
  return {{"id", step.id},
          {"revision", step.revision},
          {"section", step.section},
          {"transactional", step.transactional},
          {"statements", std::move(statements)}};
}

}  // namespace

Json plan_document(const plan::Plan& plan) {
  Json steps = Json::array();
  for (const plan::Step& step : plan.steps) steps.push_back(step_json(step));
  Json json = {{"version", 1}, {"direction", versions::to_string(plan.direction)}};
  json["from"] = plan.from;
  json["to"] = plan.to;
  json["postgres"] = plan.postgres;
  json["fingerprint"] = plan.fingerprint;
  Json irreversible = Json::array();
  for (const plan::PlannedRevision& revision : plan.revisions) {
    const ledger::RevisionRecord& record = revision.record;
    if (plan.direction != versions::Direction::kUp || record.irreversible.empty()) continue;
    irreversible.push_back({{"revision", record.id}, {"reason", record.irreversible}});
  }
  if (!irreversible.empty()) json["irreversible"] = std::move(irreversible);
  json["steps"] = std::move(steps);
  return json;
}

std::string plan_json(const plan::Plan& plan) { return schema::json_text(plan_document(plan)); }

}  // namespace ashlar::emit
