#include "compiler/catalog/refusals/drop_refusals.h"

#include <algorithm>

#include "compiler/catalog/dependencies/dependents.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/refusals/missing_object.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/routines.h"

namespace ashlar::catalog {
namespace {

bool is_relation_kind(sql::ObjectKind kind) {
  using sql::ObjectKind;
  return kind == ObjectKind::kTable || kind == ObjectKind::kForeignTable ||
         kind == ObjectKind::kIndex || kind == ObjectKind::kSequence || kind == ObjectKind::kView ||
         kind == ObjectKind::kMaterializedView;
}

bool is_part_kind(sql::ObjectKind kind) {
  return kind == sql::ObjectKind::kTrigger || kind == sql::ObjectKind::kRule ||
         kind == sql::ObjectKind::kPolicy;
}

NameSpace space_of_part(sql::ObjectKind kind) {
  if (kind == sql::ObjectKind::kTrigger) return NameSpace::kTrigger;
  return kind == sql::ObjectKind::kRule ? NameSpace::kRule : NameSpace::kPolicy;
}

void refuse_missing_relation(Editor& editor, const sql::ObjectRef& reference, Span where) {
  const sql::QualifiedName& name = reference.name;
  if (!name.schema.empty() && refuse_unknown_schema(editor, name.schema)) return;
  if (!is_surely_absent(editor.catalog(), NameSpace::kRelation, name)) return;
  const bool index = reference.kind == sql::ObjectKind::kIndex;
  std::vector<std::string> names;
  const std::vector<std::string> schemas = name.schema.empty()
                                               ? editor.catalog().search_path()
                                               : std::vector<std::string>{name.schema.text};
  for (const std::string& schema : schemas) {
    for (const Object* member : editor.catalog().members_of(schema)) {
      if (is_of_kind(*member, reference.kind)) names.push_back(member->name);
    }
  }
  refuse(editor, index ? ProblemKind::kUnknownObject : ProblemKind::kUnknownRelation,
         index ? "42704" : "42P01",
         std::string(sql::to_string(reference.kind)) + " `" + words_of(name) + "` does not exist",
         span_of(name.name, where), did_you_mean(name.name.text, names));
}

void refuse_missing_part(Editor& editor, const sql::ObjectRef& reference, Span where) {
  const Object* table = require_relation(editor, reference.name, where);
  if (table == nullptr) return;
  const NameKey key{space_of_part(reference.kind), std::to_string(table->id), reference.part.text};
  if (editor.catalog().is_doubtful(key)) return;
  std::vector<std::string> names;
  for (const Object* part : editor.catalog().parts_of(table->id)) {
    if (kind_of(*part) == reference.kind) names.push_back(part->name);
  }
  refuse(editor, ProblemKind::kUnknownObject, "42704",
         std::string(sql::to_string(reference.kind)) + " `" + reference.part.text +
             "` for relation `" + table->name + "` does not exist",
         span_of(reference.part, where), did_you_mean(reference.part.text, names));
}

/// What an internal object is a part of.
const Object* whole_of(const Catalog& catalog, const Object& object) {
  if (const auto* index = std::get_if<Index>(&object.data)) {
    return catalog.get(index->constraint != 0 ? index->constraint : index->partition_of);
  }
  if (const auto* sequence = std::get_if<Sequence>(&object.data)) {
    return catalog.get(sequence->owner_table);
  }
  for (const Dependency& dependency : catalog.dependencies_of(object.id)) {
    if (dependency.kind == DependencyKind::kInternal) return catalog.get(dependency.referenced);
  }
  return nullptr;
}

}  // namespace

bool is_of_kind(const Object& object, sql::ObjectKind kind) {
  using sql::ObjectKind;
  const ObjectKind actual = kind_of(object);
  // DROP TYPE takes domains too, but not a table's row type.
  if (kind == ObjectKind::kType) return actual == kind || actual == ObjectKind::kDomain;
  const bool exact = is_relation_kind(kind) || kind == ObjectKind::kDomain ||
                     kind == ObjectKind::kFunction || kind == ObjectKind::kProcedure ||
                     kind == ObjectKind::kAggregate;
  return !exact || actual == kind;
}

bool is_internal(const Catalog& catalog, const Object& object) {
  if (const auto* index = std::get_if<Index>(&object.data)) {
    return index->constraint != 0 || index->partition_of != 0;
  }
  for (const Dependency& dependency : catalog.dependencies_of(object.id)) {
    if (dependency.kind == DependencyKind::kInternal && dependency.dependent_column == 0) {
      return true;
    }
  }
  return false;
}

void refuse_missing(Editor& editor, const sql::ObjectRef& reference, Span where) {
  using sql::ObjectKind;
  const sql::QualifiedName& name = reference.name;
  if (is_relation_kind(reference.kind)) {
    refuse_missing_relation(editor, reference, where);
  } else if (is_part_kind(reference.kind)) {
    refuse_missing_part(editor, reference, where);
  } else if (reference.kind == ObjectKind::kType || reference.kind == ObjectKind::kDomain) {
    sql::TypeName type;
    type.name = name;
    type.span = where;
    refuse_missing_type(editor, type);
  } else if (reference.kind == ObjectKind::kSchema) {
    refuse_unknown_schema(editor, name.name);
  } else if (reference.kind == ObjectKind::kFunction || reference.kind == ObjectKind::kProcedure ||
             reference.kind == ObjectKind::kRoutine || reference.kind == ObjectKind::kAggregate) {
    static_cast<void>(require_routine(editor, reference, where));
  } else if (reference.kind == ObjectKind::kStatistics ||
             reference.kind == ObjectKind::kDomainConstraint) {
    refuse_missing(editor, reference);
  } else if (reference.kind == ObjectKind::kExtension) {
    const NameKey key{NameSpace::kExtension, {}, name.name.text};
    if (name.name.text == "plpgsql" || editor.catalog().is_doubtful(key)) return;
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "extension `" + name.name.text + "` does not exist", span_of(name.name, where));
  }
}

