#include <algorithm>
#include <fmt/format.h>
#include <string>

#include "compiler/rules/checks.h"
#include "compiler/rules/practice/new_objects.h"
#include "compiler/rules/report.h"

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
    if (index == nullptr || index->partition_of != 0) continue;
    for (const catalog::Object* part : context.up->after.parts_of(index->table)) {
      const auto* other = std::get_if<catalog::Index>(&part->data);
      if (other == nullptr || part->id == made.object->id) continue;
      // What keeps rows apart has a use of its own. Of two equal ones the later is too much.
      const bool later = other->keys.size() > index->keys.size() || part->id < made.object->id;
      const bool is_covered = !index->unique && later && covers(*other, *index);
      const bool is_older = part->origin.revision != context.ordinal;
      const bool covers_older = is_older && !other->unique && covers(*index, *other);
      if (!is_covered && !covers_older) continue;
      const std::string& shorter = is_covered ? made.object->name : part->name;
      const std::string& longer = is_covered ? part->name : made.object->name;
      report(
          context,
          {made.where,
           fmt::format("`{}` finds nothing that `{}` does not: its columns are the first of those",
                       shorter, longer),
           is_covered ? "leave it away" : fmt::format("drop `{}` afterwards", shorter),
           made_note(part->origin, fmt::format("`{}` is made here", part->name))},
          diagnostics);
      break;
    }
  }
}

}  // namespace ashlar::rules
