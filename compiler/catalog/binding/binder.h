#pragma once

// Binder: walks the tree of an expression or a query, looks every name up in its scope and notes
// what it means as edits of the text. Private to compiler/catalog; entered through bind.h.

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/binding/scope.h"
#include "compiler/catalog/binding/text_edits.h"
#include "compiler/catalog/resolution/callee.h"
#include "compiler/catalog/resolution/resolve.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/expressions.h"

namespace ashlar::catalog {

/// The value of an expression, as far as it is known.
struct Typed {
  Type type;  ///< `unknown` of a string or NULL that takes its type from where it stands
  NameRef collation;
};

/// What a column without a label is called, and after which object (0: nothing that can be
/// renamed).
struct Figured {
  std::string name;
  int strength = 0;  ///< 0 none, 1 if nothing better comes, 2 for good
  ObjectId object = 0;
  std::uint32_t column = 0;
};

struct QueryShape {
  std::vector<OutputColumn> columns;
  bool complete = true;
};

class Binder {
 public:
  /// `whole` is the text that becomes a SqlText.
  Binder(Editor& editor, Span whole);

  /// For text that stands in no file: `words` are at offset 0.
  Binder(Editor& editor, std::string words);

  void restrict_to(Place place) { place_ = place; }
  /// Of the function whose body this is; they must outlive the binder.
  void know_parameters(const std::vector<FunctionParameter>& parameters) {
    parameters_ = &parameters;
  }
  /// Refuses nothing.
  void be_quiet() { ++quiet_; }
  /// Refuses in INSERT, UPDATE and DELETE too what the server would.
  void judge_changes() { judges_changes_ = true; }
  /// Writes out every cast that the server's own printing of the expression would show.
  void spell_casts() { spelling_ = true; }
  /// Also marks those that change nothing, of which the server keeps none (postgres::kNoType).
  void mark_needless_casts() { marks_needless_casts_ = true; }
  Typed expression(const sql::Expr& expr, const Scope& scope);
  /// Literals whose type is that of the place where they stand: enum labels, names of relations.
  void coerce(const sql::Expr& expr, const Typed& value, const Type& target);
  /// The labels inside of an array's literal.
  void array_literal(Span span, const Object& type);
  /// Refuses for what is no boolean and becomes none. (parse_coerce.c, coerce_to_boolean)
  void require_boolean(const sql::Expr& expr, const Typed& value, std::string_view construct);
  /// Refuses for what cannot be assigned to the target.
  void require_assignable(const sql::Expr& expr, const Typed& value, const Type& target,
                          std::string_view what);
  QueryShape query(const sql::SelectTree& tree, const Scope* outer);
  QueryShape change(const sql::DataChange& change, const Scope* outer);

  [[nodiscard]] SqlText text() const;
  [[nodiscard]] TextEdits& edits() { return edits_; }
  [[nodiscard]] Editor& editor() { return editor_; }

 private:
  enum class Unknowns { kToText, kKept };
  struct StarRef {
    std::size_t item = 0;
    std::size_t column = 0;
  };
  /// What one element of FROM adds: items of the scope, and its columns in the order of `*`.
  struct FromShape {
    std::size_t begin = 0;
    std::vector<StarRef> columns;
    bool complete = true;
  };

  const Catalog& catalog() const { return editor_.catalog(); }
  void refuse(ProblemKind kind, std::string_view sqlstate, std::string message, Span where,
              std::string help = {});
  [[nodiscard]] std::string_view written_at(Span span) const;
  [[nodiscard]] Type type_of_parameter(std::uint32_t number) const;
  [[nodiscard]] bool is_parameter(std::string_view name) const;

  // bind_names.cpp
  Typed column_use(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope);
  Typed plain_column(const sql::Expr& expr, const sql::Name& name, const Scope& scope);
  void qualify(const ScopeItem& item, const Scope& scope, const Scope& level, Span where);
  Typed qualified_column(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope);
  Typed found_column(const sql::Expr& expr, const ScopeColumn& column, Span where);
  Typed whole_row(const sql::Expr& expr, const ScopeItem& item, Span where);
  void note_qualifier(const ScopeItem& item, const sql::ColumnUse& use);
  void refuse_unknown_column(const sql::Name& name, const Scope& scope);
  void relation_name(const sql::QualifiedName& name, ObjectId id);
  Type type_name(const sql::TypeName& written);
  void collation_name(const sql::QualifiedName& name, NameRef& into);

  // bind_calls.cpp
  Typed function_use(const sql::Expr& expr, const sql::FunctionUse& use, const Scope& scope);
  void refuse_misplaced(char kind, bool returns_set, bool over, const sql::FunctionUse& use,
                        Span where);
  void refuse_mutable(const Callee& callee, Span where);
  void refuse_mutable(Span where);
  Typed plain_operation(const sql::Expr& expr, const sql::Operation& operation,
                        const std::vector<Typed>& values);
  void note_words(const sql::Operation& operation, const std::vector<Typed>& values,
                  std::uint32_t near);
  /// The text hangs on an operator that it does not spell.
  void use_operator(std::string_view name, const Type& left, const Type& right, std::uint32_t near);
  void keep_precedence(const sql::Expr& expr, const sql::Operation& operation);
  void window(const sql::Window& window, const Scope& scope);
  Typed operation(const sql::Expr& expr, const sql::Operation& operation, const Scope& scope);
  Typed common(const std::vector<const sql::Expr*>& exprs, const std::vector<Typed>& values);
  Typed sublink(const sql::Sublink& sublink, Span where, const Scope& scope);
  Typed indirection(const sql::Expr& expr, const sql::Indirection& use, const Scope& scope);
  Typed case_of(const sql::Case& use, const Scope& scope);

