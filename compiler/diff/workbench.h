#pragma once

// A migration while it is put together: the catalog as it stands after the statements so far, and
// the goal. Private to compiler/diff.

#include <set>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diff/difference.h"
#include "compiler/diff/matching.h"
#include "compiler/diff/same_text.h"
#include "compiler/schema/entry.h"

namespace ashlar::diff {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;

class Workbench {
 public:
  Workbench(Catalog from, const Catalog& to, Kinship kinship);

  [[nodiscard]] const Catalog& now() const { return now_; }
  [[nodiscard]] const Catalog& to() const { return to_; }
  [[nodiscard]] bool are_strangers() const { return kinship_ == Kinship::kStrangers; }
  /// Of what was there at the start; what is made on the way is in neither.
  [[nodiscard]] const Matching& matching() const { return matching_; }
  /// The goal of an object of `now`, or null; the object of `now` for one of the goal, or null.
  [[nodiscard]] const Object* goal(ObjectId id) const { return to_.get(matching_.to(id)); }
  [[nodiscard]] const Object* present(ObjectId id) const { return now_.get(matching_.from(id)); }

  /// A text of `now` and one of the goal, each of the object (a relation, a domain) behind it.
  [[nodiscard]] bool same_text(TextKind kind, const catalog::SqlText& text, ObjectId object,
                               const catalog::SqlText& wanted, ObjectId goal) const;

  /// Calls `visit(object)` for what is in `now` and may differ from the goal.
  template <typename Visit>
  void for_each_present(Visit&& visit) const {
    for (const ObjectId id : matching_.changed_from) {
      if (const Object* object = now_.get(id)) visit(*object);
    }
  }
  /// The same for the goal.
  template <typename Visit>
  void for_each_goal(Visit&& visit) const {
    for (const ObjectId id : matching_.changed_to) {
      if (const Object* object = to_.get(id)) visit(*object);
    }
  }

  /// Adds statements, each with its semicolon or without, and applies them.
  void run(const std::string& sql);
  /// The object is another one from now on, to be dropped; its goal is made.
  void part_ways(ObjectId id);
  /// Takes a look at an object of the goal that has not changed itself.
  void look_at(ObjectId goal);
  /// Looks anew at what is there, after a round.
  void begin_round();

  [[nodiscard]] std::vector<std::string> take_statements() { return std::move(statements_); }
  /// Statements that the server would refuse, with its words: the way is not right.
  [[nodiscard]] std::vector<std::string> take_refused() { return std::move(refused_); }

  /// Objects of `now` that are dropped, for good or to be made again.
  std::set<ObjectId> dropped;
  /// Objects of the goal that are made, anew or again.
  std::set<ObjectId> made;

 private:
  Catalog now_;
  const Catalog& to_;
  Matching matching_;
  Kinship kinship_;
  std::vector<std::string> statements_;
  std::vector<std::string> refused_;
};

// The steps of a migration, in order; each adds its statements.

/// renames.cpp: names, schemas, columns, labels. What stands in the way of a name waits for the
/// drops; true where something waits.
bool rename(Workbench& bench);
/// selection.cpp: fills `dropped` and `made`: what is only in one of the two, what cannot be
/// altered, and what hangs on either.
void select(Workbench& bench);
/// drops.cpp: what hangs on others first; then columns. What others may stand on goes at the end.
void drop_early(Workbench& bench);
void drop_late(Workbench& bench);
/// columns.cpp, tables.cpp, types.cpp: pieces that alter what stays, to be put in order with those
/// that make.
void add_table_alterations(const Workbench& bench, schema::Entries& entries);
void add_column_alterations(const Workbench& bench, const Object& table, const Object& goal,
                            schema::Entries& entries);
void add_type_alterations(const Workbench& bench, schema::Entries& entries);
/// tables.cpp: `OPTIONS (ADD a 'x', DROP b)` of foreign data; empty where nothing differs.
[[nodiscard]] std::string options_change(const catalog::Settings& was,
                                         const catalog::Settings& wanted);
/// makes.cpp: the goal's pieces of what is in `made`, and replacements in place.
void add_makes(const Workbench& bench, schema::Entries& entries);
/// annotations.cpp: owners, comments, privileges of what stays.
void annotate(Workbench& bench);

/// What of the object `select` looks at: its description without name, parts, owner, comment and
/// privileges.
[[nodiscard]] bool same_definition(const Workbench& bench, const Object& object,
                                   const Object& goal);
/// True where CREATE OR REPLACE brings the one to the other.
[[nodiscard]] bool is_replaceable(const Workbench& bench, const Object& object, const Object& goal);

}  // namespace ashlar::diff
