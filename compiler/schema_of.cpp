#include "compiler/schema_of.h"

#include <set>

#include "compiler/pipeline.h"

namespace ashlar::pipeline {
namespace {

Diagnostic refused(const versions::Revision& revision, const catalog::Problem& problem) {
  Diagnostic finding;
  finding.rule = catalog::rule_of(problem.kind);
  finding.severity = Severity::kError;
  finding.message = problem.message;
  finding.location = {revision.source.file, problem.where};
  finding.about.revision = revision.id;
  finding.notes = problem.notes;
  finding.help = problem.help;
  return finding;
}

Diagnostic not_followed(const versions::Revision& revision, Span where, const std::string& what) {
  Diagnostic finding;
  finding.rule = "not-modelled";
  finding.severity = Severity::kNote;
  finding.message = "the schema does not show what `" + what + "` does";
  finding.location = {revision.source.file, where};
  finding.about.revision = revision.id;
  return finding;
}

}  // namespace

SchemaOfPath schema_of(const versions::Graph& graph,
                       const std::vector<versions::RevisionIndex>& revisions, int postgres) {
  SchemaOfPath result;
  result.catalog = catalog::Catalog::empty_database();
  std::set<std::string> told;
  for (const versions::RevisionIndex index : revisions) {
    const versions::Revision& revision = graph[index];
    const catalog::ApplyContext context{&graph.history->sources, revision.source.file,
                                        origin_of(index)};
    const effects::Replay replay = effects::replay(
        versions::sections(revision, versions::Direction::kUp), result.catalog, context, postgres);
    for (const effects::ReplayedStatement& statement : replay.statements) {
      for (const catalog::Problem& problem : statement.problems) {
        result.findings.push_back(refused(revision, problem));
      }
      for (const std::string& what : statement.not_modelled) {
        if (!told.insert(what).second) continue;
        result.findings.push_back(not_followed(revision, statement.statement->text, what));
      }
    }
    result.catalog = replay.after;
  }
  return result;
}

}  // namespace ashlar::pipeline
