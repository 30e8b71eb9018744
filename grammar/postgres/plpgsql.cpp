#include "grammar/postgres/plpgsql.h"

#include <algorithm>
#include <cctype>
#include <pg_query.h>
#include <set>
#include <utility>

#include "grammar/postgres/fragments.h"
#include "grammar/postgres/lexer.h"
#include "grammar/postgres/parser.h"
#include "grammar/postgres/tree.h"

namespace ashlar::postgres {
namespace {

using namespace sql::plpgsql;

/// Blocks, loops and conditions one inside the other: what the recursion here, and libpg_query's
/// own, can take many times over.
constexpr std::size_t kMaxBlockDepth = 100;
/// elog.h: from here on a RAISE ends what runs (ERROR is 20 or 21, by version; WARNING is 19).
constexpr std::int64_t kErrorLevel = 20;

/// A result of pg_query_parse_plpgsql, freed.
class PlpgsqlResult {
 public:
  explicit PlpgsqlResult(const std::string& sql) : result_(pg_query_parse_plpgsql(sql.c_str())) {}
  PlpgsqlResult(const PlpgsqlResult&) = delete;
  PlpgsqlResult& operator=(const PlpgsqlResult&) = delete;
  ~PlpgsqlResult() { pg_query_free_plpgsql_parse_result(result_); }

  [[nodiscard]] std::string_view functions() const {
    if (result_.error != nullptr || result_.plpgsql_funcs == nullptr) return {};
    return result_.plpgsql_funcs;
  }

 private:
  PgQueryPlpgsqlParseResult result_;
};

bool same_word(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == y;
  });
}

bool nests_too_deeply(std::string_view body, const std::vector<Lexeme>& lexemes) {
  std::size_t depth = 0;
  bool after_end = false;
  for (const Lexeme& lexeme : lexemes) {
    if (lexeme.kind != LexemeKind::kWord) {
      after_end = false;
      continue;
    }
    const std::string_view word = slice(body, lexeme.span);
    const bool opens = same_word(word, "begin") || same_word(word, "if") ||
                       same_word(word, "loop") || same_word(word, "case");
    if (opens && !after_end && ++depth > kMaxBlockDepth) return true;
    after_end = same_word(word, "end");
    if (after_end && depth > 0) --depth;
  }
  return false;
}

/// `table%ROWTYPE` as `record` of the same length: libpg_query, which has no tables, takes the one
/// for a plain variable whose fields it does not know.
std::string without_row_types(std::string_view body, const std::vector<Lexeme>& lexemes) {
  std::string text(body);
  for (std::size_t i = 1; i + 1 < lexemes.size(); ++i) {
    if (slice(body, lexemes[i].span) != "%") continue;
    if (!same_word(slice(body, lexemes[i + 1].span), "rowtype")) continue;
    std::size_t first = i - 1;
    while (first >= 2 && slice(body, lexemes[first - 1].span) == ".") first -= 2;
    const std::uint32_t begin = lexemes[first].span.begin;
    const std::uint32_t end = lexemes[i + 1].span.end;
    std::replace_if(
        text.begin() + begin, text.begin() + end, [](char c) { return c != '\n'; }, ' ');
    text.replace(begin, 6, "record");
  }
  return text;
}

std::string dollar_quoted(std::string_view body) {
  std::string tag = "$body$";
  for (int i = 0; body.find(tag) != std::string_view::npos; ++i) {
    tag = "$body" + std::to_string(i) + "$";
  }
  return tag + std::string(body) + tag;
}

/// The statement around the body. Types play no part, as libpg_query looks none up.
std::string wrapped(std::string_view body, const BodyFrame& frame) {
  if (frame.kind == BodyFrame::Kind::kDoBlock) return "DO " + dollar_quoted(body);
  std::string text =
      frame.kind == BodyFrame::Kind::kProcedure ? "CREATE PROCEDURE f(" : "CREATE FUNCTION f(";
  bool outputs = false;
  bool first = true;
  for (const BodyFrame::Parameter& parameter : frame.parameters) {
    if (!first) text += ", ";
    first = false;
    outputs = outputs || parameter.output;
    text += parameter.output ? (parameter.input ? "INOUT " : "OUT ") : "";
    if (!parameter.name.empty()) text += quote_identifier(parameter.name) + " ";
    text += "text";
  }
  text += ")";
  switch (frame.kind) {
    case BodyFrame::Kind::kFunction:
      if (!outputs) text += frame.returns_value ? " RETURNS text" : " RETURNS void";
      break;
    case BodyFrame::Kind::kSetFunction:
      text += outputs ? " RETURNS SETOF record" : " RETURNS SETOF text";
      break;
    case BodyFrame::Kind::kTrigger:
      text += " RETURNS trigger";
      break;
    case BodyFrame::Kind::kProcedure:
    case BodyFrame::Kind::kDoBlock:
      break;
  }
  return text + " LANGUAGE plpgsql AS " + dollar_quoted(body);
}

