#include "compiler/catalog/statements/partition_bounds.h"

#include <algorithm>
#include <charconv>
#include <compare>
#include <optional>
#include <utility>

#include "compiler/catalog/dependencies/references.h"
#include "compiler/catalog/statements/lookup.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// A bound's words. A value that is not one plain constant is absent.
struct BoundWords {
  std::optional<sql::PartitionStrategy> strategy;  ///< absent: DEFAULT
  std::vector<std::optional<std::string>> first;  ///< IN (…), FROM (…); WITH: modulus, remainder
  std::vector<std::optional<std::string>> second;  ///< TO (…)
};

/// Reads the lists in brackets one after another; values keep their quotes.
class BoundReader {
 public:
  explicit BoundReader(std::string_view text) : text_(text), tokens_(postgres::scan(text)) {}

  BoundWords read() {
    BoundWords words;
    if (tokens_.size() < 4 || sql::identifier_text(word(0)) != "for") return words;
    const std::string kind = sql::identifier_text(word(2));
    words.strategy = kind == "in"     ? sql::PartitionStrategy::kList
                     : kind == "from" ? sql::PartitionStrategy::kRange
                                      : sql::PartitionStrategy::kHash;
    at_ = 3;
    words.first = list();
    if (at_ < tokens_.size() && sql::identifier_text(word(at_)) == "to") {
      ++at_;
      words.second = list();
    }
    return words;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t at) const {
    return slice(text_, tokens_[at].span);
  }
  std::vector<std::optional<std::string>> list() {
    std::vector<std::optional<std::string>> values;
    if (at_ >= tokens_.size() || word(at_) != "(") return values;
    std::size_t begin = ++at_;
    std::size_t depth = 1;
    for (; at_ < tokens_.size() && depth > 0; ++at_) {
      if (word(at_) == "(") ++depth;
      if (word(at_) == ")") --depth;
      if ((depth == 1 && word(at_) == ",") || depth == 0) {
        values.push_back(value(begin, at_));
        begin = at_ + 1;
      }
    }
    return values;
  }
  /// One token, or a number with its sign, or `modulus 4`.
  [[nodiscard]] std::optional<std::string> value(std::size_t begin, std::size_t end) const {
    if (end == begin + 1) {
      const std::string text(word(begin));
      return text.front() == '\'' ? text : sql::identifier_text(text);
    }
    if (end != begin + 2) return std::nullopt;
    const std::string first = sql::identifier_text(word(begin));
    if (first == "-") return "-" + std::string(word(begin + 1));
    if (first == "modulus" || first == "remainder") return std::string(word(begin + 1));
    return std::nullopt;
  }

  std::string_view text_;
  std::vector<postgres::Token> tokens_;
  std::size_t at_ = 0;
};

