#include "compiler/effects/bound_proof.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "grammar/postgres/parser.h"

namespace ashlar::effects {
namespace {

using Words = std::vector<std::string>;
using Token = postgres::Token;

constexpr std::string_view kMidnight = " 00:00:00'";

bool is_string(std::string_view word) { return word.starts_with('\''); }
bool is_number(std::string_view word) {
  return !word.empty() && std::isdigit(static_cast<unsigned char>(word.back())) != 0 &&
         (std::isdigit(static_cast<unsigned char>(word.front())) != 0 || word.front() == '-');
}
bool is_constant(std::string_view word) { return is_string(word) || is_number(word); }

/// The words without casts and types before a literal; a sign is joined with its number.
Words words_of_condition(std::string_view text) {
  const std::vector<Token> tokens = postgres::scan(text);
  constexpr std::array<std::string_view, 6> kBehindType = {"and", "or", "is",
                                                           "not", "in", "between"};
  const auto word = [&](std::size_t i) {
    const std::string_view raw = slice(text, tokens[i].span);
    return tokens[i].kind == Token::Kind::kString ? std::string(raw) : sql::identifier_text(raw);
  };
  const auto is_name = [&](std::size_t i) {
    if (i >= tokens.size() || tokens[i].kind == Token::Kind::kString) return false;
    const std::string name = word(i);
    const bool letter = std::isalpha(static_cast<unsigned char>(name.front())) != 0;
    return letter && std::find(kBehindType.begin(), kBehindType.end(), name) == kBehindType.end();
  };
  Words words;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    std::string next = word(i);
    if (next == "::") {
      while (is_name(i + 1)) ++i;
      continue;
    }
    const bool before_string =
        i + 1 < tokens.size() && tokens[i + 1].kind == Token::Kind::kString && is_name(i);
    if (before_string) continue;
    const bool sign = next == "-" && i + 1 < tokens.size() && is_number(word(i + 1)) &&
                      (words.empty() || !is_constant(words.back()));
    if (sign) next += word(++i);
    if (is_string(next) && next.ends_with(kMidnight)) {
      next.replace(next.size() - kMidnight.size(), kMidnight.size(), "'");
    }
    words.push_back(std::move(next));
  }
  return words;
}

/// Below 0, 0 or above; nothing where the written forms do not tell.
std::optional<int> compare(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  if (is_number(a) && is_number(b)) {
    const double left = std::strtod(a.c_str(), nullptr);
    const double right = std::strtod(b.c_str(), nullptr);
    return left < right ? -1 : left > right ? 1 : 0;
  }
  // Dates from the year on, '2025-…', are ordered as their texts are.
  const auto is_date = [](const std::string& text) {
    return text.size() >= 12 && is_string(text) && text[5] == '-' && text[8] == '-';
  };
  if (!is_date(a) || !is_date(b)) return std::nullopt;
  return a < b ? -1 : 1;
}

/// A range [from, to), where empty means without end, or a list of values.
struct Bound {
  bool list = false;
  std::string from;
  std::string to;
  Words values;
};

std::optional<Bound> bound_of(std::string_view text) {
  const Words words = words_of_condition(text);
  const auto is = [&words](std::size_t at, std::string_view word) {
    return at < words.size() && words[at] == word;
  };
  if (!is(0, "for") || !is(1, "values")) return std::nullopt;
  Bound bound;
  if (is(2, "in") && is(3, "(")) {
    bound.list = true;
    for (std::size_t i = 4; i < words.size() && words[i] != ")"; ++i) {
      if (words[i] == ",") continue;
      if (!is_constant(words[i])) return std::nullopt;
      bound.values.push_back(words[i]);
    }
    return bound;
  }
  const bool range = words.size() == 10 && is(2, "from") && is(3, "(") && is(5, ")") &&
                     is(6, "to") && is(7, "(") && is(9, ")");
  if (!range) return std::nullopt;
  if (!is(4, "minvalue")) bound.from = words[4];
  if (!is(8, "maxvalue")) bound.to = words[8];
  const auto known = [](const std::string& end) { return end.empty() || is_constant(end); };
  if (!known(bound.from) || !known(bound.to)) return std::nullopt;
  return bound;
}

/// What one comparison says of the column.
struct Comparison {
  std::string op;  ///< `<`, `<=`, `=`, `>=`, `>`, `<>`, `in`, `not in`, `is not null`; empty: other
  Words values;
};

Comparison comparison_of(const Words& words, const std::string& column) {
  const auto is = [&words](std::size_t at, std::string_view word) {
    return at < words.size() && words[at] == word;
  };
  if (words.size() == 4 && is(0, column) && is(1, "is") && is(2, "not") && is(3, "null")) {
    return {"is not null", {}};
  }
  if (words.size() == 3 && is(0, column) && is_constant(words[2])) {
    return {words[1] == "!=" ? "<>" : words[1], {words[2]}};
  }
  if (words.size() == 3 && is(2, column) && is_constant(words[0])) {
    std::string op = words[1];
    for (char& c : op) c = c == '<' ? '>' : c == '>' ? '<' : c;
    return {op == "!=" || op == "><" ? "<>" : op, {words[0]}};
  }
  const std::size_t open = is(1, "not") ? 3 : 2;
  if (is(0, column) && is(open - 1, "in") && is(open, "(") && words.back() == ")") {
    Comparison in{open == 3 ? "not in" : "in", {}};
    for (std::size_t i = open + 1; i + 1 < words.size(); ++i) {
      if (words[i] == ",") continue;
      if (!is_constant(words[i])) return {};
      in.values.push_back(words[i]);
    }
    return in;
  }
  return {};
}

/// The parts that a word joins outside of brackets; one part where it does not stand there.
std::vector<Words> parts_of(Words words, std::string_view joint) {
  for (bool embraced = true; embraced && words.size() >= 2 && words.front() == "(";) {
    int depth = 0;
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      depth += words[i] == "(" ? 1 : words[i] == ")" ? -1 : 0;
      if (depth == 0) embraced = false;
    }
    if (embraced) words = Words(words.begin() + 1, words.end() - 1);
  }
  std::vector<Words> parts(1);
  int depth = 0;
  bool between = false;
  for (const std::string& word : words) {
    depth += word == "(" ? 1 : word == ")" ? -1 : 0;
    if (depth == 0 && word == "between") between = true;
    if (depth == 0 && word == joint && !(between && joint == "and")) {
      parts.emplace_back();
      continue;
    }
    if (word == "and" && depth == 0) between = false;
    parts.back().push_back(word);
  }
  return parts;
}