/// From libpg_query's JSON to the tree.
class BodyReader {
 public:
  BodyReader(std::string_view body, Node function) : finder_(body) {
    for (const Node& datum : function.list("datums")) datums_.push_back(datum);
    root_ = function.child("action");
  }

  Block run() {
    // A block with a label or with handlers stands in one that the server makes up, with a RETURN
    // behind it (pl_comp.c, add_dummy_return).
    const NodeList inside = root_.list("body");
    if (!root_.has("lineno") && inside.front().is("PLpgSQL_stmt_block")) root_ = inside.front();
    collect_loop_variables(root_);
    Block block = read_block(root_);
    return block;
  }

 private:
  /// Names that are not declared but come with a loop stand among the datums all the same.
  void collect_loop_variables(const Node& node) {
    if (node.is("PLpgSQL_stmt_fori") || node.is("PLpgSQL_stmt_forc")) {
      const Node variable = node.child("var");
      loop_variables_.emplace(std::string(variable.text("refname")), variable.integer("lineno"));
    }
    for (const char* field : {"body", "then_body", "else_body", "elsif_list", "stmts", "action",
                              "case_when_list", "else_stmts"}) {
      for (const Node& child : node.list(field)) collect_loop_variables(child);
    }
    for (const Node& handler : node.child("exceptions").list("exc_list")) {
      collect_loop_variables(handler);
    }
  }

  [[nodiscard]] Fragment fragment(const Node& expression) {
    Fragment result;
    if (!expression) return result;
    result.text = expression.text("query");
    result.span = finder_.find(result.text, line_);
    return result;
  }
  std::vector<Fragment> fragments(const NodeList& list) {
    std::vector<Fragment> result;
    for (const Node& node : list) result.push_back(fragment(node));
    return result;
  }

  [[nodiscard]] std::string datum_name(std::int64_t number) const {
    if (number < 0 || static_cast<std::size_t>(number) >= datums_.size()) return {};
    const Node& datum = datums_[static_cast<std::size_t>(number)];
    if (!datum.is("PLpgSQL_recfield")) return std::string(datum.text("refname"));
    return datum_name(datum.integer("recparentno")) + "." + std::string(datum.text("fieldname"));
  }
  [[nodiscard]] Target target(const Node& node) const {
    Target result;
    if (node.is("PLpgSQL_row")) {
      for (const Node& field : node.list("fields")) {
        result.names.push_back(datum_name(field.integer("varno")));
      }
      return result;
    }
    result.whole_row = node.is("PLpgSQL_rec");
    if (node) result.names.emplace_back(node.text("refname"));
    return result;
  }

  Statements statements(const NodeList& list) {
    Statements result;
    for (const Node& node : list) {
      const auto line = static_cast<std::uint32_t>(node.integer("lineno"));
      if (line == 0 && node.is("PLpgSQL_stmt_return")) continue;
      if (line != 0) line_ = line;
      read(node, line, result);
    }
    return result;
  }
  template <typename T>
  static void add(Statements& to, std::uint32_t line, T node) {
    Statement statement;
    statement.node = std::move(node);
    statement.line = line;
    to.push_back(std::move(statement));
  }

  /// The variables that are declared before this line and not yet given to a block. Blocks come in
  /// the order of their BEGIN, so these are those of the block that begins there.
  std::vector<Variable> declared_until(std::int64_t line) {
    std::vector<Variable> variables;
    for (; next_datum_ < datums_.size(); ++next_datum_) {
      const Node& datum = datums_[next_datum_];
      if (datum.integer("lineno") > line) break;
      const bool variable = datum.is("PLpgSQL_var") || datum.is("PLpgSQL_rec");
      const std::string_view name = datum.text("refname");
      if (!variable || !datum.has("lineno")) continue;
      if (name == "sqlstate" || name == "sqlerrm" || name.starts_with("__Case__Variable")) continue;
      if (loop_variables_.contains({std::string(name), datum.integer("lineno")})) continue;
      line_ = static_cast<std::uint32_t>(datum.integer("lineno"));
      Variable result;
      result.name = name;
      result.type = datum.child("datatype").text("typname");
      result.initial = fragment(datum.child("default_val"));
      result.cursor = fragment(datum.child("cursor_explicit_expr"));
      variables.push_back(std::move(result));
    }
    return variables;
  }

