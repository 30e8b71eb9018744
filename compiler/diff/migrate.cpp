#include "compiler/diff/migrate.h"

#include <utility>

#include "compiler/diff/owners.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/dependency_order.h"

namespace ashlar::diff {
namespace {

/// What one round leaves, because it shows only then (the indexes of a partition that is detached),
/// the next one takes.
constexpr int kMostRounds = 3;

void run_round(Workbench& bench) {
  const bool waiting = rename(bench);
  select(bench);
  drop_early(bench);
  if (waiting) rename(bench);
  schema::Entries pieces;
  add_type_alterations(bench, pieces);
  add_table_alterations(bench, pieces);
  add_makes(bench, pieces);
  for (const schema::Entry& piece : schema::in_dependency_order(std::move(pieces))) {
    bench.run(piece.text);
  }
  annotate(bench);
  drop_late(bench);
}

std::vector<Difference> without_order(std::vector<Difference> differences) {
  std::erase_if(differences, [](const Difference& difference) { return difference.order_only; });
  return differences;
}

Migration migrate_from(const catalog::Catalog& from, const catalog::Catalog& to, Kinship kinship) {
  Workbench bench(from, to, kinship);
  std::size_t left = without_order(compare(to, bench.now(), kinship).differences).size();
  for (int round = 0; round < kMostRounds && left > 0; ++round) {
    if (round > 0) bench.begin_round();
    run_round(bench);
    const std::size_t before = left;
    left = without_order(compare(to, bench.now(), kinship).differences).size();
    if (left >= before && round > 0) break;
  }
  Migration migration;
  migration.statements = bench.take_statements();
  migration.after = bench.now();
  migration.left = compare(to, migration.after, kinship).differences;
  for (std::string& refused : bench.take_refused()) {
    migration.left.push_back({"PostgreSQL would refuse", std::move(refused), false});
  }
  return migration;
}

}  // namespace

Migration migrate(const catalog::Catalog& from, const catalog::Catalog& to, Kinship kinship) {
  if (kinship == Kinship::kSameHistory) return migrate_from(from, to, kinship);
  const Aligned aligned = align_owners(from, to);
  return migrate_from(aligned.from, aligned.to, kinship);
}

}  // namespace ashlar::diff
