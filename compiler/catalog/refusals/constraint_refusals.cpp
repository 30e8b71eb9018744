#include "compiler/catalog/refusals/constraint_refusals.h"

#include <algorithm>
#include <array>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/operator_classes.h"
#include "compiler/catalog/resolution/resolve.h"
#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/types.h"

namespace ashlar::catalog {
namespace {

std::string_view key_words(sql::ConstraintKind kind) {
  return kind == sql::ConstraintKind::kPrimaryKey ? "primary key" : "unique";
}

bool refuse_key_columns(Editor& editor, const Table& table, const sql::Constraint& written) {
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  const auto refuse_unknown = [&](const sql::Name& name) {
    if (find_column(table, name.text) != nullptr || is_system_column(name.text)) return false;
    refuse(editor, ProblemKind::kUnknownColumn, "42703",
           "column `" + name.text + "` named in key does not exist", span_of(name, written.span),
           did_you_mean(name.text, names));
    return true;
  };
  for (auto at = written.columns.begin(); at != written.columns.end(); ++at) {
    if (refuse_unknown(*at)) return true;
    const bool twice = std::any_of(written.columns.begin(), at, [&at](const sql::Name& earlier) {
      return earlier.text == at->text;
    });
    if (!twice) continue;
    refuse(editor, ProblemKind::kDuplicateColumn, "42701",
           "column `" + at->text + "` appears twice in " + std::string(key_words(written.kind)) +
               " constraint",
           span_of(*at, written.span));
    return true;
  }
  return std::any_of(written.including.begin(), written.including.end(), refuse_unknown);
}

bool refuse_using_index(Editor& editor, const Object& owner, const sql::Constraint& written) {
  const sql::Name& name = written.using_index;
  const auto wrong = [&](ProblemKind kind, std::string_view sqlstate, const std::string& message) {
    refuse(editor, kind, sqlstate, message, name.span);
    return true;
  };
  const Catalog& catalog = editor.catalog();
  const NameKey key{NameSpace::kRelation, owner.schema, name.text};
  const Object* found = catalog.find(key);
  if (found == nullptr) {
    if (catalog.is_doubtful(key)) return false;
    return wrong(ProblemKind::kUnknownObject, "42704", "index `" + name.text + "` does not exist");
  }
  const auto* index = std::get_if<Index>(&found->data);
  if (index == nullptr) {
    return wrong(ProblemKind::kWrongObjectKind, "42809", "`" + name.text + "` is not an index");
  }
  const std::string words = "index `" + name.text + "` ";
  if (index->constraint != 0) {
    return wrong(ProblemKind::kObjectState, "55000",
                 words + "is already associated with a constraint");
  }
  if (index->table != owner.id) {
    return wrong(ProblemKind::kObjectState, "55000",
                 words + "does not belong to table `" + owner.name + "`");
  }
  if (!index->unique) {
    return wrong(ProblemKind::kWrongObjectKind, "42809",
                 "`" + name.text + "` is not a unique index");
  }
  const bool expressions = std::any_of(index->keys.begin(), index->keys.end(),
                                       [](const IndexKey& each) { return each.column == 0; });
  if (expressions) {
    return wrong(ProblemKind::kWrongObjectKind, "42809", words + "contains expressions");
  }
  if (!index->predicate.empty()) {
    return wrong(ProblemKind::kWrongObjectKind, "42809", "`" + name.text + "` is a partial index");
  }
  return false;
}

bool refuse_without_btree(Editor& editor, const Table& table, const sql::Constraint& written) {
  for (const sql::Name& name : written.columns) {
    const Column* column = find_column(table, name.text);
    if (column == nullptr || !surely_no_operator_class(editor.catalog(), "btree", column->type)) {
      continue;
    }
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "data type " + format_type(column->type) +
               " has no default operator class for access method `btree`",
           span_of(name, written.span));
    return true;
  }
  return false;
}

/// (parse_utilcmd.c, transformTableConstraint and transformIndexConstraint)
bool refuse_exclusion(Editor& editor, const Table& table, const sql::Constraint& written) {
  if (table.partitioned_by.has_value()) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "exclusion constraints are not supported on partitioned tables", written.span);
    return true;
  }
  const std::string method = written.access_method.empty() ? "btree" : written.access_method;
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  for (const sql::IndexElement& element : written.elements) {
    const sql::Name& name = element.column;
    if (name.empty() || is_system_column(name.text)) continue;
    const Column* column = find_column(table, name.text);
    if (column == nullptr) {
      refuse(editor, ProblemKind::kUnknownColumn, "42703",
             "column `" + name.text + "` named in key does not exist", span_of(name, written.span),
             did_you_mean(name.text, names));
      return true;
    }
    if (!element.operator_class.name.empty() ||
        !surely_no_operator_class(editor.catalog(), method, column->type)) {
      continue;
    }
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "data type " + format_type(column->type) +
               " has no default operator class for access method `" + method + "`",
           span_of(name, written.span));
    return true;
  }
  return false;
}