void refuse_wrong_kind(Editor& editor, const Object& object, const sql::ObjectRef& reference,
                       Span where) {
  const std::string actual(sql::to_string(kind_of(object)));
  const Span place = span_of(reference.name.name, where);
  if (editor.catalog().is_doubtful({NameSpace::kRelation, object.schema, object.name})) return;
  if (is_relation_kind(reference.kind) || reference.kind == sql::ObjectKind::kDomain) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "`" + object.name + "` is not a " + std::string(sql::to_string(reference.kind)), place,
           "it is a " + actual);
  } else if (reference.kind == sql::ObjectKind::kType) {
    refuse(editor, ProblemKind::kDependentObjects, "2BP01",
           "cannot drop type `" + object.name + "` because " + actual + " `" + object.name +
               "` requires it",
           place, "drop the " + actual + " instead");
  }
}

void refuse_internal(Editor& editor, const Object& object, const sql::ObjectRef& reference,
                     Span where) {
  const Object* whole = whole_of(editor.catalog(), object);
  if (whole == nullptr) return;
  const std::string words = described(editor.catalog(), *whole);
  refuse(
      editor, ProblemKind::kDependentObjects, "2BP01",
      "cannot drop " + described(editor.catalog(), object) + " because " + words + " requires it",
      span_of(reference.part.empty() ? reference.name.name : reference.part, where),
      "drop " + words + " instead");
}

bool refuse_members(Editor& editor, const Object& schema, const std::vector<ObjectId>& going,
                    Span where) {
  constexpr std::size_t kMostNotes = 20;
  const Catalog& catalog = editor.catalog();
  std::vector<Note> notes;
  for (const Object* member : catalog.members_of(schema.name)) {
    const bool goes = std::find(going.begin(), going.end(), member->id) != going.end();
    const bool doubtful = catalog.is_doubtful({NameSpace::kRelation, schema.name, member->name}) ||
                          catalog.is_doubtful({NameSpace::kType, schema.name, member->name}) ||
                          catalog.is_doubtful({NameSpace::kFunction, schema.name, member->name});
    if (goes || doubtful || member->extension != 0 || notes.size() == kMostNotes) continue;
    notes.push_back(
        {described(catalog, *member) + " depends on schema " + schema.name, member->origin.where});
  }
  if (notes.empty() || catalog.is_doubtful()) return false;
  editor.refuse({ProblemKind::kDependentObjects, "2BP01",
                 "cannot drop schema " + schema.name + " because other objects depend on it", where,
                 "use DROP … CASCADE to drop the dependent objects too", std::move(notes)});
  return true;
}

}  // namespace ashlar::catalog
