// Forecasts and steps as text.

#include <fmt/format.h>

#include "compiler/print.h"

namespace ashlar::pipeline {
namespace {

std::string names(std::string_view label, const std::vector<effects::RelationRef>& relations) {
  std::string text;
  for (const effects::RelationRef& relation : relations) {
    text += fmt::format("      {} {}\n", label, relation.name);
  }
  return text;
}

std::string statement_head(const effects::ReplayedStatement& statement) {
  return fmt::format("    {}[{}] {}", annotations::to_string(statement.section->kind),
                     statement.statement->index, sql::kind_name(statement.statement->sql));
}

std::string effects_text(const effects::ReplayedStatement& statement) {
  const effects::Effects& forecast = statement.effects;
  std::string text = statement_head(statement);
  if (forecast.transactionality == effects::Transactionality::kForbidden) {
    text += ", refuses a transaction";
  }
  text += "\n";
  for (const effects::Lock& lock : forecast.locks) {
    text += fmt::format("      lock {} {}{}\n", effects::to_string(lock.mode), lock.relation.name,
                        lock.named ? "" : " (not named)");
  }
  text += names("rewrites", forecast.rewrites) + names("scans", forecast.scans) +
          names("builds an index of", forecast.builds);
  for (const effects::Loss& loss : forecast.losses) {
    text += fmt::format("      loses {}{}\n", effects::to_string(loss),
                        loss.by_cascade ? " (by cascade)" : "");
  }
  if (forecast.adds_enum_value) {
    text += fmt::format("      adds value {} to {}\n", forecast.adds_enum_value->label,
                        forecast.adds_enum_value->type);
  }
  return text;
}

std::string replay_effects(std::string_view direction, const effects::Replay& replay) {
  std::string text = fmt::format("  {}\n", direction);
  for (const effects::ReplayedStatement& statement : replay.statements) {
    text += effects_text(statement);
  }
  return text;
}

std::string replay_steps(std::string_view direction, const effects::Replay& replay) {
  std::string text;
  for (std::size_t i = 0; i < replay.steps.size(); ++i) {
    const effects::StepRange& step = replay.steps[i];
    text += fmt::format("  {} step {}: {}{}\n", direction, i + 1,
                        step.transactional ? "transaction" : "no transaction",
                        step.reason.empty() ? "" : " (" + step.reason + ")");
    for (std::size_t at = step.begin; at < step.end; ++at) {
      text += statement_head(replay.statements[at]) + "\n";
    }
  }
  return text;
}

}  // namespace

std::string print_effects(const versions::Graph& graph, const CompiledRevision& revision) {
  std::string text = graph[revision.revision].id + "\n" + replay_effects("up", revision.up);
  if (revision.down) text += replay_effects("down", *revision.down);
  return text;
}

std::string print_steps(const versions::Graph& graph, const CompiledRevision& revision) {
  std::string text = graph[revision.revision].id + "\n" + replay_steps("up", revision.up);
  if (revision.down) text += replay_steps("down", *revision.down);
  return text;
}

}  // namespace ashlar::pipeline
