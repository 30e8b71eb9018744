// A plan for people.

#include <fmt/format.h>

#include "compiler/emit/emit.h"
#include "compiler/emit/plan_facts.h"
#include "compiler/emit/terminal.h"

namespace ashlar::emit {
namespace {

constexpr std::size_t kMaxSqlLines = 12;

std::string indented_sql(std::string_view sql, Color color) {
  std::string text;
  std::size_t line = 0;
  while (!sql.empty()) {
    const std::size_t length = std::min(sql.find('\n'), sql.size());
    if (line++ < kMaxSqlLines) {
      text += "    " + paint(printable(sql.substr(0, length)), Tone::kStrong, color) + "\n";
    }
    sql.remove_prefix(std::min(length + 1, sql.size()));
  }
  if (line > kMaxSqlLines) {
    text += fmt::format("    … {} more\n", counted(line - kMaxSqlLines, "line"));
  }
  return text;
}

std::string fact(std::string_view label, const std::vector<std::string>& values) {
  return values.empty() ? ""
                        : fmt::format("      {:<9}{}\n", label, printable(joined(values, ", ")));
}

std::string loss_lines(const plan::PlannedStatement& statement, Color color) {
  std::string text;
  for (const StatedLoss& loss : stated_losses(statement)) {
    const Tone tone = loss.state == LossState::kToConfirm ? Tone::kError : Tone::kWarning;
    text += "      " + paint("loses", tone, color) +
            fmt::format("    {} ({})\n", printable(loss.name), to_string(loss.state));
  }
  return text;
}

std::vector<std::string> limit_texts(const annotations::Timeouts& timeouts) {
  std::vector<std::string> texts;
  if (timeouts.lock) texts.push_back(fmt::format("lock {} ms", timeouts.lock->count()));
  if (timeouts.statement) {
    texts.push_back(fmt::format("statement {} ms", timeouts.statement->count()));
  }
  return texts;
}

std::string statement_text(const plan::PlannedStatement& statement, Color color) {
  const std::string place = fmt::format("    {}:{}\n", printable(statement.file), statement.line);
  return paint(place.substr(0, place.size() - 1), Tone::kFaint, color) + "\n" +
         indented_sql(statement.sql, color) + fact("locks", lock_texts(statement)) +
         fact("rewrites", relation_names(statement.effects.rewrites)) +
         fact("scans", relation_names(statement.effects.scans)) + loss_lines(statement, color) +
         fact("batches", batch_texts(statement)) +
         fact("timeouts", limit_texts(statement.timeouts)) + fact("findings", statement.hazards);
}

std::string step_text(const plan::Step& step, std::string_view message, Color color) {
  const std::string title =
      fmt::format("step {}: {} {}, {}", step.id, step.section, printable(step.revision),
                  step.transactional ? "in one transaction" : "outside a transaction");
  std::string text = paint(title, Tone::kNote, color);
  if (!message.empty()) text += "  " + printable(message);
  text += "\n";
  if (step.statements.empty()) text += "    no statements; the ledger alone changes\n";
  for (const plan::PlannedStatement& statement : step.statements) {
    text += statement_text(statement, color);
  }
  return text;
}

std::string totals_text(const plan::Plan& plan, Color color) {
  const PlanTotals sum = totals(plan);
  std::string text = counts_line(sum);
  if (sum.rewrites > 0) text += fmt::format(", {}", counted(sum.rewrites, "rewrite"));
  if (sum.scans > 0) text += fmt::format(", {}", counted(sum.scans, "full scan"));
  text += "\n";
  if (!sum.exclusive.empty()) {
    text += "locked against everybody: " + printable(joined(sum.exclusive, ", ")) + "\n";
  }
  if (!sum.irreversible.empty()) {
    text += paint("no way back", Tone::kWarning, color) + " from " +
            printable(joined(sum.irreversible, ", ")) + "\n";
  }
  const std::vector<std::string> open = plan::unallowed_losses(plan);
  if (!open.empty()) {
    text += paint("to be confirmed:", Tone::kError, color) + " the loss of " +
            printable(joined(open, ", ")) + "\n";
  }
  return text + plan.fingerprint + "\n";
}

}  // namespace

std::string plan_pretty(const plan::Plan& plan, Color color) {
  const std::string way =
      fmt::format("{} from {} to {}, PostgreSQL {}",
                  plan.direction == versions::Direction::kUp ? "upgrade" : "downgrade",
                  printable(heads_text(plan.from)), printable(heads_text(plan.to)), plan.postgres);
  std::string text = paint(way, Tone::kStrong, color) + "\n\n";
  const auto by_id = messages(plan);
  for (const plan::Step& step : plan.steps) {
    text += step_text(step, by_id.at(step.revision), color) + "\n";
  }
  return text + totals_text(plan, color);
}

}  // namespace ashlar::emit
