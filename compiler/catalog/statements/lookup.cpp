#include "compiler/catalog/statements/lookup.h"

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/catalog/binding/query_columns.h"
#include "compiler/catalog/facts/extension_facts.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/statements/statements.h"
#include "grammar/text/nearest.h"

namespace ashlar::catalog {
namespace {

/// Extensions that bring functions, types and operators but no table, view, sequence or composite
/// type; of those that extension_facts.h knows nothing else.
constexpr std::array<std::string_view, 3> kExtensionsWithoutRelations{"pg_uuidv7", "pgvector",
                                                                      "vector"};

bool brings_no_relations(std::string_view extension) {
  return std::find(kExtensionsWithoutRelations.begin(), kExtensionsWithoutRelations.end(),
                   extension) != kExtensionsWithoutRelations.end();
}

/// True where some extension may have brought what the catalog does not hold.
bool extensions_may_have(const Catalog& catalog, NameSpace space) {
  const std::vector<const Object*> extensions = catalog.extensions();
  return std::any_of(extensions.begin(), extensions.end(), [space](const Object* extension) {
    const ExtensionFacts* facts = find_extension_facts(extension->name);
    if (facts != nullptr && facts->complete) return false;
    return space != NameSpace::kRelation || !brings_no_relations(extension->name);
  });
}

/// The server's own things, found before or after what the path has.
bool server_may_have(NameSpace space, const std::string& name) {
  switch (space) {
    case NameSpace::kRelation:
      return name.starts_with("pg_");
    case NameSpace::kType:
      return name.starts_with("pg_") || name.starts_with("_") || is_builtin_type(name);
    case NameSpace::kFunction:
      return is_builtin_function(name);
    case NameSpace::kOther:
      return true;
    case NameSpace::kSchema:
    case NameSpace::kConstraint:
    case NameSpace::kTrigger:
    case NameSpace::kPolicy:
    case NameSpace::kRule:
    case NameSpace::kExtension:
      return false;
  }
  return true;
}

std::vector<std::string> relation_names(const Catalog& catalog, const sql::QualifiedName& like) {
  std::vector<std::string> schemas = catalog.search_path();
  if (!like.schema.empty()) schemas = {like.schema.text};
  std::vector<std::string> names;
  for (const std::string& schema : schemas) {
    for (const Object* member : catalog.members_of(schema)) {
      if (catalog.find({NameSpace::kRelation, schema, member->name}) == member) {
        names.push_back(member->name);
      }
    }
  }
  return names;
}

NameRef name_ref(const Catalog& catalog, sql::ObjectKind kind, const sql::QualifiedName& name) {
  NameRef ref{name.schema.text == "pg_catalog" ? std::string() : name.schema.text, name.name.text,
              0};
  if (ref.name.empty() || name.schema.text == "pg_catalog") return ref;
  sql::ObjectRef reference;
  reference.kind = kind;
  reference.name = name;
  if (const Object* known = find_object(catalog, reference)) {
    ref.schema = known->schema;
    ref.id = known->id;
  }
  return ref;
}

}  // namespace

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  const std::optional<std::string_view> near = nearest(name, views);
  return near.has_value() ? "did you mean `" + std::string(*near) + "`?" : std::string();
}

bool is_system_column(std::string_view name) {
  constexpr std::array<std::string_view, 6> kSystem{"ctid", "xmin", "cmin",
                                                    "xmax", "cmax", "tableoid"};
  return std::find(kSystem.begin(), kSystem.end(), name) != kSystem.end();
}

bool is_system_schema(std::string_view name) {
  return name.starts_with("pg_") || name == "information_schema" || name == "$user";
}

bool is_surely_no_schema(const Catalog& catalog, const std::string& name) {
  if (name.empty() || is_system_schema(name) || catalog.find_schema(name) != nullptr) return false;
  if (catalog.is_doubtful({NameSpace::kSchema, {}, name})) return false;
  return !extensions_may_have(catalog, NameSpace::kRelation);
}

bool may_hold_unseen(const Catalog& catalog, NameSpace space) {
  return catalog.is_doubtful() || extensions_may_have(catalog, space);
}

bool is_surely_absent(const Catalog& catalog, NameSpace space, const sql::QualifiedName& name) {
  const std::string& word = name.name.text;
  const auto absent_in = [&](const std::string& schema) {
    return !is_system_schema(schema) && catalog.find({space, schema, word}) == nullptr &&
           !catalog.is_doubtful({space, schema, word});
  };
  if (may_hold_unseen(catalog, space)) return false;
  if (!name.schema.empty()) {
    const std::string& schema = name.schema.text;
    return catalog.find_schema(schema) != nullptr && absent_in(schema) &&
           !catalog.is_doubtful({NameSpace::kSchema, {}, schema});
  }
  if (server_may_have(space, word) || catalog.is_doubtful({space, "pg_temp", word}) ||
      catalog.find({space, "pg_temp", word}) != nullptr) {
    return false;
  }
  const std::vector<std::string>& path = catalog.search_path();
  return std::all_of(path.begin(), path.end(), [&](const std::string& schema) {
    return schema == "$user" || schema == "pg_temp" || absent_in(schema);
  });
}

