#pragma once

// Runs the bodies of DO blocks and functions on a Catalog. What the catalog decides is done; where
// it does not, the likelier way is gone and everything that either way touches is in doubt from
// then on. Bounded in steps and depth. Private to compiler/catalog.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/keys.h"
#include "compiler/catalog/procedures/evaluator.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/plpgsql.h"

namespace ashlar::catalog::procedures {

namespace pl = sql::plpgsql;

/// Functions and blocks that call one another.
inline constexpr std::uint32_t kMaxCallDepth = 8;

/// What one statement of the history may cost, with all that it calls; and what has been read.
struct Budget {
  std::int64_t steps = 400'000;
  std::uint32_t depth = 0;
  std::unordered_map<std::string, sql::SelectPtr> queries;
  std::unordered_map<std::string, std::shared_ptr<const pl::Block>> bodies;
};

/// Where a body stands.
struct Code {
  bool in_file = false;      ///< word for word
  std::uint32_t offset = 0;  ///< then: of its first byte in the file
  Span run_by;               ///< the words of the file that run it
};

enum class Flow { kNext, kExit, kContinue, kReturn, kRaise, kGiveUp };
struct Outcome {
  Flow flow = Flow::kNext;
  std::string label;  ///< of EXIT and CONTINUE
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// An error that the server raises.
struct Raised {
  std::string sqlstate;
  std::string message;
  std::optional<Problem> problem;  ///< where it is one of the catalog's
  Span where;
  bool by_value = false;  ///< raised while a value was made, `'t'::regclass`
};

class Machine : public Surroundings {
 public:
  Machine(Catalog catalog, const ApplyContext& context, Budget& budget);

  /// Each runs one statement of the history.
  void run_do(const sql::DoBlock& block, Span where);
  void run_call(std::string_view statement, Span where);
  void run_select(std::string_view statement, Span where);
  /// What came of it.
  [[nodiscard]] Applied finish() &&;

  // Surroundings
  [[nodiscard]] const Catalog& catalog() const override { return state_.catalog; }
  [[nodiscard]] std::optional<Value> variable(const std::vector<std::string>& parts) override;
  [[nodiscard]] Value parameter(std::uint32_t number) override;
  [[nodiscard]] Value call(const sql::FunctionUse& use, std::vector<Value> arguments) override;
  void configure(const std::string& name, const Value& value, bool local) override;
  void raise(std::string_view sqlstate, std::string message) override;
  [[nodiscard]] bool spend(std::uint32_t steps) override;

 private:
  struct Frame {
    std::string label;
    std::map<std::string, Value> variables;
    std::map<std::string, std::string> types;  ///< as declared
  };
  /// All that a way not gone must not change.
  struct State {
    Catalog catalog;
    std::vector<Frame> frames;
    std::vector<Value> parameters;
    Value returned;
    std::optional<Raised> raised;
  };
  /// How much had been written down before.
  struct Mark {
    std::size_t inner = 0;
    std::size_t touched = 0;
    std::size_t unread = 0;
    std::size_t not_modelled = 0;
    std::size_t risks = 0;
  };
  /// What else a statement may fail with than the catalog tells.
  enum class Risk { kData, kRole };
  using Way = std::function<Outcome()>;

  // run_statements.cpp: the statements of PL/pgSQL
  [[nodiscard]] Outcome run(const pl::Statements& statements);
  [[nodiscard]] Outcome run(const pl::Block& block);
  [[nodiscard]] Outcome run(const pl::RunSql& statement);
  [[nodiscard]] Outcome run(const pl::Execute& statement);
  [[nodiscard]] Outcome run(const pl::Perform& statement);
  [[nodiscard]] Outcome run(const pl::CallOrDo& statement);
  [[nodiscard]] Outcome run(const pl::Assign& statement);
  [[nodiscard]] Outcome run(const pl::If& statement);
  [[nodiscard]] Outcome run(const pl::Case& statement);
  [[nodiscard]] Outcome run(const pl::Leave& statement);
  [[nodiscard]] Outcome run(const pl::Return& statement);
  [[nodiscard]] Outcome run(const pl::Raise& statement);
  [[nodiscard]] Outcome run(const pl::Assert& statement);
  [[nodiscard]] Outcome run(const pl::Obtain& statement);
  [[nodiscard]] Outcome run(const pl::EndTransaction& statement);
  [[nodiscard]] Outcome branch(const std::vector<pl::Branch>& branches, std::size_t from,
                               const pl::Statements& otherwise);
  // run_loops.cpp
  [[nodiscard]] Outcome run(const pl::Loop& loop);
  [[nodiscard]] Outcome run(const pl::ForInteger& loop);
  [[nodiscard]] Outcome run(const pl::ForQuery& loop);
  [[nodiscard]] Outcome run(const pl::ForEach& loop);
  /// True where the loop ends with this outcome; then it is what the loop as a whole comes to.
  [[nodiscard]] static bool ends_loop(Outcome& outcome, const std::string& label);
  // run_blocks.cpp: handlers, and ways that are not decided
  [[nodiscard]] Outcome handle(const pl::Block& block, const State& before, const Mark& mark,
                               Outcome outcome);
  [[nodiscard]] const pl::Handler* handler_for(const pl::Block& block,
                                               std::string_view sqlstate) const;
  /// Goes `likely`, and puts in doubt what it and `other` touch.
  [[nodiscard]] Outcome either(const Way& likely, const Way& other);
  void blur(const State& other);
  [[nodiscard]] Mark mark() const;
  void forget_since(const Mark& mark);

