#include "compiler/catalog/statements/column_list.h"

#include <utility>

#include "compiler/catalog/statements/alter_columns.h"
#include "compiler/catalog/statements/lookup.h"

namespace ashlar::catalog {
namespace {

/// What belongs to one table's column alone.
void leave_behind(Column& column) {
  column.sequence = 0;
  column.statistics = -1;
  column.options.clear();
  column.foreign_options.clear();
  column.not_null_name.clear();
}

}  // namespace

bool includes(const sql::LikeClause& like, std::string_view what) {
  bool included = false;
  for (const std::string& option : like.including) {
    if (option == "all" || option == what) included = true;
  }
  return included;
}

void ColumnList::inherit(const Column& from, Origin origin) {
  if (Column* same = find(from.name)) {
    if (surely_different(same->type, from.type)) {
      refuse(editor_, ProblemKind::kTypeMismatch, "42804",
             "inherited column `" + from.name + "` has a type conflict", where_);
    } else if (same->generated.empty() != from.generated.empty()) {
      refuse(editor_, ProblemKind::kTypeMismatch, "42804",
             "inherited column `" + from.name + "` has a generation conflict", where_);
    }
    same->inherited += 1;
    same->not_null = same->not_null || from.not_null;
    return;
  }
  Column column = from;
  column.number = table_.next_column++;
  column.local = false;
  column.inherited = 1;
  column.origin = origin;
  column.identity.reset();
  leave_behind(column);
  table_.columns.push_back(std::move(column));
}

void ColumnList::of_type(Column column) {
  column.number = table_.next_column++;
  table_.columns.push_back(std::move(column));
}

std::uint32_t ColumnList::own(Column column, const sql::ColumnDefinition& written) {
  const bool again = !take_name(column.name, written.name.span);
  Column* same = find(column.name);
  if (same == nullptr) {
    if (table_.of_type != 0 || table_.partition_of != 0) {
      refuse(editor_, ProblemKind::kUnknownColumn, "42703",
             "column `" + column.name + "` does not exist", written.name.span);
    }
    column.number = table_.next_column++;
    table_.columns.push_back(std::move(column));
    return table_.columns.back().number;
  }
  if (!again && table_.of_type == 0) refuse_merge(*same, column, written);
  merge(*same, column);
  return same->number;
}

void ColumnList::merge(Column& present, const Column& column) {
  // A partition owns none of its columns.
  present.local = table_.partition_of == 0;
  present.not_null = present.not_null || column.not_null;
  if (!column.default_value.empty()) present.default_value = column.default_value;
  if (!column.generated.empty()) present.generated = column.generated;
  if (column.identity.has_value()) present.identity = column.identity;
  if (!column.storage.empty()) present.storage = column.storage;
  if (!column.compression.empty()) present.compression = column.compression;
  if (!column.foreign_options.empty()) present.foreign_options = column.foreign_options;
  present.origin = column.origin;
}

void ColumnList::like(const Column& from, const sql::LikeClause& like, Origin origin) {
  take_name(from.name, like.table.name.span);
  Column column = from;
  column.local = true;
  column.inherited = 0;
  column.origin = origin;
  leave_behind(column);
  if (!includes(like, "storage")) column.storage.clear();
  if (!includes(like, "compression")) column.compression.clear();
  if (!includes(like, "defaults")) column.default_value = {};
  if (!includes(like, "generated")) column.generated = {};
  if (!includes(like, "identity")) column.identity.reset();
  if (Column* same = find(column.name)) {
    merge(*same, column);
    return;
  }
  column.number = table_.next_column++;
  table_.columns.push_back(std::move(column));
}

Column* ColumnList::find(const std::string& name) {
  for (Column& column : table_.columns) {
    if (column.name == name) return &column;
  }
  return nullptr;
}

void ColumnList::refuse_merge(const Column& present, const Column& column,
                              const sql::ColumnDefinition& written) {
  const Span where = span_of(written.name, where_);
  if (written.type.has_value() && surely_different(present.type, column.type)) {
    refuse(editor_, ProblemKind::kTypeMismatch, "42804",
           "column `" + column.name + "` has a type conflict", where);
    return;
  }
  if (present.generated.empty()) return;
  const char* what = written.generated.has_value()       ? " specifies generation expression"
                     : written.default_value.has_value() ? " specifies default"
                     : written.identity.has_value()      ? " specifies identity"
                                                         : nullptr;
  if (what == nullptr) return;
  refuse(editor_, ProblemKind::kInvalidDefinition, "42611",
         "column `" + column.name + "` inherits from generated column but" + what, where);
}

bool ColumnList::take_name(const std::string& name, Span where) {
  if (named_.insert(name).second) return true;
  refuse(editor_, ProblemKind::kDuplicateColumn, "42701",
         "column `" + name + "` specified more than once", where);
  return false;
}

}  // namespace ashlar::catalog
