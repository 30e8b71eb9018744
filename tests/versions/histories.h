#pragma once

// Histories for tests, made by hand: no files, no SQL. And graph answers as ids, to compare.

#include <algorithm>
#include <string>
#include <vector>

#include "versions/graph.h"
#include "versions/revision.h"

namespace ashlar::versions::test {

struct Entry {
  std::string id;
  std::vector<std::string> parents = {};
  std::vector<std::string> depends = {};
  std::vector<std::string> labels = {};
};

/// A file a revision; every name stands at a place of its own in it, so that locations tell apart.
inline History history_of(const std::vector<Entry>& entries) {
  History history;
  for (const Entry& entry : entries) {
    Revision revision;
    revision.id = entry.id;
    revision.parents = entry.parents;
    revision.depends = entry.depends;
    revision.labels = entry.labels;
    revision.message = "msg " + entry.id;
    std::string text;
    const FileId file = static_cast<FileId>(history.sources.size());
    const auto place = [&](const std::string& word) {
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += word + "\n";
      return Location{file, {begin, begin + static_cast<std::uint32_t>(word.size())}};
    };
    revision.id_location = place(entry.id);
    for (const std::string& id : entry.parents) revision.parent_locations.push_back(place(id));
    for (const std::string& id : entry.depends) revision.depends_locations.push_back(place(id));
    for (const std::string& id : entry.labels) revision.label_locations.push_back(place(id));
    revision.source.file = file;
    history.sources.add({"versions/" + entry.id + "_x.sql", text});
    history.revisions.push_back(std::move(revision));
  }
  return history;
}

/// The history that the table of Alembic's behaviour is about: a trunk with two labelled branches,
/// and a root of its own that depends on one of them.
inline std::vector<Entry> branched() {
  return {
      {"aaaa1111"},
      {"aaaa2222", {"aaaa1111"}},
      {"bbbb1111", {"aaaa2222"}, {}, {"left"}},
      {"bbbb2222", {"bbbb1111"}},
      {"cccc1111", {"aaaa2222"}, {}, {"right"}},
      {"cccc2222", {"cccc1111"}},
      {"dddd1111", {}, {"bbbb1111"}, {"data"}},
      {"dddd2222", {"dddd1111"}},
  };
}

/// The same with the merge of the two branches.
inline std::vector<Entry> merged() {
  std::vector<Entry> entries = branched();
  entries.push_back({"eeee1111", {"bbbb2222", "cccc2222"}});
  return entries;
}

template <typename Indices>
std::vector<std::string> ids(const Graph& graph, const Indices& indices) {
  std::vector<std::string> names;
  for (const RevisionIndex index : indices) names.push_back(graph[index].id);
  return names;
}

/// The revisions with these ids and everything below them: what a database holds after upgrading to
/// each.
inline RevisionSet applied(const Graph& graph, const std::vector<std::string>& heads) {
  RevisionSet set;
  for (const std::string& id : heads) set.insert(graph.find(id).value());
  return ancestors(graph, set, Follow::kParentsAndDependencies);
}

/// A history and its graph, which points into it.
struct Linked {
  explicit Linked(const std::vector<Entry>& entries) : history(history_of(entries)) {
    std::optional<Graph> built = build_graph(history, diagnostics);
    valid = built.has_value();
    if (valid) graph = std::move(*built);
  }
  Linked(const Linked&) = delete;
  Linked& operator=(const Linked&) = delete;

  Diagnostics diagnostics;
  History history;
  Graph graph;
  bool valid = false;
};

}  // namespace ashlar::versions::test