/// `column BETWEEN a AND b` as the two comparisons that it stands for.
std::vector<Comparison> comparisons_of(const Words& words, const std::string& column) {
  const bool between = words.size() == 5 && words[0] == column && words[1] == "between" &&
                       is_constant(words[2]) && is_constant(words[4]);
  if (between) return {{">=", {words[2]}}, {"<=", {words[4]}}};
  return {comparison_of(words, column)};
}

/// All that holds: AND within AND, down to comparisons.
void gather(const Words& condition, const std::string& column, std::vector<Comparison>& all) {
  const std::vector<Words> parts =
      parts_of(condition, "or").size() > 1 ? std::vector<Words>{} : parts_of(condition, "and");
  for (const Words& part : parts) {
    if (parts.size() > 1) {
      gather(part, column, all);
    } else {
      for (Comparison& each : comparisons_of(part, column)) all.push_back(std::move(each));
    }
  }
}

bool is_order(const std::optional<int>& order, bool or_equal, int sign) {
  return order.has_value() && (*order * sign > 0 || (or_equal && *order == 0));
}

/// The comparison keeps the column at or above `from`.
bool is_above(const Comparison& each, const std::string& from) {
  if (from.empty() || each.values.size() != 1) return from.empty();
  const bool op = each.op == ">=" || each.op == ">" || each.op == "=";
  return op && is_order(compare(each.values[0], from), true, 1);
}

/// The comparison keeps the column below `to`.
bool is_below(const Comparison& each, const std::string& to) {
  if (to.empty() || each.values.size() != 1) return to.empty();
  const std::optional<int> order = compare(each.values[0], to);
  if (each.op == "<") return is_order(order, true, -1);
  return (each.op == "<=" || each.op == "=") && is_order(order, false, -1);
}

bool is_listed(const Bound& bound, const std::string& value) {
  return std::find(bound.values.begin(), bound.values.end(), value) != bound.values.end();
}

