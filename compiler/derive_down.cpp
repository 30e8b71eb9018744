#include "compiler/derive_down.h"

#include <algorithm>
#include <utility>

#include "compiler/schema_of.h"

namespace ashlar::pipeline {
namespace {

bool is_concurrent(const versions::Graph& graph, versions::RevisionIndex index) {
  const FileId file = graph[index].source.file;
  Diagnostics told_already;
  const grammar::Source source =
      grammar::parse(file, graph.history->sources[file], graph.history->outlines[index],
                     told_already, grammar::Extent::kUpSections);
  return std::any_of(
      source.sections.begin(), source.sections.end(), [](const grammar::Section& section) {
        return std::any_of(
            section.statements.begin(), section.statements.end(),
            [](const grammar::Statement& statement) { return diff::is_concurrent(statement.sql); });
      });
}

}  // namespace

DerivedDown derive_down(const versions::Graph& graph, versions::RevisionIndex index) {
  const auto at = std::find(graph.order.begin(), graph.order.end(), index);
  const catalog::Catalog before = schema_of(graph, {graph.order.begin(), at}).catalog;
  SchemaOfPath after = schema_of(graph, {index}, before);
  DerivedDown derived;
  derived.doubts = std::move(after.findings);
  derived.way_back = diff::way_back(before, after.catalog, is_concurrent(graph, index));
  return derived;
}

}  // namespace ashlar::pipeline
