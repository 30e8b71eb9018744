#pragma once

// Draft: a forecast while it is put together. Keeps the strongest lock a relation, drops what does
// not belong into a forecast (relations that the statement itself makes, weak locks, indexes that
// nobody names). Private to compiler/effects.

#include <map>
#include <set>
#include <vector>

#include "compiler/effects/effects.h"

namespace ashlar::effects {

/// Whether the statement's own words name the relation.
enum class Naming { kNamed, kReached };

class Draft {
 public:
  Draft(const catalog::Catalog& before, const catalog::Changes& changes,
        const catalog::Catalog& after, int postgres, const catalog::ApplyContext& context)
      : before_(before), changes_(changes), after_(after), postgres_(postgres), context_(context) {}

  [[nodiscard]] const catalog::Catalog& before() const { return before_; }
  [[nodiscard]] const catalog::Catalog& after() const { return after_; }
  [[nodiscard]] const catalog::Changes& changes() const { return changes_; }
  [[nodiscard]] const catalog::ApplyContext& context() const { return context_; }
  [[nodiscard]] int postgres() const { return postgres_; }
  /// The words at a span of the statement.
  [[nodiscard]] std::string text(Span span) const;

  /// The relation of that name before the statement, or null.
  [[nodiscard]] const catalog::Object* find(const sql::QualifiedName& name) const {
    return before_.find_relation(name);
  }

  void lock(catalog::ObjectId relation, LockMode mode, Naming naming);
  /// Locks the relation of that name; returns it, or null where there is none.
  const catalog::Object* lock(const sql::QualifiedName& name, LockMode mode);
  /// ONLY stands before the name.
  [[nodiscard]] bool says_only(const sql::QualifiedName& name) const;
  /// The relation and all partitions and inheriting tables below it.
  void lock_tree(catalog::ObjectId relation, LockMode mode, Naming naming);

  void rewrite(catalog::ObjectId relation) { rewrites_.insert(relation); }
  void scan(catalog::ObjectId relation) { scans_.insert(relation); }
  void build(catalog::ObjectId relation) { builds_.insert(relation); }
  void lose(Loss loss) { losses_.push_back(std::move(loss)); }

  [[nodiscard]] Effects finish() const;

 private:
  struct Held {
    LockMode mode;
    Naming naming;
  };
  [[nodiscard]] std::vector<RelationRef> references(const std::set<catalog::ObjectId>& ids) const;

  const catalog::Catalog& before_;
  const catalog::Changes& changes_;
  const catalog::Catalog& after_;
  int postgres_;
  const catalog::ApplyContext& context_;
  std::map<catalog::ObjectId, Held> locks_;
  std::set<catalog::ObjectId> rewrites_;
  std::set<catalog::ObjectId> scans_;
  std::set<catalog::ObjectId> builds_;
  std::vector<Loss> losses_;
};

/// The tables of an inheritance or partition tree, the root first. Foreign and temporary ones too.
[[nodiscard]] std::vector<catalog::ObjectId> tree_of(const catalog::Catalog& catalog,
                                                     catalog::ObjectId root);
/// Those of them that are reached through partitions alone, the root first.
[[nodiscard]] std::vector<catalog::ObjectId> partitions_of(const catalog::Catalog& catalog,
                                                           catalog::ObjectId root);
/// Those of the tree that store rows: all but partitioned and foreign tables.
[[nodiscard]] std::vector<catalog::ObjectId> stored_tree_of(const catalog::Catalog& catalog,
                                                            catalog::ObjectId root);
[[nodiscard]] bool stores_rows(const catalog::Catalog& catalog, catalog::ObjectId table);

}  // namespace ashlar::effects
