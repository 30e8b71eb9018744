#include "compiler/catalog/refusals/missing_object.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/facts/extension_facts.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

void refuse_type(Editor& editor, const sql::QualifiedName& name) {
  const Catalog& catalog = editor.catalog();
  if (!is_surely_absent(catalog, NameSpace::kType, name)) return;
  editor.refuse({ProblemKind::kUnknownType,
                 "42704",
                 "type `" + words_of(name) + "` does not exist",
                 name.span,
                 missing_type_help(catalog, name),
                 {}});
}

void refuse_function(Editor& editor, const sql::ObjectRef& reference) {
  const Catalog& catalog = editor.catalog();
  const sql::QualifiedName& name = reference.name;
  if (!is_surely_absent(catalog, NameSpace::kFunction, name)) return;
  const std::vector<const Object*> others = catalog.find_functions(name);
  if (!reference.has_arguments && !others.empty()) return;  // there, but not the only one
  Function wanted;
  for (const sql::TypeName& type : reference.arguments) {
    wanted.arguments.push_back(resolve_type(catalog, type));
    // A type that is not known may be what keeps the function from being found.
    if (wanted.arguments.back().schema.empty()) return;
  }
  const std::string_view kind =
      reference.kind == ObjectKind::kRoutine ? "function" : sql::to_string(reference.kind);
  std::string help = missing_function_help(catalog, name);
  if (!others.empty()) {
    help = "did you mean `" + others.front()->name +
           signature(std::get<Function>(others.front()->data)) + "`?";
  }
  const std::string arguments = reference.has_arguments ? signature(wanted) : "";
  editor.refuse({ProblemKind::kUnknownFunction,
                 "42883",
                 std::string(kind) + " `" + words_of(name) + arguments + "` does not exist",
                 name.span,
                 std::move(help),
                 {}});
}

/// A part of a table, or the table itself.
void refuse_part(Editor& editor, const sql::ObjectRef& reference) {
  const Catalog& catalog = editor.catalog();
  const Object* table = catalog.find_relation(reference.name);
  if (table == nullptr) {
    refuse_unknown_relation(editor, reference.name, reference.name.span);
    return;
  }
  NameSpace space = NameSpace::kConstraint;
  if (reference.kind == ObjectKind::kTrigger) space = NameSpace::kTrigger;
  if (reference.kind == ObjectKind::kRule) space = NameSpace::kRule;
  if (reference.kind == ObjectKind::kPolicy) space = NameSpace::kPolicy;
  if (catalog.is_doubtful({space, std::to_string(table->id), reference.part.text})) return;
  std::vector<std::string> names;
  for (const Object* part : catalog.parts_of(table->id)) {
    if (catalog.find({space, std::to_string(table->id), part->name}) == part) {
      names.push_back(part->name);
    }
  }
  const std::string of = reference.kind == ObjectKind::kRule ? "relation" : "table";
  editor.refuse({ProblemKind::kUnknownObject,
                 "42704",
                 std::string(sql::to_string(reference.kind)) + " `" + reference.part.text +
                     "` for " + of + " `" + table->name + "` does not exist",
                 reference.part.span,
                 did_you_mean(reference.part.text, names),
                 {}});
}

void refuse_domain_part(Editor& editor, const sql::ObjectRef& reference) {
  const Object* domain = editor.catalog().find_type(reference.name);
  if (domain == nullptr) {
    refuse_type(editor, reference.name);
    return;
  }
  if (editor.catalog().is_doubtful(
          {NameSpace::kConstraint, std::to_string(domain->id), reference.part.text})) {
    return;
  }
  editor.refuse(
      {ProblemKind::kUnknownObject,
       "42704",
       "constraint `" + reference.part.text + "` for domain `" + domain->name + "` does not exist",
       reference.part.span,
       "",
       {}});
}

void refuse_extension(Editor& editor, const sql::Name& name) {
  if (editor.catalog().is_doubtful({NameSpace::kExtension, {}, name.text})) return;
  if (name.text == "plpgsql") return;  // a server has it from the start
  std::vector<std::string> names;
  for (const Object* extension : editor.catalog().extensions()) names.push_back(extension->name);
  editor.refuse({ProblemKind::kUnknownObject,
                 "42704",
                 "extension `" + name.text + "` does not exist",
                 name.span,
                 did_you_mean(name.text, names),
                 {}});
}

