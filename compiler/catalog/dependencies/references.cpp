#include "compiler/catalog/dependencies/references.h"

#include <algorithm>

#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// The alias that follows `relation` in the query's words, or its own name.
std::string alias_of(const std::vector<postgres::Token>& tokens, std::string_view text, Span query,
                     const sql::QualifiedName& relation) {
  const auto word = [&](auto at) {
    return text.substr(at->span.begin - query.begin, at->span.size());
  };
  auto at = std::find_if(tokens.begin(), tokens.end(), [&](const postgres::Token& token) {
    return token.span.begin >= relation.span.end;
  });
  if (at == tokens.end() || relation.span.empty()) return relation.name.text;
  const bool as = sql::identifier_text(word(at)) == "as";
  if (as && ++at == tokens.end()) return relation.name.text;
  if (!as && at->kind != postgres::Token::Kind::kIdentifier) return relation.name.text;
  return sql::identifier_text(word(at));
}

/// Calls `visit(number, name)` for each column.
template <typename Visit>
void for_each_column(const Object& relation, Visit&& visit) {
  if (const auto* table = std::get_if<Table>(&relation.data)) {
    for (const Column& column : table->columns) visit(column.number, column.name);
  } else if (const auto* view = std::get_if<View>(&relation.data)) {
    std::uint32_t number = 0;
    for (const std::string& name : view->columns) visit(++number, name);
  }
}

void depend_on_column(Editor& editor, ObjectId view, const std::vector<ScopeEntry>& scope,
                      const sql::ColumnRef& reference) {
  if (reference.parts.empty()) return;
  const std::string& column = reference.parts.back();
  std::vector<Dependency> found;
  for (const ScopeEntry& entry : scope) {
    if (reference.parts.size() > 1) {
      const std::string& table = reference.parts[reference.parts.size() - 2];
      if (table != entry.alias && table != entry.relation->name) continue;
    }
    for_each_column(*entry.relation, [&](std::uint32_t number, const std::string& name) {
      if (column == "*" || column == name) found.push_back({view, 0, entry.relation->id, number});
    });
  }
  for (const Dependency& dependency : found) editor.depend(dependency);
}

bool is_sequence_function(const std::string& name) {
  return name == "nextval" || name == "currval" || name == "setval";
}

/// The function that the call means: the only one of the name, or the only one with as many
/// arguments. Null where several may be meant: the arguments' types are not known here.
const Object* called(const Catalog& catalog, const sql::FunctionCall& call) {
  std::vector<const Object*> candidates = catalog.find_functions(call.name);
  if (candidates.size() > 1) {
    std::erase_if(candidates, [&](const Object* candidate) {
      return std::get<Function>(candidate->data).arguments.size() != call.argument_count;
    });
  }
  return candidates.size() == 1 ? candidates.front() : nullptr;
}

}  // namespace

std::vector<ScopeEntry> scope_of(const Editor& editor, const sql::Query& query) {
  std::vector<ScopeEntry> scope;
  const std::string text = editor.text(query.span);
  const std::vector<postgres::Token> tokens = postgres::scan(text, query.span.begin);
  for (const sql::QualifiedName& name : query.references.relations) {
    if (const Object* relation = editor.catalog().find_relation(name)) {
      scope.push_back({alias_of(tokens, text, query.span, name), relation});
    }
  }
  return scope;
}

std::vector<std::uint32_t> mentioned_columns(const Table& table,
                                             const sql::References& references) {
  std::vector<std::uint32_t> numbers;
  for (const sql::ColumnRef& reference : references.columns) {
    if (reference.parts.empty()) continue;
    const Column* column = find_column(table, reference.parts.back());
    if (column == nullptr) continue;
    if (std::find(numbers.begin(), numbers.end(), column->number) == numbers.end()) {
      numbers.push_back(column->number);
    }
  }
  return numbers;
}

void depend_on_type(Editor& editor, ObjectId dependent, std::uint32_t dependent_column,
                    const Type& type) {
  editor.depend({dependent, dependent_column, type.id, 0, DependencyKind::kNormal});
}

void depend_on_references(Editor& editor, ObjectId dependent, std::uint32_t dependent_column,
                          const sql::References& references) {
  std::vector<ObjectId> referenced;
  const Catalog& catalog = editor.catalog();
  const auto note = [&](const Object* object) {
    if (object != nullptr && object->id != dependent) referenced.push_back(object->id);
  };
  for (const sql::FunctionCall& call : references.functions) {
    note(called(catalog, call));
    if (is_sequence_function(call.name.name.text) && call.first_literal.has_value()) {
      note(catalog.find_relation(name_in_text(*call.first_literal)));
    }
  }
  for (const sql::TypeName& type : references.types) note(catalog.find_type(type.name));
  for (const sql::QualifiedName& relation : references.relations) {
    note(catalog.find_relation(relation));
  }
  for (const ObjectId id : referenced) {
    editor.depend({dependent, dependent_column, id, 0, DependencyKind::kNormal});
  }
}

void depend_on_query(Editor& editor, ObjectId view, const sql::Query& query) {
  depend_on_references(editor, view, 0, query.references);
  const std::vector<ScopeEntry> scope = scope_of(editor, query);
  for (const sql::ColumnRef& reference : query.references.columns) {
    depend_on_column(editor, view, scope, reference);
  }
}

sql::QualifiedName name_in_text(std::string_view text) {
  const std::vector<postgres::Token> tokens = postgres::scan(text);
  std::vector<std::string> parts;
  for (const postgres::Token& token : tokens) {
    const std::string_view word = slice(text, token.span);
    if (word != ".") parts.push_back(sql::identifier_text(word));
  }
  sql::QualifiedName name;
  if (parts.empty()) return name;
  name.name.text = parts.back();
  if (parts.size() > 1) name.schema.text = parts[parts.size() - 2];
  return name;
}

}  // namespace ashlar::catalog
