#include "compiler/catalog/procedures/machine.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/editor.h"
#include "compiler/catalog/statements/session.h"

namespace ashlar::catalog::procedures {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The declared type without its modifiers: `character varying(3)` is `character varying`.
std::string base_type(const std::string& declared) {
  std::string name;
  for (const char c : declared.substr(0, declared.find('('))) {
    name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  while (!name.empty() && name.back() == ' ') name.pop_back();
  const std::string prefix = "pg_catalog.";
  if (name.starts_with(prefix)) name = name.substr(prefix.size());
  std::erase(name, '"');
  return name;
}

/// The server's name for the types whose values are known here; empty for all others.
std::string_view internal_type(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"int", "int4"},
      {"integer", "int4"},
      {"int4", "int4"},
      {"bigint", "int8"},
      {"int8", "int8"},
      {"smallint", "int2"},
      {"numeric", "int8"},
      {"bool", "bool"},
      {"boolean", "bool"},
      {"text", "text"},
      {"varchar", "text"},
      {"character varying", "text"},
      {"name", "text"},
      {"regclass", "regclass"},
      {"regtype", "regtype"},
      {"regnamespace", "regnamespace"},
      {"date", "date"},
      {"timestamp", "timestamp"},
      {"timestamptz", "timestamptz"},
      {"timestamp without time zone", "timestamp"},
      {"timestamp with time zone", "timestamptz"},
      {"interval", "interval"},
  };
  for (const auto& [written, internal] : kNames) {
    if (written == name) return internal;
  }
  return {};
}

Value as_declared(Surroundings& around, Value value, const std::string& declared) {
  if (declared.empty() || is_unknown(value) || is_null(value)) return value;
  std::string name = base_type(declared);
  sql::TypeName type;
  if (name.ends_with("[]")) {
    type.array_dimensions = 1;
    return cast(around, value, type);
  }
  const std::string_view internal = internal_type(name);
  if (internal.empty()) return value;
  type.name.name.text = internal;
  return cast(around, value, type);
}

}  // namespace

Machine::Machine(Catalog catalog, const ApplyContext& context, Budget& budget)
    : context_(context), budget_(budget), evaluator_(*this), before_(catalog) {
  state_.catalog = std::move(catalog);
}

Applied Machine::finish() && {
  // The statements one after the other, as one.
  Editor editor(before_, context_);
  for (const InnerStatement& statement : inner_) {
    Applied step;
    step.after = statement.after;
    step.changes = statement.changes;
    editor.absorb(std::move(step));
  }
  Applied last;
  last.after = std::move(state_.catalog);
  last.problems = std::move(problems_);
  last.not_modelled = std::move(not_modelled_);
  last.inner = std::move(inner_);
  last.unread = std::move(unread_);
  editor.absorb(std::move(last));
  return std::move(editor).finish();
}

/// What a statement of the history comes to when all in it has run.
void Machine::settle(const Outcome& outcome, std::string_view body, Span where) {
  if (outcome.flow == Flow::kGiveUp || (outcome.flow == Flow::kRaise && uncertain_ > 0)) {
    std::vector<NameKey> names = std::move(touched_);
    state_.catalog = before_;
    inner_.clear();
    doubt(names);
    if (outcome.flow == Flow::kRaise) return;
    doubt_words(body);
    note_unread(where, "it takes too many steps to follow");
    return;
  }
  if (outcome.flow != Flow::kRaise) return;
  // The server takes back all that the statement did.
  state_.catalog = before_;
  inner_.clear();
  touched_.clear();
  if (!state_.raised.has_value()) return;
  if (state_.raised->problem.has_value()) {
    problems_.push_back(std::move(*state_.raised->problem));
    return;
  }
  Problem problem;
  problem.kind = ProblemKind::kObjectState;
  problem.sqlstate = state_.raised->sqlstate;
  problem.message = state_.raised->message;
  problem.where = state_.raised->where.empty() ? where : state_.raised->where;
  problems_.push_back(std::move(problem));
}

