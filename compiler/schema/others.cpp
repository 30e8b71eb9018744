#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"

namespace ashlar::schema {
namespace {

using catalog::OtherObject;
using sql::ObjectKind;

Rank rank_of(ObjectKind kind) {
  if (kind == ObjectKind::kCollation || kind == ObjectKind::kAccessMethod ||
      kind == ObjectKind::kLanguage) {
    return Rank::kCollation;
  }
  if (kind == ObjectKind::kEventTrigger || kind == ObjectKind::kPublication ||
      kind == ObjectKind::kSubscription || kind == ObjectKind::kOther) {
    return Rank::kSubscriber;
  }
  if (kind == ObjectKind::kForeignDataWrapper || kind == ObjectKind::kForeignServer ||
      kind == ObjectKind::kUserMapping || kind == ObjectKind::kTextSearchConfiguration ||
      kind == ObjectKind::kTextSearchDictionary || kind == ObjectKind::kTextSearchParser ||
      kind == ObjectKind::kTextSearchTemplate || kind == ObjectKind::kConversion) {
    return Rank::kOperator;
  }
  if (kind == ObjectKind::kOperator || kind == ObjectKind::kOperatorFamily ||
      kind == ObjectKind::kCast || kind == ObjectKind::kTransform) {
    return Rank::kOperator;
  }
  if (kind == ObjectKind::kOperatorClass) return Rank::kOperatorClass;
  return Rank::kOther;
}

std::string name_text(const Catalog& catalog, const Object& object) {
  const auto kind = std::get<OtherObject>(object.data).kind;
  if (kind != ObjectKind::kOperator) return sql_name(catalog, object.id);
  if (object.schema.empty() || object.schema == "public") return object.name;
  return postgres::quote_identifier(object.schema) + "." + object.name;
}

std::string statistics_text(const Catalog& catalog, const Object& object,
                            const OtherObject& other) {
  std::vector<std::string> keys;
  for (const catalog::IndexKey& key : other.keys)
    keys.push_back(key_text(catalog, other.table, key));
  std::string text = "CREATE STATISTICS " + sql_name(catalog, object.id);
  if (!other.statistics_kinds.empty()) text += " (" + joined(other.statistics_kinds) + ")";
  text = statement(
      fmt::format("{} ON {} FROM {}", text, joined(keys), sql_name(catalog, other.table)));
  if (other.statistics_target >= 0) {
    text += statement(fmt::format("ALTER STATISTICS {} SET STATISTICS {}",
                                  sql_name(catalog, object.id), other.statistics_target));
  }
  return text;
}

/// `CAST (a AS b)`, `OPERATOR CLASS x`: kind and name as CREATE and ALTER have them.
std::string head_text(const Catalog& catalog, const Object& object, const OtherObject& other) {
  std::string text = upper(sql::to_string(other.kind));
  if (other.kind == ObjectKind::kCast || other.kind == ObjectKind::kTransform) {
    return text + " " + other.signature;
  }
  if (other.kind == ObjectKind::kUserMapping) return text;
  text += " " + name_text(catalog, object);
  if (other.kind == ObjectKind::kOperatorFamily) text += " " + other.signature;
  return text;
}

std::string definition_text(const Catalog& catalog, const Object& object,
                            const OtherObject& other) {
  // What a publication has of a table or schema is a statement of its own.
  if (other.kind == ObjectKind::kOther) return statement(render(catalog, other.definition));
  const std::string head = head_text(catalog, object, other);
  const std::string definition = render(catalog, other.definition);
  std::string text =
      statement(fmt::format("CREATE {}{}{}{}{}", other.manner, other.manner.empty() ? "" : " ",
                            head, definition.empty() ? "" : " ", definition));
  // ALTER OPERATOR has the operands, which CREATE has among its options.
  const std::string altered =
      other.kind == ObjectKind::kOperator ? head + " " + other.signature : head;
  for (const SqlText& addition : other.additions) {
    text += statement(fmt::format("ALTER {} {}", altered, render(catalog, addition)));
  }
  return text;
}

}  // namespace

void add_other(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& other = std::get<OtherObject>(object.data);
  Entry entry;
  entry.makes = {object.id};
  need_dependencies(catalog, object, entry.needs);
  if (other.kind == ObjectKind::kStatistics) {
    const Object* table = catalog.get(other.table);
    // Those of a temporary table are gone with it.
    if (table == nullptr || table->schema == "pg_temp") return;
    entry.rank = Rank::kTable;
    entry.schema = table->schema;
    entry.name = table->name;
    entry.part = TablePart::kState;
    entry.part_name = object.name;
    entry.needs.push_back(other.table);
    for (const catalog::IndexKey& key : other.keys) need_sites(key.expression, entry.needs);
    entry.text = statistics_text(catalog, object, other);
  } else {
    if (other.definition.empty() && other.kind != ObjectKind::kForeignDataWrapper &&
        other.kind != ObjectKind::kPublication && other.kind != ObjectKind::kOperatorFamily) {
      return;  // the catalog knows that it is there, no more
    }
    entry.rank = rank_of(other.kind);
    entry.schema = object.schema;
    entry.name = object.name;
    entry.part_name = other.signature;
    for (const catalog::Type& type : other.arguments) need_type(type, entry.needs);
    need_sites(other.definition, entry.needs);
    for (const SqlText& addition : other.additions) need_sites(addition, entry.needs);
    entry.text = definition_text(catalog, object, other);
  }
  entry.text += annotations_text(catalog, object);
  entries.push_back(std::move(entry));
}

void add_schema(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  Entry entry;
  entry.rank = Rank::kSchema;
  entry.name = object.name;
  entry.makes = {object.id};
  // `public` is there already; one that a revision made anew is not the same.
  const bool own = object.origin.revision == 0;
  if (!own) {
    if (object.name == "public") entry.text = statement("DROP SCHEMA public");
    entry.text += statement("CREATE SCHEMA " + sql_name(catalog, object.id));
  }
  entry.text += annotations_text(catalog, object);
  entries.push_back(std::move(entry));
}

void add_extension(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& extension = std::get<catalog::Extension>(object.data);
  Entry entry;
  entry.rank = Rank::kExtension;
  entry.name = object.name;
  entry.makes = {object.id};
  need_dependencies(catalog, object, entry.needs);
  std::string text = "CREATE EXTENSION IF NOT EXISTS " + postgres::quote_identifier(object.name);
  if (!extension.schema.empty()) {
    text += " WITH SCHEMA " + postgres::quote_identifier(extension.schema);
    if (const Object* schema = catalog.find_schema(extension.schema)) {
      entry.needs.push_back(schema->id);
    }
  }
  if (!extension.version.empty()) {
    text += " VERSION " + postgres::quote_literal(extension.version);
  }
  entry.text = statement(std::move(text)) + annotations_text(catalog, object);
  entries.push_back(std::move(entry));
}

}  // namespace ashlar::schema