bool refuse_key(Editor& editor, const Object& owner, const Table& table,
                const sql::Constraint& written) {
  if (written.kind == sql::ConstraintKind::kExclusion) {
    if (refuse_exclusion(editor, table, written)) return true;
  } else if (!written.using_index.empty()) {
    if (refuse_using_index(editor, owner, written)) return true;
  } else if (refuse_key_columns(editor, table, written)) {
    return true;
  }
  if (table.foreign) {
    refuse(
        editor, ProblemKind::kNotSupported, "0A000",
        std::string(key_words(written.kind)) + " constraints are not supported on foreign tables",
        written.span);
    return true;
  }
  if (written.kind == sql::ConstraintKind::kPrimaryKey &&
      primary_key(editor.catalog(), owner.id) != nullptr) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16",
           "multiple primary keys for table `" + owner.name + "` are not allowed", written.span);
    return true;
  }
  if (written.using_index.empty() && written.kind != sql::ConstraintKind::kExclusion) {
    const std::vector<std::uint32_t> columns = column_numbers(table, written.columns);
    if (refuse_missing_partition_columns(editor, table, columns, key_words(written.kind),
                                         written.span)) {
      return true;
    }
    if (refuse_without_btree(editor, table, written)) return true;
  }
  const bool keeps_name =
      written.using_index.text == written.name.text && !written.using_index.empty();
  return !written.name.empty() && !keeps_name &&
         refuse_taken_relation(editor, owner.schema, written.name, IfTaken::kRefuse);
}

bool refuse_persistence(Editor& editor, const Table& table, const Table& referenced, Span where) {
  using sql::Persistence;
  const auto wrong = [&](std::string_view message) {
    refuse(editor, ProblemKind::kInvalidForeignKey, "42P16", std::string(message), where);
    return true;
  };
  switch (table.persistence) {
    case Persistence::kPermanent:
      if (referenced.persistence == Persistence::kPermanent) return false;
      return wrong("constraints on permanent tables may reference only permanent tables");
    case Persistence::kUnlogged:
      if (referenced.persistence != Persistence::kTemporary) return false;
      return wrong(
          "constraints on unlogged tables may reference only permanent or unlogged tables");
    case Persistence::kTemporary:
      if (referenced.persistence == Persistence::kTemporary) return false;
      return wrong("constraints on temporary tables may reference only temporary tables");
  }
  return false;
}

bool refuse_foreign_columns(Editor& editor, const Table& table, const std::vector<sql::Name>& names,
                            Span where) {
  std::vector<std::string> known;
  for (const Column& column : table.columns) known.push_back(column.name);
  for (const sql::Name& name : names) {
    if (find_column(table, name.text) != nullptr || is_system_column(name.text)) continue;
    refuse(editor, ProblemKind::kUnknownColumn, "42703",
           "column `" + name.text + "` referenced in foreign key constraint does not exist",
           span_of(name, where), did_you_mean(name.text, known));
    return true;
  }
  return false;
}

/// What a key compares its values by: the operator class of a scalar, or one for all of a kind.
enum class Shape { kScalar, kArray, kEnum, kRange, kRow, kOther };

Shape shape_of(const Catalog& catalog, const Type& type) {
  if (type.array_dimensions > 0) return Shape::kArray;
  if (type.schema == "pg_catalog" && is_builtin_type(type.name)) return Shape::kScalar;
  if (catalog.get_as<EnumType>(type.id) != nullptr) return Shape::kEnum;
  if (catalog.get_as<RangeType>(type.id) != nullptr) return Shape::kRange;
  const bool row = catalog.get_as<CompositeType>(type.id) != nullptr ||
                   catalog.get_as<Table>(type.id) != nullptr;
  return row ? Shape::kRow : Shape::kOther;
}

/// The operator family in which types of different names compare, by one of its members.
std::string_view family(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kFamilies{{
      {"int2", "int"},
      {"int4", "int"},
      {"int8", "int"},
      {"float4", "float"},
      {"float8", "float"},
      {"date", "time"},
      {"timestamp", "time"},
      {"timestamptz", "time"},
      {"text", "text"},
      {"varchar", "text"},
      {"name", "text"},
  }};
  for (const auto& [name, of] : kFamilies) {
    if (name == type) return of;
  }
  return type;
}

