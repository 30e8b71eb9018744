// Which operator is meant (src/backend/parser/parse_oper.c; manual, "Operator Type Resolution").

#include <algorithm>
#include <string_view>
#include <utility>

#include "compiler/catalog/facts/facts.h"
#include "compiler/catalog/resolution/resolve_rules.h"
#include "compiler/catalog/statements/lookup.h"

namespace ashlar::catalog {
namespace {

/// An operator of the name, a built-in or the catalog's.
struct NamedOperator {
  Type left;  ///< empty name: a prefix operator
  Type right;
  Type result;
  ObjectId id = 0;
  std::size_t path = 0;  ///< how far along the search path its schema stands
};

/// The word after `keyword =` in the definition of an operator; a call of it does the work.
std::string word_after(const std::string& definition, std::string_view keyword) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  const auto at = std::search(definition.begin(), definition.end(), keyword.begin(), keyword.end(),
                              [&](char a, char b) { return lower(a) == b; });
  if (at == definition.end()) return {};
  std::size_t from = static_cast<std::size_t>(at - definition.begin()) + keyword.size();
  from = definition.find_first_not_of(" \t\n=", from);
  if (from == std::string::npos) return {};
  return definition.substr(from, definition.find_first_of(" \t\n,)", from) - from);
}

/// What the function behind an operator gives; empty name where it is not found.
Type result_of(const Catalog& catalog, const OtherObject& op) {
  std::string word = word_after(op.definition.text, "function");
  if (word.empty()) word = word_after(op.definition.text, "procedure");
  sql::QualifiedName name;
  const std::size_t dot = word.find('.');
  if (dot != std::string::npos) name.schema.text = word.substr(0, dot);
  name.name.text = dot == std::string::npos ? word : word.substr(dot + 1);
  CallArguments call;
  for (const Type& argument : op.arguments) {
    if (is_known(argument)) call.types.push_back(argument);
  }
  const ResolvedCall function = resolve_call(catalog, name, call);
  return function.answer == Answer::kFound ? function.result : Type{};
}

/// The built-in types that a value becomes by itself. There are dozens of operators `>=`, and most
/// fall out by a look at the names of their operands.
class CastReach {
 public:
  CastReach(const Catalog& catalog, const Type& type) {
    if (!is_builtin(type, type.name)) return;
    const BuiltinType* known = find_builtin_type(type.name);
    // Rows, ranges and untyped literals have rules of their own, CREATE CAST makes others.
    if (known == nullptr || known->kind != 'b' ||
        !catalog.find_overloads(sql::ObjectKind::kCast, {}, {}).empty()) {
      return;
    }
    limited_ = true;
    names_.push_back(known->name);
    for (const BuiltinCast& cast : builtin_casts_from(type.name)) {
      if (cast.context == 'i') names_.push_back(cast.target);
    }
  }

  /// False where no value of the type can stand for such an operand.
  [[nodiscard]] bool takes_in(std::string_view operand) const {
    return !limited_ || operand.starts_with("any") || operand.starts_with("record") ||
           std::find(names_.begin(), names_.end(), operand) != names_.end();
  }

