#include "compiler/rules/loss/losses.h"

#include <fmt/format.h>
#include <utility>

#include "compiler/rules/report.h"

namespace ashlar::rules {
namespace {

bool is_temporary(const catalog::Catalog& catalog, catalog::ObjectId id) {
  const auto* table = catalog.get_as<catalog::Table>(id);
  return table != nullptr && table->persistence == sql::Persistence::kTemporary;
}

}  // namespace

bool is_older_than_revision(const StatementContext& context, catalog::ObjectId id) {
  const catalog::Catalog& before = context.statement().before;
  const catalog::Object* object = before.get(id);
  return object != nullptr && !context.made_here(object->origin) && !is_temporary(before, id);
}

CountedLosses counted_losses(const StatementContext& context, effects::LossKind kind) {
  CountedLosses counted;
  for (const effects::Loss& loss : context.statement().effects.losses) {
    if (loss.kind != kind || context.made_here(loss.origin)) continue;
    if (is_temporary(context.statement().before, loss.id)) continue;
    (loss.by_cascade ? counted.reached : counted.named).push_back(&loss);
  }
  return counted;
}

bool is_replaced(const StatementContext& context, const effects::Loss& loss,
                 catalog::NameSpace space) {
  const catalog::Object* was = context.replay->before.get(loss.id);
  if (was == nullptr) return false;
  const catalog::Object* now = context.replay->after.find({space, was->schema, was->name});
  return now != nullptr && now->id != was->id;
}

Diagnostic loss_finding(const StatementContext& context, const effects::Loss& loss,
                        const LossWords& words) {
  Diagnostic diagnostic;
  diagnostic.message = fmt::format(fmt::runtime(words.message), fmt::format("`{}`", loss.name));
  diagnostic.location = loss.where.value_or(context.revision->location(context.sql().span));
  diagnostic.help = words.help;
  for (Note& note : made_note(loss.origin, "it was made here")) {
    diagnostic.notes.push_back(std::move(note));
  }
  return diagnostic;
}

void report_named_losses(const StatementContext& context, effects::LossKind kind,
                         const LossWords& words, Diagnostics& diagnostics) {
  for (const effects::Loss* loss : counted_losses(context, kind).named) {
    diagnostics.push_back(loss_finding(context, *loss, words));
  }
}

void report_losses(const StatementContext& context, const CountedLosses& losses,
                   const LossWords& words, Diagnostics& diagnostics) {
  for (const effects::Loss* loss : losses.named) {
    diagnostics.push_back(loss_finding(context, *loss, words));
  }
  if (losses.reached.empty()) return;
  std::vector<std::string> names;
  for (const effects::Loss* loss : losses.reached) names.push_back(loss->name);
  if (!losses.named.empty()) {
    diagnostics.back().notes.push_back({fmt::format("{} goes with it", list_names(names)), {}});
    return;
  }
  Diagnostic diagnostic = loss_finding(context, *losses.reached.front(), words);
  diagnostic.message = fmt::format(fmt::runtime(words.along), list_names(names));
  diagnostics.push_back(std::move(diagnostic));
}

std::string list_names(const std::vector<std::string>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " and " : ", ";
    list += fmt::format("`{}`", names[i]);
  }
  return list;
}

}  // namespace ashlar::rules
