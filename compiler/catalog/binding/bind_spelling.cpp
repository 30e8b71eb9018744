// Expressions with every cast written out, as the server prints them: when a column gets another
// type, the server parses the checks and indexes on it anew from such text. (tablecmds.c,
// ATPostAlterTypeParse; ruleutils.c, get_rule_expr)

#include <algorithm>

#include "compiler/catalog/binding/binder.h"
#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/alike.h"

namespace ashlar::catalog {

void Binder::put_in(std::uint32_t at, std::string words) {
  edits_.replace({at, at}, {std::move(words), {}});
}

void Binder::spell_cast(const sql::Expr& expr, const Type& from, const Type& to) {
  if (!is_known(from) || same_type(from, to)) return;
  const Object* own = catalog().get(to.id);
  const bool vague = own == nullptr && (to.name.starts_with("any") || to.name == "record");
  if (vague || (own == nullptr && to.schema != "pg_catalog")) return;
  std::string name = own == nullptr ? cast_type_name(to) : sql_name(catalog(), to.id);
  if (own != nullptr && to.array_dimensions > 0) name += "[]";
  const bool literal = std::holds_alternative<sql::Constant>(expr.node);
  if (literal && is_unknown_literal(from)) {
    // `EXTRACT(epoch FROM …)` has one without quotes.
    if (!written_at(expr.span).ends_with('\'')) return;
    put_in(expr.span.end, "::" + name);
    return;
  }
  if (is_unknown_literal(from)) return;
  put_in(expr.span.begin, "(");
  put_in(expr.span.end, ")::" + name);
}

void Binder::mark_needless_cast(const sql::Cast& cast, const Typed& value, const Type& type) {
  const bool needless = is_known(value.type) && same_type(value.type, type) &&
                        type.modifiers.empty() && !is_unknown_literal(value.type);
  if (needless) edits_.replace(cast.type.span, {std::string(postgres::kNoType), {}});
}

bool Binder::spell_operation(const sql::Operation& operation, const std::vector<Typed>& values) {
  using Kind = sql::Operation::Kind;
  const auto pair = [&](std::string_view op, std::size_t right, const Type& type) {
    sql::QualifiedName name;
    name.name.text = op;
    const ResolvedOperator found = resolve_operator(catalog(), name, values.front().type, type);
    if (found.answer != Answer::kFound) return;
    if (right == 1) coerce(operation.operands[0], values[0], found.left);
    if (same_type(values[right].type, type)) {
      coerce(operation.operands[right], values[right], found.right);
    }
  };
  switch (operation.kind) {
    case Kind::kIn:
    case Kind::kNotIn:
      spell_list(operation, values);
      return true;
    case Kind::kBetween:
    case Kind::kNotBetween:
      if (values.size() != 3) return true;
      pair(">=", 1, values[1].type);
      pair("<=", 2, values[2].type);
      return true;
    case Kind::kDistinct:
    case Kind::kNotDistinct:
      if (values.size() == 2) pair("=", 1, values[1].type);
      return true;
    case Kind::kAny:
    case Kind::kAll:
      if (values.size() == 2) {
        pair(operation.name.name.text, 1, element_type(catalog(), values[1].type));
      }
      return true;
    case Kind::kPlain:
    case Kind::kNullIf:
    case Kind::kLike:
      return false;
  }
  return false;
}

/// `a IN (x, y)` is `a = ANY (ARRAY[x, y])` to the server. (parse_expr.c, transformAExprIn)
void Binder::spell_list(const sql::Operation& operation, const std::vector<Typed>& values) {
  if (operation.operands.size() < 2) return;
  std::vector<Type> types;
  for (const Typed& value : values) types.push_back(value.type);
  const bool negated = operation.kind == sql::Operation::Kind::kNotIn;
  sql::QualifiedName name;
  name.name.text = negated ? "<>" : "=";
  const bool single = operation.operands.size() == 2;
  const CommonType common = common_type(catalog(), types);
  if (!single && common.answer != Answer::kFound) return;
  const ResolvedOperator found =
      resolve_operator(catalog(), name, types.front(), single ? types.back() : common.type);
  if (found.answer != Answer::kFound) return;
  coerce(operation.operands[0], values[0], found.left);
  if (single) {
    coerce(operation.operands[1], values[1], found.right);
    return;
  }
  for (std::size_t i = 1; i < operation.operands.size(); ++i) {
    coerce(operation.operands[i], values[i], common.type);
  }
  if (tokens_.empty()) tokens_ = postgres::scan(words_, whole_.begin);
  const auto word = [&](auto at) {
    return sql::identifier_text(
        slice(words_, {at->span.begin - whole_.begin, at->span.end - whole_.begin}));
  };
  auto at = std::find_if(tokens_.begin(), tokens_.end(), [&](const postgres::Token& token) {
    return token.span.begin >= operation.operands[0].span.end;
  });
  while (at != tokens_.end() && word(at) == ")") ++at;
  if (at == tokens_.end()) return;
  const std::uint32_t begin = at->span.begin;
  if (negated) ++at;
  if (at == tokens_.end() || word(at) != "in" || ++at == tokens_.end() || word(at) != "(") return;
  const std::uint32_t end = at->span.end;
  int depth = 1;
  while (depth > 0 && ++at != tokens_.end()) {
    if (word(at) == "(") ++depth;
    if (word(at) == ")") --depth;
  }
  if (at == tokens_.end()) return;
  const bool cast = !same_type(common.type, found.right);
  const std::string array = cast ? "::" + cast_type_name(found.right) + "[])" : std::string();
  edits_.replace(
      {begin, end},
      {std::string(negated ? "<> ALL (" : "= ANY (") + (cast ? "(ARRAY[" : "ARRAY["), {}});
  edits_.replace(at->span, {cast ? "])" + array : "])", {}});
}

}  // namespace ashlar::catalog
