// COMMENT ON and SECURITY LABEL ON every kind of object.

#include "compiler/catalog/refusals/missing_object.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

using sql::ObjectKind;

/// What belongs to the cluster and not to a database's schema: pg_dump shows nothing of it.
bool is_outside(ObjectKind kind) {
  return kind == ObjectKind::kRole || kind == ObjectKind::kDatabase ||
         kind == ObjectKind::kTablespace;
}

/// The object that is spoken of, and its column where it is one.
struct Subject {
  ObjectId object = 0;
  std::uint32_t column = 0;
};

std::uint32_t view_column(const View& view, const std::string& name) {
  std::uint32_t number = 0;
  for (const std::string& column : view.columns) {
    ++number;
    if (column == name) return number;
  }
  return 0;
}

std::uint32_t column_number(const Object& relation, const std::string& name) {
  if (const Column* column = column_named(relation, name)) return column->number;
  const auto* view = std::get_if<View>(&relation.data);
  return view == nullptr ? 0 : view_column(*view, name);
}

/// Nothing where the object cannot be found: then either the server refuses the statement, or the
/// catalog does not hold such objects.
std::optional<Subject> subject_of(Editor& editor, const sql::ObjectRef& reference,
                                  const std::string& verb) {
  if (is_outside(reference.kind)) return std::nullopt;
  if (reference.kind == ObjectKind::kLargeObject) {
    editor.note_not_modelled(verb + " LARGE OBJECT");
    return std::nullopt;
  }
  const Object* object = find_object(editor.catalog(), reference);
  if (object == nullptr) {
    refuse_missing(editor, reference);
    return std::nullopt;
  }
  if (reference.kind != ObjectKind::kColumn) return Subject{object->id, 0};
  const std::uint32_t number = column_number(*object, reference.part.text);
  if (number == 0) {
    refuse_unknown_column(editor, *object, reference.part, reference.part.span);
    return std::nullopt;
  }
  return Subject{object->id, number};
}

/// The row type of a relation has comments of its own, which nothing shows.
bool is_row_type(const sql::ObjectRef& reference, const Object& object) {
  return reference.kind == ObjectKind::kType &&
         (std::holds_alternative<Table>(object.data) || std::holds_alternative<View>(object.data));
}

/// `"t" is not a view`: relations are told apart (objectaddress.c, get_relation_by_qualified_name).
bool refuse_wrong_kind(Editor& editor, const sql::ObjectRef& reference, const Object& object) {
  const ObjectKind kind = reference.kind;
  const bool told_apart = kind == ObjectKind::kTable || kind == ObjectKind::kIndex ||
                          kind == ObjectKind::kSequence || kind == ObjectKind::kView ||
                          kind == ObjectKind::kMaterializedView ||
                          kind == ObjectKind::kForeignTable || kind == ObjectKind::kDomain;
  if (!told_apart || kind_of(object) == kind) return false;
  const std::string article = kind == ObjectKind::kIndex ? "an " : "a ";
  editor.refuse({ProblemKind::kWrongObjectKind,
                 "42809",
                 "`" + object.name + "` is not " + article + std::string(sql::to_string(kind)),
                 reference.name.name.span,
                 "",
                 {}});
  return true;
}

}  // namespace

void perform(Editor& editor, const sql::Comment& statement, Span) {
  const std::optional<Subject> subject = subject_of(editor, statement.object, "COMMENT ON");
  if (!subject.has_value()) return;
  const Object& object = *editor.catalog().get(subject->object);
  if (refuse_wrong_kind(editor, statement.object, object)) return;
  if (is_row_type(statement.object, object)) return;
  Annotations& annotations = editor.edit_common(subject->object)->annotations;
  // '' takes the comment away as NULL does (commands/comment.c, CreateComments).
  const std::string text = statement.text.value_or("");
  if (subject->column == 0) {
    annotations.comment = text;
  } else if (text.empty()) {
    annotations.column_comments.erase(subject->column);
  } else {
    annotations.column_comments[subject->column] = text;
  }
}

void perform(Editor& editor, const sql::SecurityLabel& statement, Span) {
  const std::optional<Subject> subject = subject_of(editor, statement.object, "SECURITY LABEL ON");
  if (!subject.has_value()) return;
  std::string key = statement.provider;
  if (subject->column != 0) key += "/" + std::to_string(subject->column);
  auto& labels = editor.edit_common(subject->object)->annotations.security_labels;
  if (statement.text.has_value()) {
    labels[key] = *statement.text;
  } else {
    labels.erase(key);
  }
}

}  // namespace ashlar::catalog