 private:
  bool limited_ = false;
  std::vector<std::string_view> names_;
};

/// Those that operands of the types may mean; a prefix operator has no `left`.
std::vector<NamedOperator> find_operators(const Catalog& catalog, const sql::QualifiedName& name,
                                          const std::optional<Type>& left, const Type& right) {
  const bool binary = left.has_value();
  std::vector<NamedOperator> operators;
  const std::vector<std::string>& path = catalog.search_path();
  const auto system = std::find(path.begin(), path.end(), "pg_catalog");
  if (name.schema.empty() || name.schema.text == "pg_catalog") {
    const CastReach from_left(catalog, binary ? *left : right);
    const CastReach from_right(catalog, right);
    for (const BuiltinOperator& op : builtin_operators(name.name.text)) {
      if (op.left.empty() == binary) continue;
      if ((binary && !from_left.takes_in(op.left)) || !from_right.takes_in(op.right)) continue;
      NamedOperator found;
      if (binary) found.left = fact_type(op.left);
      found.right = fact_type(op.right);
      found.result = fact_type(op.result);
      if (system != path.end()) found.path = static_cast<std::size_t>(system - path.begin()) + 1;
      operators.push_back(std::move(found));
    }
  }
  std::vector<std::string> schemas = path;
  if (!name.schema.empty()) schemas = {name.schema.text};
  std::size_t place = 0;
  for (const std::string& schema : schemas) {
    ++place;
    for (const Object* object :
         catalog.find_overloads(sql::ObjectKind::kOperator, schema, name.name.text)) {
      const auto& op = std::get<OtherObject>(object->data);
      if (op.arguments.size() != 2 || is_known(op.arguments[0]) != binary) continue;
      operators.push_back({op.arguments[0], op.arguments[1], {}, object->id, place});
    }
  }
  return operators;
}

ResolvedOperator taken(Coercion& coercion, const NamedOperator& op,
                       const std::vector<Type>& types) {
  ResolvedOperator resolved;
  resolved.answer = Answer::kFound;
  resolved.op = op.id;
  Type result = op.result;
  if (op.id != 0)
    result =
        result_of(coercion.catalog(), std::get<OtherObject>(coercion.catalog().get(op.id)->data));
  std::vector<Type> declared;
  if (types.size() == 2) declared.push_back(op.left);
  declared.push_back(op.right);
  resolved.result = coercion.make_concrete(types, declared, result);
  resolved.right = declared.back();
  if (types.size() == 2) resolved.left = declared.front();
  // Untyped literals alone tell no polymorphic type: the server refuses that (42804).
  if (!std::all_of(declared.begin(), declared.end(), is_known)) {
    resolved.answer = Answer::kInDoubt;
  }
  return resolved;
}

const NamedOperator* find_exact(const std::vector<NamedOperator>& operators, const Type* left,
                                const Type& right) {
  const NamedOperator* best = nullptr;
  for (const NamedOperator& op : operators) {
    if ((left != nullptr && !same_type(op.left, *left)) || !same_type(op.right, right)) continue;
    if (best == nullptr || op.path < best->path) best = &op;
  }
  return best;
}

/// binary_oper_exact: an untyped side is taken to be of the other's type.
const NamedOperator* find_exact_binary(const Catalog& catalog,
                                       const std::vector<NamedOperator>& operators, Type left,
                                       Type right) {
  const bool untyped = is_unknown(left) != is_unknown(right);
  if (untyped) (is_unknown(left) ? left : right) = is_unknown(left) ? right : left;
  if (const NamedOperator* op = find_exact(operators, &left, right)) return op;
  if (!untyped) return nullptr;
  const Type base = base_type(catalog, left);
  return same_type(base, left) ? nullptr : find_exact(operators, &base, base);
}

}  // namespace

ResolvedOperator resolve_operator(const Catalog& catalog, const sql::QualifiedName& name,
                                  const std::optional<Type>& left, const Type& right) {
  if (!is_known(right) || (left && !is_known(*left))) return {};
  const std::vector<NamedOperator> operators = find_operators(catalog, name, left, right);
  Coercion coercion(catalog);
  std::vector<Type> types;
  if (left) types.push_back(*left);
  types.push_back(right);
  const NamedOperator* exact = left ? find_exact_binary(catalog, operators, *left, right)
                                    : find_exact(operators, nullptr, right);
  if (exact != nullptr) return taken(coercion, *exact, types);

  // The server's own differ in their operands; one further along the path with the same operands is
  // hidden.
  const bool any_own = std::any_of(operators.begin(), operators.end(),
                                   [](const NamedOperator& op) { return op.id != 0; });
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < operators.size(); ++i) {
    const NamedOperator& op = operators[i];
    if (any_own && find_exact(operators, left ? &op.left : nullptr, op.right) != &op) continue;
    Candidate candidate;
    if (left) candidate.arguments.push_back(op.left);
    candidate.arguments.push_back(op.right);
    candidate.source = i;
    candidates.push_back(std::move(candidate));
  }
  candidates = matching(coercion, types, std::move(candidates));
  std::optional<Candidate> best;
  const bool none = candidates.empty();
  if (candidates.size() == 1) {
    best = std::move(candidates.front());
  } else if (!none) {
    best = select_candidate(coercion, types, std::move(candidates));
  }
  if (coercion.in_doubt()) return {};
  if (best) return taken(coercion, operators[best->source], types);
  ResolvedOperator unresolved;
  std::vector<std::string> schemas = catalog.search_path();
  if (!name.schema.empty()) schemas = {name.schema.text};
  const bool doubtful =
      may_hold_unseen(catalog, NameSpace::kOther) ||
      std::any_of(schemas.begin(), schemas.end(), [&](const std::string& schema) {
        return catalog.is_doubtful({NameSpace::kOther, schema, "operator " + name.name.text});
      });
  if (!doubtful) unresolved.answer = none ? Answer::kNone : Answer::kAmbiguous;
  return unresolved;
}

}  // namespace ashlar::catalog
