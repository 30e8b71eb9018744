// Functions and procedures that the history calls.

#include <algorithm>
#include <set>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/procedures/machine.h"
#include "compiler/catalog/statements/editor.h"
#include "compiler/catalog/statements/session.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "grammar/postgres/plpgsql.h"

namespace ashlar::catalog::procedures {
namespace {

bool is_input(const FunctionParameter& parameter) {
  return parameter.mode != sql::ParameterMode::kOut && parameter.mode != sql::ParameterMode::kTable;
}

/// A procedure takes arguments for its OUT parameters too, which mean nothing.
bool takes_argument(const Function& function, const FunctionParameter& parameter) {
  return is_input(parameter) || (function.kind == sql::ObjectKind::kProcedure &&
                                 parameter.mode == sql::ParameterMode::kOut);
}

/// True where the call can mean the function, by the number and names of its arguments.
bool accepts(const Function& function, const sql::FunctionUse& use) {
  std::size_t most = 0;
  std::size_t least = 0;
  bool variadic = false;
  for (const FunctionParameter& parameter : function.parameters) {
    if (!takes_argument(function, parameter)) continue;
    variadic = variadic || parameter.mode == sql::ParameterMode::kVariadic;
    ++most;
    if (parameter.default_value.empty() && parameter.mode != sql::ParameterMode::kVariadic) {
      ++least;
    }
  }
  const std::size_t given = use.arguments.size();
  if (given < least || (given > most && !variadic)) return false;
  return std::all_of(
      use.argument_names.begin(), use.argument_names.end(), [&](const sql::Name& name) {
        return name.empty() ||
               std::any_of(function.parameters.begin(), function.parameters.end(),
                           [&](const FunctionParameter& each) { return each.name == name.text; });
      });
}

/// True where a literal of the value may be an argument of the type: tells f(int) from f(text).
bool fits(const Value& value, const Type& type) {
  const bool text_type = type.name == "text" || type.name == "varchar" || type.name == "name";
  const bool number_type = type.name.starts_with("int") || type.name == "numeric";
  if (std::holds_alternative<std::int64_t>(value.data)) return !text_type && type.name != "bool";
  if (std::holds_alternative<bool>(value.data)) return type.name == "bool";
  if (std::holds_alternative<std::string>(value.data)) return !number_type && type.name != "bool";
  return true;
}

bool has_word(std::string_view body, const std::set<std::string, std::less<>>& words) {
  const std::vector<postgres::Token> tokens = postgres::scan(body);
  return std::any_of(tokens.begin(), tokens.end(), [&](const postgres::Token& token) {
    return words.contains(sql::identifier_text(slice(body, token.span)));
  });
}

const std::set<std::string, std::less<>>& changing_words() {
  static const std::set<std::string, std::less<>> kWords{
      "alter",  "call", "comment",  "create",  "do",     "drop",     "execute",    "grant",
      "import", "into", "reassign", "refresh", "revoke", "security", "set_config", "truncate"};
  return kWords;
}

bool may_change(const Catalog& catalog, const Function& function, int depth) {
  if (function.language != "plpgsql" && function.language != "sql") return false;
  if (has_word(function.body, changing_words())) return true;
  if (depth == 0) return false;
  // A function that it calls may.
  const std::vector<postgres::Token> tokens = postgres::scan(function.body);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (slice(function.body, tokens[i + 1].span) != "(") continue;
    sql::QualifiedName name;
    name.name.text = sql::identifier_text(slice(function.body, tokens[i].span));
    if (i >= 2 && slice(function.body, tokens[i - 1].span) == ".") {
      name.schema.text = sql::identifier_text(slice(function.body, tokens[i - 2].span));
    }
    for (const Object* called : catalog.find_functions(name)) {
      const auto* inner = std::get_if<Function>(&called->data);
      if (inner != nullptr && inner != &function && may_change(catalog, *inner, depth - 1)) {
        return true;
      }
    }
  }
  return false;
}

postgres::BodyFrame frame_of(const Function& function) {
  postgres::BodyFrame frame;
  const bool trigger = function.returns.has_value() && function.returns->name == "trigger";
  const bool set = function.returns.has_value() && function.returns->set_of;
  frame.kind = function.kind == sql::ObjectKind::kProcedure ? postgres::BodyFrame::Kind::kProcedure
               : trigger                                    ? postgres::BodyFrame::Kind::kTrigger
               : set ? postgres::BodyFrame::Kind::kSetFunction
                     : postgres::BodyFrame::Kind::kFunction;
  frame.returns_value = function.returns.has_value() && function.returns->name != "void";
  for (const FunctionParameter& parameter : function.parameters) {
    const bool in = is_input(parameter);
    frame.parameters.push_back(
        {parameter.name, !in || parameter.mode == sql::ParameterMode::kInOut, in});
  }
  return frame;
}

/// The path that a function's SET says; its value is kept as SQL, each schema a literal of its own.
std::string path_of_setting(std::string_view value) {
  std::string path;
  for (const postgres::Token& token : postgres::scan(value)) {
    std::string_view word = slice(value, token.span);
    if (word == ",") continue;
    if (token.kind == postgres::Token::Kind::kString && word.size() >= 2) {
      word = word.substr(1, word.size() - 2);
    }
    if (word.empty()) continue;
    if (!path.empty()) path += ", ";
    path += word;
  }
  return path;
}

}  // namespace

