// CREATE and ALTER PUBLICATION (src/backend/commands/publicationcmds.c).

#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/refusals/missing_object.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/publications.h"
#include "compiler/catalog/statements/statements.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

using Action = sql::PublicationChange::Action;

/// A text that is put together from words and names.
class TextBuilder {
 public:
  void words(std::string_view words) { text_.text += words; }
  void name(const Catalog& catalog, ObjectId object) {
    site(Site::Kind::kRelation, sql_name(catalog, object), object, 0);
  }
  void column(const Column& column, ObjectId table) {
    site(Site::Kind::kColumn, postgres::quote_identifier(column.name), table, column.number);
  }
  void append(const SqlText& part) {
    const auto moved = static_cast<std::uint32_t>(text_.text.size());
    text_.text += part.text;
    for (Site each : part.sites) {
      each.begin += moved;
      each.end += moved;
      text_.sites.push_back(each);
    }
  }
  [[nodiscard]] SqlText take() { return std::move(text_); }

 private:
  void site(Site::Kind kind, const std::string& word, ObjectId object, std::uint32_t column) {
    const auto begin = static_cast<std::uint32_t>(text_.text.size());
    text_.text += word;
    text_.sites.push_back(
        {begin, static_cast<std::uint32_t>(text_.text.size()), kind, object, column});
  }

  SqlText text_;
};

/// The key of what a publication has of a table or schema.
std::string membership_name(ObjectId publication, ObjectId member) {
  return std::to_string(publication) + " " + std::to_string(member);
}

const Object* find_membership(const Catalog& catalog, ObjectId publication, ObjectId member) {
  const std::string key = std::string(sql::to_string(sql::ObjectKind::kOther)) + " " +
                          membership_name(publication, member);
  return catalog.find({NameSpace::kOther, {}, key});
}

/// WITH (…) or SET (…): values as they are written in SQL.
std::string option_list(const std::vector<sql::Option>& options) {
  std::string list = "(";
  for (const sql::Option& option : options) {
    if (list.size() > 1) list += ", ";
    list += option.name;
    // A number is a Boolean too, but not as a literal. (define.c, defGetBoolean)
    const std::string value = option.value == "1"   ? "true"
                              : option.value == "0" ? "false"
                                                    : option.value;
    if (!value.empty()) list += " = " + postgres::quote_literal(value);
  }
  return list + ")";
}

/// Makes the membership; nothing where the publication has the table already.
void publish_table(Editor& editor, ObjectId publication, ObjectId table,
                   const sql::PublishedPart& part, Span where) {
  const Catalog& catalog = editor.catalog();
  if (find_membership(catalog, publication, table) != nullptr) return;
  TextBuilder text;
  text.words("ALTER PUBLICATION ");
  text.name(catalog, publication);
  text.words(" ADD TABLE ONLY ");
  text.name(catalog, table);
  std::vector<std::uint32_t> columns;
  for (const sql::Name& name : part.columns) {
    const Column* column = column_named(*catalog.get(table), name.text);
    if (column == nullptr) continue;
    text.words(columns.empty() ? " (" : ", ");
    text.column(*column, table);
    columns.push_back(column->number);
  }
  if (!columns.empty()) text.words(")");
  SqlText condition;
  if (part.where.has_value()) {
    condition = bind_expression(editor, *part.where, {Place::kCheck, table, {}});
    text.words(" WHERE (");
    text.append(condition);
    text.words(")");
  }
  OtherObject membership;
  membership.definition = text.take();
  const ObjectId id =
      editor.add({}, membership_name(publication, table), std::move(membership), where);
  editor.depend({id, 0, publication, 0, DependencyKind::kInternal});
  editor.depend({id, 0, table, 0, DependencyKind::kAutomatic});
  // A published column cannot be dropped alone (catalog/pg_publication.c,
  // publication_add_relation).
  for (const std::uint32_t column : columns) {
    editor.depend({id, 0, table, column, DependencyKind::kNormal});
  }
  depend_on_text(editor, id, 0, condition);
}

void publish_heirs(Editor& editor, ObjectId publication, ObjectId table,
                   const sql::PublishedPart& part, Span where) {
  publish_table(editor, publication, table, part, where);
  if (part.only) return;
  std::vector<ObjectId> heirs;
  for (const Object* child : editor.catalog().children_of(table)) {
    const auto* data = std::get_if<Table>(&child->data);
    if (data != nullptr && data->partition_of == 0) heirs.push_back(child->id);
  }
  for (const ObjectId heir : heirs) publish_heirs(editor, publication, heir, part, where);
}

void publish_schema(Editor& editor, ObjectId publication, ObjectId schema, Span where) {
  const Catalog& catalog = editor.catalog();
  if (find_membership(catalog, publication, schema) != nullptr) return;
  TextBuilder text;
  text.words("ALTER PUBLICATION ");
  text.name(catalog, publication);
  text.words(" ADD TABLES IN SCHEMA ");
  text.name(catalog, schema);
  OtherObject membership;
  membership.definition = text.take();
  const ObjectId id =
      editor.add({}, membership_name(publication, schema), std::move(membership), where);
  editor.depend({id, 0, publication, 0, DependencyKind::kInternal});
  editor.depend({id, 0, schema, 0, DependencyKind::kAutomatic});
}