/// Kinds without a schema whose names the catalog holds, each in full.
void refuse_other(Editor& editor, const sql::ObjectRef& reference) {
  const std::string kind(sql::to_string(reference.kind));
  const sql::Name& name = reference.name.name;
  if (editor.catalog().is_doubtful({NameSpace::kOther, {}, kind + " " + name.text})) return;
  if (has_unknown_extension(editor.catalog())) return;
  const std::string word = reference.kind == ObjectKind::kForeignServer ? "server" : kind;
  editor.refuse({ProblemKind::kUnknownObject,
                 "42704",
                 word + " `" + name.text + "` does not exist",
                 name.span,
                 "",
                 {}});
}

void refuse_statistics(Editor& editor, const sql::QualifiedName& name) {
  const Catalog& catalog = editor.catalog();
  std::vector<std::string> schemas = catalog.search_path();
  if (!name.schema.empty()) schemas = {name.schema.text};
  for (const std::string& schema : schemas) {
    if (catalog.is_doubtful({NameSpace::kOther, schema, "statistics " + name.name.text})) return;
  }
  if (catalog.is_doubtful() || has_unknown_extension(catalog)) return;
  editor.refuse({ProblemKind::kUnknownObject,
                 "42704",
                 "statistics object `" + words_of(name) + "` does not exist",
                 name.span,
                 "",
                 {}});
}

}  // namespace

void refuse_missing(Editor& editor, const sql::ObjectRef& reference) {
  const sql::Name& schema = reference.name.schema;
  if (!schema.empty() && editor.catalog().find_schema(schema.text) == nullptr) {
    refuse_unknown_schema(editor, schema);
    return;
  }
  switch (reference.kind) {
    case ObjectKind::kTable:
    case ObjectKind::kForeignTable:
    case ObjectKind::kIndex:
    case ObjectKind::kSequence:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
    case ObjectKind::kColumn:
      refuse_unknown_relation(editor, reference.name, reference.name.span);
      return;
    case ObjectKind::kType:
    case ObjectKind::kDomain:
    case ObjectKind::kAttribute:
    case ObjectKind::kEnumValue:
      refuse_type(editor, reference.name);
      return;
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
      refuse_function(editor, reference);
      return;
    case ObjectKind::kConstraint:
    case ObjectKind::kTrigger:
    case ObjectKind::kRule:
    case ObjectKind::kPolicy:
      refuse_part(editor, reference);
      return;
    case ObjectKind::kDomainConstraint:
      refuse_domain_part(editor, reference);
      return;
    case ObjectKind::kSchema:
      refuse_unknown_schema(editor, reference.name.name);
      return;
    case ObjectKind::kExtension:
      refuse_extension(editor, reference.name.name);
      return;
    case ObjectKind::kEventTrigger:
    case ObjectKind::kPublication:
    case ObjectKind::kSubscription:
    case ObjectKind::kForeignDataWrapper:
    case ObjectKind::kForeignServer:
      refuse_other(editor, reference);
      return;
    case ObjectKind::kStatistics:
      refuse_statistics(editor, reference.name);
      return;
    // Built in some of them, or outside of the schema.
    case ObjectKind::kOperator:
    case ObjectKind::kOperatorClass:
    case ObjectKind::kOperatorFamily:
    case ObjectKind::kCast:
    case ObjectKind::kCollation:
    case ObjectKind::kConversion:
    case ObjectKind::kLanguage:
    case ObjectKind::kUserMapping:
    case ObjectKind::kTextSearchConfiguration:
    case ObjectKind::kTextSearchDictionary:
    case ObjectKind::kTextSearchParser:
    case ObjectKind::kTextSearchTemplate:
    case ObjectKind::kAccessMethod:
    case ObjectKind::kTransform:
    case ObjectKind::kRole:
    case ObjectKind::kDatabase:
    case ObjectKind::kTablespace:
    case ObjectKind::kLargeObject:
    case ObjectKind::kOther:
      return;
  }
}

}  // namespace ashlar::catalog
