#include <algorithm>

#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"
#include "tests/server/common_properties.h"
#include "tests/server/routine_snapshot.h"
#include "tests/server/snapshot.h"
#include "tests/server/storage_snapshot.h"

namespace ashlar::server_tests {
namespace {

using namespace catalog;

char letter(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return 'p';
    case sql::ConstraintKind::kUnique:
      return 'u';
    case sql::ConstraintKind::kForeignKey:
      return 'f';
    case sql::ConstraintKind::kCheck:
      return 'c';
    case sql::ConstraintKind::kExclusion:
      return 'x';
    case sql::ConstraintKind::kNotNull:
      return 'n';
  }
  return '?';
}

char letter(sql::ReferentialAction action) {
  switch (action) {
    case sql::ReferentialAction::kNoAction:
      return 'a';
    case sql::ReferentialAction::kRestrict:
      return 'r';
    case sql::ReferentialAction::kCascade:
      return 'c';
    case sql::ReferentialAction::kSetNull:
      return 'n';
    case sql::ReferentialAction::kSetDefault:
      return 'd';
  }
  return '?';
}

char letter(sql::TriggerState state) {
  switch (state) {
    case sql::TriggerState::kEnable:
      return 'O';
    case sql::TriggerState::kEnableAlways:
      return 'A';
    case sql::TriggerState::kEnableReplica:
      return 'R';
    case sql::TriggerState::kDisable:
      return 'D';
  }
  return '?';
}

char letter(sql::Volatility volatility) {
  switch (volatility) {
    case sql::Volatility::kVolatile:
      return 'v';
    case sql::Volatility::kStable:
      return 's';
    case sql::Volatility::kImmutable:
      return 'i';
  }
  return '?';
}

class Printer {
 public:
  explicit Printer(const Catalog& catalog) : catalog_(catalog) {}

  std::string print() {
    catalog_.for_each_object([this](const Object& object) {
      if (object.schema == "pg_catalog" || object.extension != 0) return;
      std::visit([&](const auto& data) { print(object, data); }, object.data);
    });
    add_catalog_routines(catalog_, lines_);
    for (std::string& text : catalog_common_properties(catalog_)) line(std::move(text));
    for (std::string& text : catalog_storage(catalog_)) line(std::move(text));
    std::sort(lines_.begin(), lines_.end());
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }

 private:
  void line(std::string text) { lines_.push_back(std::move(text)); }
  std::string display(ObjectId id) const {
    const Object* object = catalog_.get(id);
    return object == nullptr ? "" : object->schema + "." + object->name;
  }
  std::string name(ObjectId id) const {
    const Object* object = catalog_.get(id);
    return object == nullptr ? "" : object->name;
  }
  std::string column_name(ObjectId table, std::uint32_t number) const {
    const Object* owner = catalog_.get(table);
    if (owner == nullptr) return "?";
    if (const std::vector<Column>* columns = columns_of(*owner)) {
      for (const Column& column : *columns) {
        if (column.number == number) return column.name;
      }
    }
    const auto* view = std::get_if<View>(&owner->data);
    if (view != nullptr && number >= 1 && number <= view->columns.size()) {
      return view->columns[number - 1];
    }
    return "?";
  }
  std::string column_list(ObjectId table, const std::vector<std::uint32_t>& numbers,
                          bool sorted) const {
    std::vector<std::string> names;
    for (const std::uint32_t number : numbers) names.push_back(column_name(table, number));
    if (sorted) std::sort(names.begin(), names.end());
    std::string text;
    for (const std::string& each : names) text += (text.empty() ? "" : " ") + each;
    return text;
  }

  void print(const Object& object, const Schema&) {
    if (object.name != "pg_catalog") line("schema " + object.name);
  }

  void columns(const Object& object, const std::vector<Column>& all, bool inheritance) {
    int position = 0;
    for (const Column& column : all) {
      std::string text = "column " + display(object.id) + " " + std::to_string(++position) + " " +
                         column.name + " " + format_type(column.type);
      if (column.not_null) text += " not null";
      if (!column.default_value.empty()) text += " default";
      if (!column.generated.empty()) text += " generated";
      if (column.identity == sql::IdentityKind::kAlways) text += " always";
      if (column.identity == sql::IdentityKind::kByDefault) text += " by default";
      if (inheritance) {
        text += column.local ? " 1" : " 0";
        text += std::to_string(column.inherited);
      }
      line(text);
    }
  }

  void print(const Object& object, const Table& table) {
    std::string text = "relation " + display(object.id);
    text += table.foreign ? " foreign table" : " table";
    if (table.partitioned_by.has_value()) text += " partitioned";
    if (table.persistence == sql::Persistence::kUnlogged) text += " unlogged";
    if (table.row_security) text += " rls";
    if (table.force_row_security) text += " forced";
    line(text);
    columns(object, table.columns, true);
    if (table.partition_of != 0) {
      line("child " + display(object.id) + " of " + display(table.partition_of));
    }
    for (const ObjectId parent : table.inherits) {
      line("child " + display(object.id) + " of " + display(parent));
    }
  }

