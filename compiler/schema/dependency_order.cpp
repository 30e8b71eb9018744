#include "compiler/schema/dependency_order.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <unordered_map>

namespace ashlar::schema {
namespace {

auto key_of(const Entry& entry) {
  return std::tie(entry.rank, entry.schema, entry.name, entry.part, entry.part_name, entry.text);
}

/// For each entry those that make what it needs, each once, by index.
std::vector<std::vector<std::size_t>> needed_entries(const Entries& entries) {
  std::unordered_multimap<ObjectId, std::size_t> makers;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (const ObjectId id : entries[i].makes) makers.emplace(id, i);
  }
  std::vector<std::vector<std::size_t>> needed(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    for (const ObjectId id : entries[i].needs) {
      const auto [first, last] = makers.equal_range(id);
      for (auto maker = first; maker != last; ++maker) {
        if (maker->second != i) needed[i].push_back(maker->second);
      }
    }
    std::sort(needed[i].begin(), needed[i].end());
    needed[i].erase(std::unique(needed[i].begin(), needed[i].end()), needed[i].end());
  }
  return needed;
}

/// For each entry those that need what it makes.
std::vector<std::vector<std::size_t>> reversed(
    const std::vector<std::vector<std::size_t>>& needed) {
  std::vector<std::vector<std::size_t>> users(needed.size());
  for (std::size_t i = 0; i < needed.size(); ++i) {
    for (const std::size_t other : needed[i]) users[other].push_back(i);
  }
  return users;
}

/// Kahn's algorithm; what is left over when nothing is free lies on a circle or behind one.
class Sorting {
 public:
  explicit Sorting(const std::vector<std::vector<std::size_t>>& needed)
      : waiting_(needed.size()), users_(reversed(needed)) {
    for (std::size_t i = 0; i < needed.size(); ++i) {
      waiting_[i] = needed[i].size();
      if (waiting_[i] == 0) free_.insert(i);
      blocked_.insert(i);
    }
  }

  std::vector<std::size_t> order() {
    std::vector<std::size_t> order;
    while (!blocked_.empty()) {
      if (free_.empty()) free_.insert(*blocked_.begin());
      const std::size_t next = *free_.begin();
      take(next);
      order.push_back(next);
    }
    return order;
  }

  /// What is never free.
  std::vector<std::size_t> stuck() {
    while (!free_.empty()) take(*free_.begin());
    return {blocked_.begin(), blocked_.end()};
  }

 private:
  void take(std::size_t entry) {
    free_.erase(entry);
    blocked_.erase(entry);
    for (const std::size_t user : users_[entry]) {
      if (waiting_[user] > 0 && --waiting_[user] == 0 && blocked_.contains(user)) {
        free_.insert(user);
      }
    }
  }

  std::vector<std::size_t> waiting_;
  std::vector<std::vector<std::size_t>> users_;
  std::set<std::size_t> free_;
  std::set<std::size_t> blocked_;
};

}  // namespace

Entries in_dependency_order(Entries entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return key_of(a) < key_of(b); });
  Entries ordered;
  ordered.reserve(entries.size());
  for (const std::size_t index : Sorting(needed_entries(entries)).order()) {
    ordered.push_back(std::move(entries[index]));
  }
  return ordered;
}

std::vector<ObjectId> on_circles(const Entries& entries) {
  const std::vector<std::vector<std::size_t>> needed = needed_entries(entries);
  // What is behind a circle is stuck too, but not when one comes from the other end.
  const std::vector<std::size_t> forwards = Sorting(needed).stuck();
  const std::vector<std::size_t> backwards = Sorting(reversed(needed)).stuck();
  std::vector<std::size_t> both;
  std::set_intersection(forwards.begin(), forwards.end(), backwards.begin(), backwards.end(),
                        std::back_inserter(both));
  std::vector<ObjectId> ids;
  for (const std::size_t index : both) {
    ids.insert(ids.end(), entries[index].makes.begin(), entries[index].makes.end());
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace ashlar::schema
