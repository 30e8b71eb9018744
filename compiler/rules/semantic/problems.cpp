#include "compiler/rules/semantic/problems.h"

#include <utility>

namespace ashlar::rules {

Diagnostic finding_of(const catalog::Problem& problem, std::uint32_t file) {
  Diagnostic finding;
  finding.rule = catalog::rule_of(problem.kind);
  finding.message = problem.message;
  finding.location = {file, problem.where};
  finding.notes = problem.notes;
  finding.notes.push_back({"PostgreSQL refuses it with SQLSTATE " + problem.sqlstate, {}});
  finding.help = problem.help;
  return finding;
}

bool is_problem_rule(std::string_view rule) {
  for (int kind = 0; kind <= static_cast<int>(catalog::ProblemKind::kNotValidOnPartitioned);
       ++kind) {
    if (catalog::rule_of(static_cast<catalog::ProblemKind>(kind)) == rule) return true;
  }
  return false;
}

void report_problems(const StatementContext& context, catalog::ProblemKind kind,
                     Diagnostics& diagnostics) {
  for (const catalog::Problem& problem : context.statement().problems) {
    if (problem.kind != kind) continue;
    diagnostics.push_back(finding_of(problem, context.revision->revision->source.file));
  }
}

}  // namespace ashlar::rules
