#include "compiler/plan/build.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "compiler/plan/fingerprint.h"
#include "compiler/plan/ledger_words.h"
#include "compiler/plan/losses.h"
#include "compiler/plan/session.h"
#include "grammar/text/check.h"

namespace ashlar::plan {
namespace {

std::vector<std::string> sorted_ids(const versions::Graph& graph,
                                    const std::vector<versions::RevisionIndex>& revisions) {
  std::vector<std::string> ids;
  ids.reserve(revisions.size());
  for (const versions::RevisionIndex index : revisions) ids.push_back(graph[index].id);
  std::sort(ids.begin(), ids.end());
  return ids;
}

/// The rules that found something about each statement: by its section and its index there.
using Hazards = std::map<std::pair<const grammar::Section*, std::uint32_t>, std::set<std::string>>;

Hazards hazards_of(const PlanInput& input) {
  Hazards hazards;
  if (input.findings == nullptr) return hazards;
  for (const Diagnostic& finding : *input.findings) {
    if (!finding.about.statement) continue;
    const Span at = finding.location.span;
    for (const grammar::Section& section : input.revision->source.sections) {
      // Sections of one kind count their statements from 0 each: the place tells them apart.
      if (finding.about.section == annotations::to_string(section.kind) &&
          section.body.begin <= at.begin && at.begin <= section.body.end) {
        hazards[{&section, *finding.about.statement}].insert(finding.rule);
      }
    }
  }
  return hazards;
}

/// The locks that a plan shows: on what was there before the step, as a lock on the step's own
/// creations makes nobody wait; modes that hold somebody up or tell that rows are written; an index
/// only where the statement names it.
std::vector<effects::Lock> shown_locks(const effects::ReplayedStatement& statement,
                                       const catalog::Catalog& before_step) {
  std::vector<effects::Lock> shown;
  for (const effects::Lock& lock : statement.effects.locks) {
    const bool made_in_step = lock.relation.id != 0 && before_step.get(lock.relation.id) == nullptr;
    const bool unnamed_index =
        !lock.named && statement.before.get_as<catalog::Index>(lock.relation.id) != nullptr;
    if (made_in_step || unnamed_index || lock.mode < effects::LockMode::kRowExclusive) continue;
    shown.push_back(lock);
  }
  return shown;
}

std::vector<VerifyQuery> verify_queries(const versions::Revision& revision, const SourceFile& file,
                                        const LineMap& lines) {
  std::vector<VerifyQuery> queries;
  for (const grammar::Section& section : revision.source.sections) {
    if (section.kind != annotations::SectionKind::kVerify) continue;
    for (const grammar::Statement& statement : section.statements) {
      const Position position = lines.position(statement.sql.span.begin);
      queries.push_back({statement.index, std::string(slice(file.text, statement.sql.span)),
                         position.line, position.column,
                         std::string(sql::kind_name(statement.sql))});
    }
  }
  return queries;
}

/// Turns one revision into steps and appends them.
class RevisionPlanner {
 public:
  RevisionPlanner(const Sources& sources, Plan& plan, FreshObjects& fresh)
      : sources_(sources), plan_(plan), fresh_(fresh) {}

  void add(const PlanInput& input) {
    const versions::Revision& revision = *input.revision;
    const SourceFile& file = sources_[revision.source.file];
    const LineMap lines(file.text);
    plan_.revisions.push_back({ledger::record_of(revision, sources_),
                               file.path,
                               planned_allows(revision.source.allows),
                               {}});
    if (plan_.direction == versions::Direction::kUp) {
      plan_.revisions.back().verify = verify_queries(revision, file, lines);
    }
    for (const grammar::Section* section : versions::sections(revision, plan_.direction)) {
      fresh_.enter(revision.source.file, *section);
    }
    const std::vector<effects::StepRange> ranges = ranges_of(input);
    const Hazards hazards = hazards_of(input);
    std::vector<std::string> session;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      Step step;
      step.transactional = ranges[i].transactional;
      step.session = session;
      for (std::size_t at = ranges[i].begin; at < ranges[i].end; ++at) {
        const effects::ReplayedStatement& replayed = input.replay->statements[at];
        step.statements.push_back(statement_of(input, replayed, file, lines, hazards));
        const catalog::Catalog& before_step = input.replay->statements[ranges[i].begin].before;
        effects::Effects& shown = step.statements.back().effects;
        shown.locks = shown_locks(replayed, before_step);
        for (auto* relations : {&shown.rewrites, &shown.scans}) {
          std::erase_if(*relations, [&before_step](const effects::RelationRef& relation) {
            return relation.id != 0 && before_step.get(relation.id) == nullptr;
          });
        }
        if (sets_session(replayed.statement->sql)) {
          session.push_back(step.statements.back().sql);
        }
      }
      step.id = static_cast<std::uint32_t>(plan_.steps.size() + 1);
      step.revision = revision.id;
      step.section = versions::to_string(plan_.direction);
      plan_.steps.push_back(std::move(step));
    }
  }

