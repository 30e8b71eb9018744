// Schemas, sequences and views.

#include <memory>
#include <string>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/lower_queries.h"
#include "grammar/postgres/lower_trees.h"

namespace ashlar::postgres {
namespace {

/// The statements inside CREATE SCHEMA have no place in the tree. Each begins with CREATE or GRANT;
/// these are reserved words, so elsewhere they only stand in GRANT CREATE and WITH GRANT OPTION.
std::vector<Span> schema_elements(const Lowering& in, std::size_t count) {
  const Tokens& tokens = in.tokens;
  std::vector<std::size_t> starts;
  for (std::size_t at = 1; at < tokens.size();) {
    const bool inside =
        tokens.word(at - 1, "GRANT") || tokens.word(at - 1, "WITH") || tokens.symbol(at - 1, ",");
    if (!inside && (tokens.word(at, "CREATE") || tokens.word(at, "GRANT"))) starts.push_back(at);
    at = tokens.symbol(at, "(") ? tokens.closing(at) : at + 1;
  }
  if (starts.empty()) return {};
  if (starts.size() != count) return {tokens.between(starts.front(), tokens.size())};
  std::vector<Span> spans;
  starts.push_back(tokens.size());
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    spans.push_back(tokens.between(starts[i], starts[i + 1]));
  }
  return spans;
}

struct Owner {
  std::optional<sql::QualifiedName> table;
  sql::Name column;
};

/// OWNED BY table.column, or OWNED BY NONE.
Owner sequence_owner(const Lowering& in, const Node& option) {
  Owner owner;
  std::vector<std::string_view> parts = string_values(items(option.child("arg")));
  if (parts.size() < 2) return owner;
  const std::size_t first = in.token(option) + 2;
  owner.column = name_at(in, after_name(first, parts.size()) - 1, parts.back());
  parts.pop_back();
  owner.table = qualified_at(in, first, parts);
  return owner;
}

template <typename Sequence>
void read_options(const Lowering& in, const Node& node, Sequence& sequence) {
  const NodeList list = node.list("options");
  for (sql::Option& option : options(in, list)) {
    if (option.name != "owned_by") sequence.options.push_back(std::move(option));
  }
  if (const Node owned = find_option(list, "owned_by")) {
    Owner owner = sequence_owner(in, owned);
    sequence.owned_by_table = std::move(owner.table);
    sequence.owned_by_column = std::move(owner.column);
  }
}

std::string check_option(std::string_view name) {
  if (name == "LOCAL_CHECK_OPTION") return "local";
  if (name == "CASCADED_CHECK_OPTION") return "cascaded";
  return {};
}

}  // namespace

sql::StatementNode lower_create_schema(const Lowering& in, const Node& node) {
  sql::CreateSchema schema;
  schema.if_not_exists = node.flag("if_not_exists");
  schema.name =
      name_at(in, after_guard(in.tokens, 2, schema.if_not_exists), node.text("schemaname"));
  if (const Node role = node.child("authrole")) schema.owner = role_name(role);
  const NodeList elements = node.list("schemaElts");
  if (elements.empty()) return schema;
  schema.elements = schema_elements(in, elements.size());
  if (schema.elements.size() != elements.size()) return schema;
  std::size_t i = 0;
  for (const Node& element : elements) {
    const Span span = schema.elements.at(i++);
    const Lowering inner{in.text, in.base,
                         in.tokens.part(in.tokens.at(span.begin), in.tokens.at(span.end))};
    auto statement = std::make_shared<sql::Statement>();
    statement->node = lower_statement(inner, element);
    statement->span = span;
    schema.statements.push_back(std::move(statement));
  }
  return schema;
}

sql::StatementNode lower_create_sequence(const Lowering& in, const Node& node) {
  sql::CreateSequence sequence;
  sequence.name = relation(in, node.child("sequence"));
  sequence.persistence = persistence(node.child("sequence"));
  sequence.if_not_exists = node.flag("if_not_exists");
  read_options(in, node, sequence);
  return sequence;
}

sql::StatementNode lower_alter_sequence(const Lowering& in, const Node& node) {
  sql::AlterSequence sequence;
  sequence.name = relation(in, node.child("sequence"));
  sequence.if_exists = node.flag("missing_ok");
  sequence.changes_owner = static_cast<bool>(find_option(node.list("options"), "owned_by"));
  read_options(in, node, sequence);
  return sequence;
}

sql::StatementNode lower_create_view(const Lowering& in, const Node& node) {
  sql::CreateView view;
  const Node name = node.child("view");
  const std::size_t after = after_relation(in, name);
  view.name = relation(in, name);
  view.persistence = persistence(name);
  view.or_replace = node.flag("replace");
  view.columns = names_in_brackets(in, after, node.list("aliases"));
  view.options = options(in, node.list("options"));
  view.check_option = check_option(node.text("withCheckOption"));
  // … AS query [ WITH [ CASCADED | LOCAL ] CHECK OPTION ]
  std::size_t end = in.tokens.size();
  if (!view.check_option.empty()) {
    while (end > 0 && !in.tokens.word(end - 1, "WITH")) --end;
    if (end > 0) --end;
  }
  const std::size_t as = in.tokens.find_outer_word(after, "AS");
  const Node query = node.child("query");
  view.query = lower_query(in, query, as + 1, end).query;
  view.query.tree = query_tree(in, query, as + 1, end);
  return view;
}

}  // namespace ashlar::postgres
