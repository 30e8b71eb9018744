// What a table that stays has beside its columns.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using catalog::Table;
using postgres::quote_identifier;
using schema::statement;

class TableAlterations {
 public:
  TableAlterations(const Workbench& bench, const Object& object, const Object& goal)
      : bench_(bench),
        goal_(goal),
        now_(std::get<Table>(object.data)),
        wanted_(std::get<Table>(goal.data)),
        name_(sql_name(bench.to(), goal.id)) {}

  std::string text() {
    persistence();
    options();
    if (now_.access_method != wanted_.access_method) {
      const std::string& method = wanted_.access_method;
      alter("SET ACCESS METHOD " + (method.empty() ? "heap" : quote_identifier(method)));
    }
    if (now_.tablespace != wanted_.tablespace) {
      const std::string& space = wanted_.tablespace;
      alter("SET TABLESPACE " + (space.empty() ? "pg_default" : quote_identifier(space)));
    }
    const std::string foreign = options_change(now_.foreign_options, wanted_.foreign_options);
    if (!foreign.empty()) alter(foreign);
    row_security();
    parents();
    if (bench_.matching().to(now_.of_type) != wanted_.of_type) {
      alter(wanted_.of_type == 0 ? "NOT OF" : "OF " + sql_name(bench_.to(), wanted_.of_type));
    }
    if (now_.clustered_on != 0 && wanted_.clustered_on == 0) alter("SET WITHOUT CLUSTER");
    if (!now_.replica_identity.empty() && wanted_.replica_identity.empty()) {
      alter("REPLICA IDENTITY DEFAULT");
    }
    return std::move(text_);
  }

  /// What hangs on an index that may be made yet.
  std::string index_state() {
    if (bench_.matching().to(now_.clustered_on) != wanted_.clustered_on ||
        bench_.dropped.contains(now_.clustered_on)) {
      if (const Object* index = bench_.to().get(wanted_.clustered_on)) {
        alter("CLUSTER ON " + quote_identifier(index->name));
      }
    }
    if (now_.replica_identity != wanted_.replica_identity ||
        bench_.matching().to(now_.replica_index) != wanted_.replica_index ||
        bench_.dropped.contains(now_.replica_index)) {
      const Object* index = bench_.to().get(wanted_.replica_index);
      if (wanted_.replica_identity == "index" && index != nullptr) {
        alter("REPLICA IDENTITY USING INDEX " + quote_identifier(index->name));
      } else if (wanted_.replica_identity == "full" || wanted_.replica_identity == "nothing") {
        alter("REPLICA IDENTITY " + schema::upper(wanted_.replica_identity));
      }
    }
    return std::move(text_);
  }

 private:
  void alter(const std::string& change) {
    text_ += statement(
        fmt::format("ALTER {}TABLE {} {}", wanted_.foreign ? "FOREIGN " : "", name_, change));
  }

  void persistence() {
    if (now_.persistence == wanted_.persistence) return;
    alter(wanted_.persistence == sql::Persistence::kUnlogged ? "SET UNLOGGED" : "SET LOGGED");
  }

  void options() {
    if (now_.options == wanted_.options) return;
    std::vector<std::string> gone;
    for (const catalog::Setting& setting : now_.options) {
      const bool kept =
          std::any_of(wanted_.options.begin(), wanted_.options.end(),
                      [&](const catalog::Setting& other) { return other.name == setting.name; });
      if (!kept) gone.push_back(setting.name);
    }
    if (!gone.empty()) alter("RESET (" + schema::joined(gone) + ")");
    catalog::Settings set;
    for (const catalog::Setting& setting : wanted_.options) {
      if (std::find(now_.options.begin(), now_.options.end(), setting) == now_.options.end()) {
        set.push_back(setting);
      }
    }
    if (!set.empty()) alter("SET " + schema::settings_text(set));
  }

  void row_security() {
    if (now_.row_security != wanted_.row_security) {
      alter(wanted_.row_security ? "ENABLE ROW LEVEL SECURITY" : "DISABLE ROW LEVEL SECURITY");
    }
    if (now_.force_row_security != wanted_.force_row_security) {
      alter(wanted_.force_row_security ? "FORCE ROW LEVEL SECURITY"
                                       : "NO FORCE ROW LEVEL SECURITY");
    }
  }

