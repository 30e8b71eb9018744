#include "compiler/effects/replay.h"

#include <algorithm>
#include <utility>

#include "compiler/effects/merge.h"

namespace ashlar::effects {
namespace {

using catalog::Catalog;
using catalog::Changes;

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// The changes of two statements one after the other, as those of one.
void merge(Changes& into, const Changes& next) {
  append(into.created, next.created);
  append(into.altered, next.altered);
  append(into.renamed, next.renamed);
  append(into.dropped_columns, next.dropped_columns);
  // Named ones stand first.
  const auto named = static_cast<std::ptrdiff_t>(next.dropped_by_name);
  into.dropped.insert(into.dropped.begin() + static_cast<std::ptrdiff_t>(into.dropped_by_name),
                      next.dropped.begin(), next.dropped.begin() + named);
  into.dropped_by_name += next.dropped_by_name;
  into.dropped.insert(into.dropped.end(), next.dropped.begin() + named, next.dropped.end());
}

/// Replays what the annotations say in place of the statement, which cannot be seen into.
void replay_annotated(ReplayedStatement& replayed, const catalog::ApplyContext& context,
                      int postgres) {
  const Changes none;
  const sql::Statement& own = replayed.statement->sql;
  replayed.effects = forecast(own, replayed.before, none, replayed.before, postgres, context);
  replayed.after = replayed.before;
  for (const sql::Statement& effect : replayed.statement->effects) {
    const Catalog before = replayed.after;
    catalog::Applied applied = catalog::apply(before, effect, context);
    merge(replayed.effects, forecast(effect, before, applied, postgres, context));
    merge(replayed.changes, applied.changes);
    append(replayed.problems, applied.problems);
    append(replayed.not_modelled, applied.not_modelled);
    append(replayed.unread, applied.unread);
    replayed.after = std::move(applied.after);
  }
}

void keep_inside(ReplayedStatement& outer, std::vector<catalog::InnerStatement> statements,
                 std::vector<Effects> effects) {
  outer.inside.reserve(statements.size());
  for (std::size_t i = 0; i < statements.size(); ++i) {
    catalog::InnerStatement& inner = statements[i];
    RunInside run;
    run.sql = std::move(inner.statement);
    run.text = std::move(inner.text);
    run.run_by = inner.run_by;
    run.replayed.section = outer.section;
    run.replayed.statement = outer.statement;
    run.replayed.before = std::move(inner.before);
    run.replayed.after = std::move(inner.after);
    run.replayed.changes = std::move(inner.changes);
    run.replayed.effects = std::move(effects[i]);
    outer.inside.push_back(std::move(run));
  }
}

ReplayedStatement replay_statement(const grammar::Section& section,
                                   const grammar::Statement& statement, const Catalog& before,
                                   const catalog::ApplyContext& context, int postgres) {
  ReplayedStatement replayed;
  replayed.section = &section;
  replayed.statement = &statement;
  replayed.before = before;
  if (!statement.effects.empty()) {
    replay_annotated(replayed, context, postgres);
    return replayed;
  }
  catalog::Applied applied = catalog::apply(before, statement.sql, context);
  std::vector<Effects> inner = forecast_inner(before, applied, postgres, context);
  replayed.effects = forecast_with(statement.sql, before, applied, inner, postgres, context);
  keep_inside(replayed, std::move(applied.inner), std::move(inner));
  replayed.changes = std::move(applied.changes);
  replayed.problems = std::move(applied.problems);
  replayed.not_modelled = std::move(applied.not_modelled);
  replayed.unread = std::move(applied.unread);
  replayed.after = std::move(applied.after);
  return replayed;
}

void follow_one(Followed& followed, const grammar::Statement& statement, const sql::Statement& sql,
                const catalog::ApplyContext& context) {
  catalog::Applied applied = catalog::apply(std::move(followed.after), sql, context);
  followed.after = std::move(applied.after);
  if (applied.problems.empty() && applied.not_modelled.empty()) return;
  followed.remarks.push_back(
      {&statement, std::move(applied.problems), std::move(applied.not_modelled)});
}

std::string_view text_of(const Sources* sources, FileId file) {
  if (sources == nullptr || file >= sources->size()) return {};
  return (*sources)[file].text;
}

}  // namespace

Replay replay(const std::vector<const grammar::Section*>& sections, const Catalog& before,
              const catalog::ApplyContext& given_context, int postgres) {
  catalog::ApplyContext context = given_context;
  context.postgres = postgres;
  Replay result;
  result.before = catalog::fresh_session(before);
  Catalog current = result.before;
  for (const grammar::Section* section : sections) {
    // A mistake that was reported already is no reason to miss what the statement would have made.
    if (!section->complete) current = catalog::all_in_doubt(std::move(current));
    for (const grammar::Statement& statement : section->statements) {
      result.statements.push_back(
          replay_statement(*section, statement, current, context, postgres));
      current = result.statements.back().after;
    }
  }
  result.after = catalog::fresh_session(std::move(current));
  result.steps = divide(result.statements, text_of(context.sources, context.file));
  return result;
}

bool is_followed(const Replay& replay) {
  return std::all_of(replay.statements.begin(), replay.statements.end(),
                     [](const ReplayedStatement& statement) {
                       return statement.section->complete && statement.problems.empty() &&
                              statement.not_modelled.empty() && statement.unread.empty();
                     });
}

Followed follow(const std::vector<const grammar::Section*>& sections, Catalog before,
                const catalog::ApplyContext& context) {
  Followed followed;
  followed.after = catalog::fresh_session(std::move(before));
  for (const grammar::Section* section : sections) {
    if (!section->complete) followed.after = catalog::all_in_doubt(std::move(followed.after));
    for (const grammar::Statement& statement : section->statements) {
      if (statement.effects.empty()) follow_one(followed, statement, statement.sql, context);
      // What the annotations say stands in place of what cannot be seen into.
      for (const sql::Statement& effect : statement.effects) {
        follow_one(followed, statement, effect, context);
      }
    }
  }
  followed.after = catalog::fresh_session(std::move(followed.after));
  return followed;
}

}  // namespace ashlar::effects
