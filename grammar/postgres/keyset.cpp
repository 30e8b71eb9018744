#include "grammar/postgres/keyset.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "grammar/postgres/parser.h"
#include "grammar/postgres/statement_tree.h"

namespace ashlar::postgres {
namespace {

/// As SQL reads a name: folded, unless it is quoted.
std::string folded(std::string_view name) {
  if (name.size() > 2 && name.front() == '"' && name.back() == '"') {
    return std::string(name.substr(1, name.size() - 2));
  }
  std::string result(name);
  for (char& byte : result) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return result;
}

struct Key {
  std::string relation;  ///< empty: the statement's first
  std::string column;
};

Key key_of(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return {"", folded(text)};
  return {folded(text.substr(0, dot)), folded(text.substr(dot + 1))};
}

/// What a relation in FROM is called there.
std::string_view called(const Node& relation) {
  const std::string_view alias = relation.child("alias").text("aliasname");
  return alias.empty() ? relation.text("relname") : alias;
}

std::string table_name(const Node& relation) {
  const std::string_view schema = relation.text("schemaname");
  const std::string name = quote_identifier(relation.text("relname"));
  return schema.empty() ? name : quote_identifier(schema) + "." + name;
}

/// True where a call in the tree gathers several rows into one, or looks at the rows beside its
/// own. Inside of subqueries they do no harm.
bool gathers_rows(const Node& node);

bool gathers_rows_below(const simdjson::dom::element& element) {
  if (element.is_array()) {
    for (const simdjson::dom::element item : simdjson::dom::array(element)) {
      if (gathers_rows_below(item)) return true;
    }
    return false;
  }
  return element.is_object() && gathers_rows(Node(element));
}

bool gathers_rows(const Node& node) {
  if (node.is("SelectStmt")) return false;
  if (node.is("FuncCall")) {
    constexpr std::string_view kGathering[] = {"count",     "sum",       "avg",        "min",
                                               "max",       "array_agg", "string_agg", "json_agg",
                                               "jsonb_agg", "bool_and",  "bool_or",    "every"};
    const std::vector<std::string_view> name = string_values(node.list("funcname"));
    const bool known = !name.empty() && std::find(std::begin(kGathering), std::end(kGathering),
                                                  name.back()) != std::end(kGathering);
    if (known || node.flag("agg_star") || node.flag("agg_distinct") || node.has("agg_order") ||
        node.has("over")) {
      return true;
    }
  }
  if (!node.fields()) return false;
  for (const auto& field : *node.fields()) {
    if (gathers_rows_below(field.value)) return true;
  }
  return false;
}

class KeysetReader {
 public:
  KeysetReader(const Lowering& in, Key key)
      : tokens_(in.tokens), text_(in.text), key_(std::move(key)) {}

  Keyset read(const Node& node) {
    if (node.child("withClause")) return refused("it begins with WITH");
    if (node.is("UpdateStmt") || node.is("DeleteStmt")) return read_change(node);
    if (node.is("InsertStmt")) return read_insert(node);
    return refused("only UPDATE, DELETE and INSERT … SELECT can");
  }

 private:
  static Keyset refused(std::string why) {
    Keyset keyset;
    keyset.refusal = std::move(why);
    return keyset;
  }

  Keyset read_change(const Node& node) {
    const Node target = node.child("relation");
    if (!key_.relation.empty() && key_.relation != called(target)) {
      return refused("the key is a column of the table that is written, `" +
                     std::string(called(target)) + "`");
    }
    for (const Node& assigned : node.list("targetList")) {
      if (node.is("UpdateStmt") && assigned.text("name") == key_.column) {
        return refused("it changes the key itself");
      }
    }
    if (node.child("whereClause").is("CurrentOfExpr")) return refused("it follows a cursor");
    const std::size_t end = first_outer(0, {"RETURNING"});
    return keyset(target, node.has("whereClause"), 0, end);
  }

