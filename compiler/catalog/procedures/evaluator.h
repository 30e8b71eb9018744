#pragma once

// Expressions and queries on the system catalogs, evaluated as far as the Catalog tells. What is
// not understood, and the rows of tables, are not certain; the guess is that tables are empty.
// Private to compiler/catalog.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/procedures/rows.h"
#include "compiler/catalog/procedures/values.h"
#include "grammar/sql/expressions.h"

namespace ashlar::catalog::procedures {

/// What an expression sees of the code around it.
class Surroundings {
 public:
  Surroundings() = default;
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  virtual ~Surroundings() = default;

  [[nodiscard]] virtual const Catalog& catalog() const = 0;
  /// `x`, `r.a`; nothing where no variable has the name.
  [[nodiscard]] virtual std::optional<Value> variable(const std::vector<std::string>& parts) = 0;
  /// `$1`.
  [[nodiscard]] virtual Value parameter(std::uint32_t number) = 0;
  /// Runs a function that the catalog may hold.
  [[nodiscard]] virtual Value call(const sql::FunctionUse& use, std::vector<Value> arguments) = 0;
  /// set_config; `local`: until the end of the transaction.
  virtual void configure(const std::string& name, const Value& value, bool local) = 0;
  /// The server ends the statement with an error.
  virtual void raise(std::string_view sqlstate, std::string message) = 0;
  /// Takes from what may still be done; false: nothing is left.
  [[nodiscard]] virtual bool spend(std::uint32_t steps) = 0;
};

/// One relation of a FROM clause, at one row.
struct Binding {
  std::string_view alias;
  const std::vector<std::string>* columns = nullptr;
  const std::vector<Value>* values = nullptr;  ///< null: all NULL
};
struct Scope;
/// The rows that an aggregate runs over.
struct Group {
  std::vector<Scope> rows;
  bool complete = true;  ///< neither more nor fewer rows
};
struct Scope {
  const Scope* outer = nullptr;
  std::vector<Binding> bindings;
  const std::map<std::string, RowSet, std::less<>>* common = nullptr;  ///< WITH
  const Group* group = nullptr;
};

class Evaluator {
 public:
  explicit Evaluator(Surroundings& surroundings) : around_(surroundings) {}

  [[nodiscard]] Value evaluate(const sql::Expr& expression, const Scope& scope);
  [[nodiscard]] RowSet query(const sql::SelectTree& select, const Scope* outer);

  [[nodiscard]] Surroundings& around() { return around_; }
  [[nodiscard]] const Catalog& catalog() const { return around_.catalog(); }

 private:
  [[nodiscard]] Value column(const sql::ColumnUse& use, const Scope& scope);
  [[nodiscard]] Value operation(const sql::Operation& operation, const Scope& scope);
  [[nodiscard]] Value in_list(const sql::Operation& operation, const Scope& scope);
  [[nodiscard]] Value any_of_array(const sql::Operation& operation, const Scope& scope);
  [[nodiscard]] Value logic(const sql::Logic& logic, const Scope& scope);
  [[nodiscard]] Value test(const sql::Test& test, const Scope& scope);
  [[nodiscard]] Value choose(const sql::Case& choice, const Scope& scope);
  [[nodiscard]] Value choose(const sql::Choice& choice, const Scope& scope);
  [[nodiscard]] Value sublink(const sql::Sublink& sublink, const Scope& scope);
  [[nodiscard]] Value function(const sql::FunctionUse& use, const Scope& scope);
  [[nodiscard]] Value aggregate(const sql::FunctionUse& use, const Scope& scope);
  [[nodiscard]] Value indirection(const sql::Indirection& indirection, const Scope& scope);

  [[nodiscard]] RowSet plain_query(const sql::SelectTree& select, const Scope& scope);

  Surroundings& around_;
};

/// True for the aggregates of the server that mean something here.
[[nodiscard]] bool is_aggregate(const sql::FunctionUse& use);
[[nodiscard]] bool has_aggregate(const sql::Expr& expression);

/// A cast; the type by the server's own name ("int4", "regclass").
[[nodiscard]] Value cast(Surroundings& around, const Value& value, const sql::TypeName& type);
/// The result of a function of the server; nothing where it is not known here.
[[nodiscard]] std::optional<Value> call_builtin(Surroundings& around, std::string_view name,
                                                const std::vector<Value>& arguments);
/// `a op b` for the operators of the server that mean something here.
[[nodiscard]] Value binary(const Catalog& catalog, std::string_view op, const Value& a,
                           const Value& b);
/// The rows that a function gives that returns a set; nothing where it is not known here.
[[nodiscard]] std::optional<std::vector<Value>> call_set(std::string_view name,
                                                         const std::vector<Value>& arguments);

/// EXISTS, and the value of `(SELECT …)`.
[[nodiscard]] Value exists(const RowSet& rows);
[[nodiscard]] Value scalar(const RowSet& rows);
/// The name of an output column.
[[nodiscard]] std::string output_name(const sql::TargetItem& target);

}  // namespace ashlar::catalog::procedures
