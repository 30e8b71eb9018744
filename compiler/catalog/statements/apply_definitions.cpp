// Objects whose definition is kept as text: operators and their classes and families, casts,
// collations, conversions, text search, languages, transforms, access methods, event triggers.

#include <algorithm>
#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/refusals/missing_name.h"
#include "compiler/catalog/statements/definitions.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/new_types.h"
#include "compiler/catalog/statements/routines.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

/// LEFTARG and RIGHTARG; the side that a prefix operator lacks has no name.
std::vector<Type> types_of_operator(const Catalog& catalog, const sql::CreateDefined& statement) {
  std::vector<Type> types(2);
  for (const sql::Option& option : statement.options) {
    const bool left = option.name == "leftarg";
    if (!left && option.name != "rightarg") continue;
    for (const sql::ObjectRef& mention : statement.mentions) {
      const Span where = mention.name.span;
      if (where.begin < option.span.begin || where.end > option.span.end) continue;
      sql::TypeName written;
      written.name = mention.name;
      Type& type = types[left ? 0 : 1];
      type = resolve_type(catalog, written);
      if (option.value.ends_with("]")) type.array_dimensions = 1;
    }
  }
  return types;
}

void depend_definition(Editor& editor, ObjectId id, const OtherObject& made,
                       const std::vector<sql::ObjectRef>& mentions) {
  for (const Type& type : made.arguments) {
    editor.depend({id, 0, type.id, 0, DependencyKind::kNormal});
  }
  for (const sql::ObjectRef& mention : mentions) {
    const ObjectId object = mentioned_object(editor.catalog(), mention);
    // An operator class goes with its family. (opclasscmds.c)
    const DependencyKind kind = mention.kind == ObjectKind::kOperatorFamily
                                    ? DependencyKind::kAutomatic
                                    : DependencyKind::kNormal;
    if (object != id) editor.depend({id, 0, object, 0, kind});
  }
}

void refuse_present_other(Editor& editor, ObjectKind kind, const Object& present,
                          const std::string& signature, Span where) {
  if (editor.catalog().is_doubtful(
          {NameSpace::kOther, present.schema, other_key(kind, present.name, signature)})) {
    return;
  }
  std::string what(sql::to_string(kind));
  if (!present.name.empty()) what += " `" + present.name + "`";
  if (!signature.empty()) what += " `" + signature + "`";
  const bool function_state = kind == ObjectKind::kOperator;
  editor.refuse({function_state ? ProblemKind::kDuplicateFunction : ProblemKind::kDuplicateObject,
                 function_state ? "42723" : "42710",
                 what + " already exists",
                 where,
                 {},
                 made_here(present.name, present.origin)});
}

/// Where a copy of another configuration begins: its definition and all that was added to it.
void copy_configuration(const Catalog& catalog, const sql::CreateDefined& statement,
                        OtherObject& made) {
  for (const sql::Option& option : statement.options) {
    if (option.name != "copy") continue;
    for (const sql::ObjectRef& mention : statement.mentions) {
      const auto* source = catalog.get_as<OtherObject>(mentioned_object(catalog, mention));
      if (source == nullptr) continue;
      made.definition = source->definition;
      made.additions = source->additions;
    }
  }
}

/// CREATE COLLATION c FROM d: where the catalog holds d, c has d's definition.
void copy_collation(const Catalog& catalog, const sql::CreateDefined& statement,
                    OtherObject& made) {
  if (statement.options.size() != 1 || statement.options.front().name != "from") return;
  for (const sql::ObjectRef& mention : statement.mentions) {
    const auto* source = catalog.get_as<OtherObject>(mentioned_object(catalog, mention));
    if (source != nullptr) made.definition = source->definition;
  }
}

