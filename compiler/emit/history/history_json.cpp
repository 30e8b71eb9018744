#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/emit/history/history.h"
#include "compiler/schema/json_text.h"

namespace ashlar::emit {
namespace {

using HistoryJson = nlohmann::ordered_json;

HistoryJson revision_json(const HistoryView& view, const versions::RevisionSet& current,
                          versions::RevisionIndex index) {
  const versions::Graph& graph = *view.graph;
  const versions::Revision& revision = graph[index];
  std::vector<std::string> children;
  for (const versions::RevisionIndex child : graph.children[index]) {
    children.push_back(graph[child].id);
  }
  std::sort(children.begin(), children.end());
  HistoryJson json = {{"id", revision.id},
                      {"parents", revision.parents},
                      {"children", children},
                      {"depends", revision.depends},
                      {"labels", versions::labels_of(graph, index)},
                      {"head", children.empty()},
                      {"message", revision.message}};
  json["created"] = revision.created.empty() ? HistoryJson(nullptr) : HistoryJson(revision.created);
  json["file"] = graph.history->sources[revision.source.file].path;
  if (revision.source.irreversible) json["irreversible"] = revision.source.irreversible->text;
  if (view.applied.has_value()) {
    json["applied"] = view.applied->contains(index);
    json["current"] = current.contains(index);
  }
  return json;
}

}  // namespace

std::string history_json(const HistoryView& view) {
  versions::RevisionSet current;
  if (view.applied.has_value()) {
    current = versions::to_set(versions::heads_of(*view.graph, *view.applied));
  }
  HistoryJson revisions = HistoryJson::array();
  for (const versions::RevisionIndex index : view.listed) {
    revisions.push_back(revision_json(view, current, index));
  }
  return schema::json_text({{"version", 1}, {"revisions", std::move(revisions)}});
}

}  // namespace ashlar::emit
