#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "compiler/emit/review/parts.h"
#include "grammar/text/check.h"

namespace ashlar::emit::review {
namespace {

using versions::Revision;

std::string milliseconds_text(std::chrono::milliseconds time) {
  const auto count = time.count();
  if (count == 0) return "none";
  if (count % 60'000 == 0) return fmt::format("{} min", count / 60'000);
  if (count % 1000 == 0) return fmt::format("{} s", count / 1000);
  return fmt::format("{} ms", count);
}

std::string timeouts_text(const annotations::Timeouts& timeouts) {
  std::vector<std::string> parts;
  if (timeouts.lock) parts.push_back("lock " + milliseconds_text(*timeouts.lock));
  if (timeouts.statement) parts.push_back("statement " + milliseconds_text(*timeouts.statement));
  return joined(parts, ", ");
}

/// Statements that may go through a whole table; an INSERT rarely does.
bool changes_rows(std::string_view kind) {
  return kind == "update" || kind == "delete" || kind == "merge";
}

std::vector<effects::RelationRef> written(const std::vector<effects::Lock>& locks) {
  std::vector<effects::RelationRef> relations;
  for (const effects::Lock& lock : locks) {
    if (lock.named && lock.mode == effects::LockMode::kRowExclusive) {
      relations.push_back(lock.relation);
    }
  }
  return relations;
}

/// The statement's first words, on one line.
std::string first_line_of(std::string_view sql) {
  std::string line;
  for (const char letter : sql) {
    const bool is_blank = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
    if (!is_blank) {
      line += letter;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

std::vector<AllowView> allows_of(const std::vector<annotations::Allow>& allows) {
  std::vector<AllowView> views;
  for (const annotations::Allow& allow : allows) {
    std::vector<std::string> rules;
    for (const annotations::Word& rule : allow.rules) rules.push_back(rule.text);
    views.push_back({joined(rules, ", "), allow.reason.text});
  }
  return views;
}

/// One revision of the plan; takes its statements one after the other, as the plan has them.
class RevisionReader {
 public:
  RevisionReader(const ReviewInput& input, std::size_t at, std::size_t& statements)
      : input_(input),
        revision_(input.graph[input.path.revisions[at]]),
        lines_(input.graph.history->sources),
        numbered_(statements) {
    for (const grammar::Section* section : versions::sections(revision_, input.path.direction)) {
      for (const grammar::Statement& statement : section->statements) {
        sources_.push_back(&statement);
      }
    }
    for (const Diagnostic& finding : input.findings) {
      if (finding.location.file == revision_.source.file) findings_.push_back(&finding);
    }
  }

  RevisionView read(const std::vector<const plan::Step*>& steps) {
    RevisionView view;
    view.id = revision_.id;
    view.message = revision_.message;
    view.file = input_.graph.history->sources[revision_.source.file].path;
    view.created = revision_.created;
    view.parents = revision_.parents;
    view.depends = revision_.depends;
    view.labels = revision_.labels;
    for (const plan::Step* step : steps) view.steps.push_back(step_of(*step));
    for (const Diagnostic* finding : findings_) {
      if (finding == nullptr) continue;
      (is_on_way_back(*finding, input_.path.direction) ? view.way_back.findings : view.findings)
          .push_back(finding_view(lines_, *finding));
    }
    return view;
  }

 private:
  StepView step_of(const plan::Step& step) {
    StepView view;
    view.number = step.id;
    view.transactional = step.transactional;
    for (const plan::PlannedStatement& statement : step.statements) {
      ASHLAR_CHECK(next_ < sources_.size(), "a plan holds each statement of its sections once");
      view.statements.push_back(statement_of(statement, *sources_[next_++]));
    }
    view.holds = holds_of(view.statements);
    return view;
  }

  StatementView statement_of(const plan::PlannedStatement& planned,
                             const grammar::Statement& source) {
    StatementView view;
    view.number = ++numbered_;
    view.sql = planned.text;
    view.first_line = first_line_of(planned.sql);
    view.file = planned.file;
    view.line = planned.line;
    view.kind = planned.kind;
    view.count = planned.count;
    for (const effects::Lock& lock : planned.effects.locks) {
      view.locks.push_back(
          {lock.relation.name, lock.mode, blocks(lock.mode), is_new(lock.relation)});
    }
    add_work(view, WorkKind::kRewrite, planned.effects.rewrites);
    add_work(view, WorkKind::kScan, planned.effects.scans);
    add_work(view, WorkKind::kBuild, planned.effects.builds);
    if (changes_rows(view.kind)) add_work(view, WorkKind::kRows, written(planned.effects.locks));
    view.losses = stated_losses(planned);
    view.allows = allows_of(source.allows);
    view.timeouts = timeouts_text(planned.timeouts);
    view.batches = joined(batch_texts(planned), "");
    for (const Diagnostic*& finding : findings_) {
      if (finding == nullptr || !lies_in(finding->location.span, source.text)) continue;
      view.findings.push_back(finding_view(lines_, *finding));
      finding = nullptr;
    }
    weigh(view);
    return view;
  }

  static bool lies_in(Span span, Span text) {
    return text.begin <= span.begin && span.begin < text.end;
  }

  bool is_new(const effects::RelationRef& relation) const {
    return input_.schemas.front().get(relation.id) == nullptr;
  }

  /// An index that a statement builds on a table is told once, as the gravest work on it.
  void add_work(StatementView& view, WorkKind kind,
                const std::vector<effects::RelationRef>& relations) const {
    for (const effects::RelationRef& relation : relations) {
      const bool known =
          std::any_of(view.work.begin(), view.work.end(),
                      [&relation](const Work& work) { return work.relation == relation.name; });
      if (!known) view.work.push_back({kind, relation.name, is_new(relation)});
    }
  }

  const ReviewInput& input_;
  const Revision& revision_;
  LineMaps lines_;
  std::size_t& numbered_;
  std::vector<const grammar::Statement*> sources_;
  std::size_t next_ = 0;
  std::vector<const Diagnostic*> findings_;  ///< null: told
};

}  // namespace

std::vector<RevisionView> revisions_of(const ReviewInput& input) {
  std::vector<RevisionView> views;
  std::size_t statements = 0;
  auto step = input.plan.steps.begin();
  for (std::size_t at = 0; at < input.path.revisions.size(); ++at) {
    std::vector<const plan::Step*> steps;
    const std::string& id = input.graph[input.path.revisions[at]].id;
    for (; step != input.plan.steps.end() && step->revision == id; ++step) steps.push_back(&*step);
    RevisionView view = RevisionReader(input, at, statements).read(steps);
    view.number = at + 1;
    WayBackView back = way_back_of(input, at);
    back.findings = std::move(view.way_back.findings);
    view.way_back = std::move(back);
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace ashlar::emit::review