/// A commutator or negator that does not exist yet becomes a shell operator, which the CREATE
/// OPERATOR of its own fills in later: nothing to keep meanwhile. (pg_operator.c)
void create_defined_other(Editor& editor, const sql::CreateDefined& statement, Span where) {
  const Catalog& catalog = editor.catalog();
  if (!statement.name.schema.empty() && refuse_unknown_schema(editor, statement.name.schema))
    return;
  std::string schema = catalog.creation_schema(statement.name);
  if (schema.empty()) return;
  OtherObject made;
  made.kind = statement.kind;
  if (made.kind == ObjectKind::kOperator) made.arguments = types_of_operator(catalog, statement);
  made.signature = other_signature(made.kind, made.arguments, {});
  const std::string& name = statement.name.name.text;
  if (const Object* present = find_other_in(catalog, schema, made.kind, name, made.signature)) {
    if (!statement.if_not_exists) {
      refuse_present_other(editor, made.kind, *present, made.signature, statement.name.name.span);
    }
    return;
  }
  made.definition = located_text(editor, statement.definition, statement.mentions);
  if (made.kind == ObjectKind::kTextSearchConfiguration) {
    copy_configuration(catalog, statement, made);
  } else if (made.kind == ObjectKind::kCollation) {
    copy_collation(catalog, statement, made);
  }
  const OtherObject copy = made;
  const ObjectId id = editor.add(std::move(schema), name, std::move(made), where);
  depend_definition(editor, id, copy, statement.mentions);
}

std::string joined_tags(const std::vector<std::string>& tags) {
  std::string text;
  for (const std::string& tag : tags) {
    if (!text.empty()) text += ", ";
    text += postgres::quote_literal(tag);
  }
  return text;
}

/// `ON event [WHEN TAG IN (…)] EXECUTE FUNCTION f()`
SqlText event_trigger_definition(const Catalog& catalog, const sql::CreateEventTrigger& statement,
                                 const Object* function) {
  SqlText definition;
  definition.text = "ON " + postgres::quote_identifier(statement.event);
  if (!statement.tags.empty())
    definition.text += " WHEN TAG IN (" + joined_tags(statement.tags) + ")";
  definition.text += " EXECUTE FUNCTION ";
  const auto begin = static_cast<std::uint32_t>(definition.text.size());
  if (function != nullptr) {
    definition.text += sql_name(catalog, function->id);
    definition.sites.push_back({begin, static_cast<std::uint32_t>(definition.text.size()),
                                Site::Kind::kFunction, function->id, 0});
  } else {
    if (!statement.function.schema.empty()) {
      definition.text += postgres::quote_identifier(statement.function.schema.text) + ".";
    }
    definition.text += postgres::quote_identifier(statement.function.name.text);
  }
  definition.text += "()";
  return definition;
}

/// An operator class without FAMILY brings a family of its name, unless there is one.
/// (opclasscmds.c, DefineOpClass)
void add_implicit_family(Editor& editor, const sql::CreateOther& statement,
                         const std::string& schema, const OtherObject& made, ObjectId id,
                         Span where) {
  const std::string& name = statement.name.name.text;
  for (const sql::ObjectRef& mention : statement.mentions) {
    if (mention.kind == ObjectKind::kOperatorFamily) return;
  }
  const Object* family =
      find_other_in(editor.catalog(), schema, ObjectKind::kOperatorFamily, name, made.signature);
  ObjectId family_id = family == nullptr ? 0 : family->id;
  if (family == nullptr) {
    OtherObject implied;
    implied.kind = ObjectKind::kOperatorFamily;
    implied.signature = made.signature;
    family_id = editor.add(schema, name, std::move(implied), where);
  }
  editor.depend({id, 0, family_id, 0, DependencyKind::kAutomatic});
}

}  // namespace

void perform(Editor& editor, const sql::CreateDefined& statement, Span where) {
  if (statement.kind == ObjectKind::kAggregate) {
    create_aggregate(editor, statement, where);
  } else if (statement.kind == ObjectKind::kType) {
    create_defined_type(editor, statement, where);
  } else {
    create_defined_other(editor, statement, where);
  }
}

void perform(Editor& editor, const sql::CreateEventTrigger& statement, Span where) {
  const Catalog& catalog = editor.catalog();
  const std::string& name = statement.name.text;
  if (const Object* present = find_other_in(catalog, {}, ObjectKind::kEventTrigger, name, {})) {
    refuse_present_other(editor, ObjectKind::kEventTrigger, *present, {}, statement.name.span);
    return;
  }
  const CalledFunction called =
      find_called(editor, statement.function, CalledFor::kEventTrigger, where);
  if (called.refused) return;
  OtherObject made;
  made.kind = ObjectKind::kEventTrigger;
  made.definition = event_trigger_definition(catalog, statement, called.object);
  const ObjectId function = called.object == nullptr ? 0 : called.object->id;
  const ObjectId id = editor.add({}, name, std::move(made), where);
  editor.depend({id, 0, function, 0, DependencyKind::kNormal});
}

