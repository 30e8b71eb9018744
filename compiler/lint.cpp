#include "compiler/lint.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "compiler/pipeline.h"
#include "compiler/rules/names/elsewhere.h"
#include "versions/read_ahead.h"

namespace ashlar::pipeline {
namespace {

using versions::Graph;
using versions::ReadRevision;
using versions::RevisionIndex;

/// The order up to the last of the files.
std::vector<RevisionIndex> order_through(const Graph& graph, const std::set<FileId>& files) {
  const auto last = std::find_if(graph.order.rbegin(), graph.order.rend(), [&](RevisionIndex i) {
    return files.contains(graph[i].source.file);
  });
  return {graph.order.begin(), last.base()};
}

void add_all(Diagnostics& to, const Diagnostics& from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

Diagnostics lint(const Graph& graph, const std::set<FileId>& files, const rules::Settings& settings,
                 rules::Fixes fixes) {
  const std::vector<RevisionIndex> order = order_through(graph, files);
  const auto is_wanted = [&](RevisionIndex index) {
    return files.contains(graph[index].source.file);
  };
  std::vector<versions::ReadAhead::Request> requests;
  requests.reserve(order.size());
  for (const RevisionIndex index : order) {
    requests.push_back(
        {index, is_wanted(index) ? grammar::Extent::kWhole : grammar::Extent::kUpSections});
  }

  Diagnostics findings;
  std::vector<Diagnostics> of_rules(order.size());
  {
    versions::Workers workers(order.size());
    versions::ReadAhead revisions(*graph.history, std::move(requests), workers);
    catalog::Catalog catalog = catalog::Catalog::empty_database();
    for (std::size_t i = 0; i < order.size(); ++i) {
      const RevisionIndex index = order[i];
      const std::shared_ptr<const ReadRevision> read = revisions.next();
      const catalog::ApplyContext context = context_of(graph, index);
      const auto up = versions::sections(read->revision, versions::Direction::kUp);
      if (!is_wanted(index)) {
        catalog = effects::follow(up, std::move(catalog), context).after;
        continue;
      }
      add_all(findings, read->findings);
      auto replayed = std::make_shared<effects::Replay>(
          effects::replay(up, catalog, context, settings.postgres));
      catalog = replayed->after;
      workers.add(
          [&of_rules, &settings, &graph, fixes, i, index, read, replayed = std::move(replayed)] {
            of_rules[i] = judge(graph, index, read->revision, *replayed, settings, fixes).findings;
          });
    }
  }
  std::vector<Diagnostics*> doubtful;
  for (Diagnostics& of_one : of_rules) doubtful.push_back(&of_one);
  rules::doubt_fixes_used_elsewhere(doubtful, graph.history->sources);
  for (const Diagnostics& of_one : of_rules) add_all(findings, of_one);
  return findings;
}

Diagnostics lint_sources(const versions::History& history, const std::set<FileId>& files) {
  std::vector<versions::ReadAhead::Request> requests;
  for (std::size_t i = 0; i < history.revisions.size(); ++i) {
    if (files.contains(history.revisions[i].source.file)) requests.push_back({i});
  }
  const std::size_t count = requests.size();
  versions::Workers workers(count);
  versions::ReadAhead revisions(history, std::move(requests), workers);
  Diagnostics findings;
  for (std::size_t i = 0; i < count; ++i) add_all(findings, revisions.next()->findings);
  return findings;
}

}  // namespace ashlar::pipeline
