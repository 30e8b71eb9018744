#pragma once

// The body of a DO block or of a function in PL/pgSQL, as a tree of its statements. SQL inside it
// stays text: what it means depends on the variables and on the schema at the moment it runs.
// Layer: grammar/sql.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "grammar/text/span.h"

namespace ashlar::sql::plpgsql {

/// SQL in a body: a statement, a query, or an expression without its SELECT.
struct Fragment {
  std::string text;  ///< blanks where an INTO clause stood
  Span span;         ///< in the body; empty where it has no place of its own

  [[nodiscard]] bool empty() const { return text.empty(); }
};

struct Statement;
using Statements = std::vector<Statement>;

struct Variable {
  std::string name;
  std::string type;  ///< as written; empty: a record
  Fragment initial;  ///< empty: NULL
  Fragment cursor;   ///< the query of a bound cursor
};

/// Where INTO, FOR and FETCH put what they get: variables, or fields of one (`r.a`).
struct Target {
  std::vector<std::string> names;
  bool whole_row = false;  ///< one record variable that takes the row as it is
};

struct Handler {
  std::vector<std::string> conditions;  ///< names, lower case, or SQLSTATEs; "others"
  Statements body;
};
struct Block {
  std::string label;
  std::vector<Variable> variables;
  Statements body;
  std::vector<Handler> handlers;
};

/// A SQL statement on its own, INTO included.
struct RunSql {
  Fragment statement;
  bool into = false;
  bool strict = false;
  Target target;
};
struct Execute {
  Fragment command;
  std::vector<Fragment> parameters;  ///< USING
  bool into = false;
  bool strict = false;
  Target target;
};
/// PERFORM; the query begins with SELECT.
struct Perform {
  Fragment query;
};
/// CALL or DO.
struct CallOrDo {
  Fragment statement;
};
struct Assign {
  std::string target;  ///< `x`, `r.a`, `a[1]` as written
  Fragment value;
};

struct Branch {
  Fragment condition;
  Statements body;
};
struct If {
  std::vector<Branch> branches;  ///< IF and every ELSIF
  Statements otherwise;
};
/// CASE; with a subject, the conditions speak of it as of a variable.
struct Case {
  Fragment subject;
  std::string variable;
  std::vector<Branch> branches;
  bool has_else = false;
  Statements otherwise;
};

/// LOOP; WHILE where it has a condition.
struct Loop {
  std::string label;
  Fragment condition;
  Statements body;
};
struct ForInteger {
  std::string label;
  std::string variable;
  Fragment first;
  Fragment last;
  Fragment step;  ///< empty: 1
  bool reverse = false;
  Statements body;
};
struct ForQuery {
  std::string label;
  Target target;
  Fragment query;
  bool execute = false;  ///< the query is an expression that gives its text
  std::vector<Fragment> parameters;
  std::string cursor;  ///< FOR r IN cursor; then `query` is empty
  Statements body;
};
struct ForEach {
  std::string label;
  std::string variable;
  std::int64_t slice = 0;
  Fragment array;
  Statements body;
};
/// EXIT or CONTINUE.
struct Leave {
  bool exit = true;
  std::string label;
  Fragment condition;
};
struct Return {
  enum class Kind { kValue, kNext, kQuery } kind = Kind::kValue;
  Fragment value;        ///< of RETURN QUERY EXECUTE the text's expression
  std::string variable;  ///< RETURN NEXT of a variable
  bool execute = false;
};

struct Raise {
  enum class Level { kException, kOther } level = Level::kOther;
  std::string condition;  ///< a name or a SQLSTATE; empty: P0001, or the caught error again
  std::string message;
  std::vector<Fragment> parameters;
  Fragment error_code;       ///< USING ERRCODE
  bool has_options = false;  ///< any USING
};
struct Assert {
  Fragment condition;
  Fragment message;
};
/// GET DIAGNOSTICS, FETCH, OPEN and the like: variables get values that only a run can tell.
struct Obtain {
  std::vector<std::string> names;
};
/// COMMIT or ROLLBACK.
struct EndTransaction {
  bool commit = true;
};

struct Statement {
  std::variant<Block, RunSql, Execute, Perform, CallOrDo, Assign, If, Case, Loop, ForInteger,
               ForQuery, ForEach, Leave, Return, Raise, Assert, Obtain, EndTransaction>
      node;
  std::uint32_t line = 0;  ///< from 1 in the body; 0: not known
};

}  // namespace ashlar::sql::plpgsql
