// What is made, and what is replaced in place: pieces of the printed goal.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/constraint_text.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using postgres::quote_identifier;
using schema::Entry;

constexpr ObjectId kMarks = schema::kShell | schema::kAttached | schema::kBegun;

/// The object that the piece is about.
ObjectId subject(const Entry& entry) {
  if (!entry.makes.empty()) return entry.makes.front() & ~kMarks;
  return entry.needs.empty() ? 0 : entry.needs.front() & ~kMarks;
}

/// The constraint, on an index that is there already where the goal's key stands on that.
std::string added_text(const Workbench& bench, const Object& object) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  const ObjectId present = bench.matching().from(constraint.index);
  const auto* index = bench.now().get_as<catalog::Index>(present);
  const bool key = constraint.kind == sql::ConstraintKind::kPrimaryKey ||
                   constraint.kind == sql::ConstraintKind::kUnique;
  if (!key || index == nullptr || index->constraint != 0 || bench.dropped.contains(present)) {
    return schema::constraint_text(bench.to(), object);
  }
  std::string text =
      fmt::format("CONSTRAINT {} {} USING INDEX {}", quote_identifier(object.name),
                  constraint.kind == sql::ConstraintKind::kUnique ? "UNIQUE" : "PRIMARY KEY",
                  quote_identifier(bench.now().get(present)->name));
  if (constraint.deferrable) text += " DEFERRABLE";
  if (constraint.initially_deferred) text += " INITIALLY DEFERRED";
  return text;
}

/// A constraint of a table or domain that stays; for others the one that makes them has it.
void add_constraint_alone(const Workbench& bench, const Object& object, schema::Entries& entries) {
  const auto& constraint = std::get<catalog::Constraint>(object.data);
  const Object* table = bench.to().get(constraint.table);
  if (table == nullptr || constraint.parent != 0 || !constraint.local) return;
  if (bench.made.contains(table->id)) return;
  const bool domain = std::holds_alternative<catalog::DomainType>(table->data);
  Entry entry;
  entry.rank = constraint.kind == sql::ConstraintKind::kForeignKey ? schema::Rank::kForeignKey
               : domain                                            ? schema::Rank::kType
                                                                   : schema::Rank::kTable;
  entry.schema = table->schema;
  entry.name = table->name;
  entry.part = schema::TablePart::kIndex;
  entry.part_name = object.name;
  entry.text =
      schema::statement(fmt::format("ALTER {} {} ADD {}", domain ? "DOMAIN" : "TABLE",
                                    sql_name(bench.to(), table->id), added_text(bench, object)));
  entry.text += schema::annotations_text(bench.to(), object);
  entry.makes = {object.id};
  if (bench.to().get(constraint.index) != nullptr &&
      constraint.kind != sql::ConstraintKind::kForeignKey) {
    entry.makes.push_back(constraint.index);
  }
  entry.needs = {table->id, constraint.referenced_table};
  if (constraint.kind == sql::ConstraintKind::kForeignKey) {
    entry.needs.push_back(constraint.index);
    for (const Object* part : bench.to().parts_of(constraint.referenced_table)) {
      const auto* key = std::get_if<catalog::Constraint>(&part->data);
      if (key != nullptr && key->index == constraint.index) entry.needs.push_back(part->id);
    }
  }
  schema::need_constraint(bench.to(), object, entry.needs);
  std::erase(entry.needs, object.id);
  entries.push_back(std::move(entry));
}

/// The piece's first statement with OR REPLACE.
std::string replacing(const std::string& text) {
  Diagnostics ignored;
  const auto statements = postgres::parse_text(text, 0, ignored);
  if (statements.empty()) return "";
  std::string first(slice(text, statements.front().statement.span));
  constexpr std::string_view kCreate = "CREATE ";
  if (first.starts_with("CREATE OR REPLACE ")) return schema::statement(first);
  if (!first.starts_with(kCreate)) return "";
  return schema::statement("CREATE OR REPLACE " + first.substr(kCreate.size()));
}

bool is_replaced(const Workbench& bench, const Object& goal) {
  const Object* present = bench.present(goal.id);
  return present != nullptr && present != &goal && !bench.dropped.contains(present->id) &&
         table_of(goal) == 0 &&
         (std::holds_alternative<catalog::View>(goal.data) ||
          std::holds_alternative<catalog::Function>(goal.data)) &&
         !same_definition(bench, *present, goal);
}

}  // namespace

bool is_replaceable(const Workbench& bench, const Object& object, const Object& goal) {
  if (const auto* view = std::get_if<catalog::View>(&object.data)) {
    const auto& wanted = std::get<catalog::View>(goal.data);
    if (view->materialized || wanted.materialized || view->columns.empty() ||
        view->columns.size() > wanted.columns.size() ||
        view->column_types.size() != view->columns.size() ||
        wanted.column_types.size() != wanted.columns.size()) {
      return false;
    }
    for (std::size_t i = 0; i < view->columns.size(); ++i) {
      if (view->columns[i] != wanted.columns[i] || view->column_types[i].name.empty() ||
          schema::type_text(bench.now(), view->column_types[i]) !=
              schema::type_text(bench.to(), wanted.column_types[i])) {
        return false;
      }
    }
    return view->column_defaults.empty() && wanted.column_defaults.empty();
  }
  const auto* function = std::get_if<catalog::Function>(&object.data);
  if (function == nullptr || function->kind == sql::ObjectKind::kAggregate) return false;
  const auto& wanted = std::get<catalog::Function>(goal.data);
  const auto result = [](const Catalog& catalog, const catalog::Function& routine) {
    if (!routine.returns.has_value()) return std::string();
    return (routine.returns->set_of ? "SETOF " : "") +
           schema::plain_type_text(catalog, *routine.returns);
  };
  if (function->kind != wanted.kind || function->window != wanted.window ||
      result(bench.now(), *function) != result(bench.to(), wanted) ||
      function->parameters.size() != wanted.parameters.size()) {
    return false;
  }
  return std::equal(function->parameters.begin(), function->parameters.end(),
                    wanted.parameters.begin(),
                    [](const catalog::FunctionParameter& a, const catalog::FunctionParameter& b) {
                      return a.name == b.name && a.mode == b.mode &&
                             (a.default_value.empty() || !b.default_value.empty());
                    });
}

void add_makes(const Workbench& bench, schema::Entries& entries) {
  std::vector<ObjectId> printed(bench.made.begin(), bench.made.end());
  bench.for_each_goal([&](const Object& goal) {
    if (!bench.made.contains(goal.id) && is_replaced(bench, goal)) printed.push_back(goal.id);
  });
  for (Entry& entry : schema::entries_of_objects(bench.to(), printed)) {
    const Object* goal = bench.to().get(subject(entry));
    if (goal == nullptr) continue;
    if (!bench.made.contains(goal->id)) {
      if (entry.stand_in) continue;
      entry.text = replacing(entry.text);
      if (entry.text.empty()) continue;
    } else if (std::holds_alternative<catalog::Constraint>(goal->data) &&
               (entry.makes.size() > 1 || !bench.made.contains(table_of(*goal)))) {
      continue;  // but for a foreign key of a table that is made, below
    }
    // One without words may still stand for an order: what is attached before what.
    entries.push_back(std::move(entry));
  }
  for (const ObjectId id : bench.made) {
    const Object* object = bench.to().get(id);
    if (object != nullptr && std::holds_alternative<catalog::Constraint>(object->data)) {
      add_constraint_alone(bench, *object, entries);
    }
  }
}

}  // namespace ashlar::diff
