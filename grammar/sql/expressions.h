#pragma once

// Expressions and queries as trees: what binding names to objects and finding types needs. They are
// part of the statements that keep them (defaults, checks, index keys, views, policies, …); data
// statements keep theirs only where the catalog needs it (CREATE TABLE AS). Text is not repeated
// here: every node has its span. Layer: grammar/sql.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "grammar/sql/names.h"

namespace ashlar::sql {

struct Expr;
struct SelectTree;
struct FromItem;
struct DataChange;
/// Trees never change once they are lowered, so statements that are copied share them.
using ExprPtr = std::shared_ptr<const Expr>;
using SelectPtr = std::shared_ptr<const SelectTree>;
using FromItemPtr = std::shared_ptr<const FromItem>;
using DataChangePtr = std::shared_ptr<const DataChange>;
using Exprs = std::vector<Expr>;

struct Constant {
  enum class Kind { kNull, kBoolean, kInteger, kFloat, kString, kBitString } kind = Kind::kNull;
  std::string text;  ///< of a string, its value; of a number, its digits (`-` before them where the
                     ///< grammar folds the sign); "true", "false"
};
/// `a`, `t.a`, `s.t.a`; with `star`, `*` and `t.*`: then `parts` is what stands before the star.
struct ColumnUse {
  std::vector<Name> parts;
  bool star = false;
};
/// `$1`.
struct ParameterUse {
  std::uint32_t number = 0;
};
struct SortItem {
  ExprPtr value;
  QualifiedName using_operator;  ///< ORDER BY a USING <; empty otherwise
};
/// OVER (…) or WINDOW w AS (…).
struct Window {
  Name name;  ///< of `OVER w`, or that WINDOW gives
  Name base;  ///< (w ORDER BY …)
  Exprs partition_by;
  std::vector<SortItem> order_by;
  Exprs frame;  ///< the bounds' values
};
/// A call of a function, in brackets or in words (EXTRACT, AT TIME ZONE): then the spans of the
/// name are empty.
struct FunctionUse {
  QualifiedName name;
  Exprs arguments;                   ///< those of WITHIN GROUP are in order_by
  std::vector<Name> argument_names;  ///< parallel to `arguments`; empty: by position
  bool star = false;                 ///< count(*)
  bool distinct = false;
  bool variadic = false;      ///< VARIADIC before the last argument
  bool within_group = false;  ///< order_by is of WITHIN GROUP
  std::vector<SortItem> order_by;
  ExprPtr filter;
  std::optional<Window> over;
};
/// Everything with an operator. BETWEEN has three operands, IN its left side and then the list,
/// prefix operators one, NULLIF two.
struct Operation {
  enum class Kind {
    kPlain,
    kAny,  ///< a = ANY (array)
    kAll,
    kDistinct,  ///< IS [NOT] DISTINCT FROM
    kNotDistinct,
    kNullIf,
    kIn,
    kNotIn,
    kLike,  ///< [NOT] LIKE, ILIKE, SIMILAR TO; the operator's name tells (`~~`, `!~~*`, `~`)
    kBetween,
    kNotBetween,  ///< SYMMETRIC or not
  } kind = Kind::kPlain;
  /// `=`; its schema where OPERATOR(s.=) is written, all of which its span covers; no spans where
  /// words stand for it (LIKE, IN).
  QualifiedName name;
  Exprs operands;
};
struct Logic {
  enum class Kind { kAnd, kOr, kNot } kind = Kind::kAnd;
  Exprs operands;
};
/// IS NULL, IS TRUE and their kin: always boolean.
struct Test {
  enum class Kind {
    kNull,
    kNotNull,
    kTrue,
    kNotTrue,
    kFalse,
    kNotFalse,
    kUnknown,
    kNotUnknown
  } kind = Kind::kNull;
  ExprPtr operand;
};
/// `a::t`, CAST (a AS t), `t 'literal'`.
struct Cast {
  ExprPtr operand;
  TypeName type;
};
struct Case {
  ExprPtr subject;  ///< null: CASE WHEN …
  Exprs conditions;
  Exprs results;      ///< parallel to `conditions`
  ExprPtr otherwise;  ///< null: no ELSE
};
struct Choice {
  enum class Kind { kCoalesce, kGreatest, kLeast } kind = Kind::kCoalesce;
  Exprs operands;
};
struct ArrayConstructor {
  Exprs elements;
};
struct RowConstructor {
  Exprs fields;
};
struct Sublink {
  enum class Kind { kExists, kScalar, kArray, kAny, kAll } kind = Kind::kScalar;
  ExprPtr test;        ///< of kAny and kAll: the left side (a row where it is a list)
  QualifiedName name;  ///< its operator; empty: IN
  SelectPtr query;
};
/// `(a).field`, `a[1]`, `a[1:2]`, `(a).*`.
struct Indirection {
  ExprPtr base;
  struct Step {
    Name field;  ///< empty: a subscript, or a star
    bool star = false;
    bool slice = false;
    ExprPtr lower;  ///< of a slice, may be null
    ExprPtr upper;  ///< the subscript itself where it is no slice
  };
  std::vector<Step> steps;
};
struct Collate {
  ExprPtr operand;
  QualifiedName collation;
};
/// CURRENT_DATE, SESSION_USER, …: lower case, as written.
struct ValueFunction {
  std::string name;
};
/// XML and JSON expressions, GROUPING, merge_action(), CURRENT OF, SET TO DEFAULT: the parser's
/// name for the node ("XmlExpr"), all expressions in it, and the type that RETURNING or AS says.
struct SpecialForm {
  std::string node;
  std::string op;  ///< "IS_XMLELEMENT", "JSON_VALUE_OP", …; empty where the node has none
  Exprs operands;
  std::optional<TypeName> type;
};

struct Expr {
  using Node = std::variant<Constant, ColumnUse, ParameterUse, FunctionUse, Operation, Logic, Test,
                            Cast, Case, Choice, ArrayConstructor, RowConstructor, Sublink,
                            Indirection, Collate, ValueFunction, SpecialForm>;
  Node node;
  /// From its first token to its last, brackets around it left out; at least the token at which the
  /// parser places it.
  Span span;
};

struct Alias {
  Name name;
  std::vector<Name> columns;
};
struct RelationItem {
  QualifiedName name;
  bool only = false;
  Alias alias;  ///< empty name: none
};
struct SubqueryItem {
  SelectPtr query;
  bool lateral = false;
  Alias alias;
};
/// `AS t (a int, b text)` and the COLUMNS of XMLTABLE and JSON_TABLE.
struct ColumnShape {
  Name name;
  TypeName type;
  bool ordinality = false;
};
/// A function in FROM; several with ROWS FROM (…).
struct FunctionItem {
  Exprs calls;
  bool lateral = false;
  bool ordinality = false;
  Alias alias;
  std::vector<ColumnShape> columns;          ///< AS (…), of all calls
  std::vector<std::uint32_t> column_counts;  ///< parallel to `calls`: how many of `columns` it has
};
/// XMLTABLE and JSON_TABLE: all expressions in them, and the columns that they give.
struct TableFunctionItem {
  Exprs operands;
  bool lateral = false;
  std::vector<ColumnShape> columns;
  Alias alias;
};
struct JoinItem {
  enum class Kind { kInner, kLeft, kRight, kFull } kind = Kind::kInner;
  bool natural = false;
  std::vector<Name> using_columns;
  Name using_alias;
  ExprPtr on;
  FromItemPtr left;
  FromItemPtr right;
  Alias alias;
};
struct FromItem {
  std::variant<RelationItem, SubqueryItem, FunctionItem, TableFunctionItem, JoinItem> node;
  Exprs sample;  ///< arguments of TABLESAMPLE
};

struct TargetItem {
  Expr value;
  Name label;  ///< after AS, or without it; empty: none is written
};

struct CommonTable {
  Name name;
  std::vector<Name> columns;
  SelectPtr query;            ///< null where it changes data
  DataChangePtr data_change;  ///< null where it is a query
  /// That SEARCH and CYCLE add behind the query's own, in order.
  std::vector<Name> added_columns;
};

/// INSERT, UPDATE, DELETE or MERGE inside WITH, a rule or a function's body.
struct DataChange {
  enum class Kind { kInsert, kUpdate, kDelete, kMerge } kind = Kind::kInsert;
  std::vector<CommonTable> with;
  bool recursive = false;
  RelationItem table;
  std::vector<Name> columns;         ///< that INSERT and SET name
  std::vector<bool> in_part;         ///< parallel to them: SET a[1], SET a.b
  std::size_t listed = 0;            ///< how many of them INSERT lists; SET names the others
  std::vector<TargetItem> assigned;  ///< the values of SET
  std::vector<FromItem> from;        ///< FROM, USING
  SelectPtr query;                   ///< of INSERT
  Exprs conditions;                  ///< WHERE, ON, WHEN, what ON CONFLICT infers from
  Name conflict_constraint;          ///< ON CONFLICT ON CONSTRAINT
  std::vector<TargetItem> returning;
  Span span;  ///< from its first token to its last
};

enum class SetOperation { kNone, kUnion, kIntersect, kExcept };

/// A SELECT, VALUES (`values` not empty), or two of them under a set operation.
struct SelectTree {
  std::vector<CommonTable> with;
  bool recursive = false;

  SetOperation operation = SetOperation::kNone;
  bool all = false;
  SelectPtr left;
  SelectPtr right;

  std::vector<Exprs> values;

  bool distinct = false;
  Exprs distinct_on;
  std::vector<TargetItem> targets;
  std::vector<FromItem> from;
  ExprPtr where;
  Exprs group_by;  ///< those of grouping sets too
  ExprPtr having;
  std::vector<Window> windows;

  std::vector<SortItem> order_by;
  ExprPtr limit;
  ExprPtr offset;
  Span span;  ///< from its first token to its last, brackets around it left out
};

}  // namespace ashlar::sql
