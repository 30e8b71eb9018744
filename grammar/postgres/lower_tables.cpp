// CREATE TABLE in all its forms.

#include "grammar/postgres/lower_tables.h"

#include <array>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/lower_queries.h"
#include "grammar/postgres/lower_trees.h"

namespace ashlar::postgres {
namespace {

/// The bits of TableLikeOption (src/include/nodes/parsenodes.h), in order from the lowest.
constexpr std::array<std::string_view, 9> kLikeOptions = {"comments", "compression", "constraints",
                                                          "defaults", "generated",   "identity",
                                                          "indexes",  "statistics",  "storage"};
constexpr std::int64_t kLikeAll = 0x7FFFFFFF;

sql::LikeClause like_clause(const Lowering& in, const Node& node) {
  sql::LikeClause like;
  const Node table = node.child("relation");
  like.table = relation(in, table);
  const std::int64_t bits = node.integer("options");
  if (bits == kLikeAll) {
    like.including.emplace_back("all");
  } else {
    for (std::size_t i = 0; i < kLikeOptions.size(); ++i) {
      if ((bits >> i & 1) != 0) like.including.emplace_back(kLikeOptions[i]);
    }
  }
  const std::size_t at = in.token(table);
  like.span = in.tokens.between(at == 0 ? 0 : at - 1, in.tokens.element_end(at));
  return like;
}

sql::PartitionStrategy partition_strategy(std::string_view name) {
  // 15 has the word as written, 16 an enumerator.
  const std::string word = sql::identifier_text(name);
  if (word.ends_with("list")) return sql::PartitionStrategy::kList;
  if (word.ends_with("hash")) return sql::PartitionStrategy::kHash;
  return sql::PartitionStrategy::kRange;
}

sql::PartitionBy partition_by(const Lowering& in, const Node& node) {
  sql::PartitionBy by;
  by.strategy = partition_strategy(node.text("strategy"));
  const std::size_t at = in.token(node);
  const std::size_t open = in.tokens.find_symbol(at, "(");
  by.elements = index_elements(in, node.list("partParams"), open);
  by.span = in.tokens.between(at, in.tokens.closing(open) + 1);
  return by;
}

std::string on_commit(std::string_view action) {
  if (action == "ONCOMMIT_DROP") return "drop";
  if (action == "ONCOMMIT_DELETE_ROWS") return "delete rows";
  if (action == "ONCOMMIT_PRESERVE_ROWS") return "preserve rows";
  return {};
}

void read_elements(const Lowering& in, const NodeList& list, sql::CreateTable& table) {
  for (const Node& element : list) {
    if (element.is("ColumnDef")) {
      table.columns.push_back(column_definition(in, element));
    } else if (element.is("Constraint")) {
      table.constraints.push_back(table_constraint(in, element));
    } else if (element.is("TableLikeClause")) {
      table.likes.push_back(like_clause(in, element));
    }
  }
}

sql::CreateTable create_table(const Lowering& in, const Node& node) {
  sql::CreateTable table;
  const Node name = node.child("relation");
  table.name = relation(in, name);
  table.persistence = persistence(name);
  table.if_not_exists = node.flag("if_not_exists");
  read_elements(in, node.list("tableElts"), table);
  if (const Node bound = node.child("partbound")) {
    table.bound = partition_bound(in, bound);
    table.partition_of = relation(in, node.list("inhRelations").front());
  } else {
    table.inherits = relations(in, node.list("inhRelations"));
  }
  if (const Node spec = node.child("partspec")) table.partition_by = partition_by(in, spec);
  if (const Node type = node.child("ofTypename")) table.of_type = type_name(in, type).name;
  table.options = options(in, node.list("options"));
  table.access_method = node.text("accessMethod");
  table.on_commit = on_commit(node.text("oncommit"));
  if (node.has("tablespacename")) {
    const std::size_t keyword = in.tokens.find_outer_word(after_relation(in, name), "TABLESPACE");
    table.tablespace = name_at(in, keyword + 1, node.text("tablespacename"));
  }
  return table;
}

/// What the INTO clause says, which CREATE TABLE AS has too.
sql::CreateTableAs into_table(const Lowering& in, const Node& into) {
  sql::CreateTableAs table;
  const Node name = into.child("rel");
  table.name = relation(in, name);
  table.persistence = persistence(name);
  table.with_data = !into.flag("skipData");
  table.columns = names_in_brackets(in, after_relation(in, name), into.list("colNames"));
  table.options = options(in, into.list("options"));
  table.access_method = into.text("accessMethod");
  table.on_commit = on_commit(into.text("onCommit"));
  if (into.has("tableSpaceName")) {
    const std::size_t keyword = in.tokens.find_outer_word(after_relation(in, name), "TABLESPACE");
    table.tablespace = name_at(in, keyword + 1, into.text("tableSpaceName"));
  }
  return table;
}

}  // namespace

sql::PartitionBound partition_bound(const Lowering& in, const Node& node) {
  sql::PartitionBound bound;
  bound.is_default = node.flag("is_default");
  // FOR VALUES { IN (…) | FROM (…) TO (…) | WITH (…) }: the tree has the place of the third word,
  // or of FOR, by grammar.
  std::size_t first = in.token(node);
  std::size_t last = first + 1;
  if (!bound.is_default) {
    while (first > 0 && !in.tokens.word(first, "FOR")) --first;
    last = in.tokens.closing(in.tokens.find_symbol(first, "(")) + 1;
    if (in.tokens.word(last, "TO")) last = in.tokens.closing(last + 1) + 1;
  }
  bound.span = in.tokens.between(first, last);
  return bound;
}

sql::StatementNode lower_create_table(const Lowering& in, const Node& node) {
  return create_table(in, node);
}

sql::StatementNode lower_create_foreign_table(const Lowering& in, const Node& node) {
  sql::CreateTable table = create_table(in, node.child("base"));
  const std::size_t keyword = in.tokens.find_outer_word(0, "SERVER");
  table.server = name_at(in, keyword + 1, node.text("servername"));
  table.foreign_options = options(in, node.list("options"));
  return table;
}

sql::StatementNode lower_create_table_as(const Lowering& in, const Node& node) {
  const Node into = node.child("into");
  const Node name = into.child("rel");
  sql::CreateTableAs table = into_table(in, into);
  table.materialized = object_kind(node.text("objtype")) == sql::ObjectKind::kMaterializedView;
  table.if_not_exists = node.flag("if_not_exists");
  const std::size_t as = in.tokens.find_outer_word(after_relation(in, name), "AS");
  // … AS query [ WITH [ NO ] DATA ]
  std::size_t end = in.tokens.size();
  if (in.tokens.word(end - 1, "DATA")) end -= in.tokens.word(end - 2, "NO") ? 3 : 2;
  const Node query = node.child("query");
  table.query = lower_query(in, query, as + 1, end).query;
  table.query.tree = query_tree(in, query, as + 1, end);
  return table;
}

sql::StatementNode lower_select_into(const Lowering& in, const Node& select) {
  sql::CreateTableAs table = into_table(in, leftmost_select(select).child("intoClause"));
  table.query = lower_query(in, select, 0, in.tokens.size()).query;
  table.query.tree = query_tree(in, select, 0, in.tokens.size());
  return table;
}

}  // namespace ashlar::postgres
