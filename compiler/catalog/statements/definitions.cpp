#include "compiler/catalog/statements/definitions.h"

#include "compiler/catalog/binding/text_edits.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/statements/statements.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// How a mention of that kind is printed. All but types, functions and operators are printed by
/// name alone, as collations are.
Site::Kind site_kind(sql::ObjectKind kind) {
  if (kind == sql::ObjectKind::kType) return Site::Kind::kType;
  if (kind == sql::ObjectKind::kFunction) return Site::Kind::kFunction;
  if (kind == sql::ObjectKind::kOperator) return Site::Kind::kOperator;
  return Site::Kind::kCollation;
}

ObjectId function_of_mention(const Catalog& catalog, const sql::ObjectRef& mention) {
  if (mention.has_arguments) {
    const Object* function = find_function(catalog, mention);
    return function == nullptr ? 0 : function->id;
  }
  if (mention.name.schema.empty() && is_builtin_function(mention.name.name.text)) return 0;
  const std::vector<const Object*> candidates = catalog.find_functions(mention.name);
  return candidates.empty() ? 0 : candidates.front()->id;
}

/// Operators are told apart by operands, which a mention need not have: the first of the name.
ObjectId operator_of_mention(const Catalog& catalog, const sql::ObjectRef& mention) {
  ObjectId found = 0;
  const auto look = [&](const std::string& schema) {
    for (const Object* member : catalog.members_of(schema)) {
      const auto* other = std::get_if<OtherObject>(&member->data);
      if (found == 0 && other != nullptr && other->kind == sql::ObjectKind::kOperator &&
          member->name == mention.name.name.text) {
        found = member->id;
      }
    }
  };
  if (!mention.name.schema.empty()) {
    look(mention.name.schema.text);
    return found;
  }
  // A plain name is one of pg_catalog's where that has it, which the arguments decide.
  if (!mention.has_arguments) return 0;
  if (const Object* object = find_object(catalog, mention)) found = object->id;
  return found;
}

}  // namespace

ObjectId mentioned_object(const Catalog& catalog, const sql::ObjectRef& mention) {
  if (mention.kind == sql::ObjectKind::kFunction) return function_of_mention(catalog, mention);
  if (mention.kind == sql::ObjectKind::kOperator) return operator_of_mention(catalog, mention);
  if (mention.kind == sql::ObjectKind::kType && mention.name.schema.empty() &&
      is_builtin_type(mention.name.name.text)) {
    return 0;
  }
  const Object* object = find_object(catalog, mention);
  return object == nullptr ? 0 : object->id;
}

SqlText located_text(const Editor& editor, Span span, const std::vector<sql::ObjectRef>& mentions) {
  TextEdits edits;
  for (const sql::ObjectRef& mention : mentions) {
    const Span where = mention.name.span;
    const ObjectId object = mentioned_object(editor.catalog(), mention);
    if (object == 0 || where.begin < span.begin || where.end > span.end) continue;
    edits.note(where, site_kind(mention.kind), object);
  }
  return edits.apply_to(editor.text(span), span.begin);
}

std::string sql_type_name(const Catalog& catalog, const Type& type) {
  std::string text = type.id != 0 ? sql_name(catalog, type.id) : std::string();
  if (text.empty()) {
    Type plain = type;
    plain.modifiers.clear();
    plain.array_dimensions = 0;
    text = format_type_name(plain);
  }
  if (type.array_dimensions > 0) text += "[]";
  return text;
}

std::string other_signature(sql::ObjectKind kind, const std::vector<Type>& arguments,
                            const std::string& method) {
  const auto spelled = [](const Type& type) {
    return type.name.empty() ? std::string("NONE") : format_type_name(type);
  };
  using sql::ObjectKind;
  if (kind == ObjectKind::kOperatorClass || kind == ObjectKind::kOperatorFamily) {
    return "USING " + postgres::quote_identifier(method);
  }
  if (kind == ObjectKind::kOperator && arguments.size() == 2) {
    return "(" + spelled(arguments[0]) + ", " + spelled(arguments[1]) + ")";
  }
  if (kind == ObjectKind::kCast && arguments.size() == 2) {
    return "(" + spelled(arguments[0]) + " AS " + spelled(arguments[1]) + ")";
  }
  if (kind == ObjectKind::kTransform && arguments.size() == 1) {
    return "FOR " + spelled(arguments[0]) + " LANGUAGE " + postgres::quote_identifier(method);
  }
  return {};
}

std::string other_key(sql::ObjectKind kind, const std::string& name, const std::string& signature) {
  std::string key = std::string(sql::to_string(kind)) + " " + name;
  if (!signature.empty()) key += " " + signature;
  return key;
}

const Object* find_other_in(const Catalog& catalog, const std::string& schema, sql::ObjectKind kind,
                            const std::string& name, const std::string& signature) {
  return catalog.find({NameSpace::kOther, schema, other_key(kind, name, signature)});
}

bool lives_in_schema(sql::ObjectKind kind) {
  using sql::ObjectKind;
  return kind == ObjectKind::kOperator || kind == ObjectKind::kOperatorClass ||
         kind == ObjectKind::kOperatorFamily || kind == ObjectKind::kCollation ||
         kind == ObjectKind::kConversion || kind == ObjectKind::kTextSearchConfiguration ||
         kind == ObjectKind::kTextSearchDictionary || kind == ObjectKind::kTextSearchParser ||
         kind == ObjectKind::kTextSearchTemplate;
}

}  // namespace ashlar::catalog
