#include "compiler/effects/replay.h"

#include <algorithm>
#include <utility>

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

void merge_references(std::vector<RelationRef>& into, const std::vector<RelationRef>& next) {
  for (const RelationRef& relation : next) {
    const auto at = std::lower_bound(
        into.begin(), into.end(), relation,
        [](const RelationRef& a, const RelationRef& b) { return a.name < b.name; });
    if (at == into.end() || at->name != relation.name) into.insert(at, relation);
  }
}

void merge_locks(std::vector<Lock>& into, const std::vector<Lock>& next) {
  for (const Lock& lock : next) {
    const auto at = std::lower_bound(
        into.begin(), into.end(), lock,
        [](const Lock& a, const Lock& b) { return a.relation.name < b.relation.name; });
    if (at == into.end() || at->relation.name != lock.relation.name) {
      into.insert(at, lock);
      continue;
    }
    at->mode = std::max(at->mode, lock.mode);
    at->named = at->named || lock.named;
  }
}

void merge(Effects& into, const Effects& next) {
  merge_locks(into.locks, next.locks);
  merge_references(into.rewrites, next.rewrites);
  merge_references(into.scans, next.scans);
  merge_references(into.builds, next.builds);
  append(into.losses, next.losses);
  if (next.adds_enum_value.has_value()) into.adds_enum_value = next.adds_enum_value;
}

/// Leaves out what was not there before: locks and scans of what a statement itself made hurt
/// nobody.
void keep_known(Effects& effects, const Catalog& before) {
  const auto is_new = [&before](catalog::ObjectId id) { return before.get(id) == nullptr; };
  std::erase_if(effects.locks, [&](const Lock& lock) { return is_new(lock.relation.id); });
  for (auto* relations : {&effects.rewrites, &effects.scans, &effects.builds}) {
    std::erase_if(*relations, [&](const RelationRef& relation) { return is_new(relation.id); });
  }
  std::erase_if(effects.losses, [&](const Loss& loss) { return loss.id != 0 && is_new(loss.id); });
}

/// What the statements that run inside of one do, as its own.
void add_inner(ReplayedStatement& replayed, const catalog::Applied& applied,
               const catalog::ApplyContext& context, int postgres) {
  for (const catalog::InnerStatement& inner : applied.inner) {
    catalog::ApplyContext inside = context;
    inside.text = inner.text.get();
    inside.run_by = inner.run_by;
    Effects effects =
        forecast(inner.statement, inner.before, inner.changes, inner.after, postgres, inside);
    keep_known(effects, replayed.before);
    for (Loss& loss : effects.losses) {
      if (inner.text != nullptr) loss.where = Location{context.file, inner.run_by};
    }
    merge(replayed.effects, effects);
  }
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
    merge(replayed.effects,
          forecast(effect, before, applied.changes, applied.after, postgres, context));
    merge(replayed.changes, applied.changes);
    append(replayed.problems, applied.problems);
    append(replayed.not_modelled, applied.not_modelled);
    append(replayed.unread, applied.unread);
    replayed.after = std::move(applied.after);
  }
}

ReplayedStatement replay_statement(const grammar::Section& section,
                                   const grammar::Statement& statement, std::uint32_t index,
                                   const Catalog& before, const catalog::ApplyContext& context,
                                   int postgres) {
  ReplayedStatement replayed;
  replayed.section = &section;
  replayed.statement = &statement;
  replayed.index = index;
  replayed.before = before;
  if (!statement.effects.empty()) {
    replay_annotated(replayed, context, postgres);
    return replayed;
  }
  catalog::Applied applied = catalog::apply(before, statement.sql, context);
  replayed.effects =
      forecast(statement.sql, before, applied.changes, applied.after, postgres, context);
  add_inner(replayed, applied, context, postgres);
  replayed.changes = std::move(applied.changes);
  replayed.problems = std::move(applied.problems);
  replayed.not_modelled = std::move(applied.not_modelled);
  replayed.unread = std::move(applied.unread);
  replayed.after = std::move(applied.after);
  return replayed;
}

std::string_view text_of(const Sources* sources, FileId file) {
  if (sources == nullptr || file >= sources->size()) return {};
  return (*sources)[file].text;
}

}  // namespace

Replay replay(const std::vector<const grammar::Section*>& sections, const Catalog& before,
              const catalog::ApplyContext& context, int postgres) {
  Replay result;
  result.before = catalog::fresh_session(before);
  Catalog current = result.before;
  for (const grammar::Section* section : sections) {
    std::uint32_t index = 0;
    for (const grammar::Statement& statement : section->statements) {
      result.statements.push_back(
          replay_statement(*section, statement, index++, current, context, postgres));
      current = result.statements.back().after;
    }
  }
  result.after = catalog::fresh_session(std::move(current));
  result.steps = divide(result.statements, text_of(context.sources, context.file));
  return result;
}

}  // namespace ashlar::effects
