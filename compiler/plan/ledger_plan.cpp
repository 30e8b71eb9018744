// The plan that makes the ledger: ashlar's own revision files, compiled like anybody's.

#include <algorithm>

#include "compiler/plan/build.h"
#include "compiler/plan/fingerprint.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/check.h"
#include "versions/graph.h"

namespace ashlar::plan {
namespace {

/// The files name their tables without a schema, as they cannot know it: this goes before them, and
/// ends with the step's transaction.
PlannedStatement set_search_path(std::string_view schema, const std::string& file) {
  PlannedStatement statement;
  statement.sql = "SET LOCAL search_path = " + postgres::quote_identifier(schema);
  statement.text = statement.sql;
  statement.file = file;
  statement.line = 1;
  statement.column = 1;
  statement.kind = "set";
  return statement;
}

Step install_step(const PlannedRevision& revision, Plan plan_of_one, std::string_view schema) {
  ASHLAR_CHECK(plan_of_one.steps.size() == 1 && plan_of_one.steps[0].transactional,
               "a revision of the ledger is one transaction");
  Step step = std::move(plan_of_one.steps[0]);
  for (PlannedStatement& statement : step.statements) ++statement.index;
  step.statements.insert(step.statements.begin(), set_search_path(schema, revision.file));
  step.ledger_after =
      ledger::Words(schema).record_installed(revision.record.id, revision.record.up_checksum);
  return step;
}

}  // namespace

Plan ledger_plan(const std::vector<std::string>& installed, std::string_view ledger_schema) {
  Diagnostics diagnostics;
  const versions::History history = versions::make_history(ledger::revision_files(), diagnostics);
  const std::optional<versions::Graph> graph = versions::build_graph(history, diagnostics);
  ASHLAR_CHECK(graph && !has_errors(diagnostics), "ashlar's own revision files compile");

  PlanSettings settings;
  settings.ledger_schema = ledger_schema;
  Plan plan;
  plan.ledger_schema = ledger_schema;
  plan.postgres = settings.postgres;
  plan.applied_before = installed;
  std::sort(plan.applied_before.begin(), plan.applied_before.end());

  catalog::Catalog catalog = catalog::Catalog::empty_database();
  versions::Path path;
  for (const versions::RevisionIndex index : graph->order) {
    const versions::Revision& revision = (*graph)[index];
    const catalog::ApplyContext context{&history.sources, revision.source.file,
                                        static_cast<std::uint32_t>(index + 1)};
    const effects::Replay replay =
        effects::replay(versions::sections(revision, versions::Direction::kUp), catalog, context,
                        settings.postgres);
    catalog = replay.after;
    path.before = path.after;
    path.after.insert(index);
    path.revisions = {index};
    if (std::binary_search(plan.applied_before.begin(), plan.applied_before.end(), revision.id)) {
      continue;
    }
    Plan one = build_plan(*graph, path, {{&revision, &replay, nullptr}}, settings);
    plan.revisions.push_back(one.revisions.front());
    Step step = install_step(plan.revisions.back(), std::move(one), ledger_schema);
    step.id = static_cast<std::uint32_t>(plan.steps.size() + 1);
    plan.steps.push_back(std::move(step));
    plan.to = {revision.id};
  }
  if (!installed.empty()) plan.from = {plan.applied_before.back()};
  if (plan.to.empty()) plan.to = plan.from;
  plan.fingerprint = fingerprint(plan);
  return plan;
}

}  // namespace ashlar::plan