std::string words_of(const sql::QualifiedName& name) {
  return name.schema.empty() ? name.name.text : name.schema.text + "." + name.name.text;
}

Span span_of(const sql::Name& name, Span otherwise) {
  return name.span.empty() ? otherwise : name.span;
}

void refuse(Editor& editor, ProblemKind kind, std::string_view sqlstate, std::string message,
            Span where, std::string help) {
  editor.refuse({kind, std::string(sqlstate), std::move(message), where, std::move(help), {}});
}

bool refuse_unknown_schema(Editor& editor, const sql::Name& schema) {
  if (!is_surely_no_schema(editor.catalog(), schema.text)) return false;
  std::vector<std::string> names;
  editor.catalog().for_each_object([&names](const Object& object) {
    if (std::holds_alternative<Schema>(object.data)) names.push_back(object.name);
  });
  refuse(editor, ProblemKind::kUnknownSchema, "3F000",
         "schema `" + schema.text + "` does not exist", schema.span,
         did_you_mean(schema.text, names));
  return true;
}

bool refuse_unknown_relation(Editor& editor, const sql::QualifiedName& name, Span where) {
  const Catalog& catalog = editor.catalog();
  if (catalog.find_relation(name) != nullptr) return false;
  if (!name.schema.empty() && refuse_unknown_schema(editor, name.schema)) return true;
  if (!is_surely_absent(catalog, NameSpace::kRelation, name)) return false;
  refuse(editor, ProblemKind::kUnknownRelation, "42P01",
         "relation `" + words_of(name) + "` does not exist", span_of(name.name, where),
         did_you_mean(name.name.text, relation_names(catalog, name)));
  return true;
}

const Object* require_relation(Editor& editor, const sql::QualifiedName& name, Span where) {
  const Object* relation = editor.catalog().find_relation(name);
  if (relation == nullptr) refuse_unknown_relation(editor, name, where);
  return relation;
}

std::vector<std::string> column_names(const Object& relation) {
  std::vector<std::string> names;
  if (const auto* type = std::get_if<CompositeType>(&relation.data)) {
    for (const Column& attribute : type->attributes) names.push_back(attribute.name);
    return names;
  }
  for (const OutputColumn& column : relation_columns(relation)) names.push_back(column.name);
  return names;
}

bool refuse_unknown_column(Editor& editor, const Object& relation, const sql::Name& column,
                           Span where) {
  if (column.empty() || is_system_column(column.text)) return false;
  const std::vector<std::string> names = column_names(relation);
  if (std::find(names.begin(), names.end(), column.text) != names.end()) return false;
  const bool view = std::holds_alternative<View>(relation.data);
  if (view && (names.empty() || std::find(names.begin(), names.end(), "") != names.end())) {
    return false;
  }
  if (editor.catalog().is_doubtful({NameSpace::kRelation, relation.schema, relation.name})) {
    return false;
  }
  refuse(editor, ProblemKind::kUnknownColumn, "42703",
         "column `" + column.text + "` of relation `" + relation.name + "` does not exist",
         span_of(column, where), did_you_mean(column.text, names));
  return true;
}

NameRef collation_named(const Catalog& catalog, const sql::QualifiedName& name) {
  NameRef ref = name_ref(catalog, sql::ObjectKind::kCollation, name);
  if (ref.id == 0 && ref.schema.empty() && ref.name == "default") ref.name.clear();
  return ref;
}

NameRef operator_class_named(const Catalog& catalog, const sql::QualifiedName& name) {
  return name_ref(catalog, sql::ObjectKind::kOperatorClass, name);
}

std::vector<Note> made_here(const std::string& name, const Origin& origin) {
  if (origin.where.span.empty()) return {};
  return {Note{"`" + name + "` is made here", origin.where}};
}

bool refuse_taken_relation(Editor& editor, const std::string& schema, const sql::Name& name,
                           IfTaken if_taken) {
  const Catalog& catalog = editor.catalog();
  const NameKey key{NameSpace::kRelation, schema, name.text};
  const Object* present = catalog.find(key);
  if (present == nullptr) return false;
  if (if_taken == IfTaken::kSkip || catalog.is_doubtful(key)) return true;
  editor.refuse({ProblemKind::kDuplicateRelation,
                 "42P07",
                 "relation `" + name.text + "` already exists",
                 name.span,
                 {},
                 made_here(name.text, present->origin)});
  return true;
}

}  // namespace ashlar::catalog
