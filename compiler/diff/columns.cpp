// ALTER TABLE … ADD and ALTER COLUMN of tables that stay.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/catalog/types.h"
#include "compiler/diff/casts.h"
#include "compiler/diff/same_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/sequence_text.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using catalog::Column;
using postgres::quote_identifier;
using schema::Entry;

class ColumnAlterations {
 public:
  ColumnAlterations(const Workbench& bench, const Object& table, const Object& goal,
                    schema::Entries& entries)
      : bench_(bench), table_(table), goal_(goal), entries_(entries) {}

  void run() {
    const auto& now = std::get<catalog::Table>(table_.data);
    for (const Column& wanted : std::get<catalog::Table>(goal_.data).columns) {
      const Column* column = find_column(now, wanted.name);
      if (column == nullptr) {
        if (wanted.local && std::get<catalog::Table>(goal_.data).of_type == 0) add(wanted);
      } else {
        alter(*column, wanted, wanted.local || column->local);
      }
    }
  }

 private:
  /// A piece that stands after what it needs and before what needs the table.
  Entry& piece(const Column& wanted, std::string text) {
    Entry entry;
    entry.rank = schema::Rank::kTable;
    entry.schema = goal_.schema;
    entry.name = goal_.name;
    entry.part_name = fmt::format("{:05}", wanted.number);
    entry.text = std::move(text);
    entry.makes = {goal_.id};
    // What a parent gets or changes, its children do with it.
    for (std::size_t i = 0; i < entry.makes.size(); ++i) {
      for (const Object* child : bench_.to().children_of(entry.makes[i])) {
        entry.makes.push_back(child->id);
      }
    }
    schema::need_type(wanted.type, entry.needs);
    if (wanted.collation.id != 0) entry.needs.push_back(wanted.collation.id);
    entries_.push_back(std::move(entry));
    return entries_.back();
  }

  std::string alter_text(const Column& wanted, const std::string& change) const {
    return schema::statement(fmt::format("ALTER TABLE {} ALTER COLUMN {} {}",
                                         sql_name(bench_.to(), goal_.id),
                                         quote_identifier(wanted.name), change));
  }
  /// What tables below have of their own, and are looked at for.
  std::string alter_only(const Column& wanted, const std::string& change) const {
    const auto& table = std::get<catalog::Table>(goal_.data);
    const bool alone = bench_.to().children_of(goal_.id).empty();
    return schema::statement(fmt::format("ALTER {}TABLE {}{} ALTER COLUMN {} {}",
                                         table.foreign ? "FOREIGN " : "", alone ? "" : "ONLY ",
                                         sql_name(bench_.to(), goal_.id),
                                         quote_identifier(wanted.name), change));
  }

  void add(const Column& wanted) {
    const std::string table = sql_name(bench_.to(), goal_.id);
    std::string text =
        schema::statement(fmt::format("ALTER TABLE {} ADD COLUMN {}", table,
                                      schema::column_definition({bench_.to(), {}}, goal_, wanted)));
    text += state_text(Column{}, wanted);
    Entry& entry = piece(wanted, std::move(text));
    schema::need_sites(wanted.generated, entry.needs);
    schema::need_sites(wanted.default_value, entry.needs);
    std::erase(entry.needs, goal_.id);
  }

  /// What a column has from its parents changes with theirs, but for what each has of its own.
  void alter(const Column& column, const Column& wanted, bool local) {
    std::string text;
    const bool typed = std::get<catalog::Table>(goal_.data).of_type != 0;
    const bool retyped =
        local && !typed && type_of(bench_.now(), column) != type_of(bench_.to(), wanted);
    const bool same_default =
        !retyped && bench_.same_text(TextKind::kExpression, column.default_value, table_.id,
                                     wanted.default_value, goal_.id);
    if (!column.default_value.empty() && column.generated.empty() && !same_default &&
        (retyped || wanted.default_value.empty())) {
      text += alter_only(wanted, "DROP DEFAULT");
    }
    if (column.identity.has_value() && !wanted.identity.has_value()) {
      text += alter_text(wanted, "DROP IDENTITY");
    }
    if (!column.generated.empty() && wanted.generated.empty()) {
      text += alter_text(wanted, "DROP EXPRESSION");
    }
    if (retyped) text += type_text(column, wanted);
    if (column.not_null != wanted.not_null && (local || !parents_change_not_null(wanted.name))) {
      if (wanted.not_null) text += alter_text(wanted, "SET NOT NULL");
      if (!wanted.not_null && !wanted.identity) text += alter_text(wanted, "DROP NOT NULL");
    }
    text += identity_text(column, wanted) + state_text(column, wanted);
    if (!text.empty()) piece(wanted, std::move(text));
    if (!same_default && !wanted.default_value.empty() && wanted.generated.empty()) {
      set_default(wanted);
    }
  }

  /// True where what is done to a parent reaches the column.
  bool parents_change_not_null(const std::string& name) const {
    const auto& table = std::get<catalog::Table>(table_.data);
    std::vector<ObjectId> parents = table.inherits;
    if (table.partition_of != 0) parents.push_back(table.partition_of);
    return std::any_of(parents.begin(), parents.end(), [&](ObjectId id) {
      const auto* parent = bench_.now().get_as<catalog::Table>(id);
      const Object* goal = bench_.goal(id);
      const auto* wanted = goal == nullptr ? nullptr : std::get_if<catalog::Table>(&goal->data);
      if (parent == nullptr || wanted == nullptr) return false;
      const Column* column = find_column(*parent, name);
      const Column* after = find_column(*wanted, name);
      return column != nullptr && after != nullptr && column->not_null != after->not_null;
    });
  }