void Machine::run_do(const sql::DoBlock& block, Span where) {
  const Span literal = block.body_span;
  code_.run_by = where;
  const std::string_view written =
      context_.text != nullptr ? std::string_view(*context_.text)
      : context_.sources != nullptr && context_.file < context_.sources->size()
          ? std::string_view((*context_.sources)[context_.file].text)
          : std::string_view();
  // A body in dollar quotes stands in the file as it is.
  if (context_.text == nullptr && literal.end <= written.size() && !literal.empty()) {
    const std::string_view quoted = slice(written, literal);
    const std::size_t at = quoted.find(block.body);
    if (at != std::string_view::npos && quoted.starts_with("$")) {
      code_.in_file = true;
      code_.offset = literal.begin + static_cast<std::uint32_t>(at);
    }
  }
  const bool readable = block.language == "plpgsql" || block.language.empty();
  const auto body = readable ? read_body(block.body, nullptr) : nullptr;
  if (body == nullptr) {
    doubt_words(block.body);
    note_unread(literal.empty() ? where : literal,
                readable ? "its body cannot be read" : "it is in `" + block.language + "`");
    return;
  }
  settle(run(*body), block.body, where);
}

void Machine::run_call(std::string_view statement, Span where) {
  code_.run_by = where;
  std::size_t at = 0;
  while (at < statement.size() && is_word(statement[at])) ++at;
  (void)query("SELECT " + std::string(statement.substr(at)));
  settle(after_evaluation(), statement, where);
}

void Machine::run_select(std::string_view statement, Span where) {
  code_.run_by = where;
  (void)query(std::string(statement));
  settle(after_evaluation(), statement, where);
}

std::optional<Value> Machine::variable(const std::vector<std::string>& parts) {
  for (auto frame = state_.frames.rbegin(); frame != state_.frames.rend(); ++frame) {
    const bool labelled = parts.size() > 1 && frame->label == parts.front();
    const auto found = frame->variables.find(parts[labelled ? 1 : 0]);
    if (found == frame->variables.end()) continue;
    Value value = found->second;
    for (std::size_t i = labelled ? 2 : 1; i < parts.size(); ++i) {
      const auto* row = std::get_if<std::shared_ptr<const Record>>(&value.data);
      if (row == nullptr) return is_null(value) ? value : unknown();
      const auto& names = (*row)->names;
      const auto at = std::find(names.begin(), names.end(), parts[i]);
      if (at == names.end()) return unknown();
      Value field = (*row)->values[static_cast<std::size_t>(at - names.begin())];
      value = weaken(std::move(field), value.certain);
    }
    return value;
  }
  return std::nullopt;
}

Value Machine::parameter(std::uint32_t number) {
  if (number == 0 || number > state_.parameters.size()) return unknown();
  return state_.parameters[number - 1];
}

void Machine::configure(const std::string& name, const Value& value, bool local) {
  if (name != "search_path" && name != "role") return;
  const auto scope = local ? Editor::SettingScope::kTransaction : Editor::SettingScope::kSession;
  const auto* words = std::get_if<std::string>(&value.data);
  const bool known = words != nullptr && !has_hole(*words);
  Editor editor(std::move(state_.catalog), context_);
  if (name == "search_path" && known) {
    editor.set_search_path(split_search_path(*words), scope);
  } else if (name == "search_path") {
    editor.doubt_everything();
  } else if (known) {
    editor.set_role(*words == "none" ? editor.catalog().session_user() : *words, scope);
  }
  state_.catalog = std::move(editor).finish().after;
}

void Machine::raise(std::string_view sqlstate, std::string message) {
  if (state_.raised.has_value()) return;
  state_.raised =
      Raised{std::string(sqlstate), std::move(message), std::nullopt, code_.run_by, true};
}

bool Machine::spend(std::uint32_t steps) {
  budget_.steps -= steps;
  return budget_.steps > 0;
}

sql::SelectPtr Machine::read_query(const std::string& text) {
  const auto known = budget_.queries.find(text);
  if (known != budget_.queries.end()) return known->second;
  (void)spend(20 + static_cast<std::uint32_t>(text.size() / 16));
  sql::SelectPtr tree = postgres::parse_query(text);
  budget_.queries.emplace(text, tree);
  return tree;
}

RowSet Machine::query(const std::string& text) {
  const sql::SelectPtr tree = read_query(text);
  RowSet none;
  none.complete = false;
  return tree == nullptr ? none : evaluator_.query(*tree, nullptr);
}