  void print(const Object& object, const Index& index) {
    line("relation " + display(object.id) + " index");
    std::string keys;
    for (const IndexKey& key : index.keys) {
      if (!keys.empty()) keys += ", ";
      keys += key.column == 0 ? "<" + key.name + ">" : column_name(index.table, key.column);
      if (key.descending) keys += " desc";
      if (key.nulls_first) keys += " first";
    }
    for (const std::uint32_t column : index.including) {
      keys += ", " + column_name(index.table, column) + " included";
    }
    std::string text = "index " + display(object.id) + " on " + display(index.table) + " " +
                       index.method + " (" + keys + ")";
    if (index.unique) text += " unique";
    if (!index.valid) text += " invalid";
    if (!index.predicate.empty()) text += " partial";
    if (index.nulls_not_distinct) text += " nulls not distinct";
    if (index.partition_of != 0) text += " of " + name(index.partition_of);
    line(text);
  }

  void print(const Object& object, const Constraint& constraint) {
    const Object* owner = catalog_.get(constraint.table);
    const bool domain = std::holds_alternative<DomainType>(owner->data);
    Type type;
    type.schema = owner->schema;
    type.name = owner->name;
    std::string text = "constraint " + object.schema + " " +
                       (domain ? format_type(type) : display(constraint.table)) + " " +
                       object.name + " " + letter(constraint.kind) + " (" +
                       column_list(constraint.table, constraint.columns, true) + ")";
    if (constraint.kind == sql::ConstraintKind::kForeignKey) {
      text += " -> " + display(constraint.referenced_table) + " (" +
              column_list(constraint.referenced_table, constraint.referenced_columns, false) +
              ") " + letter(constraint.on_delete) + letter(constraint.on_update) + " " +
              name(constraint.index);
    }
    if (!constraint.validated) text += " not valid";
    if (constraint.deferrable) text += " deferrable";
    if (constraint.initially_deferred) text += " deferred";
    if (constraint.no_inherit) text += " no inherit";
    if (!constraint.local) text += " inherited";
    text += " " + std::to_string(constraint.inherited);
    const bool key = constraint.kind == sql::ConstraintKind::kPrimaryKey ||
                     constraint.kind == sql::ConstraintKind::kUnique ||
                     constraint.kind == sql::ConstraintKind::kExclusion;
    if (key) text += " by " + name(constraint.index);
    line(text);
  }

  void print(const Object& object, const View& view) {
    line("relation " + display(object.id) + (view.materialized ? " materialized view" : " view"));
    int position = 0;
    for (const std::string& column : view.columns) {
      const std::string type =
          format_type(view.column_types.at(static_cast<std::size_t>(position)));
      std::string text = "column ";
      text.append(display(object.id)).append(" ").append(std::to_string(++position));
      text.append(" ").append(column).append(" ").append(type);
      line(std::move(text));
    }
  }

  void print(const Object& object, const Sequence& sequence) {
    line("relation " + display(object.id) + " sequence");
    if (sequence.owner_table == 0) return;
    line("sequence " + display(object.id) + " owned by " + display(sequence.owner_table) + "." +
         column_name(sequence.owner_table, sequence.owner_column) +
         (sequence.identity ? " i" : " a"));
  }

  void print(const Object& object, const EnumType& type) {
    std::string labels;
    for (const EnumValue& value : type.values) {
      labels += (labels.empty() ? "" : ", ") + value.label;
    }
    line("type " + display(object.id) + " enum " + labels);
  }
  void print(const Object& object, const CompositeType& type) {
    line("relation " + display(object.id) + " composite");
    columns(object, type.attributes, false);
  }
  void print(const Object& object, const DomainType& domain) {
    std::string text = "type " + display(object.id) + " domain " + format_type(domain.base);
    if (domain.not_null) text += " not null";
    if (!domain.default_value.empty()) text += " default";
    line(text);
  }
  void print(const Object& object, const RangeType&) {
    line("type " + display(object.id) + " other");
  }
  void print(const Object& object, const OtherType& type) {
    if (type.range == 0) line("type " + display(object.id) + " other");
  }
  void print(const Object& object, const Function& function) {
    const char kind = function.kind == sql::ObjectKind::kProcedure   ? 'p'
                      : function.kind == sql::ObjectKind::kAggregate ? 'a'
                      : function.window                              ? 'w'
                                                                     : 'f';
    // An aggregate's volatility is that of pg_proc, which says nothing of its parts.
    const char volatility =
        function.kind == sql::ObjectKind::kAggregate ? 'i' : letter(function.volatility);
    line("function " + display(object.id) + signature(function) + " " + kind + " " +
         function.language + " " + volatility);
  }
  void print(const Object& object, const Trigger& trigger) {
    const Object* function = catalog_.get(trigger.function);
    std::string called = function == nullptr ? trigger.function_name : function->name;
    if (function != nullptr && function->schema != "public") {
      called = function->schema + "." + called;
    }
    line("trigger " + object.name + " on " + display(trigger.table) + " calls " + called + " " +
         letter(trigger.state));
  }
  void print(const Object&, const Policy&) {}
  void print(const Object&, const Rule&) {}
  void print(const Object& object, const Extension&) { line("extension " + object.name); }
  void print(const Object& object, const OtherObject& other) {
    if (other.kind == sql::ObjectKind::kStatistics) {
      line("statistics " + display(object.id) + " on " + display(other.table));
    } else if (other.kind == sql::ObjectKind::kPublication) {
      line("publication " + object.name);
    }
  }

  const Catalog& catalog_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string catalog_snapshot(const catalog::Catalog& catalog) { return Printer(catalog).print(); }

}  // namespace ashlar::server_tests
