#include "compiler/schema_of.h"

#include <set>
#include <utility>

#include "compiler/pipeline.h"
#include "compiler/rules/semantic/problems.h"
#include "versions/read_ahead.h"

namespace ashlar::pipeline {
namespace {

Diagnostic refused(const versions::Revision& revision, const catalog::Problem& problem) {
  Diagnostic finding = rules::finding_of(problem, revision.source.file);
  finding.severity = Severity::kError;
  finding.about.revision = revision.id;
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
                       const std::vector<versions::RevisionIndex>& revisions,
                       catalog::Catalog start) {
  SchemaOfPath result;
  result.catalog = std::move(start);
  std::set<std::string> told;
  std::vector<versions::ReadAhead::Request> order;
  order.reserve(revisions.size());
  for (const versions::RevisionIndex index : revisions) {
    order.push_back({index, grammar::Extent::kUpSections});
  }
  versions::Workers workers(order.size());
  versions::ReadAhead files(*graph.history, std::move(order), workers);
  for (const versions::RevisionIndex index : revisions) {
    const std::shared_ptr<const versions::ReadRevision> file = files.next();
    const versions::Revision& revision = file->revision;
    for (const Diagnostic& finding : file->findings) {
      if (finding.severity == Severity::kError) result.findings.push_back(finding);
    }
    effects::Followed followed =
        effects::follow(versions::sections(revision, versions::Direction::kUp),
                        std::move(result.catalog), context_of(graph, index));
    for (const effects::Remark& remark : followed.remarks) {
      for (const catalog::Problem& problem : remark.problems) {
        result.findings.push_back(refused(revision, problem));
      }
      for (const std::string& what : remark.not_modelled) {
        if (!told.insert(what).second) continue;
        result.findings.push_back(not_followed(revision, remark.statement->text, what));
      }
    }
    result.catalog = std::move(followed.after);
  }
  return result;
}

}  // namespace ashlar::pipeline
