// One sentence for each cause why a target cannot be had, and the candidates where there are any.

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "grammar/text/nearest.h"
#include "versions/target.h"

namespace ashlar::versions {
namespace {

Error usage(std::string message, std::string detail) {
  Error error;
  error.code = ErrorCode::kUsage;
  error.message = std::move(message);
  error.detail = std::move(detail);
  return error;
}

std::vector<std::string_view> known_labels(const Graph& graph) {
  std::vector<std::string_view> labels;
  for (const auto& [label, revision] : graph.by_label) labels.push_back(label);
  std::sort(labels.begin(), labels.end());
  return labels;
}

}  // namespace

Error unknown_revision(const Graph& graph, std::string_view name) {
  if (name.empty()) return usage("the target is empty", "write `head`, or a revision's id");
  std::vector<std::string_view> words = {"head", "heads", "base", "current"};
  std::vector<std::string_view> longer;
  for (const Revision& revision : graph.history->revisions) {
    words.push_back(revision.id);
    if (revision.id.starts_with(name)) longer.push_back(revision.id);
  }
  for (const std::string_view label : known_labels(graph)) words.push_back(label);
  std::string detail;
  if (!longer.empty()) {
    detail = "the start of an id needs 4 characters or more";
  } else if (const auto near = nearest(name, words)) {
    detail = fmt::format("did you mean `{}`?", *near);
  }
  return usage(fmt::format("no revision `{}`", name), std::move(detail));
}

Error ambiguous(const Graph& graph, std::string message,
                const std::vector<RevisionIndex>& candidates, std::string_view advice) {
  std::string detail;
  for (const RevisionIndex candidate : candidates) {
    const Revision& revision = graph[candidate];
    const std::vector<std::string> labels = labels_of(graph, candidate);
    detail += fmt::format("  {}", revision.id);
    if (!labels.empty()) detail += fmt::format(" ({})", fmt::join(labels, ", "));
    if (!revision.message.empty()) detail += fmt::format(", {}", revision.message);
    detail += '\n';
  }
  detail += advice;
  return usage(std::move(message), std::move(detail));
}

Error not_on_branch(std::string_view name, const Branch& branch) {
  return usage(fmt::format("`{}` is not on branch `{}`", name, branch.name), "");
}

Error no_such_branch(const Graph& graph, std::string_view name) {
  const std::vector<std::string_view> labels = known_labels(graph);
  std::string detail;
  if (const auto near = nearest(name, labels)) {
    detail = fmt::format("did you mean `{}`?", *near);
  } else if (labels.empty()) {
    detail = "no revision has a label";
  } else {
    detail = fmt::format("the labels are {}", fmt::join(labels, ", "));
  }
  return usage(fmt::format("there is no branch `{}`", name), std::move(detail));
}

Error unreachable(std::string message, std::string detail) {
  return usage(std::move(message), std::move(detail));
}

}  // namespace ashlar::versions
