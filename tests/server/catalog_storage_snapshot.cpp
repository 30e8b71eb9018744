#include <algorithm>

#include "compiler/catalog/statements/columns.h"
#include "tests/server/storage_snapshot.h"

namespace ashlar::server_tests {
namespace {

std::string display_of(const catalog::Object& object) { return object.schema + "." + object.name; }

/// As the server prints an array of `name=value`.
std::string array_of(const catalog::Settings& settings) {
  std::string text = "{";
  for (const catalog::Setting& setting : settings) {
    if (text.size() > 1) text += ",";
    text += setting.name + "=" + setting.value;
  }
  return text + "}";
}

std::string bare(const std::string& bound) {
  std::string text;
  for (const char c : bound) {
    if (c == ' ' || c == '\n' || c == '\t' || c == '\'') continue;
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return text;
}

class StoragePrinter {
 public:
  explicit StoragePrinter(const catalog::Catalog& catalog) : catalog_(catalog) {}

  std::vector<std::string> print() {
    catalog_.for_each_object([this](const catalog::Object& object) {
      if (object.schema == "pg_catalog" || object.extension != 0) return;
      std::visit([&](const auto& data) { print(object, data); }, object.data);
    });
    return std::move(lines_);
  }

 private:
  void line(std::string text) { lines_.push_back(std::move(text)); }

  void options(const catalog::Object& object, const catalog::Settings& settings) {
    for (const catalog::Setting& setting : settings) {
      line("options " + display_of(object) + " " + setting.name + "=" + setting.value);
    }
  }

  void columns(const catalog::Object& object, const std::vector<catalog::Column>& all) {
    for (const catalog::Column& column : all) {
      std::string text;
      if (!column.storage.empty()) text += " storage " + column.storage;
      if (!column.compression.empty()) text += " compression " + column.compression;
      if (column.statistics >= 0) text += " statistics " + std::to_string(column.statistics);
      if (!column.options.empty()) text += " options " + array_of(column.options);
      if (!column.foreign_options.empty()) text += " foreign " + array_of(column.foreign_options);
      if (!column.collation.empty()) text += " collation " + column.collation.name;
      if (!text.empty()) line("stored " + display_of(object) + "." + column.name + text);
    }
  }

  void print(const catalog::Object& object, const catalog::Table& table) {
    const std::string display = display_of(object);
    options(object, table.options);
    columns(object, table.columns);
    if (!table.replica_identity.empty()) {
      std::string text = "replica identity " + display + " " + table.replica_identity;
      const catalog::Object* index = catalog_.get(table.replica_index);
      if (table.replica_identity == "index") text += " " + (index == nullptr ? "" : index->name);
      line(text);
    }
    if (const catalog::Object* index = catalog_.get(table.clustered_on)) {
      line("clustered " + display + " on " + index->name);
    }
    if (!table.partition_bound.empty()) {
      line("bound " + display + " " + bare(table.partition_bound.text));
    }
    if (const catalog::Object* type = catalog_.get(table.of_type)) {
      line("of type " + display + " " + type->name);
    }
    if (table.foreign) {
      const std::string text = table.foreign_options.empty() ? "" : array_of(table.foreign_options);
      line("server " + display + " " + table.server + " " + text);
    }
  }

  void print(const catalog::Object& object, const catalog::CompositeType& type) {
    columns(object, type.attributes);
  }

  void print(const catalog::Object& object, const catalog::Sequence& sequence) {
    const catalog::SequenceOptions& o = sequence.options;
    std::string text = "numbers " + display_of(object) + " " + o.type + " from " +
                       std::to_string(o.start) + " by " + std::to_string(o.increment) + " in " +
                       std::to_string(o.minimum) + " to " + std::to_string(o.maximum) + " cache " +
                       std::to_string(o.cache);
    if (o.cycle) text += " cycle";
    if (sequence.persistence == sql::Persistence::kUnlogged) text += " unlogged";
    line(text);
  }

  void print(const catalog::Object& object, const catalog::Constraint& constraint) {
    const bool full = constraint.match == sql::MatchType::kFull;
    if (!full && constraint.on_delete_columns.empty()) return;
    const catalog::Object* owner = catalog_.get(constraint.table);
    std::vector<std::string> names;
    for (const std::uint32_t number : constraint.on_delete_columns) {
      const auto* table = std::get_if<catalog::Table>(&owner->data);
      const catalog::Column* column = table == nullptr ? nullptr : find_column(*table, number);
      names.push_back(column == nullptr ? "?" : column->name);
    }
    std::sort(names.begin(), names.end());
    std::string text = "match " + display_of(*owner) + " " + object.name + (full ? " full" : "");
    if (!names.empty()) text += " null";
    for (const std::string& name : names) text += " " + name;
    line(text);
  }

  void print(const catalog::Object& object, const catalog::Index& index) {
    options(object, index.options);
    const auto* table = catalog_.get_as<catalog::Table>(index.table);
    std::size_t number = 0;
    for (const catalog::IndexKey& key : index.keys) {
      ++number;
      const catalog::Column* column =
          table == nullptr ? nullptr : catalog::find_column(*table, key.column);
      const std::string natural = column == nullptr ? std::string() : column->collation.name;
      std::string text;
      if (column != nullptr && !key.collation.empty() && key.collation.name != natural) {
        text += " collation " + key.collation.name;
      }
      if (!key.operator_class.empty()) text += " class " + key.operator_class.name;
      if (!key.operator_class_options.empty()) {
        text += " options " + array_of(key.operator_class_options);
      }
      if (key.statistics >= 0) text += " statistics " + std::to_string(key.statistics);
      if (!text.empty()) line("key " + display_of(object) + " " + std::to_string(number) + text);
    }
  }

  template <typename Other>
  void print(const catalog::Object&, const Other&) {}

  const catalog::Catalog& catalog_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> catalog_storage(const catalog::Catalog& catalog) {
  return StoragePrinter(catalog).print();
}

}  // namespace ashlar::server_tests
