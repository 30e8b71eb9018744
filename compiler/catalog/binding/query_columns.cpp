#include "compiler/catalog/binding/query_columns.h"

#include <algorithm>
#include <optional>

#include "compiler/catalog/dependencies/references.h"
#include "grammar/postgres/parser.h"

namespace ashlar::catalog {
namespace {

/// The words of one SELECT, its list and what it reads from.
class SelectReader {
 public:
  SelectReader(const Editor& editor, const sql::Query& query)
      : query_(query), scope_(scope_of(editor, query)) {
    const std::string text = editor.text(query.span);
    for (const postgres::Token& token : postgres::scan(text)) {
      const std::string_view word = slice(text, token.span);
      quoted_.push_back(!word.empty() && word.front() == '"');
      words_.push_back(token.kind == postgres::Token::Kind::kString ? "'"
                                                                    : sql::identifier_text(word));
    }
  }

  std::vector<OutputColumn> columns() {
    if (is(0, "table") && scope_.size() == 1) return relation_columns(*scope_.front().relation);
    const std::vector<std::string>& names = query_.output_columns;
    const std::vector<Item> items = select_list();
    const bool aligned = items.size() == names.size();
    std::vector<OutputColumn> columns;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (!names[i].empty()) {
        columns.push_back({names[i], aligned ? type_of(items[i]) : Type{}, {}});
        continue;
      }
      if (!aligned) return {};
      const std::optional<std::vector<OutputColumn>> expanded = star(items[i]);
      if (!expanded.has_value()) return {};
      columns.insert(columns.end(), expanded->begin(), expanded->end());
    }
    return columns;
  }

 private:
  struct Item {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  bool is(std::size_t i, std::string_view word) const {
    return i < words_.size() && words_[i] == word && !quoted_[i];
  }
  bool has(std::string_view word) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (is(i, word)) return true;
    }
    return false;
  }

  /// Between SELECT and FROM, split at commas outside of brackets. Empty for anything but a SELECT.
  std::vector<Item> select_list() {
    if (!is(0, "select")) return {};
    std::size_t begin = 1;
    if (is(begin, "all")) ++begin;
    if (is(begin, "distinct")) begin = is(begin + 1, "on") ? behind(begin + 2) : begin + 1;
    std::vector<Item> items;
    std::size_t i = begin;
    while (i < words_.size() && !is(i, "from") && !is(i, "union") && !is(i, "where") &&
           !is(i, "order") && !is(i, "limit") && !is(i, "into")) {
      if (is(i, ",")) {
        items.push_back({begin, i});
        begin = i + 1;
      }
      i = is(i, "(") || is(i, "[") ? behind(i) : i + 1;
    }
    items.push_back({begin, std::min(i, words_.size())});
    return items;
  }

  /// The word behind the bracket that closes the one at `open`.
  std::size_t behind(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i < words_.size(); ++i) {
      if (is(i, "(") || is(i, "[")) ++depth;
      if (is(i, ")") || is(i, "]")) --depth;
      if (depth == 0) return i + 1;
    }
    return words_.size();
  }

  /// UNION and its kin may give a column another type than its first SELECT says.
  bool combines() const { return has("union") || has("intersect") || has("except"); }

  /// The type of `column`, `alias.column`, either with a name behind it.
  Type type_of(const Item& item) const {
    std::size_t end = item.end;
    if (end - item.begin >= 3 && is(end - 2, "as")) end -= 2;
    const std::size_t size = end - item.begin;
    if (combines() || (size != 1 && !(size == 3 && is(item.begin + 1, ".")))) return {};
    const std::string& column = words_[end - 1];
    const std::string table = size == 3 ? words_[item.begin] : std::string();
    std::vector<Type> found;
    for (const ScopeEntry& entry : scope_) {
      if (!table.empty() && table != entry.alias) continue;
      for (const OutputColumn& candidate : relation_columns(*entry.relation)) {
        if (candidate.name == column) found.push_back(candidate.type);
      }
    }
    return found.size() == 1 ? found.front() : Type{};
  }

  /// Columns that `*` or `alias.*` stand for; nothing where a relation behind it is not known.
  std::optional<std::vector<OutputColumn>> star(const Item& item) const {
    if (scope_.size() != query_.references.relations.size() || has("with")) return std::nullopt;
    const std::size_t size = item.end - item.begin;
    if (size >= 3) {
      const std::string& table = words_[item.end - 3];
      for (const ScopeEntry& entry : scope_) {
        if (entry.alias == table) return relation_columns(*entry.relation);
      }
      return std::nullopt;
    }
    // USING and NATURAL join columns into one; a subquery hides its relations.
    const auto selects = std::count(words_.begin(), words_.end(), "select");
    if (size != 1 || selects != 1 || has("using") || has("natural")) return std::nullopt;
    std::vector<OutputColumn> columns;
    for (const ScopeEntry& entry : scope_) {
      const std::vector<OutputColumn> more = relation_columns(*entry.relation);
      columns.insert(columns.end(), more.begin(), more.end());
    }
    if (columns.empty()) return std::nullopt;
    return columns;
  }

  const sql::Query& query_;
  std::vector<ScopeEntry> scope_;
  std::vector<std::string> words_;
  std::vector<bool> quoted_;
};

}  // namespace

std::vector<OutputColumn> relation_columns(const Object& relation) {
  std::vector<OutputColumn> columns;
  if (const auto* table = std::get_if<Table>(&relation.data)) {
    for (const Column& column : table->columns) {
      columns.push_back({column.name, column.type, column.collation});
    }
  } else if (const auto* view = std::get_if<View>(&relation.data)) {
    for (std::size_t i = 0; i < view->columns.size(); ++i) {
      columns.push_back(
          {view->columns[i], i < view->column_types.size() ? view->column_types[i] : Type{}, {}});
    }
  } else if (const auto* type = std::get_if<CompositeType>(&relation.data)) {
    for (const Column& column : type->attributes) {
      columns.push_back({column.name, column.type, column.collation});
    }
  }
  return columns;
}

std::vector<OutputColumn> query_columns(const Editor& editor, const sql::Query& query) {
  return SelectReader(editor, query).columns();
}

}  // namespace ashlar::catalog
