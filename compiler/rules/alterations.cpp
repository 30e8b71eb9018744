#include "compiler/rules/alterations.h"

#include "compiler/rules/loss/losses.h"

namespace ashlar::rules {

std::vector<Alteration> alterations(const StatementContext& context) {
  const auto* alter = std::get_if<sql::AlterTable>(&context.sql().node);
  if (alter == nullptr) return {};
  const catalog::Object* table = context.statement().before.find_relation(alter->name);
  if (table == nullptr || !is_older_than_revision(context, table->id)) return {};
  std::vector<Alteration> found;
  found.reserve(alter->actions.size());
  for (const sql::TableAction& action : alter->actions) found.push_back({alter, &action, table});
  return found;
}

effects::Effects effects_of(const StatementContext& context, const Alteration& alteration) {
  const effects::ReplayedStatement& replayed = context.statement();
  if (alteration.statement->actions.size() == 1 && context.effect == nullptr) {
    return replayed.effects;
  }
  sql::AlterTable alone;
  alone.kind = alteration.statement->kind;
  alone.name = alteration.statement->name;
  alone.only = alteration.statement->only;
  alone.actions = {*alteration.action};
  catalog::ApplyContext apply{context.revision->sources, context.revision->revision->source.file,
                              context.revision->ordinal};
  if (context.inside != nullptr) {
    apply.text = context.inside->text.get();
    apply.run_by = context.inside->run_by;
  }
  return effects::forecast({std::move(alone), context.sql().span}, replayed.before,
                           replayed.changes, replayed.after, context.revision->settings->postgres,
                           apply);
}

}  // namespace ashlar::rules
