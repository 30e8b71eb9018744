#include "compiler/catalog/binding/routine_bodies.h"

#include <algorithm>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/statements/session.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// The body as BEGIN ATOMIC … END, which the grammar reads into trees.
constexpr std::string_view kBefore = "CREATE FUNCTION f() RETURNS void BEGIN ATOMIC\n";
constexpr std::string_view kBehind = "\n; END";

/// Bodies that take any type are looked at when they are called.
bool is_polymorphic(const Function& function) {
  return std::any_of(function.arguments.begin(), function.arguments.end(), [](const Type& type) {
    return type.schema == "pg_catalog" && type.name.starts_with("any");
  });
}

/// Where the literal's own words begin, if they are the body as it is; 0 where they are not.
std::uint32_t begin_of_words(const Editor& editor, const sql::CreateFunction& statement) {
  const std::string literal = editor.text(statement.body_span);
  const std::size_t quote = literal.empty() || literal.front() != '$' ? 0 : literal.find('$', 1);
  if (quote == std::string::npos ||
      literal.compare(quote + 1, statement.body->size(), *statement.body) != 0) {
    return 0;
  }
  return statement.body_span.begin + static_cast<std::uint32_t>(quote) + 1;
}

/// The path that the function itself sets.
void set_own_path(Editor& reader, const Function& function) {
  for (const Setting& setting : function.settings) {
    if (setting.name != "search_path") continue;
    reader.set_search_path(split_search_path(setting.value), Editor::SettingScope::kSession);
  }
}

/// Statements of which binding knows all names, from the first on.
std::vector<sql::InnerStatement> readable(const std::vector<sql::InnerStatement>& statements) {
  const auto end =
      std::find_if(statements.begin(), statements.end(), [](const sql::InnerStatement& statement) {
        return statement.data_change == nullptr && statement.query.tree == nullptr;
      });
  return {statements.begin(), end};
}

}  // namespace

void refuse_sql_body(Editor& editor, const sql::CreateFunction& statement,
                     const Function& function) {
  if (statement.language != "sql" || !statement.body.has_value()) return;
  if (!editor.catalog().checks_bodies() || is_polymorphic(function)) return;
  const std::string words = std::string(kBefore) + *statement.body + std::string(kBehind);
  Diagnostics diagnostics;
  const std::vector<postgres::ParsedStatement> parsed = postgres::parse_text(words, 0, diagnostics);
  if (!diagnostics.empty() || parsed.size() != 1) return;
  const auto* atomic = std::get_if<sql::CreateFunction>(&parsed.front().statement.node);
  if (atomic == nullptr) return;
  ApplyContext context = editor.context();
  context.text = &words;
  context.run_by = statement.body_span;
  Editor reader(editor.catalog(), context);
  set_own_path(reader, function);
  const std::vector<sql::InnerStatement> statements = readable(atomic->statements);
  Body body;
  body.whole = atomic->atomic_body;
  body.statements = &statements;
  body.parameters = &function.parameters;
  body.function_name = statement.name.name.text;
  static_cast<void>(bind_body(reader, body));
  const Applied applied = std::move(reader).finish();
  if (applied.problems.empty()) return;
  Problem problem = applied.problems.front();
  const std::uint32_t begin = begin_of_words(editor, statement);
  const Span where = problem.where;
  problem.where = statement.body_span;
  if (begin != 0 && where.begin >= kBefore.size() &&
      where.end <= kBefore.size() + statement.body->size()) {
    const auto shift = begin - static_cast<std::uint32_t>(kBefore.size());
    problem.where = {where.begin + shift, where.end + shift};
  }
  editor.refuse(std::move(problem));
}

}  // namespace ashlar::catalog