/// True where no operator compares a foreign key's column with what it references. (tablecmds.c,
/// ATAddForeignKeyConstraint: an equality of the key's family, or an implicit cast to its type)
bool surely_incomparable(const Catalog& catalog, const Type& referencing, const Type& referenced) {
  const Type from = base_type(catalog, referencing);
  const Type to = base_type(catalog, referenced);
  const Shape shape = shape_of(catalog, from);
  const Shape other = shape_of(catalog, to);
  if (shape == Shape::kOther || other == Shape::kOther) return false;
  if (shape != Shape::kScalar || other != Shape::kScalar) {
    // Rows of any types compare by record_ops; arrays, enums and ranges by what takes one type.
    if (shape == Shape::kRow && other == Shape::kRow) return false;
    if (same_type(from, to)) return false;
    return (shape == Shape::kArray && other == Shape::kArray) ||
           can_cast(catalog, from, to, CastContext::kImplicit) == Answer::kNone;
  }
  if (family(from.name) == family(to.name)) return false;
  const std::string_view target = to.name == "varchar" ? std::string_view("text") : to.name;
  const BuiltinCast* cast = builtin_cast(from.name, target);
  return cast == nullptr || cast->context != 'i';
}

bool refuse_foreign_types(Editor& editor, const Table& table,
                          const std::vector<std::uint32_t>& columns, const Table& referenced,
                          const std::vector<std::uint32_t>& referenced_columns,
                          const sql::Constraint& written) {
  for (std::size_t i = 0; i < columns.size() && i < referenced_columns.size(); ++i) {
    const Column* from = find_column(table, columns[i]);
    const Column* to = find_column(referenced, referenced_columns[i]);
    if (from == nullptr || to == nullptr) continue;
    if (!surely_incomparable(editor.catalog(), from->type, to->type)) continue;
    const Span where =
        i < written.columns.size() ? span_of(written.columns[i], written.span) : written.span;
    editor.refuse({ProblemKind::kInvalidForeignKey,
                   "42804",
                   "key columns `" + from->name + "` and `" + to->name +
                       "` are of incompatible types: " + format_type(from->type) + " and " +
                       format_type(to->type),
                   where,
                   {},
                   {Note{"`" + to->name + "` is defined here", to->origin.where}}});
    return true;
  }
  return false;
}

/// True where a unique index that is not partial stands on exactly these columns.
bool has_key(const Catalog& catalog, ObjectId table, std::vector<std::uint32_t> columns) {
  std::sort(columns.begin(), columns.end());
  const std::vector<const Object*> parts = catalog.parts_of(table);
  return std::any_of(parts.begin(), parts.end(), [&columns](const Object* part) {
    const auto* index = std::get_if<Index>(&part->data);
    if (index == nullptr || !index->unique || !index->predicate.empty()) return false;
    std::vector<std::uint32_t> keys;
    for (const IndexKey& key : index->keys) keys.push_back(key.column);
    std::sort(keys.begin(), keys.end());
    return keys == columns;
  });
}

bool has_doubtful_index(const Catalog& catalog, const Object& table) {
  return catalog.is_doubtful({NameSpace::kRelation, table.schema, table.name});
}

/// Finds the columns that are referenced; true where it refused.
bool refuse_referenced(Editor& editor, const Object& target, const sql::Constraint& written,
                       std::vector<std::uint32_t>& columns) {
  const Catalog& catalog = editor.catalog();
  const auto& referenced = std::get<Table>(target.data);
  const Span where = span_of(written.referenced_table.name, written.span);
  if (written.referenced_columns.empty()) {
    if (const Object* key = primary_key(catalog, target.id)) {
      columns = std::get<Constraint>(key->data).columns;
      return false;
    }
    if (has_doubtful_index(catalog, target)) return true;
    refuse(editor, ProblemKind::kInvalidForeignKey, "42704",
           "there is no primary key for referenced table `" + target.name + "`", where);
    return true;
  }
  if (refuse_foreign_columns(editor, referenced, written.referenced_columns, where)) return true;
  columns = column_numbers(referenced, written.referenced_columns);
  if (columns.empty() || has_doubtful_index(catalog, target)) return false;
  if (has_key(catalog, target.id, columns)) return false;
  refuse(editor, ProblemKind::kInvalidForeignKey, "42830",
         "there is no unique constraint matching given keys for referenced table `" + target.name +
             "`",
         where, "add a unique constraint on these columns first");
  return true;
}

