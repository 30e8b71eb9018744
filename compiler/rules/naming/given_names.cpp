#include "compiler/rules/naming/given_names.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "compiler/catalog/apply.h"
#include "compiler/rules/names/spelled_names.h"
#include "grammar/postgres/parser.h"
#include "grammar/text/overload.h"

namespace ashlar::rules {
namespace {

using catalog::Catalog;
using catalog::ObjectId;

std::optional<NamedKind> named_kind(sql::ConstraintKind kind) {
  switch (kind) {
    case sql::ConstraintKind::kPrimaryKey:
      return NamedKind::kPrimaryKey;
    case sql::ConstraintKind::kUnique:
      return NamedKind::kUnique;
    case sql::ConstraintKind::kForeignKey:
      return NamedKind::kForeignKey;
    case sql::ConstraintKind::kCheck:
      return NamedKind::kCheck;
    case sql::ConstraintKind::kExclusion:
      return NamedKind::kExclusion;
    case sql::ConstraintKind::kNotNull:
      break;
  }
  return std::nullopt;
}

/// The kind of a catalog object whose names are judged.
std::optional<NamedKind> named_kind(const catalog::Object& object) {
  using Kind = std::optional<NamedKind>;
  return std::visit(
      Overload{
          [](const catalog::Schema&) -> Kind { return NamedKind::kSchema; },
          [](const catalog::Table&) -> Kind { return NamedKind::kTable; },
          [](const catalog::Index& index) -> Kind {
            if (index.constraint != 0) return std::nullopt;
            return index.unique ? NamedKind::kUnique : NamedKind::kIndex;
          },
          [](const catalog::Constraint& constraint) -> Kind { return named_kind(constraint.kind); },
          [](const catalog::View&) -> Kind { return NamedKind::kView; },
          [](const catalog::Sequence&) -> Kind { return NamedKind::kSequence; },
          [](const catalog::EnumType&) -> Kind { return NamedKind::kEnum; },
          [](const catalog::Function&) -> Kind { return NamedKind::kFunction; },
          [](const catalog::Trigger&) -> Kind { return NamedKind::kTrigger; },
          [](const auto&) -> Kind { return std::nullopt; },
      },
      object.data);
}

bool contains(const std::vector<ObjectId>& ids, ObjectId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The first ON of a CREATE INDEX: before it a name can be put.
std::optional<std::uint32_t> place_before_on(const sql::Statement& statement,
                                             std::string_view text) {
  for (const auto& token : postgres::scan(slice(text, statement.span), statement.span.begin)) {
    if (sql::identifier_text(slice(text, token.span)) == "on") return token.span.begin;
  }
  return std::nullopt;
}

/// Reads the definitions of one statement.
class Reader {
 public:
  Reader(const RevisionContext& context, std::size_t index)
      : context_(context),
        replayed_(context.up->statements[index]),
        before_(replayed_.before),
        after_(replayed_.after),
        index_(index) {}

  std::vector<GivenName> read() {
    read(replayed_.statement->sql);
    in_effect_ = true;
    for (const sql::Statement& effect : replayed_.statement->effects) read(effect);
    return std::move(found_);
  }

 private:
  void read(const sql::Statement& statement) {
    sql_ = &statement;
    std::visit(Overload{
                   [this](const sql::CreateTable& create) { create_table(create); },
                   [this](const sql::CreateTableAs& create) { create_table_as(create); },
                   [this](const sql::CreateIndex& create) { create_index(create); },
                   [this](const sql::AlterTable& alter) { alter_table(alter); },
                   [this](const sql::CreateSequence& create) {
                     if (create.persistence != sql::Persistence::kTemporary) {
                       relation(NamedKind::kSequence, create.name);
                     }
                   },
                   [this](const sql::CreateView& create) {
                     if (create.persistence != sql::Persistence::kTemporary) {
                       relation(NamedKind::kView, create.name);
                     }
                   },
                   [this](const sql::CreateEnum& create) {
                     created(NamedKind::kEnum, create.name, after_.find_type(create.name));
                   },
                   [this](const sql::CreateFunction& create) { create_function(create); },
                   [this](const sql::CreateTrigger& create) { create_trigger(create); },
                   [this](const sql::CreateSchema& create) { create_schema(create); },
                   [this](const sql::Rename& rename) { renamed(rename); },
                   [](const auto&) {},
               },
               statement.node);
  }

  GivenName blank(NamedKind kind, const sql::Name& name, const sql::QualifiedName& table) const {
    GivenName given;
    given.kind = kind;
    given.statement = index_;
    given.in_effect = in_effect_;
    given.name = name.text;
    given.span = name.span;
    given.table = table;
    return given;
  }
  bool is_created(const catalog::Object* object) const {
    return object != nullptr && contains(replayed_.changes.created, object->id);
  }

  void created(NamedKind kind, const sql::QualifiedName& name, const catalog::Object* object) {
    if (!is_created(object)) return;
    GivenName given = blank(kind, name.name, name);
    given.object = object->id;
    const auto* table = std::get_if<catalog::Table>(&object->data);
    given.partition = table != nullptr && table->partition_of != 0;
    found_.push_back(std::move(given));
  }
  void relation(NamedKind kind, const sql::QualifiedName& name) {
    created(kind, name, after_.find_relation(name));
  }

  void create_table(const sql::CreateTable& create) {
    if (create.persistence == sql::Persistence::kTemporary) return;
    const catalog::Object* table = after_.find_relation(create.name);
    if (!is_created(table)) return;
    relation(NamedKind::kTable, create.name);
    for (const auto& column : create.columns) column_definition(create.name, table, column);
    for (const auto& item : create.constraints) constraint(create.name, table, item);
  }

  void create_table_as(const sql::CreateTableAs& create) {
    if (create.persistence == sql::Persistence::kTemporary) return;
    const catalog::Object* table = after_.find_relation(create.name);
    if (!is_created(table)) return;
    relation(create.materialized ? NamedKind::kView : NamedKind::kTable, create.name);
    if (create.materialized) return;
    for (const auto& column : create.columns) this->column(create.name, table, column);
  }

  void alter_table(const sql::AlterTable& alter) {
    const catalog::Object* table = after_.find_relation(alter.name);
    if (is_temporary(table)) return;
    for (const auto& action : alter.actions) {
      if (const auto* add = std::get_if<sql::AddColumn>(&action.node)) {
        if (has_column(before_, alter.name, add->column.name.text)) continue;
        column_definition(alter.name, table, add->column);
      } else if (const auto* key = std::get_if<sql::AddConstraint>(&action.node)) {
        constraint(alter.name, table, key->constraint);
      }
    }
  }

  static bool has_column(const Catalog& catalog, const sql::QualifiedName& table,
                         std::string_view column) {
    const catalog::Object* object = catalog.find_relation(table);
    const auto* data = object == nullptr ? nullptr : std::get_if<catalog::Table>(&object->data);
    return data != nullptr && catalog::find_column(*data, column) != nullptr;
  }
  static bool is_temporary(const catalog::Object* table) {
    const auto* data = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
    return data != nullptr && data->persistence == sql::Persistence::kTemporary;
  }

  void column(const sql::QualifiedName& owner, const catalog::Object* table,
              const sql::Name& name) {
    GivenName given = blank(NamedKind::kColumn, name, owner);
    const auto* data = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
    if (data != nullptr) {
      const catalog::Column* column = catalog::find_column(*data, name.text);
      if (column == nullptr) return;
      given.object = table->id;
      given.column = column->number;
    }
    found_.push_back(std::move(given));
  }

  void column_definition(const sql::QualifiedName& owner, const catalog::Object* table,
                         const sql::ColumnDefinition& definition) {
    // In a partition or a typed table, `column WITH OPTIONS` gives no name.
    if (definition.type) column(owner, table, definition.name);
    owned_sequence(owner, table, definition.name);
    for (const auto& item : definition.constraints) constraint(owner, table, item);
  }

  /// The sequence that PostgreSQL makes for a serial or identity column.
  void owned_sequence(const sql::QualifiedName& owner, const catalog::Object* table,
                      const sql::Name& name) {
    const auto* data = table == nullptr ? nullptr : std::get_if<catalog::Table>(&table->data);
    const catalog::Column* column =
        data == nullptr ? nullptr : catalog::find_column(*data, name.text);
    const catalog::Object* sequence = column == nullptr ? nullptr : after_.get(column->sequence);
    if (!is_created(sequence)) return;
    GivenName given = blank(NamedKind::kSequence, name, owner);
    given.name = sequence->name;
    given.object = sequence->id;
    given.made_up = true;
    found_.push_back(std::move(given));
  }

  void constraint(const sql::QualifiedName& owner, const catalog::Object* table,
                  const sql::Constraint& item) {
    const std::optional<NamedKind> kind = named_kind(item.kind);
    if (!kind) return;
    GivenName given = blank(*kind, item.name, owner);
    given.constraint = &item;
    given.is_constraint = true;
    if (item.name.empty()) {
      given.made_up = true;
      given.span = item.span;
      given.insertion = Insertion{item.span.begin, "CONSTRAINT "};
    }
    if (table != nullptr) {
      const catalog::Object* object = made_constraint(table->id, item);
      if (object == nullptr) return;
      given.object = object->id;
      given.name = object->name;
    } else if (given.made_up) {
      given.name = likely_name(owner, item);
    }
    found_.push_back(std::move(given));
  }

  const catalog::Object* made_constraint(ObjectId table, const sql::Constraint& item) const {
    for (const ObjectId id : replayed_.changes.created) {
      const catalog::Object* object = after_.get(id);
      const auto* data =
          object == nullptr ? nullptr : std::get_if<catalog::Constraint>(&object->data);
      if (data != nullptr && data->table == table && data->kind == item.kind &&
          object->origin.where.span == item.span) {
        return object;
      }
    }
    return nullptr;
  }

  static std::string joined(const std::vector<sql::Name>& names) {
    std::string all;
    for (const auto& name : names) all += (all.empty() ? "" : "_") + name.text;
    return all;
  }

  /// For a table that the catalog does not know.
  std::string likely_name(const sql::QualifiedName& owner, const sql::Constraint& item) const {
    if (!item.using_index.empty()) return item.using_index.text;
    std::string_view label;
    std::string columns = joined(item.columns);
    switch (item.kind) {
      case sql::ConstraintKind::kPrimaryKey:
        label = "pkey";
        columns.clear();
        break;
      case sql::ConstraintKind::kUnique:
        label = "key";
        break;
      case sql::ConstraintKind::kForeignKey:
        label = "fkey";
        break;
      case sql::ConstraintKind::kCheck:
        label = "check";
        break;
      case sql::ConstraintKind::kExclusion:
        label = "excl";
        break;
      case sql::ConstraintKind::kNotNull:
        label = "not_null";
        break;
    }
    return catalog::generated_name(before_, before_.creation_schema(owner), owner.name.text,
                                   columns, label);
  }

  void create_index(const sql::CreateIndex& create) {
    const catalog::Object* table = after_.find_relation(create.table);
    if (is_temporary(table)) return;
    GivenName given =
        blank(create.unique ? NamedKind::kUnique : NamedKind::kIndex, create.name, create.table);
    given.index = &create;
    if (create.name.empty()) {
      given.made_up = true;
      given.span = sql_->span;
      if (const auto at = place_before_on(*sql_, text())) given.insertion = Insertion{*at, ""};
    }
    if (table != nullptr) {
      const catalog::Object* object = made_index(table->id);
      if (object == nullptr) return;
      given.object = object->id;
      given.name = object->name;
    } else if (given.made_up) {
      std::string columns;
      for (const auto& element : create.elements) {
        columns += (columns.empty() ? "" : "_") +
                   (element.column.empty() ? std::string("expr") : element.column.text);
      }
      given.name = catalog::generated_name(before_, before_.creation_schema(create.table),
                                           create.table.name.text, columns, "idx");
    }
    found_.push_back(std::move(given));
  }
  const catalog::Object* made_index(ObjectId table) const {
    for (const ObjectId id : replayed_.changes.created) {
      const auto* data = after_.get_as<catalog::Index>(id);
      if (data != nullptr && data->table == table) return after_.get(id);
    }
    return nullptr;
  }

  void create_function(const sql::CreateFunction& create) {
    for (const catalog::Object* object : after_.find_functions(create.name)) {
      created(NamedKind::kFunction, create.name, object);
    }
  }
  void create_trigger(const sql::CreateTrigger& create) {
    const catalog::Object* table = after_.find_relation(create.table);
    GivenName given = blank(NamedKind::kTrigger, create.name, create.table);
    if (table != nullptr) {
      const catalog::Object* object = after_.find_trigger(table->id, create.name.text);
      if (!is_created(object)) return;
      given.object = object->id;
    }
    found_.push_back(std::move(given));
  }
  void create_schema(const sql::CreateSchema& create) {
    sql::QualifiedName name;
    name.name = create.name;
    if (!create.name.empty())
      created(NamedKind::kSchema, name, after_.find_schema(create.name.text));
  }

  void renamed(const sql::Rename& rename) {
    if (rename.object.kind == sql::ObjectKind::kColumn) {
      renamed_column(rename);
      return;
    }
    for (const ObjectId id : replayed_.changes.renamed) {
      const catalog::Object* object = after_.get(id);
      if (object == nullptr || object->name != rename.new_name.text) continue;
      const std::optional<NamedKind> kind = named_kind(*object);
      if (!kind) continue;
      GivenName given = blank(*kind, rename.new_name, rename.object.name);
      given.object = id;
      given.is_constraint = std::holds_alternative<catalog::Constraint>(object->data);
      const auto* table = std::get_if<catalog::Table>(&object->data);
      given.partition = table != nullptr && table->partition_of != 0;
      found_.push_back(std::move(given));
      return;
    }
  }
  void renamed_column(const sql::Rename& rename) {
    const catalog::Object* table = after_.find_relation(rename.object.name);
    if (table != nullptr && !std::holds_alternative<catalog::Table>(table->data)) return;
    if (!is_temporary(table)) column(rename.object.name, table, rename.new_name);
  }

  std::string_view text() const { return (*context_.sources)[context_.revision->source.file].text; }

  const RevisionContext& context_;
  const effects::ReplayedStatement& replayed_;
  const Catalog& before_;
  const Catalog& after_;
  const sql::Statement* sql_ = nullptr;
  std::size_t index_ = 0;
  bool in_effect_ = false;
  std::vector<GivenName> found_;
};

/// True where the name still stands at the end, and on the same kind of thing.
bool is_kept(const GivenName& given, const Catalog& after) {
  if (given.object == 0) return true;
  const catalog::Object* object = after.get(given.object);
  if (object == nullptr) return false;
  if (given.kind == NamedKind::kColumn) {
    const auto* table = std::get_if<catalog::Table>(&object->data);
    const catalog::Column* column =
        table == nullptr ? nullptr : catalog::find_column(*table, given.column);
    return column != nullptr && column->name == given.name;
  }
  // An index that became a constraint's own is judged as the constraint.
  return object->name == given.name && named_kind(*object) == given.kind;
}

}  // namespace

std::vector<GivenName> given_names(const RevisionContext& context) {
  std::vector<GivenName> kept;
  for (std::size_t index = 0; index < context.up->statements.size(); ++index) {
    for (GivenName& given : Reader(context, index).read()) {
      if (is_kept(given, context.up->after)) kept.push_back(std::move(given));
    }
  }
  return kept;
}

const catalog::Object* table_of(const GivenName& given, const RevisionContext& context) {
  const Catalog& after = context.up->after;
  const catalog::Object* object = after.get(given.object);
  if (object == nullptr) return nullptr;
  return std::visit(
      Overload{
          [&](const catalog::Table&) { return object; },
          [&](const catalog::View&) { return object; },
          [&](const catalog::Index& index) { return after.get(index.table); },
          [&](const catalog::Constraint& constraint) { return after.get(constraint.table); },
          [&](const catalog::Trigger& trigger) { return after.get(trigger.table); },
          [&](const catalog::Sequence& sequence) { return after.get(sequence.owner_table); },
          [](const auto&) -> const catalog::Object* { return nullptr; },
      },
      object->data);
}

std::string_view noun_of(const GivenName& given) {
  switch (given.kind) {
    case NamedKind::kTable:
      return "table";
    case NamedKind::kColumn:
      return "column";
    case NamedKind::kIndex:
      return "index";
    case NamedKind::kUnique:
      return given.is_constraint ? "unique constraint" : "unique index";
    case NamedKind::kForeignKey:
      return "foreign key";
    case NamedKind::kCheck:
      return "check constraint";
    case NamedKind::kPrimaryKey:
      return "primary key";
    case NamedKind::kExclusion:
      return "exclusion constraint";
    case NamedKind::kSequence:
      return "sequence";
    case NamedKind::kView:
      return "view";
    case NamedKind::kEnum:
      return "enum type";
    case NamedKind::kFunction:
      return "function";
    case NamedKind::kTrigger:
      return "trigger";
    case NamedKind::kSchema:
      return "schema";
  }
  return "object";
}

}  // namespace ashlar::rules
