#include "grammar/postgres/digest.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "grammar/postgres/lower_names.h"

namespace ashlar::postgres {
namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr int kNoScope = -1;

/// One name that a WITH clause binds, and the scope around it.
struct Scope {
  std::string_view name;
  int outer = kNoScope;
};

/// What holds for a place in the tree and for all below it.
struct Context {
  int scope = kNoScope;
  /// Of the WITH clause around: its first name, the scope outside of it, whether it is RECURSIVE.
  int with_first = kNoScope;
  int with_outer = kNoScope;
  bool with_recursive = false;
  bool muted = false;  ///< hashed, but not read: targets, modifiers of types, FOR UPDATE OF
};

/// A list or an object on the way down.
struct Frame {
  Context context;
  simdjson::dom::object::iterator field, fields_end;
  simdjson::dom::array::iterator item, items_end;
  bool is_object = false;
  bool changes_data = false;
  bool is_with_list = false;
  int item_index = 0;
};

/// Keys are told apart by a letter first: most of them are none of those that matter.
bool is_place(std::string_view key) {
  switch (key.back()) {
    case 'n':
      return key == "location" || key == "stmt_location" || key == "stmt_len";
    case 't':
      return key == "list_start" || key == "rexpr_list_start";
    case 'd':
      return key == "list_end" || key == "rexpr_list_end";
    default:
      return false;
  }
}

bool changes_data(std::string_view kind) {
  return kind == "InsertStmt" || kind == "UpdateStmt" || kind == "DeleteStmt" ||
         kind == "MergeStmt";
}

bool is_select(std::string_view key) {
  return key == "SelectStmt" || key == "larg" || key == "rarg";
}

/// What is hashed, but not read: targets of INTO, modifiers of types, names after FOR UPDATE OF.
bool is_unread(std::string_view key) {
  switch (key.front()) {
    case 'i':
      return key == "intoClause";
    case 'l':
      return key == "lockedRels";
    case 't':
      return key == "typmods";
    default:
      return false;
  }
}

/// The function that a keyword without brackets stands for (src/backend/executor/execExprInterp.c,
/// ExecEvalSQLValueFunction): all are STABLE.
std::string_view value_function(std::string_view op) {
  if (op.ends_with("_SCHEMA")) return "current_schema";
  if (op.ends_with("_CATALOG")) return "current_database";
  if (op == "SVFOP_SESSION_USER") return "session_user";
  if (op.ends_with("USER") || op.ends_with("ROLE")) return "current_user";
  return "now";
}

class Walk {
 public:
  explicit Walk(const Lowering& in) : in_(in) {}

  Digest run(const Node& root) {
    if (!root.fields()) return {};
    stack_.reserve(kUsualDepth);
    mix(root.kind());
    enter_object(root.kind(), *root.fields(), {});
    while (!stack_.empty()) step();
    sort(out_.references.columns);
    sort(out_.references.functions);
    sort(out_.references.relations);
    sort(out_.references.types);
    out_.tree_hash = hash_;
    return std::move(out_);
  }

 private:
  /// In order of place, and once each: the tree has `(SELECT …)` of SET (a, b) = (SELECT …) twice.
  template <typename T>
  static void sort(std::vector<T>& list) {
    if (list.size() < 2) return;
    const auto before = [](const T& a, const T& b) { return a.span < b.span; };
    const auto same = [](const T& a, const T& b) { return a.span == b.span && !a.span.empty(); };
    if (!std::is_sorted(list.begin(), list.end(), before)) {
      std::stable_sort(list.begin(), list.end(), before);
    }
    list.erase(std::unique(list.begin(), list.end(), same), list.end());
  }

  void mix(std::uint64_t value) {
    hash_ = (hash_ ^ value) * 0x9E3779B97F4A7C15ULL;
    hash_ ^= hash_ >> 29;
  }
  void mix(std::string_view text) {
    mix(std::uint64_t{text.size()});
    std::uint64_t word = 0;
    for (; text.size() >= sizeof(word); text.remove_prefix(sizeof(word))) {
      std::memcpy(&word, text.data(), sizeof(word));
      mix(word);
    }
    if (text.empty()) return;
    word = 0;
    std::memcpy(&word, text.data(), text.size());
    mix(word);
  }

  void step();
  void step_into_item(Frame& top);
  void leave() {
    mix(std::uint64_t{0x1D});
    stack_.pop_back();
  }

  void visit_field(std::string_view key, element value, const Frame& parent);
  void visit_value(std::string_view key, element value, const Context& context);
  void enter_array(std::string_view key, simdjson::dom::array array, const Context& context);
  void enter_object(std::string_view key, simdjson::dom::object object, const Context& context);
  void bind_with(simdjson::dom::object statement, Context& context);

  void note(std::string_view key, simdjson::dom::object object, int scope);
  void note_using(element names);
  void note_relation(const Node& range_var, int scope);
  void note_column(const Node& column);
  void note_call(const Node& call);
  void note_value_function(const Node& function);

  static constexpr std::size_t kUsualDepth = 24;