void create_definition(Editor& editor, const sql::CreateOther& statement, Span where) {
  const Catalog& catalog = editor.catalog();
  if (!statement.name.schema.empty() && refuse_unknown_schema(editor, statement.name.schema))
    return;
  OtherObject made;
  made.kind = statement.kind;
  for (const sql::TypeName& type : statement.arguments) {
    if (refuse_missing_type(editor, type)) return;
    made.arguments.push_back(resolve_type(catalog, type));
  }
  made.signature = other_signature(made.kind, made.arguments, statement.method.text);
  const bool unnamed = made.kind == ObjectKind::kCast || made.kind == ObjectKind::kTransform;
  const std::string name = unnamed ? std::string() : statement.name.name.text;
  const std::string schema =
      lives_in_schema(made.kind) ? catalog.creation_schema(statement.name) : std::string();
  made.manner = statement.manner;
  made.definition = made.kind == ObjectKind::kOperatorFamily
                        ? SqlText{}
                        : located_text(editor, statement.definition, statement.mentions);
  if (const Object* present = find_other_in(catalog, schema, made.kind, name, made.signature)) {
    if (!statement.or_replace) {
      if (!statement.if_not_exists) {
        refuse_present_other(editor, made.kind, *present, made.signature, statement.name.span);
      }
      return;
    }
    const ObjectId id = present->id;
    editor.forget_own_dependencies(id);
    const OtherObject copy = made;
    *editor.edit<OtherObject>(id) = std::move(made);
    depend_definition(editor, id, copy, statement.mentions);
    return;
  }
  const OtherObject copy = made;
  const ObjectId id = editor.add(schema, name, std::move(made), where);
  depend_definition(editor, id, copy, statement.mentions);
  if (copy.kind == ObjectKind::kOperatorClass) {
    add_implicit_family(editor, statement, schema, copy, id, where);
  }
}

bool is_kept_as_text(ObjectKind kind) {
  return kind == ObjectKind::kCast || kind == ObjectKind::kLanguage ||
         kind == ObjectKind::kConversion || kind == ObjectKind::kOperatorClass ||
         kind == ObjectKind::kOperatorFamily || kind == ObjectKind::kTransform ||
         kind == ObjectKind::kAccessMethod || kind == ObjectKind::kForeignDataWrapper ||
         kind == ObjectKind::kForeignServer;
}

bool alter_definition(Editor& editor, const sql::AlterOther& statement, Span) {
  const ObjectKind kind = statement.object.kind;
  if (kind == ObjectKind::kType) {
    const Object* type = find_object(editor.catalog(), statement.object);
    if (type != nullptr) alter_base_type(editor, type->id, statement);
    return true;
  }
  const bool adds = kind == ObjectKind::kEventTrigger || kind == ObjectKind::kOperator ||
                    kind == ObjectKind::kOperatorFamily ||
                    kind == ObjectKind::kTextSearchConfiguration ||
                    kind == ObjectKind::kTextSearchDictionary ||
                    kind == ObjectKind::kForeignDataWrapper || kind == ObjectKind::kForeignServer;
  if (!adds && kind != ObjectKind::kStatistics && kind != ObjectKind::kCollation) return false;
  const Object* object = find_object(editor.catalog(), statement.object);
  if (object == nullptr) {
    if (kind == ObjectKind::kOperatorFamily || kind == ObjectKind::kOperator) {
      editor.note_not_modelled("ALTER " + std::string(sql::to_string(kind)) +
                               " of what the server brings");
    }
    return true;
  }
  const ObjectId id = object->id;
  auto* other = editor.edit<OtherObject>(id);
  if (other == nullptr) return true;
  if (kind == ObjectKind::kStatistics) {
    for (const sql::Option& option : statement.options) {
      if (option.name == "statistics") other->statistics_target = std::atoi(option.value.c_str());
    }
    return true;
  }
  // REFRESH VERSION changes nothing that a dump shows.
  if (!adds) return true;
  if (kind == ObjectKind::kEventTrigger) other->additions.clear();
  SqlText addition = located_text(editor, statement.definition, statement.mentions);
  editor.edit<OtherObject>(id)->additions.push_back(std::move(addition));
  for (const sql::ObjectRef& mention : statement.mentions) {
    const ObjectId mentioned = mentioned_object(editor.catalog(), mention);
    if (mentioned != id) editor.depend({id, 0, mentioned, 0, DependencyKind::kNormal});
  }
  return true;
}

}  // namespace ashlar::catalog
