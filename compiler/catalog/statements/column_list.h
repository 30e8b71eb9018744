#pragma once

// The columns of a table to be: inherited ones, those of a type, LIKE's and its own, merged as the
// server does (tablecmds.c, MergeAttributes). Private to compiler/catalog.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/tables.h"

namespace ashlar::catalog {

/// True where LIKE … INCLUDING copies that too.
[[nodiscard]] bool includes(const sql::LikeClause& like, std::string_view what);

/// Collects the columns before the table exists; refuses those that contradict each other.
class ColumnList {
 public:
  ColumnList(Editor& editor, Table& table, Span where)
      : editor_(editor), table_(table), where_(where) {}

  void inherit(const Column& from, Origin origin);
  void of_type(Column column);
  /// A column of its own, merged with an inherited one of the name. Returns its number.
  std::uint32_t own(Column column, const sql::ColumnDefinition& written);
  void like(const Column& from, const sql::LikeClause& like, Origin origin);

 private:
  Column* find(const std::string& name);
  /// What a column that is there already takes from one of the statement's own.
  void merge(Column& present, const Column& column);
  void refuse_merge(const Column& present, const Column& column,
                    const sql::ColumnDefinition& written);
  /// False, and refused, where the statement has given the name already.
  bool take_name(const std::string& name, Span where);

  Editor& editor_;
  Table& table_;
  Span where_;
  std::unordered_set<std::string> named_;  ///< by the statement itself
};

}  // namespace ashlar::catalog
