// Sequences and types that stay.

#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/same_text.h"
#include "compiler/diff/workbench.h"
#include "compiler/schema/sequence_text.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

using postgres::quote_identifier;
using postgres::quote_literal;
using schema::statement;

std::string sequence_text(const Workbench& bench, const catalog::Sequence& now,
                          const Object& goal) {
  const auto& wanted = std::get<catalog::Sequence>(goal.data);
  const std::string name = sql_name(bench.to(), goal.id);
  const catalog::SequenceOptions& a = now.options;
  const catalog::SequenceOptions& b = wanted.options;
  std::string changes;
  if (a.type != b.type) changes += fmt::format(" AS {}", schema::sequence_type_text(b.type));
  if (a.increment != b.increment) changes += fmt::format(" INCREMENT BY {}", b.increment);
  if (a.minimum != b.minimum || a.type != b.type) changes += fmt::format(" MINVALUE {}", b.minimum);
  if (a.maximum != b.maximum || a.type != b.type) changes += fmt::format(" MAXVALUE {}", b.maximum);
  if (a.start != b.start) changes += fmt::format(" START WITH {}", b.start);
  if (a.cache != b.cache) changes += fmt::format(" CACHE {}", b.cache);
  if (a.cycle != b.cycle) changes += b.cycle ? " CYCLE" : " NO CYCLE";
  std::string text;
  if (!changes.empty()) text += statement("ALTER SEQUENCE " + name + changes);
  if (!wanted.identity && !now.identity && now.persistence != wanted.persistence) {
    const bool logged = wanted.persistence == sql::Persistence::kPermanent;
    text +=
        statement(fmt::format("ALTER SEQUENCE {} SET {}", name, logged ? "LOGGED" : "UNLOGGED"));
  }
  if (!wanted.identity && wanted.owner_table == 0 && now.owner_table != 0) {
    text += statement("ALTER SEQUENCE " + name + " OWNED BY NONE");
  }
  return text;
}

/// Labels that are missing, each at its place; empty where one of the old ones must go or move.
std::string enum_text(const Workbench& bench, const catalog::EnumType& now, const Object& goal) {
  const auto& wanted = std::get<catalog::EnumType>(goal.data);
  std::size_t at = 0;
  std::string text;
  std::string previous;
  for (const catalog::EnumValue& value : wanted.values) {
    if (at < now.values.size() && now.values[at].label == value.label) {
      ++at;
    } else {
      std::string place;
      if (!previous.empty()) {
        place = " AFTER " + quote_literal(previous);
      } else if (!now.values.empty()) {
        place = " BEFORE " + quote_literal(now.values.front().label);
      }
      // At the end no place is needed.
      if (at == now.values.size()) place.clear();
      text += statement(fmt::format("ALTER TYPE {} ADD VALUE {}{}", sql_name(bench.to(), goal.id),
                                    quote_literal(value.label), place));
    }
    previous = value.label;
  }
  return at == now.values.size() ? text : "";
}

std::string composite_text(const Workbench& bench, const catalog::CompositeType& now,
                           const Object& goal) {
  const auto& wanted = std::get<catalog::CompositeType>(goal.data);
  const auto find = [](const catalog::CompositeType& type, const std::string& name) {
    return std::find_if(type.attributes.begin(), type.attributes.end(),
                        [&](const catalog::Column& column) { return column.name == name; });
  };
  std::vector<std::string> changes;
  for (const catalog::Column& attribute : now.attributes) {
    if (find(wanted, attribute.name) == wanted.attributes.end()) {
      changes.push_back("DROP ATTRIBUTE " + quote_identifier(attribute.name));
    }
  }
  for (const catalog::Column& attribute : wanted.attributes) {
    const std::string type = schema::type_text(bench.to(), attribute.type) +
                             schema::collate_text(bench.to(), attribute.collation);
    const auto present = find(now, attribute.name);
    if (present == now.attributes.end()) {
      changes.push_back(fmt::format("ADD ATTRIBUTE {} {}", quote_identifier(attribute.name), type));
    } else if (schema::type_text(bench.now(), present->type) +
                   schema::collate_text(bench.now(), present->collation) !=
               type) {
      changes.push_back(
          fmt::format("ALTER ATTRIBUTE {} TYPE {}", quote_identifier(attribute.name), type));
    }
  }
  if (changes.empty()) return "";
  // Tables of the type share its attributes.
  const bool typed = !bench.to().children_of(goal.id).empty();
  if (typed) {
    for (std::string& change : changes) change += " CASCADE";
  }
  return statement(
      fmt::format("ALTER TYPE {} {}", sql_name(bench.to(), goal.id), schema::joined(changes)));
}