  // bind_spelling.cpp
  void spell_cast(const sql::Expr& expr, const Type& from, const Type& to);
  /// False where the operation is like any other.
  bool spell_operation(const sql::Operation& operation, const std::vector<Typed>& values);
  void spell_list(const sql::Operation& operation, const std::vector<Typed>& values);
  /// To the very type that the value has.
  void mark_needless_cast(const sql::Cast& cast, const Typed& value, const Type& type);
  void put_in(std::uint32_t at, std::string words);

  // bind_selects.cpp
  void with(const std::vector<sql::CommonTable>& tables, bool recursive, Scope& scope);
  QueryShape common_table(const sql::CommonTable& table, const Scope& scope);
  QueryShape select(const sql::SelectTree& tree, const Scope* outer, Unknowns unknowns);
  QueryShape set_operation(const sql::SelectTree& tree, Scope& scope);
  QueryShape values(const sql::SelectTree& tree, const Scope& scope);
  void targets(const std::vector<sql::TargetItem>& items, const Scope& scope,
               const std::vector<FromShape>& from, Unknowns unknowns, QueryShape& out);
  void target(const sql::TargetItem& item, const Scope& scope, Unknowns unknowns, QueryShape& out);
  void output_or_expression(const sql::Expr& expr, const Scope& scope, const QueryShape& outputs);
  void group_item(const sql::Expr& expr, const Scope& scope, const QueryShape& outputs);
  void order_by(const std::vector<sql::SortItem>& items, const Scope& scope);
  Figured figured(const sql::Expr& expr, int depth = 0) const;
  /// Where the words of a target end, brackets included.
  [[nodiscard]] std::uint32_t end_with_brackets(Span span);

  // bind_stars.cpp
  void star_target(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope,
                   const std::vector<FromShape>& from, QueryShape& out);
  /// `(row).*`
  void row_target(const sql::Expr& expr, const sql::Indirection& use, const Scope& scope,
                  const std::vector<FromShape>& from, QueryShape& out);
  enum class Labels { kAdded, kNone };
  SqlText star_words(const std::vector<StarRef>& refs, const Scope& scope, bool qualify,
                     Labels labels) const;
  /// `t.*` inside of ROW or VALUES; false where it cannot be written out.
  bool star_inside(const sql::Expr& expr, const Scope& scope);

  // bind_from.cpp
  FromShape from_item(const sql::FromItem& item, Scope& scope);
  void refuse_unknown_relation(const sql::QualifiedName& name);
  FromShape from_relation(const sql::RelationItem& item, Scope& scope);
  FromShape from_subquery(const sql::SubqueryItem& item, Scope& scope);
  FromShape from_function(const sql::FunctionItem& item, Scope& scope);
  [[nodiscard]] bool unnests_several(const sql::Expr& call) const;
  void unnest_several(const sql::FunctionUse& use, const Scope& scope, ScopeItem& made);
  FromShape from_table_function(const sql::TableFunctionItem& item, Scope& scope);
  FromShape from_join(const sql::JoinItem& item, Scope& scope);
  FromShape add_item(Scope& scope, ScopeItem item) const;
  QueryShape function_columns(const sql::Expr& call, const sql::FunctionItem& item,
                              const Typed& result);

  // bind_joins.cpp
  /// The columns that both sides are joined by; NATURAL is written out.
  std::vector<sql::Name> joined_names(const sql::JoinItem& item, const FromShape& left,
                                      const FromShape& right, Scope& scope);
  void spell_natural(const sql::JoinItem& item, const std::vector<sql::Name>& names, Scope& scope);
  void merge_columns(const sql::JoinItem& item, const std::vector<sql::Name>& names,
                     const std::array<FromShape, 2>& sides, Scope& scope, FromShape& joined);
  /// After FROM: columns that USING names are called so in the query, whatever becomes of them.
  void keep_joined_names(Scope& scope);

  // bind_changes.cpp
  void change_columns(const sql::DataChange& change, const ScopeItem& target);
  [[nodiscard]] const ScopeColumn* inserted_column(const sql::DataChange& change,
                                                   const ScopeItem& target, std::size_t at) const;
  void refuse_count(const sql::DataChange& change, const ScopeItem& target, std::size_t values,
                    Span where);
  void insert_rows(const sql::DataChange& change, const ScopeItem& target, const Scope& scope);
  void insert_query(const sql::DataChange& change, const ScopeItem& target, const Scope& scope);
  void change_value(const sql::Expr& expr, const Typed& value, const ScopeColumn* column);

  // bind_groups.cpp
  void check_groups(const sql::SelectTree& tree, const Scope& scope);
  void ungrouped(const sql::Expr& expr, const sql::ColumnUse& use, const Scope& scope,
                 const std::set<const ScopeColumn*>& grouped);

  /// What `$1`, or a name before a point, may mean beside columns.
  const std::vector<FunctionParameter>* parameters_ = nullptr;
  Editor& editor_;
  Span whole_;
  std::string words_;
  std::vector<postgres::Token> tokens_;  ///< scanned at the first label
  TextEdits edits_;
  std::optional<Place> place_;
  /// What columns and calls turned out to mean: names of outputs come from it.
  std::unordered_map<const sql::Expr*, Site> named_;
  std::unordered_set<const sql::Expr*> aggregates_;  ///< calls that were found to be that
  bool spelling_ = false;
  bool marks_needless_casts_ = false;
  bool judges_changes_ = false;
  int quiet_ = 0;     ///< more than 0: nothing is refused
  int sublinks_ = 0;  ///< queries inside of the expression
};

/// Types by their names in pg_catalog.
[[nodiscard]] Type built_in(std::string_view name, std::uint32_t array_dimensions = 0);
[[nodiscard]] bool is_unknown_literal(const Type& type);

}  // namespace ashlar::catalog
