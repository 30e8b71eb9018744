#include "compiler/autogenerate.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/sql_text.h"
#include "compiler/catalog/types.h"
#include "compiler/diff/migrate.h"
#include "compiler/schema/annotations.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/overload.h"

namespace ashlar::pipeline {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;
using postgres::quote_identifier;

/// The parts of `app.users.mail`, quotes resolved.
std::vector<std::string> parts_of(const std::string& name) {
  std::vector<std::string> parts;
  for (const postgres::Token& token : postgres::scan(name)) {
    std::string text(slice(name, token.span));
    if (text == ".") continue;
    if (text.size() >= 2 && text.front() == '"') {
      std::string plain;
      for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        plain += text[i];
        if (text[i] == '"') ++i;
      }
      text = std::move(plain);
    } else {
      std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
    }
    parts.push_back(std::move(text));
  }
  return parts;
}

sql::QualifiedName qualified(const std::vector<std::string>& parts, std::size_t count) {
  sql::QualifiedName name;
  name.name.text = parts[count - 1];
  if (count > 1) name.schema.text = parts[count - 2];
  return name;
}

const Object* relation_or_type(const Catalog& catalog, const std::vector<std::string>& parts,
                               std::size_t count) {
  if (count == 0 || count > 2) return nullptr;
  const sql::QualifiedName name = qualified(parts, count);
  const Object* found = catalog.find_relation(name);
  return found != nullptr ? found : catalog.find_type(name);
}

/// The statement that gives a whole object, or a part of one, its new name; empty where there is no
/// such thing.
std::string rename_text(const Catalog& now, const std::vector<std::string>& parts,
                        const std::string& to) {
  if (const Object* object = relation_or_type(now, parts, parts.size())) {
    return fmt::format("ALTER {} RENAME TO {}", schema::target_text(now, *object),
                       quote_identifier(to));
  }
  if (parts.size() < 2) return {};
  const Object* owner = relation_or_type(now, parts, parts.size() - 1);
  if (owner == nullptr) return {};
  const std::string target = schema::target_text(now, *owner);
  const std::string name = quote_identifier(parts.back());
  const std::string wanted = quote_identifier(to);
  if (const auto* table = std::get_if<catalog::Table>(&owner->data)) {
    if (find_column(*table, parts.back()) != nullptr) {
      return fmt::format("ALTER {} RENAME COLUMN {} TO {}", target, name, wanted);
    }
    if (now.find_constraint(owner->id, parts.back()) != nullptr) {
      return fmt::format("ALTER {} RENAME CONSTRAINT {} TO {}", target, name, wanted);
    }
    if (const Object* trigger = now.find_trigger(owner->id, parts.back())) {
      return fmt::format("ALTER {} RENAME TO {}", schema::target_text(now, *trigger), wanted);
    }
    return {};
  }
  if (const auto* type = std::get_if<catalog::EnumType>(&owner->data)) {
    const bool has =
        std::any_of(type->values.begin(), type->values.end(),
                    [&](const catalog::EnumValue& value) { return value.label == parts.back(); });
    if (!has) return {};
    return fmt::format("ALTER {} RENAME VALUE {} TO {}", target,
                       postgres::quote_literal(parts.back()), postgres::quote_literal(to));
  }
  if (const auto* type = std::get_if<catalog::CompositeType>(&owner->data)) {
    const bool has = std::any_of(
        type->attributes.begin(), type->attributes.end(),
        [&](const catalog::Column& attribute) { return attribute.name == parts.back(); });
    if (has) return fmt::format("ALTER {} RENAME ATTRIBUTE {} TO {} CASCADE", target, name, wanted);
  }
  return {};
}

Catalog after_statement(Catalog catalog, const std::string& text) {
  Sources sources;
  const FileId file = sources.add({"rename", text});
  Diagnostics none;
  for (const postgres::ParsedStatement& parsed :
       postgres::parse_text(sources[file].text, file, none)) {
    catalog = catalog::apply(std::move(catalog), parsed.statement, {&sources, file, 0}).after;
  }
  return catalog;
}

bool is_named(const Catalog& catalog, const std::vector<std::string>& parts) {
  return !rename_text(catalog, parts, "x").empty();
}

/// Carries out the renames that have not taken place yet, whole objects first.
Catalog renamed(const Catalog& history, std::vector<Rename> renames,
                std::vector<std::string>& statements, std::vector<std::string>& unknown) {
  std::stable_sort(renames.begin(), renames.end(), [](const Rename& a, const Rename& b) {
    return parts_of(a.from).size() < parts_of(b.from).size();
  });
  Catalog now = history;
  for (const Rename& rename : renames) {
    const std::vector<std::string> from = parts_of(rename.from);
    const std::vector<std::string> to = parts_of(rename.to);
    if (from.empty() || to.empty()) continue;
    // The table of a column may have its new name by now, or be named by its old one.
    std::vector<std::string> below = to;
    below.back() = from.back();
    std::string text = rename_text(now, from, to.back());
    if (text.empty()) text = rename_text(now, below, to.back());
    if (text.empty()) {
      if (!is_named(now, to)) unknown.push_back(rename.from + "=" + rename.to);
      continue;
    }
    now = after_statement(std::move(now), text);
    statements.push_back(std::move(text));
  }
  return now;
}

std::string type_of(const catalog::Column& column) { return catalog::format_type(column.type); }

/// A column that the other table lacks may be this one under its old name.
std::vector<std::string> successors(const catalog::Table& was, const catalog::Table& is,
                                    const catalog::Column& gone) {
  std::vector<std::string> names;
  for (const catalog::Column& column : is.columns) {
    if (find_column(was, column.name) != nullptr) continue;
    if (type_of(column) == type_of(gone) && column.generated.empty() == gone.generated.empty()) {
      names.push_back(column.name);
    }
  }
  return names;
}

