#include "compiler/rules/practice/new_objects.h"

#include <set>

namespace ashlar::rules {
namespace {

bool is_temporary(const catalog::Object& object) {
  const auto* table = std::get_if<catalog::Table>(&object.data);
  return table != nullptr && table->persistence == sql::Persistence::kTemporary;
}

/// True where the file itself holds the words that made it: not what a DO block built.
bool is_made_in_file(const RevisionContext& context, const catalog::Origin& origin) {
  return origin.revision == context.ordinal && !origin.where.span.empty() &&
         origin.where.file == context.revision->source.file;
}

std::set<catalog::ObjectId> touched(const effects::Replay& up) {
  std::set<catalog::ObjectId> ids;
  for (const effects::ReplayedStatement& statement : up.statements) {
    const catalog::Changes& changes = statement.changes;
    ids.insert(changes.created.begin(), changes.created.end());
    ids.insert(changes.altered.begin(), changes.altered.end());
  }
  return ids;
}

}  // namespace

std::vector<NewObject> new_objects(const RevisionContext& context) {
  std::vector<NewObject> found;
  if (context.up == nullptr) return found;
  for (const catalog::ObjectId id : touched(*context.up)) {
    const catalog::Object* object = context.up->after.get(id);
    if (object == nullptr || object->extension != 0 || is_temporary(*object)) continue;
    if (!is_made_in_file(context, object->origin)) continue;
    found.push_back({object, object->origin.where.span});
  }
  return found;
}

std::vector<NewColumn> new_columns(const RevisionContext& context) {
  std::vector<NewColumn> found;
  if (context.up == nullptr) return found;
  for (const catalog::ObjectId id : touched(*context.up)) {
    const catalog::Object* object = context.up->after.get(id);
    const auto* table = object == nullptr ? nullptr : std::get_if<catalog::Table>(&object->data);
    if (table == nullptr || table->partition_of != 0 || table->foreign) continue;
    if (object->extension != 0 || is_temporary(*object)) continue;
    for (const catalog::Column& column : table->columns) {
      if (!is_made_in_file(context, column.origin) || !column.local) continue;
      found.push_back({object, &column, column.origin.where.span});
    }
  }
  return found;
}

}  // namespace ashlar::rules
