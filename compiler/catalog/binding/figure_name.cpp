// figure_name: what FigureColname of src/backend/parser/parse_target.c calls an expression, from
// its words (the statements keep no expression trees).

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <utility>
#include <vector>

#include "compiler/catalog/generated_names.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

using postgres::Token;

/// How sure the server is of a name: a weak one (a cast's type, CASE) yields to one from inside.
enum class Strength { kNone, kWeak, kStrong };
struct FiguredWord {
  std::string name;
  Strength strength = Strength::kNone;
};

/// Reads the words of one expression, left to right.
class Figurer {
 public:
  explicit Figurer(std::string_view text) : text_(text), tokens_(postgres::scan(text)) {}

  FiguredWord whole() { return expression(0, tokens_.size()); }

 private:
  std::string_view at(std::size_t i) const {
    return i < tokens_.size() ? slice(text_, tokens_[i].span) : std::string_view();
  }
  bool is(std::size_t i, std::string_view word) const {
    return i < tokens_.size() && tokens_[i].kind != Token::Kind::kString &&
           sql::identifier_text(at(i)) == word && (at(i).empty() || at(i).front() != '"');
  }
  bool is_name(std::size_t i) const {
    return i < tokens_.size() && (tokens_[i].kind == Token::Kind::kIdentifier ||
                                  tokens_[i].kind == Token::Kind::kKeyword);
  }
  /// The token behind the bracket that closes the one at `open`.
  std::size_t behind(std::size_t open, std::size_t end) const {
    int depth = 0;
    for (std::size_t i = open; i < end; ++i) {
      if (at(i) == "(" || at(i) == "[") ++depth;
      if (at(i) == ")" || at(i) == "]") --depth;
      if (depth == 0) return i + 1;
    }
    return end;
  }
  std::size_t find_outer(std::size_t begin, std::size_t end, std::string_view word) const {
    for (std::size_t i = begin; i < end;) {
      if (is(i, word)) return i;
      i = at(i) == "(" || at(i) == "[" ? behind(i, end) : i + 1;
    }
    return end;
  }

  FiguredWord expression(std::size_t begin, std::size_t end) {
    if (begin >= end) return {};
    std::size_t next = begin;
    FiguredWord figured = primary(begin, end, next);
    while (next < end) {
      if (at(next) == "::") {
        std::string type = type_name(next + 1, end, next);
        if (figured.strength != Strength::kStrong) figured = {std::move(type), Strength::kWeak};
      } else if (at(next) == "[") {
        next = behind(next, end);
      } else if (at(next) == "." && is_name(next + 1)) {
        figured = {sql::identifier_text(at(next + 1)), Strength::kStrong};
        next += 2;
      } else if (is(next, "collate")) {
        next += 2;
        while (at(next) == "." && next < end) next += 2;
      } else if (is(next, "at") && is(next + 1, "time") && is(next + 2, "zone")) {
        primary(next + 3, end, next);
        figured = {"timezone", Strength::kStrong};
      } else {
        return {};  // an operator: the server finds no name
      }
    }
    return figured;
  }

  FiguredWord primary(std::size_t begin, std::size_t end, std::size_t& next) {
    next = begin + 1;
    if (begin >= end) return {};
    if (at(begin) == "(") {
      next = behind(begin, end);
      if (find_outer(begin + 1, next - 1, ",") != next - 1) return {"row", Strength::kStrong};
      return expression(begin + 1, next - 1);
    }
    if (is(begin, "case")) return case_expression(begin, end, next);
    if (is(begin, "cast") && at(begin + 1) == "(") return cast(begin, end, next);
    if (is(begin, "array") && at(begin + 1) == "[") {
      next = behind(begin + 1, end);
      return {"array", Strength::kStrong};
    }
    if (!is_name(begin)) return {};
    for (const std::string_view constant : {"null", "true", "false", "not"}) {
      if (is(begin, constant)) {
        if (constant == "not") next = end;
        return constant == "true" || constant == "false" ? FiguredWord{"bool", Strength::kWeak}
                                                         : FiguredWord{};
      }
    }
    return named(begin, end, next);
  }

  /// A column, a function call, or a literal with its type before it.
  FiguredWord named(std::size_t begin, std::size_t end, std::size_t& next) {
    std::size_t last = begin;
    while (last + 2 < end && at(last + 1) == "." && is_name(last + 2)) last += 2;
    next = last + 1;
    if (next < end && tokens_[next].kind == Token::Kind::kString) {
      ++next;
      return {internal_type(sql::identifier_text(at(last))), Strength::kWeak};
    }
    std::string name = sql::identifier_text(at(last));
    if (next < end && at(next) == "(") {
      if (name == "trim") name = trim_function(next + 1);
      next = behind(next, end);
    }
    return {std::move(name), Strength::kStrong};
  }

  std::string trim_function(std::size_t inside) const {
    if (is(inside, "leading")) return "ltrim";
    if (is(inside, "trailing")) return "rtrim";
    return "btrim";
  }

  FiguredWord case_expression(std::size_t begin, std::size_t end, std::size_t& next) {
    std::size_t otherwise = end;
    int depth = 0;
    std::size_t i = begin;
    for (; i < end; ++i) {
      if (is(i, "case")) ++depth;
      if (is(i, "else") && depth == 1) otherwise = i;
      if (is(i, "end") && --depth == 0) break;
    }
    next = std::min(i + 1, end);
    if (otherwise < i) {
      FiguredWord inner = expression(otherwise + 1, i);
      if (inner.strength == Strength::kStrong) return inner;
    }
    return {"case", Strength::kWeak};
  }

  FiguredWord cast(std::size_t begin, std::size_t end, std::size_t& next) {
    next = behind(begin + 1, end);
    const std::size_t as = find_outer(begin + 2, next - 1, "as");
    FiguredWord inner = expression(begin + 2, as);
    if (inner.strength == Strength::kStrong || as == next - 1) return inner;
    std::size_t behind_type = 0;
    return {type_name(as + 1, next - 1, behind_type), Strength::kWeak};
  }

  std::string type_name(std::size_t begin, std::size_t end, std::size_t& next) {
    std::size_t last = begin;
    while (last + 2 < end && at(last + 1) == "." && is_name(last + 2)) last += 2;
    std::string name = sql::identifier_text(at(last));
    next = last + 1;
    if ((name == "double" && is(next, "precision")) ||
        ((name == "character" || name == "char" || name == "bit") && is(next, "varying"))) {
      name += " " + sql::identifier_text(at(next++));
    }
    if (next < end && at(next) == "(") next = behind(next, end);
    if (is(next, "with") || is(next, "without")) {
      if (is(next, "with")) name += "tz";
      next += 3;
    }
    while (next < end && at(next) == "[") next = behind(next, end);
    return internal_type(name);
  }

  static std::string internal_type(const std::string& name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kInternal{{
        {"int", "int4"},
        {"integer", "int4"},
        {"bigint", "int8"},
        {"smallint", "int2"},
        {"real", "float4"},
        {"float", "float8"},
        {"double precision", "float8"},
        {"boolean", "bool"},
        {"char", "bpchar"},
        {"character", "bpchar"},
        {"character varying", "varchar"},
        {"decimal", "numeric"},
        {"bit varying", "varbit"},
    }};
    for (const auto& [written, internal] : kInternal) {
      if (written == name) return std::string(internal);
    }
    return name;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
};

}  // namespace

std::string figure_name(std::string_view expression) { return Figurer(expression).whole().name; }

}  // namespace ashlar::catalog
