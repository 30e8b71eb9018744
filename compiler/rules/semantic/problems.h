#pragma once

// The family `semantic-…`: what the server would refuse a statement for. The catalog has found it
// while it replayed the statement (compiler/catalog/problem.h); each kind of problem is a rule of
// its own, so that settings and `allow` tell them apart. Layer: compiler/rules, private but for
// `finding_of`.

#include "compiler/catalog/problem.h"
#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// The problem as it is shown: the server's SQLSTATE is the last note. Severity and `about` are
/// left to the caller.
[[nodiscard]] Diagnostic finding_of(const catalog::Problem& problem, std::uint32_t file);

/// True for the rules of this file: an error of theirs is an error of the server.
[[nodiscard]] bool is_problem_rule(std::string_view rule);

/// Reports the problems of `kind` that the statement has.
void report_problems(const StatementContext& context, catalog::ProblemKind kind,
                     Diagnostics& diagnostics);

/// The check of the kind's rule.
template <catalog::ProblemKind kKind>
void check_problems(const StatementContext& context, Diagnostics& diagnostics) {
  report_problems(context, kKind, diagnostics);
}

}  // namespace ashlar::rules
