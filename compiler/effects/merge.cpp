#include "compiler/effects/merge.h"

#include <algorithm>
#include <utility>

namespace ashlar::effects {
namespace {

using catalog::Catalog;

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

}  // namespace

void merge(Effects& into, const Effects& next) {
  merge_locks(into.locks, next.locks);
  merge_references(into.rewrites, next.rewrites);
  merge_references(into.scans, next.scans);
  merge_references(into.builds, next.builds);
  into.losses.insert(into.losses.end(), next.losses.begin(), next.losses.end());
  if (next.adds_enum_value.has_value()) into.adds_enum_value = next.adds_enum_value;
}

std::vector<Effects> forecast_inner(const Catalog& before, const catalog::Applied& applied,
                                    int postgres, const catalog::ApplyContext& context) {
  std::vector<Effects> all;
  all.reserve(applied.inner.size());
  for (const catalog::InnerStatement& inner : applied.inner) {
    catalog::ApplyContext inside = context;
    inside.text = inner.text.get();
    inside.run_by = inner.run_by;
    Effects effects =
        forecast(inner.statement, inner.before, inner.changes, inner.after, postgres, inside);
    keep_known(effects, before);
    for (Loss& loss : effects.losses) {
      if (inner.text != nullptr) loss.where = Location{context.file, inner.run_by};
    }
    all.push_back(std::move(effects));
  }
  return all;
}

Effects forecast_with(const sql::Statement& statement, const Catalog& before,
                      const catalog::Applied& applied, const std::vector<Effects>& inner,
                      int postgres, const catalog::ApplyContext& context) {
  // What changed is then told statement by statement.
  const catalog::Changes none;
  const catalog::Changes& changes = inner.empty() ? applied.changes : none;
  Effects all = forecast(statement, before, changes, applied.after, postgres, context);
  for (const Effects& effects : inner) merge(all, effects);
  return all;
}

Effects forecast(const sql::Statement& statement, const Catalog& before,
                 const catalog::Applied& applied, int postgres,
                 const catalog::ApplyContext& context) {
  return forecast_with(statement, before, applied,
                       forecast_inner(before, applied, postgres, context), postgres, context);
}

}  // namespace ashlar::effects