  /// By itself, and later: a function in it may use the table.
  void set_default(const Column& wanted) {
    Entry entry;
    entry.rank = schema::Rank::kTable;
    entry.schema = goal_.schema;
    entry.name = goal_.name;
    entry.part = schema::TablePart::kAttachment;
    entry.part_name = wanted.name;
    entry.text = alter_only(wanted, "SET DEFAULT " + render(bench_.to(), wanted.default_value));
    entry.needs = {goal_.id};
    schema::need_sites(wanted.default_value, entry.needs);
    entries_.push_back(std::move(entry));
  }

  static std::string type_of(const Catalog& catalog, const Column& column) {
    return schema::type_text(catalog, column.type) +
           schema::collate_text(catalog, column.collation);
  }

  /// Both types are of that kind: values go from one to the other as they are written.
  template <typename T>
  bool is_written(const Column& column, const Column& wanted) const {
    return bench_.now().get_as<T>(column.type.id) != nullptr &&
           bench_.to().get_as<T>(wanted.type.id) != nullptr;
  }

  std::string type_text(const Column& column, const Column& wanted) const {
    std::string change = "TYPE " + type_of(bench_.to(), wanted);
    // Between types without a cast that an assignment makes by itself it must be written.
    const bool computed = !column.generated.empty();  // it takes no USING
    if (computed) return alter_text(wanted, change);
    if (column.type.schema != wanted.type.schema || column.type.name != wanted.type.name ||
        (column.type.array_dimensions > 0) != (wanted.type.array_dimensions > 0)) {
      const bool by_text = is_written<catalog::EnumType>(column, wanted) ||
                           is_written<catalog::CompositeType>(column, wanted);
      change +=
          lacks_cast(column.type, wanted.type)
              ? " USING NULL"
              : fmt::format(" USING {}{}::{}", quote_identifier(wanted.name),
                            by_text ? "::text" : "", schema::type_text(bench_.to(), wanted.type));
    }
    return alter_text(wanted, change);
  }

  std::string identity_text(const Column& column, const Column& wanted) const {
    if (!wanted.identity.has_value()) return "";
    const bool always = *wanted.identity == sql::IdentityKind::kAlways;
    const std::string kind = always ? "ALWAYS" : "BY DEFAULT";
    const auto* sequence = bench_.to().get_as<catalog::Sequence>(wanted.sequence);
    if (!column.identity.has_value()) {
      std::string options;
      if (sequence != nullptr) {
        options = schema::sequence_options_text(sequence->options, sequence->options.type, " ");
      }
      if (!options.empty()) options = " (" + options.substr(1) + ")";
      return alter_text(wanted, fmt::format("ADD GENERATED {} AS IDENTITY{}", kind, options));
    }
    std::string text;
    if (*column.identity != *wanted.identity) {
      text += alter_text(wanted, "SET GENERATED " + kind);
    }
    return text;
  }

  /// What CREATE TABLE cannot say of a column, or another way.
  std::string state_text(const Column& column, const Column& wanted) const {
    std::string text;
    if (column.storage != wanted.storage) {
      const std::string storage = wanted.storage.empty()
                                      ? catalog::natural_storage(bench_.to(), wanted.type)
                                      : wanted.storage;
      if (!storage.empty()) text += alter_only(wanted, "SET STORAGE " + schema::upper(storage));
    }
    if (!column.name.empty() && column.compression != wanted.compression) {
      text += alter_only(wanted, "SET COMPRESSION " +
                                     (wanted.compression.empty() ? "DEFAULT" : wanted.compression));
    }
    if (column.statistics != wanted.statistics) {
      text += alter_only(wanted, fmt::format("SET STATISTICS {}", wanted.statistics));
    }
    text += options_text(column, wanted);
    const std::string foreign = options_change(column.foreign_options, wanted.foreign_options);
    if (!column.name.empty() && !foreign.empty()) text += alter_only(wanted, foreign);
    return text;
  }

  std::string options_text(const Column& column, const Column& wanted) const {
    if (column.options == wanted.options) return "";
    std::string text;
    std::vector<std::string> gone;
    for (const catalog::Setting& setting : column.options) {
      const bool kept =
          std::any_of(wanted.options.begin(), wanted.options.end(),
                      [&](const catalog::Setting& other) { return other.name == setting.name; });
      if (!kept) gone.push_back(setting.name);
    }
    if (!gone.empty()) text += alter_only(wanted, "RESET (" + schema::joined(gone) + ")");
    if (!wanted.options.empty()) {
      text += alter_only(wanted, "SET " + schema::settings_text(wanted.options));
    }
    return text;
  }

  const Workbench& bench_;
  const Object& table_;
  const Object& goal_;
  schema::Entries& entries_;
};

}  // namespace

void add_column_alterations(const Workbench& bench, const Object& table, const Object& goal,
                            schema::Entries& entries) {
  ColumnAlterations(bench, table, goal, entries).run();
}

}  // namespace ashlar::diff
