#include <algorithm>
#include <fmt/format.h>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"

namespace ashlar::rules {
namespace {

/// True where whatever the shorter index finds, the longer one finds as well.
bool covers(const catalog::Index& longer, const catalog::Index& shorter) {
  if (!longer.valid || longer.method != shorter.method || longer.method != "btree") return false;
  if (longer.keys.size() < shorter.keys.size()) return false;
  if (!longer.predicate.empty() || !shorter.predicate.empty()) return false;
  for (std::size_t i = 0; i < shorter.keys.size(); ++i) {
    const catalog::IndexKey& a = longer.keys[i];
    const catalog::IndexKey& b = shorter.keys[i];
    const bool same = a.column == b.column && a.column != 0 && a.descending == b.descending &&
                      a.nulls_first == b.nulls_first &&
                      a.operator_class.name == b.operator_class.name &&
                      a.collation.name == b.collation.name;
    if (!same) return false;
  }
  return std::all_of(shorter.including.begin(), shorter.including.end(), [&](auto column) {
    return std::find(longer.including.begin(), longer.including.end(), column) !=
           longer.including.end();
  });
}

}  // namespace

void check_redundant_index(const RevisionContext& context, Diagnostics& diagnostics) {
  for (const NewObject& made : new_objects(context)) {
    const auto* index = std::get_if<catalog::Index>(&made.object->data);
    // What keeps rows apart has a use of its own.
    if (index == nullptr || index->unique || index->partition_of != 0) continue;
    for (const catalog::Object* part : context.up->after.parts_of(index->table)) {
      const auto* other = std::get_if<catalog::Index>(&part->data);
      if (other == nullptr || part->id == made.object->id || !covers(*other, *index)) continue;
      // Of two equal ones the later is too much.
      if (other->keys.size() == index->keys.size() && part->id > made.object->id) continue;
      report(
          context, made.where,
          fmt::format("`{}` finds nothing that `{}` does not: its columns are the first of those",
                      made.object->name, part->name),
          "leave it away", diagnostics);
      break;
    }
  }
}

}  // namespace ashlar::rules
