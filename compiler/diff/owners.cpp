#include "compiler/diff/owners.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "compiler/catalog/author.h"
#include "compiler/diff/matching.h"
#include "compiler/schema/annotations.h"

namespace ashlar::diff {
namespace {

using catalog::Catalog;
using catalog::Object;

/// Says who owns it, in a dump. (pg_dump names no owner of extensions)
bool counts(const Object& object) {
  return is_managed(object) && table_of(object) == 0 && catalog::has_owner(object) &&
         !is_of_the_cluster(object) && object.name != "public" &&
         !std::holds_alternative<catalog::Extension>(object.data);
}

bool leaves_open(const Catalog& catalog) {
  bool open = false;
  catalog.for_each_object(
      [&open](const Object& object) { open = open || (counts(object) && object.owner.empty()); });
  return open;
}

/// The role in `named` that owns most of what `open` leaves open; of what is in both, if anything
/// is.
std::string author(const Catalog& open, const Catalog& named) {
  std::set<std::string> left_open;
  open.for_each_object([&](const Object& object) {
    if (counts(object) && object.owner.empty()) {
      left_open.insert(schema::target_text(open, object));
    }
  });
  std::map<std::string, int> shared;
  std::map<std::string, int> all;
  named.for_each_object([&](const Object& object) {
    if (!counts(object)) return;
    ++all[object.owner];
    if (left_open.contains(schema::target_text(named, object))) ++shared[object.owner];
  });
  const std::map<std::string, int>& votes = shared.empty() ? all : shared;
  const auto most = std::max_element(
      votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == votes.end() ? "" : most->first;
}

}  // namespace

Aligned align_owners(const Catalog& from, const Catalog& to) {
  Aligned aligned{from, to};
  const bool from_is_open = leaves_open(from);
  const bool to_is_open = leaves_open(to);
  if (from_is_open == to_is_open) return aligned;
  const std::string role = from_is_open ? author(from, to) : author(to, from);
  if (role.empty()) return aligned;
  // The side that leaves owners open may name the role here and there all the same.
  aligned.from = catalog::made_by(std::move(aligned.from), role);
  aligned.to = catalog::made_by(std::move(aligned.to), role);
  return aligned;
}

}  // namespace ashlar::diff