Value Machine::evaluate_text(const std::string& expression) {
  const sql::SelectPtr tree = read_query("SELECT " + expression);
  if (tree == nullptr) return unknown();
  // An expression may be `x FROM t`, so it is run as a query.
  return scalar(evaluator_.query(*tree, nullptr));
}

Value Machine::evaluate(const pl::Fragment& fragment) {
  if (fragment.empty()) return null();
  return evaluate_text(fragment.text);
}

Outcome Machine::after_evaluation() {
  if (budget_.steps <= 0) return {Flow::kGiveUp, {}};
  if (!state_.raised.has_value()) return {};
  if (uncertain_ == 0 && (handlers_ > 0 || !state_.raised->by_value)) return {Flow::kRaise, {}};
  // An error that nobody catches would end the history here; it goes on, so something is other
  // than it seems.
  state_.raised.reset();
  ++uncertain_;
  return {};
}

void Machine::assign(const std::string& target, Value value) {
  if (uncertain_ > 0) value.certain = false;
  const bool subscript = target.find('[') != std::string::npos;
  std::vector<std::string> parts;
  std::string part;
  for (const char c : target.substr(0, target.find('['))) {
    if (c == '.') {
      parts.push_back(sql::identifier_text(part));
      part.clear();
    } else if (c != ' ') {
      part += c;
    }
  }
  parts.push_back(sql::identifier_text(part));
  for (auto frame = state_.frames.rbegin(); frame != state_.frames.rend(); ++frame) {
    const std::size_t first = parts.size() > 1 && frame->label == parts.front() ? 1 : 0;
    const auto found = frame->variables.find(parts[first]);
    if (found == frame->variables.end()) continue;
    if (subscript || parts.size() > first + 2) {
      found->second = unknown();
    } else if (parts.size() == first + 2) {
      Record row;
      if (const auto* old = std::get_if<std::shared_ptr<const Record>>(&found->second.data)) {
        row = **old;
      }
      const auto at = std::find(row.names.begin(), row.names.end(), parts.back());
      if (at == row.names.end()) {
        row.names.push_back(parts.back());
        row.values.push_back(std::move(value));
      } else {
        row.values[static_cast<std::size_t>(at - row.names.begin())] = std::move(value);
      }
      found->second = record(std::move(row.names), std::move(row.values));
    } else {
      found->second = as_declared(*this, std::move(value), frame->types[parts[first]]);
    }
    return;
  }
}

void Machine::assign_row(const pl::Target& target, const RowSet& rows) {
  const Row* found = nullptr;
  bool certain = rows.complete;
  for (const Row& row : rows.rows) {
    if (found == nullptr) certain = certain && row.certain;
    if (found == nullptr && row.present) found = &row;
  }
  std::vector<Value> values;
  for (std::size_t i = 0; i < rows.columns.size(); ++i) {
    const bool has = found != nullptr && i < found->values.size();
    values.push_back(weaken(has ? found->values[i] : null(), certain));
  }
  if (target.whole_row && target.names.size() == 1) {
    Value row = rows.columns.empty() && !certain ? unknown() : record(rows.columns, values);
    if (found == nullptr) row = null();
    assign(target.names.front(), weaken(std::move(row), certain));
    return;
  }
  for (std::size_t i = 0; i < target.names.size(); ++i) {
    // Columns that are not told, of a query that is not understood.
    const Value missing = weaken(null(), certain && found == nullptr);
    assign(target.names[i], i < values.size() ? values[i] : missing);
  }
}

void Machine::set_found(const RowSet& rows) {
  if (state_.frames.empty()) return;
  Value found = exists(rows);
  if (uncertain_ > 0) found.certain = false;
  state_.frames.front().variables["found"] = std::move(found);
}

void Machine::declare(Frame& frame, const pl::Variable& variable) {
  Value value = variable.initial.empty() ? null() : evaluate(variable.initial);
  if (!variable.cursor.empty()) value = text(variable.cursor.text);
  frame.types[variable.name] = variable.cursor.empty() ? variable.type : "";
  frame.variables[variable.name] = as_declared(*this, std::move(value), variable.type);
}

Span Machine::place_of(const pl::Fragment& fragment) const {
  if (!code_.in_file || fragment.span.empty()) return code_.run_by;
  return {code_.offset + fragment.span.begin, code_.offset + fragment.span.end};
}

}  // namespace ashlar::catalog::procedures