std::string domain_text(const Workbench& bench, const catalog::DomainType& now,
                        const Object& goal) {
  const auto& wanted = std::get<catalog::DomainType>(goal.data);
  const std::string alter = "ALTER DOMAIN " + sql_name(bench.to(), goal.id) + " ";
  std::string text;
  if (!bench.same_text(TextKind::kExpression, now.default_value, bench.matching().from(goal.id),
                       wanted.default_value, goal.id)) {
    text += statement(alter + (wanted.default_value.empty()
                                   ? "DROP DEFAULT"
                                   : "SET DEFAULT " + render(bench.to(), wanted.default_value)));
  }
  if (now.not_null != wanted.not_null) {
    text += statement(alter + (wanted.not_null ? "SET NOT NULL" : "DROP NOT NULL"));
  }
  return text;
}

/// OWNED BY a column that may be new: after it.
void add_ownership(const Workbench& bench, const Object& object, const Object& goal,
                   schema::Entries& entries) {
  const auto* now = std::get_if<catalog::Sequence>(&object.data);
  const auto* wanted = std::get_if<catalog::Sequence>(&goal.data);
  if (now == nullptr || wanted == nullptr || wanted->identity || wanted->owner_table == 0) return;
  const std::string column =
      schema::column_text(bench.to(), wanted->owner_table, wanted->owner_column);
  if (bench.matching().to(now->owner_table) == wanted->owner_table &&
      schema::column_text(bench.now(), now->owner_table, now->owner_column) == column) {
    return;
  }
  schema::Entry entry;
  entry.rank = schema::Rank::kTable;
  entry.schema = goal.schema;
  entry.name = goal.name;
  entry.part = schema::TablePart::kState;
  entry.text =
      statement(fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", sql_name(bench.to(), goal.id),
                            sql_name(bench.to(), wanted->owner_table), column));
  entry.needs = {goal.id, wanted->owner_table};
  entries.push_back(std::move(entry));
}

}  // namespace

void add_type_alterations(const Workbench& bench, schema::Entries& entries) {
  bench.for_each_present([&](const Object& object) {
    const Object* goal = bench.goal(object.id);
    if (goal == nullptr || goal == &object || bench.dropped.contains(object.id)) return;
    add_ownership(bench, object, *goal, entries);
    schema::Entry entry;
    entry.rank = schema::Rank::kType;
    if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
      entry.rank = schema::Rank::kSequence;
      // An identity's comes with its column.
      if (sequence->identity == std::get<catalog::Sequence>(goal->data).identity) {
        entry.text = sequence_text(bench, *sequence, *goal);
      }
    } else if (const auto* extension = std::get_if<catalog::Extension>(&object.data)) {
      const auto& wanted = std::get<catalog::Extension>(goal->data);
      if (extension->schema != wanted.schema) {
        entry.text =
            statement(fmt::format("ALTER EXTENSION {} SET SCHEMA {}", quote_identifier(goal->name),
                                  quote_identifier(wanted.schema)));
      }
    } else if (const auto* type = std::get_if<catalog::EnumType>(&object.data)) {
      entry.text = enum_text(bench, *type, *goal);
    } else if (const auto* composite = std::get_if<catalog::CompositeType>(&object.data)) {
      entry.text = composite_text(bench, *composite, *goal);
    } else if (const auto* domain = std::get_if<catalog::DomainType>(&object.data)) {
      entry.text = domain_text(bench, *domain, *goal);
    }
    if (entry.text.empty()) return;
    entry.schema = goal->schema;
    entry.name = goal->name;
    entry.makes = {goal->id};
    schema::need_dependencies(bench.to(), *goal, entry.needs);
    std::erase(entry.needs, goal->id);
    entries.push_back(std::move(entry));
  });
}

}  // namespace ashlar::diff
