#include "compiler/diff/workbench.h"

#include "compiler/catalog/apply.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/source.h"

namespace ashlar::diff {

Workbench::Workbench(Catalog from, const Catalog& to, Kinship kinship)
    : now_(std::move(from)),
      to_(to),
      matching_(match(now_, to, kinship == Kinship::kSameHistory)),
      kinship_(kinship) {}

void Workbench::part_ways(ObjectId id) {
  matching_.from_of.erase(matching_.to(id));
  matching_.to_of.erase(id);
}

void Workbench::look_at(ObjectId goal) {
  const ObjectId present = matching_.from(goal);
  if (present == 0) return;
  matching_.to_of.emplace(present, goal);
  matching_.from_of.emplace(goal, present);
  matching_.changed_from.insert(present);
  matching_.changed_to.insert(goal);
}

void Workbench::begin_round() {
  dropped.clear();
  made.clear();
  matching_ = match(now_, to_, !are_strangers());
}

bool Workbench::same_text(TextKind kind, const catalog::SqlText& text, ObjectId object,
                          const catalog::SqlText& wanted, ObjectId goal) const {
  return diff::same_text(kind, render(now_, text), {&now_, object}, render(to_, wanted),
                         {&to_, goal});
}

void Workbench::run(const std::string& sql) {
  Sources sources;
  const FileId file = sources.add({"migration", sql});
  Diagnostics ignored;
  const std::vector<postgres::ParsedStatement> parsed = postgres::parse(
      sources[file], file, {0, static_cast<std::uint32_t>(sql.size())}, {}, ignored);
  for (const postgres::ParsedStatement& statement : parsed) {
    const catalog::ApplyContext context{&sources, file, 0};
    catalog::Applied applied = catalog::apply(std::move(now_), statement.statement, context);
    now_ = std::move(applied.after);
    statements_.emplace_back(slice(sources[file].text, statement.statement.span));
    for (const catalog::Problem& problem : applied.problems) {
      refused_.push_back(statements_.back() + ": " + problem.message);
    }
  }
}

}  // namespace ashlar::diff