  Block read_block(const Node& node) {
    Block block;
    block.label = node.text("label");
    block.variables = declared_until(node.integer("lineno"));
    block.body = statements(node.list("body"));
    for (const Node& exception : node.child("exceptions").list("exc_list")) {
      Handler handler;
      for (const Node& condition : exception.list("conditions")) {
        handler.conditions.emplace_back(condition.text("condname"));
      }
      handler.body = statements(exception.list("action"));
      block.handlers.push_back(std::move(handler));
    }
    return block;
  }

  void read(const Node& node, std::uint32_t line, Statements& to);
  void read_loop(const Node& node, std::uint32_t line, Statements& to);
  void read_rest(const Node& node, std::uint32_t line, Statements& to);
  Assign read_assign(const Node& node);
  If read_if(const Node& node);
  Case read_case(const Node& node);
  Raise read_raise(const Node& node);
  Return read_return(const Node& node);

  FragmentFinder finder_;
  std::vector<Node> datums_;
  Node root_;
  std::size_t next_datum_ = 0;
  std::uint32_t line_ = 1;
  std::set<std::pair<std::string, std::int64_t>> loop_variables_;
};

Assign BodyReader::read_assign(const Node& node) {
  Assign assign;
  const Fragment whole = fragment(node.child("expr"));
  const AssignmentParts parts = split_assignment(whole.text);
  assign.target = parts.target;
  assign.value.text = whole.text.substr(parts.value_begin);
  if (!whole.span.empty()) {
    assign.value.span = {whole.span.begin + static_cast<std::uint32_t>(parts.value_begin),
                         whole.span.end};
  }
  return assign;
}

If BodyReader::read_if(const Node& node) {
  If result;
  Fragment condition = fragment(node.child("cond"));
  result.branches.push_back({std::move(condition), statements(node.list("then_body"))});
  for (const Node& branch : node.list("elsif_list")) {
    line_ = static_cast<std::uint32_t>(branch.integer("lineno"));
    Fragment next = fragment(branch.child("cond"));
    result.branches.push_back({std::move(next), statements(branch.list("stmts"))});
  }
  result.otherwise = statements(node.list("else_body"));
  return result;
}

Case BodyReader::read_case(const Node& node) {
  Case result;
  result.subject = fragment(node.child("t_expr"));
  if (!result.subject.empty()) result.variable = datum_name(node.integer("t_varno"));
  for (const Node& branch : node.list("case_when_list")) {
    line_ = static_cast<std::uint32_t>(branch.integer("lineno"));
    Fragment condition = fragment(branch.child("expr"));
    result.branches.push_back({std::move(condition), statements(branch.list("stmts"))});
  }
  result.has_else = node.flag("have_else");
  result.otherwise = statements(node.list("else_stmts"));
  return result;
}

Raise BodyReader::read_raise(const Node& node) {
  Raise raise;
  if (node.integer("elog_level") >= kErrorLevel) raise.level = Raise::Level::kException;
  raise.condition = node.text("condname");
  raise.message = node.text("message");
  raise.parameters = fragments(node.list("params"));
  for (const Node& option : node.list("options")) {
    raise.has_options = true;
    // plpgsql.h: PLPGSQL_RAISEOPTION_ERRCODE is 0, _MESSAGE 1.
    if (option.integer("opt_type") == 0) raise.error_code = fragment(option.child("expr"));
  }
  return raise;
}

Return BodyReader::read_return(const Node& node) {
  Return result;
  if (node.is("PLpgSQL_stmt_return_next")) {
    result.kind = Return::Kind::kNext;
    result.value = fragment(node.child("expr"));
  } else if (node.is("PLpgSQL_stmt_return_query")) {
    result.kind = Return::Kind::kQuery;
    result.execute = node.has("dynquery");
    result.value = fragment(node.child(result.execute ? "dynquery" : "query"));
  } else {
    result.value = fragment(node.child("expr"));
  }
  return result;
}

void BodyReader::read(const Node& node, std::uint32_t line, Statements& to) {
  if (node.is("PLpgSQL_stmt_block")) return add(to, line, read_block(node));
  if (node.is("PLpgSQL_stmt_if")) return add(to, line, read_if(node));
  if (node.is("PLpgSQL_stmt_case")) return add(to, line, read_case(node));
  if (node.is("PLpgSQL_stmt_assign")) return add(to, line, read_assign(node));
  if (node.is("PLpgSQL_stmt_raise")) return add(to, line, read_raise(node));
  if (node.is("PLpgSQL_stmt_execsql")) {
    RunSql run;
    run.statement = fragment(node.child("sqlstmt"));
    run.into = node.flag("into");
    run.strict = node.flag("strict");
    run.target = target(node.child("target"));
    return add(to, line, std::move(run));
  }
  if (node.is("PLpgSQL_stmt_dynexecute")) {
    Execute execute;
    execute.command = fragment(node.child("query"));
    execute.parameters = fragments(node.list("params"));
    execute.into = node.flag("into");
    execute.strict = node.flag("strict");
    execute.target = target(node.child("target"));
    return add(to, line, std::move(execute));
  }
  if (node.is("PLpgSQL_stmt_perform")) return add(to, line, Perform{fragment(node.child("expr"))});
  if (node.is("PLpgSQL_stmt_call")) return add(to, line, CallOrDo{fragment(node.child("expr"))});
  read_loop(node, line, to);
}