  const Lowering& in_;
  Digest out_;
  std::uint64_t hash_ = 0xA5A5A5A5A5A5A5A5ULL;
  std::vector<Frame> stack_;
  std::vector<Scope> scopes_;
};

void Walk::step() {
  Frame& top = stack_.back();
  if (!top.is_object) return step_into_item(top);
  if (!(top.field != top.fields_end)) return leave();
  const std::string_view key = top.field.key();
  const element value = top.field.value();
  ++top.field;
  visit_field(key, value, top);
}

void Walk::step_into_item(Frame& top) {
  if (!(top.item != top.items_end)) return leave();
  const element value = *top.item;
  ++top.item;
  Context context = top.context;
  if (top.is_with_list && !context.with_recursive) {
    // A query in WITH sees the ones before it, not itself.
    context.scope =
        top.item_index == 0 ? context.with_outer : context.with_first + top.item_index - 1;
  }
  ++top.item_index;
  visit_value({}, value, context);
}

void Walk::visit_field(std::string_view key, element value, const Frame& parent) {
  if (key.empty() || is_place(key)) return;
  mix(key);
  const bool target = parent.changes_data && key == "relation";
  if (!target && !is_unread(key) && key != "usingClause") {
    return visit_value(key, value, Context(parent.context));
  }
  Context context = parent.context;
  if (key == "usingClause") {
    if (!context.muted) note_using(value);
  } else {
    if (target && !context.muted) out_.writes.push_back(relation(in_, Node(value)));
    context.muted = true;
  }
  visit_value(key, value, context);
}

void Walk::visit_value(std::string_view key, element value, const Context& context) {
  switch (value.type()) {
    case element_type::OBJECT:
      return enter_object(key, simdjson::dom::object(value), context);
    case element_type::ARRAY:
      return enter_array(key, simdjson::dom::array(value), context);
    case element_type::STRING:
      return mix(std::string_view(value));
    case element_type::INT64:
      return mix(static_cast<std::uint64_t>(std::int64_t(value)));
    case element_type::UINT64:
      return mix(std::uint64_t(value));
    case element_type::BOOL:
      return mix(std::uint64_t{bool(value) ? 2U : 1U});
    case element_type::DOUBLE:
    case element_type::NULL_VALUE:
      // No tree of ours has any.
      return;
  }
}

void Walk::enter_array(std::string_view key, simdjson::dom::array array, const Context& context) {
  mix(std::uint64_t{'['});
  Frame frame;
  frame.context = context;
  frame.item = array.begin();
  frame.items_end = array.end();
  frame.is_with_list = context.with_first != kNoScope && key == "ctes";
  stack_.push_back(frame);
}

void Walk::enter_object(std::string_view key, simdjson::dom::object object,
                        const Context& context) {
  mix(std::uint64_t{'{'});
  Frame frame;
  frame.context = context;
  frame.is_object = true;
  frame.field = object.begin();
  frame.fields_end = object.end();
  if (!key.empty()) {
    frame.changes_data = changes_data(key);
    if (frame.changes_data || is_select(key)) bind_with(object, frame.context);
    if (!context.muted) note(key, object, frame.context.scope);
  }
  stack_.push_back(frame);
}

void Walk::bind_with(simdjson::dom::object statement, Context& context) {
  element value;
  if (statement["withClause"].get(value) != simdjson::SUCCESS) return;
  const Node with(value);
  context.with_outer = context.scope;
  context.with_first = static_cast<int>(scopes_.size());
  context.with_recursive = with.flag("recursive");
  for (const Node& cte : with.list("ctes")) {
    scopes_.push_back({cte.text("ctename"), context.scope});
    context.scope = static_cast<int>(scopes_.size()) - 1;
  }
}

void Walk::note(std::string_view key, simdjson::dom::object object, int scope) {
  switch (key.front()) {
    case 'C':
      if (key == "ColumnRef") note_column(Node(object));
      return;
    case 'F':
    case 'f':
      if (key == "FuncCall" || key == "funccall") note_call(Node(object));
      return;
    case 'R':
      if (key == "RangeVar") note_relation(Node(object), scope);
      return;
    case 'T':
    case 't':
      if (key == "typeName" || key == "TypeName") {
        out_.references.types.push_back(type_name(in_, Node(object)));
      }
      return;
    case 'S':
      if (key == "SQLValueFunction") note_value_function(Node(object));
      return;
    case 'L':
      if (key == "LockingClause") out_.locks_rows = true;
      return;
    default:
      return;
  }
}

void Walk::note_column(const Node& column) {
  sql::ColumnRef reference;
  const std::size_t first = in_.token(column);
  std::size_t parts = 0;
  for (const Node& field : column.list("fields")) {
    ++parts;
    reference.parts.emplace_back(field.is("A_Star") ? "*" : string_value(field));
  }
  reference.span = in_.tokens.between(first, first + 2 * parts - 1);
  out_.references.columns.push_back(std::move(reference));
}

void Walk::note_using(element names) {
  simdjson::dom::array array;
  if (names.get_array().get(array) != simdjson::SUCCESS) return;
  for (const Node& name : NodeList(array)) {
    if (!name.is("String")) return;  // DELETE … USING has tables here
    sql::ColumnRef reference;
    reference.parts.emplace_back(string_value(name));
    out_.references.columns.push_back(std::move(reference));
  }
}

void Walk::note_relation(const Node& range_var, int scope) {
  const std::string_view name = range_var.text("relname");
  if (name.empty()) return;
  if (!range_var.has("schemaname")) {
    for (int at = scope; at != kNoScope; at = scopes_[static_cast<std::size_t>(at)].outer) {
      if (scopes_[static_cast<std::size_t>(at)].name == name) return;
    }
  }
  out_.references.relations.push_back(relation(in_, range_var));
}

void Walk::note_call(const Node& call) {
  sql::FunctionCall function = function_call(in_, call);
  out_.references.functions.push_back(std::move(function));
}

void Walk::note_value_function(const Node& function) {
  sql::FunctionCall call;
  const std::size_t at = in_.token(function);
  call.name.schema.text = "pg_catalog";
  call.name.name.text = value_function(function.text("op"));
  call.name.span = in_.tokens.span(at);
  call.span = call.name.span;
  out_.references.functions.push_back(std::move(call));
}

}  // namespace

Digest digest(const Lowering& in, const Node& root) { return Walk(in).run(root); }

}  // namespace ashlar::postgres
