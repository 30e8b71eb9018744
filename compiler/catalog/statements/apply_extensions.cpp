// CREATE and ALTER EXTENSION.

#include <utility>

#include "compiler/catalog/facts/extension_facts.h"
#include "compiler/catalog/refusals/missing_object.h"
#include "compiler/catalog/statements/extension_members.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

const Object* find_extension(const Catalog& catalog, std::string_view name) {
  return catalog.find({NameSpace::kExtension, {}, std::string(name)});
}

/// The schema that the extension goes into: its own where that is fixed, else what the statement
/// says (commands/extension.c, CreateExtensionInternal). A fixed one is made where it is missing.
std::string home_of(Editor& editor, const ExtensionFacts* facts, const sql::Name& written,
                    Span where) {
  if (facts != nullptr && !facts->schema.empty()) {
    std::string schema(facts->schema);
    if (editor.catalog().find_schema(schema) == nullptr) {
      editor.add({}, schema, Schema{}, where);
    }
    return schema;
  }
  return written.empty() ? editor.catalog().creation_schema({}) : written.text;
}

void install(Editor& editor, const std::string& name, const sql::Name& schema,
             const std::string& version, Span where) {
  const ExtensionFacts* facts = find_extension_facts(name);
  Extension extension;
  extension.schema = home_of(editor, facts, schema, where);
  extension.version = version;
  const Object* home = editor.catalog().find_schema(extension.schema);
  const ObjectId home_id = home == nullptr ? 0 : home->id;
  const ObjectId id = editor.add({}, name, std::move(extension), where);
  editor.depend({id, 0, home_id, 0, DependencyKind::kNormal});
  add_members(editor, id);
}

/// Installs what the extension requires, with CASCADE; false where the server refuses.
bool satisfy(Editor& editor, const sql::CreateExtension& statement, Span where) {
  const ExtensionFacts* facts = find_extension_facts(statement.name.text);
  std::string_view required = facts == nullptr ? std::string_view() : facts->required;
  while (!required.empty()) {
    const std::size_t end = required.find(' ');
    const std::string name(required.substr(0, end));
    required.remove_prefix(end == std::string_view::npos ? required.size() : end + 1);
    if (find_extension(editor.catalog(), name) != nullptr) continue;
    if (!statement.cascade) {
      if (editor.catalog().is_doubtful({NameSpace::kExtension, {}, name})) continue;
      editor.refuse({ProblemKind::kUnknownObject,
                     "42704",
                     "required extension `" + name + "` is not installed",
                     statement.name.span,
                     "add CASCADE to install it too",
                     {}});
      return false;
    }
    install(editor, name, statement.schema, {}, where);
  }
  return true;
}

/// Extensions that must stay for this one to stay.
void depend_on_required(Editor& editor, const std::string& name) {
  const ExtensionFacts* facts = find_extension_facts(name);
  const Object* extension = find_extension(editor.catalog(), name);
  std::string_view required = facts == nullptr ? std::string_view() : facts->required;
  while (!required.empty() && extension != nullptr) {
    const std::size_t end = required.find(' ');
    if (const Object* other = find_extension(editor.catalog(), required.substr(0, end))) {
      editor.depend({extension->id, 0, other->id, 0, DependencyKind::kNormal});
    }
    required.remove_prefix(end == std::string_view::npos ? required.size() : end + 1);
  }
}

}  // namespace

void perform(Editor& editor, const sql::CreateExtension& statement, Span where) {
  const std::string& name = statement.name.text;
  // A server has plpgsql from the start.
  if (find_extension(editor.catalog(), name) != nullptr || name == "plpgsql") {
    if (statement.if_not_exists) return;
    if (editor.catalog().is_doubtful({NameSpace::kExtension, {}, name})) return;
    editor.refuse({ProblemKind::kDuplicateObject,
                   "42710",
                   "extension `" + name + "` already exists",
                   statement.name.span,
                   "",
                   {}});
    return;
  }
  const sql::Name& schema = statement.schema;
  if (!schema.empty() && editor.catalog().find_schema(schema.text) == nullptr) {
    refuse_unknown_schema(editor, schema);
  }
  if (!satisfy(editor, statement, where)) return;
  install(editor, name, schema, statement.version, where);
  depend_on_required(editor, name);
}

void perform(Editor& editor, const sql::AlterExtension& statement, Span) {
  const Object* extension = find_extension(editor.catalog(), statement.name.text);
  if (extension == nullptr) {
    sql::ObjectRef reference;
    reference.kind = sql::ObjectKind::kExtension;
    reference.name.name = statement.name;
    refuse_missing(editor, reference);
    return;
  }
  const ObjectId id = extension->id;
  if (!statement.member.has_value()) {
    if (!statement.version.empty()) editor.edit<Extension>(id)->version = statement.version;
    return;
  }
  const Object* member = find_object(editor.catalog(), *statement.member);
  if (member == nullptr) {
    refuse_missing(editor, *statement.member);
    return;
  }
  const ObjectId member_id = member->id;
  const Dependency dependency{member_id, 0, id, 0, DependencyKind::kInternal};
  editor.edit_common(member_id)->extension = statement.add ? id : 0;
  if (statement.add) {
    editor.depend(dependency);
  } else {
    editor.forget(dependency);
  }
}

}  // namespace ashlar::catalog