 private:
  /// A merge or an empty revision is one transaction that only tells the ledger.
  static std::vector<effects::StepRange> ranges_of(const PlanInput& input) {
    if (input.replay == nullptr || input.replay->steps.empty()) return {{0, 0, true, ""}};
    return input.replay->steps;
  }

  PlannedStatement statement_of(const PlanInput& input, const effects::ReplayedStatement& replayed,
                                const SourceFile& file, const LineMap& lines,
                                const Hazards& hazards) {
    const grammar::Statement& source = *replayed.statement;
    const Position position = lines.position(source.sql.span.begin);
    PlannedStatement planned;
    planned.index = source.index;
    planned.count = source.count;
    planned.sql = slice(file.text, source.sql.span);
    planned.text = slice(file.text, source.text);
    planned.file = file.path;
    planned.line = position.line;
    planned.column = position.column;
    planned.kind = sql::kind_name(source.sql);
    planned.effects = replayed.effects;
    planned.allows = planned_allows(source.allows);
    planned.timeouts = source.timeouts;
    planned.batches = source.batches;
    const auto known = hazards.find({replayed.section, source.index});
    if (known != hazards.end()) planned.hazards.assign(known->second.begin(), known->second.end());
    for (const effects::Loss& loss : replayed.effects.losses) {
      if (is_allowed(loss, source, input.revision->source)) {
        planned.allowed_losses.push_back(effects::to_string(loss));
      }
      if (fresh_.covers(loss)) planned.fresh_losses.push_back(effects::to_string(loss));
    }
    fresh_.observe(replayed);
    return planned;
  }

  const Sources& sources_;
  Plan& plan_;
  FreshObjects& fresh_;
};

}  // namespace

std::vector<PlannedAllow> planned_allows(const std::vector<annotations::Allow>& allows) {
  std::vector<PlannedAllow> planned;
  for (const annotations::Allow& allow : allows) {
    std::string rules;
    for (const annotations::Word& rule : allow.rules) {
      if (!rules.empty()) rules += ", ";
      rules += rule.text;
    }
    planned.push_back({std::move(rules), allow.reason.text});
  }
  return planned;
}

Plan build_plan(const versions::Graph& graph, const versions::Path& path,
                const std::vector<PlanInput>& inputs, const PlanSettings& settings) {
  Plan plan;
  plan.direction = path.direction;
  plan.from = sorted_ids(graph, versions::heads_of(graph, path.before));
  plan.to = sorted_ids(graph, versions::heads_of(graph, path.after));
  plan.applied_before = sorted_ids(graph, {path.before.begin(), path.before.end()});
  plan.postgres = settings.postgres;
  plan.ledger_schema = settings.ledger_schema;

  FreshObjects fresh(path.before.empty() ? FreshObjects::Database::kEmpty
                                         : FreshObjects::Database::kInUse);
  RevisionPlanner planner(graph.history->sources, plan, fresh);
  for (const PlanInput& input : inputs) planner.add(input);
  add_ledger_words(plan);
  plan.fingerprint = fingerprint(plan);
  return plan;
}

const PlannedRevision* find_revision(const Plan& plan, std::string_view id) {
  const auto at =
      std::find_if(plan.revisions.begin(), plan.revisions.end(),
                   [id](const PlannedRevision& revision) { return revision.record.id == id; });
  return at == plan.revisions.end() ? nullptr : &*at;
}

std::vector<std::string> unallowed_losses(const Plan& plan) {
  std::vector<std::string> losses;
  std::set<std::string> seen;
  const auto holds = [](const std::vector<std::string>& list, const std::string& loss) {
    return std::find(list.begin(), list.end(), loss) != list.end();
  };
  for (const Step& step : plan.steps) {
    for (const PlannedStatement& statement : step.statements) {
      for (const effects::Loss& loss : statement.effects.losses) {
        const std::string name = effects::to_string(loss);
        if (!holds(statement.allowed_losses, name) && !holds(statement.fresh_losses, name) &&
            seen.insert(name).second) {
          losses.push_back(name);
        }
      }
    }
  }
  return losses;
}

}  // namespace ashlar::plan