bool is_inside(const std::vector<Comparison>& all, const Bound& bound) {
  const auto any = [&all](auto&& holds) { return std::any_of(all.begin(), all.end(), holds); };
  if (!bound.list) {
    const bool above = bound.from.empty() ||
                       any([&](const Comparison& each) { return is_above(each, bound.from); });
    const bool below =
        bound.to.empty() || any([&](const Comparison& each) { return is_below(each, bound.to); });
    return above && below;
  }
  return any([&](const Comparison& each) {
    return (each.op == "=" || each.op == "in") && !each.values.empty() &&
           std::all_of(each.values.begin(), each.values.end(),
                       [&](const std::string& value) { return is_listed(bound, value); });
  });
}

/// One comparison of what holds together keeps all rows out of the bound.
bool is_outside(const std::vector<Comparison>& all, const Bound& bound) {
  const auto any = [&all](auto&& holds) { return std::any_of(all.begin(), all.end(), holds); };
  if (!bound.list) {
    return any([&](const Comparison& each) {
      return (!bound.from.empty() && is_below(each, bound.from)) ||
             (!bound.to.empty() && is_above(each, bound.to));
    });
  }
  const auto excludes = [&](const std::string& value) {
    return any([&](const Comparison& each) {
      const bool there =
          std::find(each.values.begin(), each.values.end(), value) != each.values.end();
      if (each.op == "<>" || each.op == "not in") return there;
      return (each.op == "=" || each.op == "in") && !there && !each.values.empty();
    });
  };
  return std::all_of(bound.values.begin(), bound.values.end(), excludes);
}

struct Question {
  Bound bound;
  const catalog::Column* column = nullptr;
  std::vector<Words> checks;
};

std::optional<Question> question_of(const catalog::Catalog& catalog, catalog::ObjectId parent,
                                    catalog::ObjectId table, std::string_view text) {
  const auto* above = catalog.get_as<catalog::Table>(parent);
  const auto* data = catalog.get_as<catalog::Table>(table);
  if (above == nullptr || data == nullptr || above->partition_keys.size() != 1) return std::nullopt;
  const catalog::IndexKey& key = above->partition_keys.front();
  if (key.column == 0) return std::nullopt;
  std::optional<Bound> bound = bound_of(text);
  const catalog::Column* column = catalog::find_column(*data, key.name);
  if (!bound.has_value() || column == nullptr) return std::nullopt;
  Question question{std::move(*bound), column, {}};
  for (const catalog::Object* part : catalog.parts_of(table)) {
    const auto* check = std::get_if<catalog::Constraint>(&part->data);
    const bool counts =
        check != nullptr && check->kind == sql::ConstraintKind::kCheck && check->validated;
    if (!counts) continue;
    question.checks.push_back(words_of_condition(catalog::render(catalog, check->expression)));
  }
  return question;
}

}  // namespace

std::optional<bool> lies_inside(const catalog::Catalog& catalog, catalog::ObjectId parent,
                                catalog::ObjectId table, std::string_view bound) {
  const std::optional<Question> question = question_of(catalog, parent, table, bound);
  if (!question.has_value()) return std::nullopt;
  std::vector<Comparison> all;
  for (const Words& check : question->checks) gather(check, question->column->name, all);
  // A CHECK lets NULL pass, a bound does not.
  const bool not_null = question->column->not_null ||
                        std::any_of(all.begin(), all.end(),
                                    [](const auto& each) { return each.op == "is not null"; });
  return not_null && is_inside(all, question->bound);
}

std::optional<bool> lies_outside(const catalog::Catalog& catalog, catalog::ObjectId parent,
                                 catalog::ObjectId table, std::string_view bound) {
  const std::optional<Question> question = question_of(catalog, parent, table, bound);
  if (!question.has_value()) return std::nullopt;
  const std::string& column = question->column->name;
  return std::any_of(question->checks.begin(), question->checks.end(), [&](const Words& check) {
    const std::vector<Words> ways = parts_of(check, "or");
    return std::all_of(ways.begin(), ways.end(), [&](const Words& way) {
      std::vector<Comparison> all;
      gather(way, column, all);
      return is_outside(all, question->bound);
    });
  });
}

}  // namespace ashlar::effects