const Object* named_schema(Editor& editor, const sql::Name& name) {
  const std::vector<std::string>& path = editor.catalog().search_path();
  const std::string current = path.empty() ? std::string() : path.front();
  const Object* schema = editor.catalog().find_schema(name.text.empty() ? current : name.text);
  if (schema == nullptr) refuse_unknown_schema(editor, name);
  return schema;
}

/// CREATE and ALTER … ADD, SET of tables and schemas.
template <typename Published>
void publish(Editor& editor, ObjectId publication, const Published& published, Span where,
             bool refuse_members) {
  for (std::size_t i = 0; i < published.tables.size(); ++i) {
    const sql::QualifiedName& name = published.tables[i];
    const Object* table = require_relation(editor, name, name.span);
    if (table == nullptr) continue;
    if (refuse_members && find_membership(editor.catalog(), publication, table->id) != nullptr) {
      refuse(editor, ProblemKind::kDuplicateObject, "42710",
             "relation `" + table->name + "` is already member of publication `" +
                 editor.catalog().get(publication)->name + "`",
             name.span);
      continue;
    }
    publish_heirs(editor, publication, table->id, published.parts.at(i), where);
  }
  for (const sql::Name& name : published.schemas) {
    const Object* schema = named_schema(editor, name);
    if (schema != nullptr) publish_schema(editor, publication, schema->id, where);
  }
}

void withdraw(Editor& editor, ObjectId publication, ObjectId member) {
  const Object* membership = find_membership(editor.catalog(), publication, member);
  if (membership != nullptr) editor.erase(membership->id);
  for (const Object* child : editor.catalog().children_of(member)) {
    const auto* data = std::get_if<Table>(&child->data);
    if (data != nullptr && data->partition_of == 0) withdraw(editor, publication, child->id);
  }
}

void withdraw_all(Editor& editor, ObjectId publication) {
  for (const Dependency& dependency : editor.catalog().dependents_of(publication)) {
    if (dependency.kind == DependencyKind::kInternal) editor.erase(dependency.dependent);
  }
}

void withdraw_named(Editor& editor, ObjectId publication, const sql::PublicationChange& change) {
  for (std::size_t i = 0; i < change.tables.size(); ++i) {
    const sql::QualifiedName& name = change.tables[i];
    const Object* table = require_relation(editor, name, name.span);
    if (table == nullptr) continue;
    if (find_membership(editor.catalog(), publication, table->id) == nullptr) {
      refuse(editor, ProblemKind::kUnknownObject, "42704",
             "relation `" + table->name + "` is not part of the publication", name.span);
      continue;
    }
    if (change.parts.at(i).only) {
      editor.erase(find_membership(editor.catalog(), publication, table->id)->id);
    } else {
      withdraw(editor, publication, table->id);
    }
  }
  for (const sql::Name& name : change.schemas) {
    const Object* schema = named_schema(editor, name);
    if (schema != nullptr) withdraw(editor, publication, schema->id);
  }
}

}  // namespace

void perform(Editor& editor, const sql::CreatePublication& statement, Span where) {
  const std::string& name = statement.name.text;
  const NameKey key{NameSpace::kOther, {}, "publication " + name};
  if (editor.catalog().find(key) != nullptr) {
    if (editor.catalog().is_doubtful(key)) return;
    refuse(editor, ProblemKind::kDuplicateObject, "42710",
           "publication `" + name + "` already exists", statement.name.span);
    return;
  }
  OtherObject publication;
  publication.kind = sql::ObjectKind::kPublication;
  if (statement.all_tables) publication.definition.text = "FOR ALL TABLES";
  if (!statement.options.empty()) {
    if (statement.all_tables) publication.definition.text += " ";
    publication.definition.text += "WITH " + option_list(statement.options);
  }
  const ObjectId id = editor.add({}, name, std::move(publication), where);
  publish(editor, id, statement, where, false);
}

void alter_publication(Editor& editor, const sql::AlterOther& statement) {
  const Object* object = find_object(editor.catalog(), statement.object);
  if (object == nullptr) {
    refuse_missing(editor, statement.object);
    return;
  }
  const ObjectId id = object->id;
  if (!statement.options.empty()) {
    if (auto* publication = editor.edit<OtherObject>(id)) {
      publication->additions.push_back({"SET " + option_list(statement.options), {}});
    }
  }
  if (!statement.publication.has_value()) return;
  const sql::PublicationChange& change = *statement.publication;
  if (change.action == Action::kDrop) {
    withdraw_named(editor, id, change);
    return;
  }
  if (change.action == Action::kSet) withdraw_all(editor, id);
  publish(editor, id, change, statement.object.name.span, change.action == Action::kAdd);
}

}  // namespace ashlar::catalog
