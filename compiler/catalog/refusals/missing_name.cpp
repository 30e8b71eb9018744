#include "compiler/catalog/refusals/missing_name.h"

#include <utility>
#include <vector>

#include "compiler/catalog/facts/extension_facts.h"
#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

std::string bring(std::string_view extension) {
  const bool plain = extension.find('-') == std::string_view::npos;
  const std::string name = plain ? std::string(extension) : "\"" + std::string(extension) + "\"";
  return "the extension `" + std::string(extension) + "` brings it: CREATE EXTENSION " + name;
}

std::vector<std::string> schemas_of(const Catalog& catalog, const sql::QualifiedName& name) {
  if (!name.schema.empty()) return {name.schema.text};
  return catalog.search_path();
}

}  // namespace

bool refuse_missing_type(Editor& editor, const sql::TypeName& type) {
  const Catalog& catalog = editor.catalog();
  const sql::QualifiedName& name = type.name;
  // `x.y%TYPE` names a column.
  if (name.name.empty() || name.name.text.find('%') != std::string::npos) return false;
  if (resolve_type(catalog, type).id != 0 || catalog.find_type(name) != nullptr) return false;
  if (name.schema.text == "pg_catalog") return false;
  if (name.schema.empty() && is_builtin_type(name.name.text)) return false;
  // Many an extension bears the name of its type, and answers without a look at everything else.
  if (catalog.find({NameSpace::kExtension, {}, name.name.text}) != nullptr) return false;
  if (!name.schema.empty() && refuse_unknown_schema(editor, name.schema)) return true;
  if (!is_surely_absent(catalog, NameSpace::kType, name)) return false;
  refuse(editor, ProblemKind::kUnknownType, "42704", "type `" + words_of(name) + "` does not exist",
         name.name.span.empty() ? type.span : name.name.span, missing_type_help(catalog, name));
  return true;
}

std::string missing_type_help(const Catalog& catalog, const sql::QualifiedName& name) {
  const std::string_view extension = extension_with_type(name.name.text);
  if (!extension.empty()) return bring(extension);
  std::vector<std::string> names;
  for (const BuiltinType& known : builtin_types()) names.emplace_back(known.name);
  for (const std::string& schema : schemas_of(catalog, name)) {
    for (const Object* member : catalog.members_of(schema)) {
      if (member->extension != 0) continue;
      if (catalog.find({NameSpace::kType, schema, member->name}) == member) {
        names.push_back(member->name);
      }
    }
  }
  return did_you_mean(name.name.text, names);
}

std::string missing_function_help(const Catalog& catalog, const sql::QualifiedName& name) {
  const std::string_view extension = extension_with_function(name.name.text);
  if (!extension.empty() &&
      catalog.find({NameSpace::kExtension, {}, std::string(extension)}) == nullptr) {
    return bring(extension);
  }
  std::vector<std::string> names;
  for (const std::string& schema : schemas_of(catalog, name)) {
    for (const Object* member : catalog.members_of(schema)) {
      if (member->extension == 0 && std::holds_alternative<Function>(member->data)) {
        names.push_back(member->name);
      }
    }
  }
  return did_you_mean(name.name.text, names);
}

}  // namespace ashlar::catalog
