#pragma once

// From the words of an expression or a query to SqlText: each name is looked up as the server would
// and becomes a site; what the server would refuse is refused. Sites tell dependencies too. Private
// to compiler/catalog.

#include <cstdint>
#include <functional>
#include <vector>

#include "compiler/catalog/binding/query_columns.h"
#include "compiler/catalog/binding/scope.h"
#include "compiler/catalog/statements/editor.h"
#include "grammar/sql/names.h"
#include "grammar/sql/objects.h"

namespace ashlar::catalog {

/// What an expression is part of: decides what may stand in it (src/backend/parser/parse_expr.c and
/// parse_agg.c, ParseExprKind).
enum class Place {
  kDefault,
  kGenerated,
  kCheck,
  kDomainCheck,
  kIndexKey,
  kIndexPredicate,
  kPartitionKey,
  kPartitionBound,
  kStatistics,
  kPolicy,
  kTriggerWhen,
  kColumnConversion,  ///< ALTER COLUMN … TYPE … USING
  kParameterDefault,
};

struct Placing {
  Place place = Place::kDefault;
  /// The relation (or, of kDomainCheck, the domain) that it belongs to, already in the catalog; its
  /// columns are in scope where the place allows columns. 0: none.
  ObjectId owner = 0;
  Type target;  ///< that the value is assigned to; an empty name where it is not known
};

/// What the place lets an expression name.
[[nodiscard]] Scope scope_for(const Catalog& catalog, const Placing& placing);

[[nodiscard]] SqlText bind_expression(Editor& editor, const sql::Expression& expression,
                                      const Placing& placing);
/// The same with the type that the expression has of itself; an empty name where it is not known.
struct TypedText {
  SqlText text;
  Type type;
};
[[nodiscard]] TypedText bind_typed(Editor& editor, const sql::Expression& expression,
                                   const Placing& placing);

/// The query of a view or a table made from one, every `*` written out.
struct BoundQuery {
  SqlText text;
  std::vector<OutputColumn> columns;
  bool complete = false;  ///< false: `columns` are not all that there are
};
[[nodiscard]] BoundQuery bind_query(Editor& editor, const sql::Query& query);

/// What stands inside of a rule, or is the body of a SQL function.
struct Body {
  Span whole;  ///< what becomes the text
  const std::vector<sql::InnerStatement>* statements = nullptr;
  const sql::Expression* expression = nullptr;  ///< a rule's WHERE, a body's RETURN; null: none
  ObjectId rule_table = 0;                      ///< whose OLD and NEW a rule has
  std::string rule_event;                       ///< of the rule: "insert", "update", "delete"
  /// Of a function, which its body may name.
  const std::vector<FunctionParameter>* parameters = nullptr;
  std::string function_name;
};
[[nodiscard]] SqlText bind_body(Editor& editor, const Body& body);

/// Refuses for what a statement that reads or writes rows names and that is not there, or does not
/// fit; nothing of it is kept.
void judge_query(Editor& editor, const sql::Query& query);
void judge_change(Editor& editor, const sql::DataChange& change);

/// What the text names as dependencies of the object, or of one column of it. Columns of the object
/// `own` (a constraint's table) get `own_kind`, everything else is a normal dependency.
void depend_on_text(Editor& editor, ObjectId dependent, std::uint32_t dependent_column,
                    const SqlText& text, ObjectId own = 0,
                    DependencyKind own_kind = DependencyKind::kNormal);

/// Numbers of the relation's columns that the text mentions, each once, in order of mention.
[[nodiscard]] std::vector<std::uint32_t> columns_in(const SqlText& text, ObjectId relation);

/// The text as part of another relation (partition, heir, LIKE): `map` gives the number there of a
/// column here, 0 where it has none.
[[nodiscard]] SqlText moved_to(SqlText text, ObjectId from, ObjectId to,
                               const std::function<std::uint32_t(std::uint32_t)>& map);

/// The default of a column of that type as it reads once the column has another: a literal keeps
/// the type that it had. (tablecmds.c, ATExecAlterColumnType casts the old default)
[[nodiscard]] SqlText spelled_out(const Catalog& catalog, SqlText text, const Type& type);
/// The check, index expression or predicate of the table with every cast written out that the
/// server's printing of it shows: what it becomes when a column in it gets another type.
[[nodiscard]] SqlText with_casts(Editor& editor, const SqlText& text, ObjectId table);
/// Does that for all that stands on the column.
void spell_dependents(Editor& editor, ObjectId table, std::uint32_t column);
/// As moved_to, between two tables whose columns have the same names.
[[nodiscard]] SqlText moved_text(const Catalog& catalog, SqlText text, ObjectId from, ObjectId to);

}  // namespace ashlar::catalog
