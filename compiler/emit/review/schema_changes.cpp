// Objects side by side, in the words of `ashlar schema`: lines that both sides have stand beside
// each other.

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "compiler/diff/matching.h"
#include "compiler/emit/line_diff.h"
#include "compiler/emit/review/parts.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/entry.h"

namespace ashlar::emit::review {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;

/// The object that the reader thinks of: an index belongs to its table, and so does the sequence of
/// a column.
ObjectId owner_of(const Object& object) {
  if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
    if (sequence->owner_table != 0) return sequence->owner_table;
  }
  const ObjectId table = diff::table_of(object);
  return table == 0 ? object.id : table;
}

/// The object with its parts, as `ashlar schema` prints them.
std::string text_of(const Catalog& catalog, ObjectId id) {
  std::vector<ObjectId> objects = {id};
  for (const Object* part : catalog.parts_of(id)) objects.push_back(part->id);
  schema::Entries entries = schema::entries_of_objects(catalog, objects);
  std::stable_sort(
      entries.begin(), entries.end(), [](const schema::Entry& a, const schema::Entry& b) {
        return std::tie(a.rank, a.part, a.part_name) < std::tie(b.rank, b.part, b.part_name);
      });
  std::string text;
  for (const schema::Entry& entry : entries) text += entry.text;
  return text;
}

std::string without_line_end(std::string_view line) {
  return std::string(line.substr(0, line.find_last_not_of("\r\n") + 1));
}

std::vector<LinePair> side_by_side(const std::string& before, const std::string& after) {
  const std::vector<std::string_view> old_lines = lines_with_ends(before);
  const std::vector<std::string_view> new_lines = lines_with_ends(after);
  const LineDiff diff = diff_lines(old_lines, new_lines);
  std::vector<LinePair> pairs;
  std::size_t left = 0;
  std::size_t right = 0;
  while (left < old_lines.size() || right < new_lines.size()) {
    const bool removed = left < old_lines.size() && diff.removed[left];
    const bool added = right < new_lines.size() && diff.added[right];
    LinePair pair;
    pair.changed = removed || added;
    if (removed || (!added && left < old_lines.size())) {
      pair.before = without_line_end(old_lines[left++]);
    }
    if (added || (!removed && right < new_lines.size())) {
      pair.after = without_line_end(new_lines[right++]);
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace

std::vector<SchemaChange> schema_changes(const Catalog& before, const Catalog& after) {
  const diff::Matching matching = diff::match(before, after, true);
  // By name, so that what was dropped and made anew is one change.
  std::map<std::string, std::pair<ObjectId, ObjectId>> owners;
  for (const ObjectId id : matching.changed_from) {
    const auto note = [&](const Catalog& catalog, ObjectId std::pair<ObjectId, ObjectId>::*side) {
      const Object* object = catalog.get(id);
      if (object == nullptr || !diff::is_managed(*object)) return;
      const Object* owner = catalog.get(owner_of(*object));
      if (owner == nullptr || !diff::is_managed(*owner)) return;
      owners[schema::target_text(catalog, *owner)].*side = owner->id;
    };
    note(before, &std::pair<ObjectId, ObjectId>::first);
    note(after, &std::pair<ObjectId, ObjectId>::second);
  }
  std::vector<SchemaChange> changes;
  for (const auto& [name, ids] : owners) {
    ObjectId old_id = ids.first;
    ObjectId new_id = ids.second;
    if (old_id == 0 && before.get(new_id) != nullptr) old_id = new_id;
    if (const Object* kept = new_id == 0 ? after.get(old_id) : nullptr; kept != nullptr) {
      // Renamed: told under its new name.
      if (schema::target_text(after, *kept) != name) continue;
      new_id = old_id;
    }
    const std::string old_text = old_id == 0 ? "" : text_of(before, old_id);
    const std::string new_text = new_id == 0 ? "" : text_of(after, new_id);
    if (old_text == new_text) continue;
    SchemaChange change;
    change.name = name;
    if (old_text.empty()) change.kind = SchemaChange::Kind::kNew;
    if (new_text.empty()) change.kind = SchemaChange::Kind::kGone;
    change.lines = side_by_side(old_text, new_text);
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace ashlar::emit::review