std::optional<std::int64_t> as_integer(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// `'2024-01-31'`: in this form days compare as their texts do.
bool is_day(const std::string& text) {
  return text.size() == 12 && text[5] == '-' && text[8] == '-' &&
         std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
}

/// How two values compare; nothing where their words do not tell.
std::optional<std::strong_ordering> compare_bounds(const std::optional<std::string>& a,
                                                   const std::optional<std::string>& b) {
  if (!a.has_value() || !b.has_value()) return std::nullopt;
  if (*a == "minvalue" || *b == "maxvalue") {
    return *a == *b ? std::strong_ordering::equal : std::strong_ordering::less;
  }
  if (*a == "maxvalue" || *b == "minvalue") return std::strong_ordering::greater;
  const std::optional<std::int64_t> left = as_integer(*a);
  const std::optional<std::int64_t> right = as_integer(*b);
  if (left.has_value() && right.has_value()) return *left <=> *right;
  if (is_day(*a) && is_day(*b)) return a->compare(*b) <=> 0;
  return std::nullopt;
}

/// WITH (MODULUS modulus, REMAINDER remainder).
struct HashBound {
  std::int64_t modulus = 0;
  std::int64_t remainder = 0;
};

std::optional<HashBound> hash_bound(const BoundWords& words) {
  if (words.strategy != sql::PartitionStrategy::kHash || words.first.size() != 2) {
    return std::nullopt;
  }
  if (!words.first[0].has_value() || !words.first[1].has_value()) return std::nullopt;
  const std::optional<std::int64_t> modulus = as_integer(*words.first[0]);
  const std::optional<std::int64_t> remainder = as_integer(*words.first[1]);
  if (!modulus.has_value() || !remainder.has_value()) return std::nullopt;
  return HashBound{*modulus, *remainder};
}

bool hashes_overlap(const BoundWords& a, const BoundWords& b) {
  const std::optional<HashBound> one = hash_bound(a);
  const std::optional<HashBound> two = hash_bound(b);
  if (!one.has_value() || !two.has_value() || one->modulus <= 0 || two->modulus <= 0) return false;
  const auto& [small, large] =
      one->modulus < two->modulus ? std::pair(*one, *two) : std::pair(*two, *one);
  return large.modulus % small.modulus == 0 && large.remainder % small.modulus == small.remainder;
}

/// Each modulus is a factor of the next larger one.
bool moduli_disagree(const BoundWords& a, const BoundWords& b) {
  const std::optional<HashBound> one = hash_bound(a);
  const std::optional<HashBound> two = hash_bound(b);
  if (!one.has_value() || !two.has_value() || one->modulus <= 0 || two->modulus <= 0) return false;
  return std::max(one->modulus, two->modulus) % std::min(one->modulus, two->modulus) != 0;
}

/// `a` and `b` surely share a row.
bool surely_overlap(const BoundWords& a, const BoundWords& b) {
  if (a.strategy != b.strategy || !a.strategy.has_value()) return false;
  switch (*a.strategy) {
    case sql::PartitionStrategy::kList:
      return std::any_of(a.first.begin(), a.first.end(), [&b](const auto& value) {
        return value.has_value() &&
               std::find(b.first.begin(), b.first.end(), value) != b.first.end();
      });
    case sql::PartitionStrategy::kHash:
      return hashes_overlap(a, b);
    case sql::PartitionStrategy::kRange: {
      const bool single = a.first.size() == 1 && a.second.size() == 1 && b.first.size() == 1 &&
                          b.second.size() == 1;
      if (!single) return false;
      const auto before = compare_bounds(a.first[0], b.second[0]);
      const auto after = compare_bounds(b.first[0], a.second[0]);
      return before.has_value() && after.has_value() && *before < 0 && *after < 0;
    }
  }
  return false;
}

bool is_empty_range(const BoundWords& words) {
  if (words.strategy != sql::PartitionStrategy::kRange) return false;
  if (words.first.size() != 1 || words.second.size() != 1) return false;
  const auto order = compare_bounds(words.first[0], words.second[0]);
  return order.has_value() && *order >= 0;
}

std::string_view word_of(sql::PartitionStrategy strategy) {
  switch (strategy) {
    case sql::PartitionStrategy::kRange:
      return "range";
    case sql::PartitionStrategy::kList:
      return "list";
    case sql::PartitionStrategy::kHash:
      return "hash";
  }
  return "";
}

/// Puts a condition together around the name of one column.
class Condition {
 public:
  Condition(const Column& column, ObjectId table) : column_(column), table_(table) {}

  void add(std::string_view words) { text_.text += words; }
  void add_column() {
    const auto begin = static_cast<std::uint32_t>(text_.text.size());
    text_.text += postgres::quote_identifier(column_.name);
    text_.sites.push_back({begin, static_cast<std::uint32_t>(text_.text.size()),
                           Site::Kind::kColumn, table_, column_.number});
  }
  void add_test(std::string_view test) {
    add("(");
    add_column();
    add(test);
    add(")");
  }
  [[nodiscard]] SqlText take() { return std::move(text_); }

 private:
  const Column& column_;
  ObjectId table_;
  SqlText text_;
};

void add_range(Condition& condition, const BoundWords& words) {
  condition.add("(");
  condition.add_test(" IS NOT NULL");
  if (*words.first[0] != "minvalue") {
    condition.add(" AND ");
    condition.add_test(" >= " + *words.first[0]);
  }
  if (*words.second[0] != "maxvalue") {
    condition.add(" AND ");
    condition.add_test(" < " + *words.second[0]);
  }
  condition.add(")");
}

void add_list(Condition& condition, const BoundWords& words) {
  std::vector<std::string> values;
  for (const auto& value : words.first) {
    if (*value != "null") values.push_back(*value);
  }
  const bool takes_null = values.size() != words.first.size();
  condition.add("(");
  condition.add_test(takes_null ? " IS NULL" : " IS NOT NULL");
  if (!values.empty()) condition.add(takes_null ? " OR " : " AND ");
  if (values.size() == 1) condition.add_test(" = " + values.front());
  if (values.size() > 1) {
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "" : ", ") + value;
    condition.add_test(" = ANY (ARRAY[" + list + "])");
  }
  condition.add(")");
}

