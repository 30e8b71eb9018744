#include "compiler/catalog/refusals/version_refusals.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

#include "compiler/catalog/statements/lookup.h"
#include "grammar/text/overload.h"

namespace ashlar::catalog {
namespace {

/// A form and the first version that has it; 0: all have.
struct Form {
  int since = 0;
  std::string_view words;
  Span where;
};

Form form_of(const sql::TableAction& action) {
  const Span where = action.span;
  return std::visit(
      Overload{
          [&](const sql::DetachPartition& a) {
            return a.concurrently || a.finalize ? Form{14, "DETACH PARTITION … CONCURRENTLY", where}
                                                : Form{};
          },
          [&](const sql::SetColumnProperty& a) {
            return a.property == sql::ColumnProperty::kCompression
                       ? Form{14, "SET COMPRESSION", where}
                       : Form{};
          },
          [&](const sql::SetAccessMethod&) {
            return Form{15, "SET ACCESS METHOD", where};
          },
          [&](const sql::AddConstraint& a) {
            return a.constraint.nulls_not_distinct ? Form{15, "NULLS NOT DISTINCT", where} : Form{};
          },
          [&](const sql::AlterColumnGenerated& a) {
            return a.expression.has_value() ? Form{17, "SET EXPRESSION", where} : Form{};
          },
          [](const auto&) { return Form{}; },
      },
      action.node);
}

Form form_of(const sql::AlterTable& alter) {
  Form newest;
  for (const sql::TableAction& action : alter.actions) {
    const Form form = form_of(action);
    if (form.since > newest.since) newest = form;
  }
  return newest;
}

bool has_security_invoker(const sql::CreateView& view) {
  return std::any_of(view.options.begin(), view.options.end(),
                     [](const sql::Option& option) { return option.name == "security_invoker"; });
}

Form form_of(const sql::Statement& statement) {
  const Span where = statement.span;
  return std::visit(
      Overload{
          [](const sql::AlterTable& s) { return form_of(s); },
          [&](const sql::Merge&) {
            return Form{15, "MERGE", where};
          },
          [&](const sql::CreateTrigger& s) {
            return s.or_replace ? Form{14, "CREATE OR REPLACE TRIGGER", where} : Form{};
          },
          [&](const sql::CreateIndex& s) {
            return s.nulls_not_distinct ? Form{15, "NULLS NOT DISTINCT", where} : Form{};
          },
          [&](const sql::CreateView& s) {
            return has_security_invoker(s) ? Form{15, "security_invoker", where} : Form{};
          },
          [](const auto&) { return Form{}; },
      },
      statement.node);
}

}  // namespace

bool refuse_newer(Editor& editor, const sql::Statement& statement) {
  const Form form = form_of(statement);
  const int server = editor.context().postgres;
  if (form.since <= server) return false;
  refuse(editor, ProblemKind::kNotSupported, "42601",
         "`" + std::string(form.words) + "` came with PostgreSQL " + std::to_string(form.since) +
             ", and the server is of version " + std::to_string(server),
         form.where,
         "leave it out, or raise `postgres` in ashlar.toml where all servers are newer");
  return true;
}

}  // namespace ashlar::catalog