  Keyset read_insert(const Node& node) {
    const Node select = node.child("selectStmt");
    const std::string_view operation = select.text("op");
    const bool several = !operation.empty() && operation != "SETOP_NONE";
    if (!select ||
        (!several && (!select.list("valuesLists").empty() || select.list("fromClause").empty()))) {
      return refused("it inserts no rows of another table");
    }
    if (several || select.has("groupClause") || select.has("havingClause") ||
        select.has("distinctClause") || select.has("limitCount") || select.has("limitOffset") ||
        select.has("withClause") || select.has("windowClause")) {
      return refused(
          "its SELECT is more than one pass over rows (WITH, UNION, DISTINCT, GROUP BY, "
          "WINDOW, LIMIT)");
    }
    for (const Node& target : select.list("targetList")) {
      if (gathers_rows(target))
        return refused("its SELECT gathers rows, and each batch would anew");
    }
    const std::optional<Node> source = find_source(select.list("fromClause"));
    if (!source) {
      return refused(
          "the relation that the key is of is not a table of its FROM; say which with "
          "`key=RELATION.COLUMN`");
    }
    if (table_name(*source) == table_name(node.child("relation"))) {
      return refused("it reads the table that it fills, and would never end");
    }
    const std::size_t begin = tokens_.find_outer_word(0, "SELECT");
    if (begin == tokens_.size()) return refused("its SELECT stands in parentheses");
    const std::size_t end =
        first_outer(begin, {"ORDER", "WINDOW", "FOR", "ON CONFLICT", "RETURNING"});
    return keyset(*source, select.has("whereClause"), begin, end);
  }

  /// The table that the key is of. Where a join may leave its side empty, its key does not reach
  /// every row.
  std::optional<Node> find_source(const NodeList& from) const {
    for (const Node& item : from) {
      if (const std::optional<Node> found = find_source(item)) return found;
    }
    return std::nullopt;
  }

  std::optional<Node> find_source(const Node& item) const {
    if (item.is("RangeVar")) {
      const bool wanted = key_.relation.empty() || key_.relation == called(item);
      return wanted ? std::optional<Node>(item) : std::nullopt;
    }
    if (!item.is("JoinExpr")) return std::nullopt;
    const std::string_view type = item.text("jointype");
    const bool left = type.empty() || type == "JOIN_INNER" || type == "JOIN_LEFT";
    const bool right = type.empty() || type == "JOIN_INNER" || type == "JOIN_RIGHT";
    if (left) {
      if (const std::optional<Node> found = find_source(item.child("larg"))) return found;
    }
    return right ? find_source(item.child("rarg")) : std::nullopt;
  }

  /// The first of the words (or pairs of words) outside of brackets; the end where there is none.
  std::size_t first_outer(std::size_t from, std::initializer_list<std::string_view> words) const {
    std::size_t first = tokens_.size();
    for (const std::string_view word : words) {
      const std::size_t blank = word.find(' ');
      std::size_t at = tokens_.find_outer_word(from, word.substr(0, blank));
      while (blank != std::string_view::npos && at < tokens_.size() &&
             !tokens_.word(at + 1, word.substr(blank + 1))) {
        at = tokens_.find_outer_word(at + 1, word.substr(0, blank));
      }
      first = std::min(first, at);
    }
    return first;
  }

  Keyset keyset(const Node& source, bool has_where, std::size_t begin, std::size_t end) const {
    Keyset keyset;
    KeysetStatement& statement = keyset.statement;
    const std::uint32_t cut = tokens_.span(end - 1).end;
    if (has_where) {
      const std::size_t where = tokens_.find_outer_word(begin, "WHERE");
      const std::uint32_t condition = tokens_.span(where).end;
      // The line ends keep a comment at a line's end from swallowing what follows.
      statement.head = std::string(text_.substr(0, condition)) + " (" +
                       std::string(text_.substr(condition, cut - condition)) + "\n) AND ";
    } else {
      statement.head = std::string(text_.substr(0, cut)) + "\nWHERE ";
    }
    statement.tail = end < tokens_.size()
                         ? "\n" + std::string(text_.substr(tokens_.span(end).begin))
                         : std::string();
    const std::string name = quote_identifier(called(source));
    const bool only = source.has("inh") ? !source.flag("inh") : true;
    statement.table = table_name(source);
    statement.source = (only ? "ONLY " : "") + statement.table + " AS " + name;
    statement.key = name + "." + quote_identifier(key_.column);
    return keyset;
  }

  const Tokens& tokens_;
  std::string_view text_;
  Key key_;
};

}  // namespace

Keyset keyset_of(std::string_view sql, std::string_view key) {
  Keyset keyset;
  keyset.refusal = "it cannot be read";
  with_statement_tree(sql, [&](const Lowering& in, const Node& node) {
    keyset = KeysetReader(in, key_of(key)).read(node);
  });
  return keyset;
}

}  // namespace ashlar::postgres