  // run_sql.cpp: SQL inside
  struct SqlSource {
    std::shared_ptr<const std::string> text;  ///< null: it stands in the file
    Span run_by;
  };
  [[nodiscard]] Outcome run_sql(const pl::Fragment& fragment, RowSet* rows);
  [[nodiscard]] Outcome run_text(std::string text, Span run_by, RowSet* rows);
  [[nodiscard]] Outcome run_parsed(const std::vector<postgres::ParsedStatement>& statements,
                                   const SqlSource& source, RowSet* rows);
  [[nodiscard]] Outcome run_statement(const sql::Statement& statement, const SqlSource& source,
                                      RowSet* rows);
  [[nodiscard]] Outcome change_catalog(const sql::Statement& statement, const SqlSource& source);
  [[nodiscard]] Outcome run_template(const std::string& text, Span run_by);
  [[nodiscard]] std::string source_words(const SqlSource& source, Span span) const;
  void note_risks(const sql::Statement& statement);
  [[nodiscard]] bool has_role(const std::string& name) const;

  // evaluation
  [[nodiscard]] Value evaluate(const pl::Fragment& fragment);
  [[nodiscard]] Value evaluate_text(const std::string& expression);
  [[nodiscard]] RowSet query(const std::string& text);
  [[nodiscard]] sql::SelectPtr read_query(const std::string& text);
  /// kRaise where the evaluation has raised an error that a handler may catch.
  [[nodiscard]] Outcome after_evaluation();
  void assign(const std::string& target, Value value);
  void assign_row(const pl::Target& target, const RowSet& rows);
  void set_found(const RowSet& rows);
  void declare(Frame& frame, const pl::Variable& variable);

  // functions.cpp
  [[nodiscard]] Value run_function(const Object& object, const Function& function,
                                   const sql::FunctionUse& use, std::vector<Value> arguments);
  [[nodiscard]] Frame bind_parameters(const Function& function, const sql::FunctionUse& use,
                                      std::vector<Value> arguments);
  [[nodiscard]] std::shared_ptr<const pl::Block> read_body(const std::string& body,
                                                           const Function* function);

  // doubts.cpp
  void touch(const Changes& changes, const Catalog& before);
  void doubt(const std::vector<NameKey>& names);
  /// Everything that the text names is in doubt.
  void doubt_words(std::string_view text);
  /// Names in the text of which only the beginning is known put all that begin so in doubt.
  void doubt_beginnings(std::string_view text);
  void note_unread(Span where, std::string reason);

  [[nodiscard]] Span place_of(const pl::Fragment& fragment) const;
  void settle(const Outcome& outcome, std::string_view body, Span where);

  ApplyContext context_;
  Budget& budget_;
  Evaluator evaluator_;
  Catalog before_;
  State state_;
  Code code_;
  std::uint32_t uncertain_ = 0;  ///< how many undecided ways lead here
  std::uint32_t handlers_ = 0;   ///< blocks around this one that catch errors
  std::vector<InnerStatement> inner_;
  std::vector<NameKey> touched_;
  std::vector<Unread> unread_;
  std::vector<std::string> not_modelled_;
  std::vector<Risk> risks_;
  std::vector<Problem> problems_;
  std::vector<std::string> roles_;  ///< made by what runs
};

/// True where the function may do more than read and write rows.
[[nodiscard]] bool may_change_catalog(const Catalog& catalog, const Function& function);
/// The same of any function of that name.
[[nodiscard]] bool may_change_catalog(const Catalog& catalog, const sql::QualifiedName& name);

/// The SQLSTATEs that a handler's condition stands for: five characters, or a class of two.
[[nodiscard]] std::string_view sqlstate_of(std::string_view condition);

}  // namespace ashlar::catalog::procedures