bool refuse_foreign_key(Editor& editor, const Table& table, const sql::Constraint& written) {
  if (written.match == sql::MatchType::kPartial) {
    refuse(editor, ProblemKind::kNotSupported, "0A000", "MATCH PARTIAL not yet implemented",
           written.span);
    return true;
  }
  if (table.foreign) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "foreign key constraints are not supported on foreign tables", written.span);
    return true;
  }
  const Object* target = require_relation(editor, written.referenced_table, written.span);
  if (target == nullptr) return editor.has_refused();
  const Span where = span_of(written.referenced_table.name, written.span);
  const auto* referenced = std::get_if<Table>(&target->data);
  if (referenced == nullptr || referenced->foreign) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "referenced relation `" + target->name + "` is not a table", where);
    return true;
  }
  constexpr int kFirstThatAllows = 18;
  if (table.partitioned_by.has_value() && written.not_valid &&
      editor.context().postgres < kFirstThatAllows) {
    refuse(editor, ProblemKind::kNotValidOnPartitioned, "42809",
           "cannot add NOT VALID foreign key on a partitioned table", written.span,
           "add it NOT VALID to each partition, validate those, then add it to the parent");
    return true;
  }
  if (refuse_persistence(editor, table, *referenced, where)) return true;
  if (refuse_foreign_columns(editor, table, written.columns, written.span)) return true;
  std::vector<std::uint32_t> referenced_columns;
  if (refuse_referenced(editor, *target, written, referenced_columns)) return true;
  if (referenced_columns.size() != written.columns.size()) {
    refuse(editor, ProblemKind::kInvalidForeignKey, "42830",
           "number of referencing and referenced columns for foreign key disagree", written.span);
    return true;
  }
  return refuse_foreign_types(editor, table, column_numbers(table, written.columns), *referenced,
                              referenced_columns, written);
}

bool refuse_check(Editor& editor, const Object& owner, const Table& table,
                  const sql::Constraint& written, Reaches reaches) {
  const auto wrong = [&](std::string message) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16", std::move(message), written.span);
    return true;
  };
  if (written.no_inherit && table.partitioned_by.has_value()) {
    return wrong("cannot add NO INHERIT constraint to partitioned table `" + owner.name + "`");
  }
  if (reaches == Reaches::kOnly && !written.no_inherit &&
      !editor.catalog().children_of(owner.id).empty()) {
    return wrong("constraint must be added to child tables too");
  }
  return false;
}

bool refuse_taken_constraint(Editor& editor, const Object& owner, const sql::Constraint& written) {
  const Object* present = editor.catalog().find_constraint(owner.id, written.name.text);
  if (written.name.empty() || present == nullptr) return false;
  const auto& data = std::get<Constraint>(present->data);
  // An inherited CHECK and one of the name written for the child become one.
  const bool merges = written.kind == sql::ConstraintKind::kCheck &&
                      data.kind == sql::ConstraintKind::kCheck && !data.local;
  if (merges || editor.catalog().is_doubtful(
                    {NameSpace::kConstraint, std::to_string(owner.id), written.name.text})) {
    return false;
  }
  editor.refuse(
      {ProblemKind::kDuplicateObject,
       "42710",
       "constraint `" + written.name.text + "` for relation `" + owner.name + "` already exists",
       written.name.span,
       {},
       made_here(present->name, present->origin)});
  return true;
}

}  // namespace

bool refuse_missing_partition_columns(Editor& editor, const Table& table,
                                      const std::vector<std::uint32_t>& columns,
                                      std::string_view what, Span where) {
  if (!table.partitioned_by.has_value()) return false;
  for (const IndexKey& key : table.partition_keys) {
    if (key.column == 0) {
      refuse(editor, ProblemKind::kNotSupported, "0A000",
             "unsupported " + std::string(what) + " constraint with partition key definition",
             where);
      return true;
    }
    if (std::find(columns.begin(), columns.end(), key.column) != columns.end()) continue;
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           std::string(what) +
               " constraint on partitioned table must include all partitioning columns: column `" +
               key.name + "` is missing",
           where);
    return true;
  }
  return false;
}

bool refuse_constraint(Editor& editor, ObjectId table, const sql::Constraint& written,
                       Reaches reaches) {
  const Object* owner = editor.catalog().get(table);
  const auto* data = owner == nullptr ? nullptr : std::get_if<Table>(&owner->data);
  if (data == nullptr) return false;
  switch (written.kind) {
    case sql::ConstraintKind::kPrimaryKey:
    case sql::ConstraintKind::kUnique:
    case sql::ConstraintKind::kExclusion:
      return refuse_key(editor, *owner, *data, written) ||
             refuse_taken_constraint(editor, *owner, written);
    case sql::ConstraintKind::kForeignKey:
      return refuse_foreign_key(editor, *data, written) ||
             refuse_taken_constraint(editor, *owner, written);
    case sql::ConstraintKind::kCheck:
      return refuse_check(editor, *owner, *data, written, reaches) ||
             refuse_taken_constraint(editor, *owner, written);
    case sql::ConstraintKind::kNotNull:
      return false;
  }
  return false;
}

}  // namespace ashlar::catalog