bool may_change_catalog(const Catalog& catalog, const Function& function) {
  return may_change(catalog, function, 4);
}

bool may_change_catalog(const Catalog& catalog, const sql::QualifiedName& name) {
  const std::vector<const Object*> functions = catalog.find_functions(name);
  return std::any_of(functions.begin(), functions.end(), [&](const Object* object) {
    const auto* function = std::get_if<Function>(&object->data);
    return function != nullptr && may_change_catalog(catalog, *function);
  });
}

std::shared_ptr<const pl::Block> Machine::read_body(const std::string& body,
                                                    const Function* function) {
  const postgres::BodyFrame frame =
      function == nullptr ? postgres::BodyFrame{} : frame_of(*function);
  std::string key = body;
  for (const auto& parameter : frame.parameters) key += '\0' + parameter.name;
  const auto known = budget_.bodies.find(key);
  if (known != budget_.bodies.end()) return known->second;
  (void)spend(50 + static_cast<std::uint32_t>(body.size() / 16));
  std::shared_ptr<const pl::Block> result;
  if (std::optional<pl::Block> block = postgres::parse_plpgsql(body, frame)) {
    result = std::make_shared<const pl::Block>(std::move(*block));
  }
  budget_.bodies.emplace(std::move(key), result);
  return result;
}

Value Machine::call(const sql::FunctionUse& use, std::vector<Value> arguments) {
  std::vector<const Object*> candidates;
  for (const Object* object : catalog().find_functions(use.name)) {
    const auto* function = std::get_if<Function>(&object->data);
    if (function == nullptr || !accepts(*function, use)) continue;
    bool fitting = true;
    for (std::size_t i = 0; i < arguments.size() && i < function->arguments.size(); ++i) {
      const bool named = i < use.argument_names.size() && !use.argument_names[i].empty();
      fitting = fitting && (named || fits(arguments[i], function->arguments[i]));
    }
    if (fitting) candidates.push_back(object);
  }
  if (candidates.empty()) return unknown();
  const Object* object = candidates.front();
  if (candidates.size() > 1) {
    // Which of them is meant is not told here.
    const bool any = std::any_of(candidates.begin(), candidates.end(), [&](const Object* each) {
      return may_change_catalog(catalog(), std::get<Function>(each->data));
    });
    if (!any) return unknown();
    std::vector<std::string> bodies;
    for (const Object* each : candidates) bodies.push_back(std::get<Function>(each->data).body);
    for (const std::string& body : bodies) doubt_words(body);
    note_unread(code_.run_by, "several functions may be meant");
    return unknown();
  }
  // The function may go, or be replaced, while it runs.
  const Object kept = *object;
  return run_function(kept, std::get<Function>(kept.data), use, std::move(arguments));
}