/// Tables that have most columns in common with one that goes.
std::vector<const Object*> successors(const Catalog& from, const Catalog& to, const Object& gone) {
  const auto& table = std::get<catalog::Table>(gone.data);
  std::vector<const Object*> found;
  to.for_each_object([&](const Object& object) {
    const auto* other = std::get_if<catalog::Table>(&object.data);
    if (other == nullptr || other->columns.empty()) return;
    sql::QualifiedName name;
    name.schema.text = object.schema;
    name.name.text = object.name;
    if (from.find_relation(name) != nullptr) return;
    const auto common = std::count_if(
        table.columns.begin(), table.columns.end(), [&](const catalog::Column& column) {
          const catalog::Column* same = find_column(*other, column.name);
          return same != nullptr && type_of(*same) == type_of(column);
        });
    const std::size_t most = std::max(table.columns.size(), other->columns.size());
    if (static_cast<std::size_t>(common) * 3 >= most * 2) found.push_back(&object);
  });
  return found;
}

/// What only the author can know about a statement, as comments.
class Questions {
 public:
  Questions(const Catalog& from, const Catalog& to) : from_(from), to_(to) {}

  std::vector<std::string> about(const sql::Statement& statement) {
    asked_.clear();
    if (const auto* alter = std::get_if<sql::AlterTable>(&statement.node)) {
      const Object* table = from_.find_relation(alter->name);
      const Object* goal = to_.find_relation(alter->name);
      if (table == nullptr || goal == nullptr) return {};
      for (const sql::TableAction& action : alter->actions) about(*table, *goal, action);
    } else if (const auto* drop = std::get_if<sql::Drop>(&statement.node)) {
      if (drop->kind == sql::ObjectKind::kTable) {
        for (const sql::ObjectRef& dropped : drop->objects) about_drop(dropped.name);
      }
    }
    return std::move(asked_);
  }

 private:
  void about(const Object& object, const Object& goal, const sql::TableAction& action) {
    const auto* table = std::get_if<catalog::Table>(&object.data);
    const auto* wanted = std::get_if<catalog::Table>(&goal.data);
    if (table == nullptr || wanted == nullptr) return;
    const std::string name = sql_name(from_, object.id);
    if (const auto* drop = std::get_if<sql::DropColumn>(&action.node)) {
      const catalog::Column* gone = find_column(*table, drop->column.text);
      if (gone == nullptr || find_column(*wanted, gone->name) != nullptr) return;
      const std::vector<std::string> names = successors(*table, *wanted, *gone);
      for (const std::string& candidate : names) {
        ask(
            fmt::format("Is `{}` the new name of `{}`? Its values are lost here; --rename "
                        "{}.{}={}.{} keeps them.",
                        candidate, gone->name, name, quote_identifier(gone->name), name,
                        quote_identifier(candidate)));
      }
      if (names.empty()) ask(fmt::format("The values of `{}.{}` are lost.", name, gone->name));
    } else if (const auto* add = std::get_if<sql::AddColumn>(&action.node)) {
      const sql::ColumnDefinition& column = add->column;
      const bool filled = column.default_value.has_value() || column.generated.has_value() ||
                          column.identity.has_value();
      if (column.not_null && !filled) {
        ask(
            fmt::format("Rows that `{}` has already get no value for `{}`, which must not be null: "
                        "a DEFAULT gives them one.",
                        name, column.name.text));
      }
    } else if (const auto* type = std::get_if<sql::AlterColumnType>(&action.node)) {
      if (type->using_expression.has_value()) {
        ask(fmt::format("Is that how the values of `{}.{}` become those of the new type?", name,
                        type->column.text));
      }
    }
  }

  void about_drop(const sql::QualifiedName& name) {
    const Object* table = from_.find_relation(name);
    if (table == nullptr || !std::holds_alternative<catalog::Table>(table->data)) return;
    const std::string was = sql_name(from_, table->id);
    const std::vector<const Object*> candidates = successors(from_, to_, *table);
    for (const Object* candidate : candidates) {
      const std::string is = sql_name(to_, candidate->id);
      ask(
          fmt::format("Is `{}` the new name of `{}`? Its rows are lost here; --rename {}={} keeps "
                      "them.",
                      is, was, was, is));
    }
    if (candidates.empty()) ask(fmt::format("The rows of `{}` are lost.", was));
  }

  void ask(std::string question) { asked_.push_back(std::move(question)); }

  const Catalog& from_;
  const Catalog& to_;
  std::vector<std::string> asked_;
};

}  // namespace

Generated autogenerate(const Catalog& history, const Catalog& wanted,
                       const std::vector<Rename>& renames) {
  Generated generated;
  std::vector<std::string> statements;
  const Catalog start = renamed(history, renames, statements, generated.unknown_renames);
  for (const std::string& statement : statements) generated.up += statement + ";\n";
  diff::Migration migration = diff::migrate(start, wanted, diff::Kinship::kStrangers);
  Questions questions(start, wanted);
  for (const std::string& statement : migration.statements) {
    Diagnostics none;
    for (const postgres::ParsedStatement& parsed : postgres::parse_text(statement, 0, none)) {
      for (const std::string& question : questions.about(parsed.statement)) {
        generated.up += "-- ? " + question + "\n";
        ++generated.questions;
      }
    }
    generated.up += statement + ";\n";
  }
  generated.left = std::move(migration.left);
  std::erase_if(generated.left, [](const diff::Difference& d) { return d.order_only; });
  return generated;
}

}  // namespace ashlar::pipeline