  void parents() {
    for (const ObjectId parent : now_.inherits) {
      const ObjectId goal = bench_.matching().to(parent);
      if (std::find(wanted_.inherits.begin(), wanted_.inherits.end(), goal) ==
          wanted_.inherits.end()) {
        alter("NO INHERIT " + sql_name(bench_.now(), parent));
      }
    }
    for (const ObjectId parent : wanted_.inherits) {
      const ObjectId present = bench_.matching().from(parent);
      if (std::find(now_.inherits.begin(), now_.inherits.end(), present) == now_.inherits.end()) {
        alter("INHERIT " + sql_name(bench_.to(), parent));
      }
    }
    const std::string wanted =
        wanted_.default_partition ? "DEFAULT" : render(bench_.to(), wanted_.partition_bound);
    const bool same =
        bench_.matching().to(now_.partition_of) == wanted_.partition_of &&
        now_.default_partition == wanted_.default_partition &&
        bench_.same_text(TextKind::kBound, now_.partition_bound, 0, wanted_.partition_bound, 0);
    if (same) return;
    if (now_.partition_of != 0) {
      text_ += statement(fmt::format("ALTER TABLE {} DETACH PARTITION {}",
                                     sql_name(bench_.now(), now_.partition_of), name_));
    }
    if (wanted_.partition_of != 0) {
      text_ += statement(fmt::format("ALTER TABLE {} ATTACH PARTITION {} {}",
                                     sql_name(bench_.to(), wanted_.partition_of), name_, wanted));
    }
  }

  const Workbench& bench_;
  const Object& goal_;
  const Table& now_;
  const Table& wanted_;
  std::string name_;
  std::string text_;
};

/// An index of a partition that is one of the partitioned table's from now on.
void add_attachments(const Workbench& bench, schema::Entries& entries) {
  bench.for_each_present([&](const Object& object) {
    const auto* now = std::get_if<catalog::Index>(&object.data);
    const Object* goal = now == nullptr ? nullptr : bench.goal(object.id);
    const auto* wanted = goal == nullptr ? nullptr : std::get_if<catalog::Index>(&goal->data);
    if (wanted == nullptr || now->partition_of != 0 || wanted->partition_of == 0) return;
    if (bench.dropped.contains(object.id)) return;
    const Object* table = bench.to().get(wanted->table);
    schema::Entry entry;
    entry.rank = schema::Rank::kTable;
    entry.schema = table->schema;
    entry.name = table->name;
    entry.part = schema::TablePart::kState;
    entry.part_name = goal->name;
    entry.text = statement(fmt::format("ALTER INDEX {} ATTACH PARTITION {}",
                                       sql_name(bench.to(), wanted->partition_of),
                                       sql_name(bench.to(), goal->id)));
    entry.needs = {goal->id, wanted->partition_of};
    entries.push_back(std::move(entry));
  });
}

void add_piece(const Object& goal, std::string text, std::vector<ObjectId> needs,
               schema::TablePart part, schema::Entries& entries) {
  if (text.empty()) return;
  schema::Entry entry;
  entry.rank = schema::Rank::kTable;
  entry.schema = goal.schema;
  entry.name = goal.name;
  entry.part = part;
  entry.part_name = "~";  // behind the columns
  entry.text = std::move(text);
  entry.needs = std::move(needs);
  if (part == schema::TablePart::kDefinition) entry.makes = {goal.id};
  entries.push_back(std::move(entry));
}

}  // namespace

std::string options_change(const catalog::Settings& was, const catalog::Settings& wanted) {
  const auto find = [](const catalog::Settings& settings, const std::string& name) {
    return std::find_if(settings.begin(), settings.end(),
                        [&name](const catalog::Setting& setting) { return setting.name == name; });
  };
  std::vector<std::string> changes;
  for (const catalog::Setting& setting : was) {
    if (find(wanted, setting.name) == wanted.end()) {
      changes.push_back("DROP " + quote_identifier(setting.name));
    }
  }
  for (const catalog::Setting& setting : wanted) {
    const auto present = find(was, setting.name);
    if (present != was.end() && present->value == setting.value) continue;
    changes.push_back(fmt::format("{} {} {}", present == was.end() ? "ADD" : "SET",
                                  quote_identifier(setting.name),
                                  postgres::quote_literal(setting.value)));
  }
  return changes.empty() ? "" : "OPTIONS (" + schema::joined(changes) + ")";
}

void add_table_alterations(const Workbench& bench, schema::Entries& entries) {
  add_attachments(bench, entries);
  bench.for_each_present([&](const Object& object) {
    const Object* goal = bench.goal(object.id);
    if (goal == nullptr || !std::holds_alternative<Table>(object.data)) return;
    const auto& wanted = std::get<Table>(goal->data);
    const bool marks_made =
        bench.made.contains(wanted.clustered_on) || bench.made.contains(wanted.replica_index);
    if ((goal == &object && !marks_made) || bench.dropped.contains(object.id)) return;
    add_column_alterations(bench, object, *goal, entries);
    std::vector<ObjectId> needs = wanted.inherits;
    needs.push_back(wanted.partition_of);
    needs.push_back(wanted.of_type);
    add_piece(*goal, TableAlterations(bench, object, *goal).text(), needs,
              schema::TablePart::kDefinition, entries);
    add_piece(*goal, TableAlterations(bench, object, *goal).index_state(),
              {goal->id, wanted.clustered_on, wanted.replica_index}, schema::TablePart::kState,
              entries);
  });
}

}  // namespace ashlar::diff