bool all_known(const std::vector<std::optional<std::string>>& values) {
  return !values.empty() && std::all_of(values.begin(), values.end(),
                                        [](const auto& value) { return value.has_value(); });
}

}  // namespace

SqlText bound_condition(const Catalog& catalog, ObjectId parent, ObjectId partition) {
  const auto* above = catalog.get_as<Table>(parent);
  const auto* table = catalog.get_as<Table>(partition);
  if (above == nullptr || table == nullptr || above->partition_keys.size() != 1) return {};
  const Column* key = find_column(*above, above->partition_keys.front().column);
  const Column* column = key == nullptr ? nullptr : find_column(*table, key->name);
  const BoundWords words = BoundReader(table->partition_bound.text).read();
  if (column == nullptr || !words.strategy.has_value() || !all_known(words.first)) return {};
  Condition condition(*column, partition);
  switch (*words.strategy) {
    case sql::PartitionStrategy::kRange:
      if (!all_known(words.second)) return {};
      add_range(condition, words);
      return condition.take();
    case sql::PartitionStrategy::kList:
      add_list(condition, words);
      return condition.take();
    case sql::PartitionStrategy::kHash:
      return {};
  }
  return {};
}

SqlText bound_text(const Editor& editor, const sql::PartitionBound& bound) {
  return {bound.is_default ? "DEFAULT" : editor.text(bound.span), {}};
}

bool refuse_bound_alone(Editor& editor, ObjectId parent, const sql::PartitionBound& bound) {
  const auto* table = editor.catalog().get_as<Table>(parent);
  if (table == nullptr || !table->partitioned_by.has_value()) return false;
  const auto wrong = [&](std::string message) {
    refuse(editor, ProblemKind::kInvalidDefinition, "42P16", std::move(message), bound.span);
    return true;
  };
  const sql::PartitionStrategy strategy = *table->partitioned_by;
  if (bound.is_default && strategy == sql::PartitionStrategy::kHash) {
    return wrong("a hash-partitioned table may not have a default partition");
  }
  if (bound.is_default) return false;
  const BoundWords words = BoundReader(bound_text(editor, bound).text).read();
  if (words.strategy != strategy) {
    return wrong("invalid bound specification for a " + std::string(word_of(strategy)) +
                 " partition");
  }
  if (strategy != sql::PartitionStrategy::kHash) return false;
  const std::optional<HashBound> hash = hash_bound(words);
  if (!hash.has_value()) return false;
  if (hash->modulus <= 0) return wrong("modulus for hash partition must be a positive integer");
  if (hash->remainder >= hash->modulus) {
    return wrong("remainder for hash partition must be less than modulus");
  }
  return false;
}

bool refuse_bound(Editor& editor, ObjectId parent, const sql::PartitionBound& bound) {
  if (refuse_bound_alone(editor, parent, bound)) return true;
  const auto* table = editor.catalog().get_as<Table>(parent);
  if (table == nullptr || !table->partitioned_by.has_value()) return false;
  const auto wrong = [&](std::string_view sqlstate, std::string message) {
    refuse(editor, ProblemKind::kInvalidDefinition, sqlstate, std::move(message), bound.span);
    return true;
  };
  const std::string text = bound_text(editor, bound).text;
  const BoundWords words = BoundReader(text).read();
  if (is_empty_range(words)) return wrong("42P17", "empty range bound specified for partition");
  for (const Object* other : editor.catalog().children_of(parent)) {
    const auto* partition = std::get_if<Table>(&other->data);
    if (partition == nullptr || partition->partition_of != parent) continue;
    if (editor.catalog().is_doubtful({NameSpace::kRelation, other->schema, other->name})) continue;
    if (bound.is_default && partition->default_partition) {
      return wrong("42P17",
                   "it conflicts with the existing default partition `" + other->name + "`");
    }
    const BoundWords theirs = BoundReader(partition->partition_bound.text).read();
    if (moduli_disagree(words, theirs)) {
      return wrong("42P17",
                   "every hash partition modulus must be a factor of the next larger modulus");
    }
    if (surely_overlap(words, theirs)) {
      return wrong("42P17", "the partition would overlap partition `" + other->name + "`");
    }
  }
  return false;
}

}  // namespace ashlar::catalog
