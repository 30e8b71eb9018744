#pragma once

// Names, types and expressions, the parts that statements are made of. All text is as PostgreSQL
// understands it: unquoted identifiers folded to lower case, quotes taken off.
// Layer: grammar/sql.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar::sql {

/// An identifier and where it stands, quotes included. The span is empty (begin == end) where the
/// statement does not spell the name, as with a name that PostgreSQL makes up.
struct Name {
  std::string text;
  Span span;

  [[nodiscard]] bool empty() const { return text.empty(); }
};

/// The identifier that a word spells: folded, or its quotes taken off. U&"…" gives its inside as
/// written.
[[nodiscard]] std::string identifier_text(std::string_view word);

/// `schema.name`, or `name` with an empty schema: then search_path decides.
struct QualifiedName {
  Name schema;
  Name name;
  Span span;  ///< from the first byte of the schema (or name) to the last of the name
};

/// A type as written. Built-in SQL spellings are those of the grammar: `integer` is
/// pg_catalog.int4, `varchar` pg_catalog.varchar.
struct TypeName {
  QualifiedName name;
  std::vector<std::string> modifiers;  ///< `varchar(10)` has {"10"}, `numeric(8,2)` {"8","2"}
  std::uint32_t array_dimensions = 0;
  bool set_of = false;
  Span span;  ///< the type as written, modifiers and brackets included
};

/// `table.column`, `column`, or `schema.table.column`; `*` is the name of a star.
struct ColumnRef {
  std::vector<std::string> parts;
  Span span;
};

/// A call of a function by name, in an expression or a query.
struct FunctionCall {
  QualifiedName name;
  std::uint32_t argument_count = 0;
  /// The first argument where it is a string literal: what `nextval('s')` or `set_config` name.
  std::optional<std::string> first_literal;
  Span span;
};

/// What an expression or a query mentions, gathered when the tree is lowered, so that no pass above
/// needs the tree: enough for dependencies, defaults and volatility.
struct References {
  std::vector<ColumnRef> columns;
  std::vector<FunctionCall> functions;
  std::vector<QualifiedName> relations;  ///< tables and views read; not names bound by WITH
  std::vector<TypeName> types;           ///< targets of casts
};

struct Expr;        // expressions.h
struct SelectTree;  // likewise
struct DataChange;  // likewise

/// A scalar expression. Text comes from the source; `tree_hash` is equal for equal trees, blanks
/// and locations aside.
struct Expression {
  Span span;
  References references;
  std::uint64_t tree_hash = 0;
  /// The expression is one constant or a cast of one (`0`, `'x'::text`, NULL, true).
  bool is_constant = false;
  /// The expression is nothing but this column; empty otherwise.
  std::string plain_column;
  /// The tree; null where it nests too deeply. Never changes, so copies share it.
  std::shared_ptr<const Expr> tree;
};

/// A SELECT, VALUES or other query that stands inside a statement.
struct Query {
  Span span;
  References references;
  /// Names of the output columns as far as the text tells; empty for `*` and other unknowns.
  std::vector<std::string> output_columns;
  std::uint64_t tree_hash = 0;
  /// The tree; null inside of other statements than views and CREATE TABLE AS, for what is no query
  /// (EXECUTE), and where it is too long or nests too deeply. Never changes, so copies share it.
  std::shared_ptr<const SelectTree> tree;
};

/// `name = value` in WITH (…), or an option of any other statement; value as written, may be empty.
struct Option {
  std::string name;
  std::string value;
  Span span;
  /// Before the name, in ALTER … OPTIONS (…): nothing written means ADD.
  enum class Change { kAdd, kSet, kDrop } change = Change::kAdd;
};

enum class DropBehavior { kRestrict, kCascade };
enum class Persistence { kPermanent, kUnlogged, kTemporary };

}  // namespace ashlar::sql