void BodyReader::read_loop(const Node& node, std::uint32_t line, Statements& to) {
  const std::string label(node.text("label"));
  if (node.is("PLpgSQL_stmt_loop") || node.is("PLpgSQL_stmt_while")) {
    Fragment condition = fragment(node.child("cond"));
    return add(to, line, Loop{label, std::move(condition), statements(node.list("body"))});
  }
  if (node.is("PLpgSQL_stmt_fori")) {
    ForInteger loop;
    loop.label = label;
    loop.variable = node.child("var").text("refname");
    loop.first = fragment(node.child("lower"));
    loop.last = fragment(node.child("upper"));
    loop.step = fragment(node.child("step"));
    loop.reverse = node.flag("reverse") || node.integer("reverse") != 0;
    loop.body = statements(node.list("body"));
    return add(to, line, std::move(loop));
  }
  if (node.is("PLpgSQL_stmt_fors") || node.is("PLpgSQL_stmt_dynfors") ||
      node.is("PLpgSQL_stmt_forc")) {
    ForQuery loop;
    loop.label = label;
    loop.target = target(node.child("var"));
    loop.execute = node.is("PLpgSQL_stmt_dynfors");
    loop.query = fragment(node.child("query"));
    loop.parameters = fragments(node.list("params"));
    if (node.is("PLpgSQL_stmt_forc")) loop.cursor = datum_name(node.integer("curvar"));
    loop.body = statements(node.list("body"));
    return add(to, line, std::move(loop));
  }
  if (node.is("PLpgSQL_stmt_foreach_a")) {
    ForEach loop;
    loop.label = label;
    loop.variable = datum_name(node.integer("varno"));
    loop.slice = node.integer("slice");
    loop.array = fragment(node.child("expr"));
    loop.body = statements(node.list("body"));
    return add(to, line, std::move(loop));
  }
  read_rest(node, line, to);
}

void BodyReader::read_rest(const Node& node, std::uint32_t line, Statements& to) {
  if (node.is("PLpgSQL_stmt_exit")) {
    return add(
        to, line,
        Leave{node.flag("is_exit"), std::string(node.text("label")), fragment(node.child("cond"))});
  }
  if (node.is("PLpgSQL_stmt_return") || node.is("PLpgSQL_stmt_return_next") ||
      node.is("PLpgSQL_stmt_return_query")) {
    return add(to, line, read_return(node));
  }
  if (node.is("PLpgSQL_stmt_assert")) {
    Fragment condition = fragment(node.child("cond"));
    return add(to, line, Assert{std::move(condition), fragment(node.child("message"))});
  }
  if (node.is("PLpgSQL_stmt_commit")) return add(to, line, EndTransaction{true});
  if (node.is("PLpgSQL_stmt_rollback")) return add(to, line, EndTransaction{false});
  // GET DIAGNOSTICS, OPEN, FETCH, MOVE, CLOSE.
  Obtain obtain = {target(node.child("target")).names};
  for (const Node& item : node.list("diag_items")) {
    obtain.names.push_back(datum_name(item.integer("target")));
  }
  add(to, line, std::move(obtain));
}

}  // namespace

std::optional<Block> parse_plpgsql(std::string_view body, const BodyFrame& frame) {
  if (body.find('\0') != std::string_view::npos) return std::nullopt;
  std::vector<Lexeme> lexemes;
  Lexer lexer(body, 0, static_cast<std::uint32_t>(body.size()));
  while (const std::optional<Lexeme> lexeme = lexer.next()) lexemes.push_back(*lexeme);
  if (nests_too_deeply(body, lexemes)) return std::nullopt;
  const PlpgsqlResult result(wrapped(without_row_types(body, lexemes), frame));
  const std::string_view json = result.functions();
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (json.empty() || parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  simdjson::dom::array functions;
  if (root.get_array().get(functions) != simdjson::SUCCESS || functions.size() == 0) {
    return std::nullopt;
  }
  return BodyReader(body, NodeList(functions).front()).run();
}

}  // namespace ashlar::postgres
