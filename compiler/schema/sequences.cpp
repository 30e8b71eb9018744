#include <cstdint>
#include <fmt/format.h>
#include <limits>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/sequence_text.h"
#include "compiler/schema/spelling.h"

namespace ashlar::schema {
namespace {

struct Limits {
  std::int64_t lowest;
  std::int64_t highest;
};

template <typename Integer>
Limits limits_of() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

Limits limits_of(std::string_view type) {
  if (type == "int2") return limits_of<std::int16_t>();
  if (type == "int4") return limits_of<std::int32_t>();
  return limits_of<std::int64_t>();
}

void add_ownership(const Catalog& catalog, const Object& object, const catalog::Sequence& sequence,
                   Entries& entries) {
  const Object* table = catalog.get(sequence.owner_table);
  if (table == nullptr) return;
  Entry entry;
  entry.rank = Rank::kTable;
  entry.schema = table->schema;
  entry.name = table->name;
  entry.part = TablePart::kAttachment;
  entry.part_name = object.name;
  entry.text =
      statement(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", sql_name(catalog, object.id),
                            sql_name(catalog, table->id),
                            column_text(catalog, sequence.owner_table, sequence.owner_column)));
  entry.needs = {object.id, table->id};
  entries.push_back(std::move(entry));
}

}  // namespace

std::string_view sequence_type_text(std::string_view type) {
  if (type == "int2") return "smallint";
  if (type == "int4") return "integer";
  return "bigint";
}

// Defaults as src/backend/commands/sequence.c, init_params, has them.
std::string sequence_options_text(const catalog::SequenceOptions& options, std::string_view implied,
                                  std::string_view before) {
  const Limits limits = limits_of(options.type);
  const bool up = options.increment > 0;
  std::string text;
  if (options.type != implied)
    text += fmt::format("{}AS {}", before, sequence_type_text(options.type));
  if (options.increment != 1) text += fmt::format("{}INCREMENT BY {}", before, options.increment);
  if (options.minimum != (up ? 1 : limits.lowest)) {
    text += fmt::format("{}MINVALUE {}", before, options.minimum);
  }
  if (options.maximum != (up ? limits.highest : -1)) {
    text += fmt::format("{}MAXVALUE {}", before, options.maximum);
  }
  if (options.start != (up ? options.minimum : options.maximum)) {
    text += fmt::format("{}START WITH {}", before, options.start);
  }
  if (options.cache != 1) text += fmt::format("{}CACHE {}", before, options.cache);
  if (options.cycle) text += fmt::format("{}CYCLE", before);
  return text;
}

void add_sequence(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& sequence = std::get<catalog::Sequence>(object.data);
  if (sequence.identity) return;  // CREATE TABLE has it
  Entry entry;
  entry.rank = Rank::kSequence;
  entry.schema = object.schema;
  entry.name = object.name;
  entry.text = statement(fmt::format(
      "CREATE {}SEQUENCE {}{}",
      sequence.persistence == sql::Persistence::kUnlogged ? "UNLOGGED " : "",
      sql_name(catalog, object.id), sequence_options_text(sequence.options, "int8", "\n    ")));
  entry.text += annotations_text(catalog, object);
  entry.makes = {object.id};
  need_schema(catalog, object, entry.needs);
  entries.push_back(std::move(entry));
  add_ownership(catalog, object, sequence, entries);
}

}  // namespace ashlar::schema
