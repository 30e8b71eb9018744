#include <fmt/format.h>
#include <optional>

#include "compiler/approval/document.h"
#include "compiler/emit/plan_json.h"
#include "compiler/plan/digest.h"
#include "compiler/schema/json_text.h"

namespace ashlar::approval {
namespace {

using Ordered = nlohmann::ordered_json;
using Duration = std::chrono::milliseconds;

Ordered duration_json(const std::optional<Duration>& time) {
  return time ? Ordered(time->count()) : Ordered(nullptr);
}

Ordered allows_json(const std::vector<plan::PlannedAllow>& allows) {
  Ordered list = Ordered::array();
  for (const plan::PlannedAllow& allow : allows) {
    list.push_back({{"rules", allow.rules}, {"reason", allow.reason}});
  }
  return list;
}

Ordered verify_json(const std::vector<plan::VerifyQuery>& queries) {
  Ordered list = Ordered::array();
  for (const plan::VerifyQuery& query : queries) {
    list.push_back({{"index", query.index},
                    {"sql", query.sql},
                    {"line", query.line},
                    {"column", query.column},
                    {"kind", query.kind}});
  }
  return list;
}

Ordered revision_json(const plan::PlannedRevision& revision) {
  const ledger::RevisionRecord& record = revision.record;
  Ordered json = {{"id", record.id}, {"message", record.message}};
  json["parents"] = record.parents;
  json["depends"] = record.depends;
  json["up_checksum"] = record.up_checksum;
  json["down_checksum"] = record.down_checksum;
  json["up_text"] = record.up_text;
  json["down_text"] = record.down_text;
  json["irreversible"] = record.irreversible;
  json["file"] = revision.file;
  json["allows"] = allows_json(revision.allows);
  json["verify"] = verify_json(revision.verify);
  return json;
}

/// What a run needs of a statement beside its public members.
void complete(Ordered& json, const plan::PlannedStatement& statement) {
  json["column"] = statement.column;
  json["timeouts"] = {{"lock_ms", duration_json(statement.timeouts.lock)},
                      {"statement_ms", duration_json(statement.timeouts.statement)}};
  json["allows"] = allows_json(statement.allows);
  json["allowed_losses"] = statement.allowed_losses;
  json["fresh_losses"] = statement.fresh_losses;
  if (!statement.batches) return;
  const annotations::Batch& batch = statement.batches->annotation;
  json["batch"]["pause_ms"] = batch.pause.count();
  json["batch"]["max_lag_ms"] = duration_json(batch.max_lag);
}

}  // namespace

Ordered document_of(const PlanFile& file) {
  Ordered json = emit::plan_document(file.plan);
  for (std::size_t i = 0; i < file.plan.steps.size(); ++i) {
    const plan::Step& step = file.plan.steps[i];
    json["steps"][i]["session"] = step.session;
    for (std::size_t at = 0; at < step.statements.size(); ++at) {
      complete(json["steps"][i]["statements"][at], step.statements[at]);
    }
  }
  Ordered starts_at = Ordered::array();
  for (const StartingRevision& revision : file.starts_at) {
    starts_at.push_back({{"id", revision.id},
                         {"up_checksum", revision.up_checksum},
                         {"down_checksum", revision.down_checksum}});
  }
  Ordered revisions = Ordered::array();
  for (const plan::PlannedRevision& revision : file.plan.revisions) {
    revisions.push_back(revision_json(revision));
  }
  Ordered apply = {{"format", kPlanFormat},
                   {"tool", file.tool},
                   {"database", file.database},
                   {"ledger_schema", file.plan.ledger_schema},
                   {"lock_timeout_ms", file.lock_timeout.count()},
                   {"lock_retries", file.lock_retries},
                   {"statement_timeout_ms", file.statement_timeout.count()},
                   {"wait_ms", file.wait.count()}};
  apply["starts_at"] = std::move(starts_at);
  apply["revisions"] = std::move(revisions);
  json["apply"] = std::move(apply);
  return json;
}

std::string digest_of(const nlohmann::json& document) {
  nlohmann::json content = document;
  if (content.contains("apply") && content["apply"].is_object()) content["apply"].erase("digest");
  return plan::sha256(content.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

std::string digest_of_start(const std::vector<StartingRevision>& starts_at) {
  std::string lines;
  for (const StartingRevision& revision : starts_at) {
    lines += fmt::format("{}{} {} {}", lines.empty() ? "" : "\n", revision.id, revision.up_checksum,
                         revision.down_checksum);
  }
  return plan::sha256(lines);
}

std::string write_plan_file(const PlanFile& file) {
  Ordered document = document_of(file);
  document["apply"]["digest"] = digest_of(document);
  return schema::json_text(document);
}

}  // namespace ashlar::approval