Machine::Frame Machine::bind_parameters(const Function& function, const sql::FunctionUse& use,
                                        std::vector<Value> arguments) {
  Frame frame;
  std::vector<Value> positional;
  std::size_t next = 0;
  for (const FunctionParameter& parameter : function.parameters) {
    Value value = null();
    if (takes_argument(function, parameter)) {
      const auto named = std::find_if(
          use.argument_names.begin(), use.argument_names.end(),
          [&](const sql::Name& name) { return !name.empty() && name.text == parameter.name; });
      const bool by_name = named != use.argument_names.end();
      const auto index =
          by_name ? static_cast<std::size_t>(named - use.argument_names.begin()) : next;
      const bool is_named_slot =
          !by_name && index < use.argument_names.size() && !use.argument_names[index].empty();
      if (parameter.mode == sql::ParameterMode::kVariadic && !use.variadic) {
        std::vector<Value> rest;
        for (; next < arguments.size(); ++next) rest.push_back(arguments[next]);
        value = array(std::move(rest));
      } else if (index < arguments.size() && !is_named_slot) {
        value = arguments[index];
        if (!by_name) ++next;
      } else if (!parameter.default_value.empty()) {
        value = evaluate_text(render(catalog(), parameter.default_value));
      }
      sql::TypeName type;
      type.name.name.text = parameter.type.name;
      type.name.schema.text = parameter.type.schema;
      type.array_dimensions = parameter.type.array_dimensions;
      Value converted = cast(*this, value, type);
      if (!is_unknown(converted)) value = std::move(converted);
    }
    if (is_input(parameter)) positional.push_back(value);
    if (!parameter.name.empty()) frame.variables[parameter.name] = std::move(value);
  }
  state_.parameters = std::move(positional);
  return frame;
}

Value Machine::run_function(const Object& object, const Function& function,
                            const sql::FunctionUse& use, std::vector<Value> arguments) {
  const bool plpgsql = function.language == "plpgsql";
  if ((!plpgsql && function.language != "sql") || function.body.empty()) return unknown();
  const auto block = plpgsql ? read_body(function.body, &function) : nullptr;
  if ((plpgsql && block == nullptr) || budget_.depth >= kMaxCallDepth) {
    if (may_change_catalog(catalog(), function)) {
      doubt_words(function.body);
      note_unread(code_.run_by, "the body of `" + object.name + "` cannot be followed");
    }
    return unknown();
  }
  std::vector<Frame> frames = std::move(state_.frames);
  std::vector<Value> parameters = std::move(state_.parameters);
  const Code outer = code_;
  const std::uint32_t uncertain = uncertain_;
  const std::vector<std::string> path = catalog().search_path();
  state_.frames.clear();
  Frame frame = bind_parameters(function, use, std::move(arguments));
  frame.label = object.name;
  const std::vector<Value> bound = state_.parameters;
  state_.frames = {std::move(frame)};
  state_.returned = null();
  code_ = {false, 0, outer.run_by};
  bool sets_path = false;
  for (const Setting& setting : function.settings) {
    if (setting.name != "search_path") continue;
    sets_path = true;
    configure("search_path", text(path_of_setting(setting.value)), false);
  }
  ++budget_.depth;
  Outcome outcome;
  Value result = null();
  if (plpgsql) {
    outcome = run(*block);
    result = state_.returned;
    // A single OUT parameter is the result.
    for (const FunctionParameter& parameter : function.parameters) {
      if (parameter.mode == sql::ParameterMode::kOut && !state_.frames.empty()) {
        result = state_.frames.front().variables[parameter.name];
      }
    }
  } else {
    RowSet rows;
    rows.complete = false;
    outcome = run_text(function.body, outer.run_by, &rows);
    result = scalar(rows);
  }
  --budget_.depth;
  const bool diverged = uncertain_ > uncertain;
  uncertain_ = uncertain;
  code_ = outer;
  state_.frames = std::move(frames);
  state_.parameters = std::move(parameters);
  if (sets_path) {
    Editor editor(std::move(state_.catalog), context_);
    editor.set_search_path(path, Editor::SettingScope::kSession);
    state_.catalog = std::move(editor).finish().after;
  }
  // An error stays raised: whoever evaluates asks for it.
  if (outcome.flow == Flow::kGiveUp) budget_.steps = 0;
  if (function.returns.has_value() && function.returns->set_of) return unknown();
  return weaken(std::move(result), !diverged);
}

}  // namespace ashlar::catalog::procedures
