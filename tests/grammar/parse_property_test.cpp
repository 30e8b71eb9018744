// Properties of the parser over the list in data/statements.sql: a statement means the same alone
// and among others, and no bytes whatever stop the reader.

#include <algorithm>
#include <fstream>
#include <gmock/gmock.h>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "grammar/parse.h"
#include "grammar/postgres/parser.h"
#include "tests/grammar/parsed.h"

namespace ashlar {
namespace {

using ::testing::IsEmpty;
using testing::Parsed;
using ::testing::SizeIs;

std::vector<std::string> statements() {
  std::ifstream file(std::string(ASHLAR_SOURCE_DIR) + "/tests/grammar/data/statements.sql");
  EXPECT_TRUE(file.is_open());
  std::vector<std::string> list;
  std::string line;
  std::getline(file, line);  // says what the file is
  std::string current;
  while (std::getline(file, line)) {
    if (line == "----") {
      list.push_back(std::move(current));
      current.clear();
    } else {
      current += (current.empty() ? "" : "\n") + line;
    }
  }
  list.push_back(std::move(current));
  return list;
}

/// All that a statement holds, with the words of spans in the place of spans: equal wherever the
/// statement stands. Names, types and what references there are show which way it was lowered.
class Portrait {
 public:
  Portrait(std::string_view text, std::uint32_t begin) : text_(text), begin_(begin) {}

  void add(const Span& span) {
    // An empty span may stand anywhere.
    if (span.empty()) return void(out_ << "-;");
    out_ << (span.begin - begin_) << ':' << slice(text_, span) << ';';
  }
  void add(const sql::Name& name) {
    out_ << name.text << '=';
    add(name.span);
  }
  void add(const sql::QualifiedName& name) {
    add(name.schema);
    add(name.name);
    add(name.span);
  }
  void add(const sql::TypeName& type) {
    add(type.name);
    for (const std::string& modifier : type.modifiers) out_ << modifier << ',';
    out_ << type.array_dimensions << type.set_of;
    add(type.span);
  }
  void add(const sql::References& references) {
    for (const auto& column : references.columns) add(column.span);
    for (const auto& function : references.functions) {
      add(function.name);
      add(function.span);
    }
    for (const auto& relation : references.relations) add(relation);
    for (const auto& type : references.types) add(type);
  }
  void add(const sql::Expression& expression) {
    add(expression.span);
    add(expression.references);
    out_ << expression.tree_hash << expression.is_constant << expression.plain_column;
  }
  void add(const sql::Query& query) {
    add(query.span);
    add(query.references);
    out_ << query.tree_hash;
    for (const std::string& column : query.output_columns) out_ << column << ',';
  }
  void add(const sql::IndexElement& element) {
    if (element.expression) add(*element.expression);
    add(element.column);
    add(element.collation);
    add(element.operator_class);
    add(element.span);
  }
  void add(const sql::Constraint& constraint) {
    out_ << static_cast<int>(constraint.kind);
    add(constraint.name);
    for (const auto& column : constraint.columns) add(column);
    for (const auto& element : constraint.elements) add(element);
    if (constraint.expression) add(*constraint.expression);
    add(constraint.referenced_table);
    for (const auto& column : constraint.referenced_columns) add(column);
    add(constraint.span);
  }
  void add(const sql::ColumnDefinition& column) {
    add(column.name);
    if (column.type) add(*column.type);
    if (column.default_value) add(*column.default_value);
    if (column.generated) add(*column.generated);
    add(column.collation);
    for (const auto& constraint : column.constraints) add(constraint);
    add(column.span);
  }
  void add(const sql::ObjectRef& object) {
    add(object.name);
    add(object.part);
    for (const auto& type : object.arguments) add(type);
  }

  void add(const sql::CreateTable& table) {
    add(table.name);
    for (const auto& column : table.columns) add(column);
    for (const auto& constraint : table.constraints) add(constraint);
    for (const auto& option : table.options) add(option.span);
    if (table.bound) add(table.bound->span);
    if (table.partition_by) add(table.partition_by->span);
  }
  void add(const sql::CreateTableAs& table) {
    add(table.name);
    add(table.query);
  }
  void add(const sql::CreateIndex& index) {
    add(index.name);
    add(index.table);
    for (const auto& element : index.elements) add(element);
    if (index.predicate) add(*index.predicate);
  }
  void add(const sql::AlterTable& alter) {
    add(alter.name);
    for (const auto& action : alter.actions) {
      out_ << action.node.index();
      add(action.span);
      if (const auto* added = std::get_if<sql::AddColumn>(&action.node)) add(added->column);
      if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.node)) {
        add(constraint->constraint);
      }
      if (const auto* dropped = std::get_if<sql::DropColumn>(&action.node)) add(dropped->column);
    }
  }
  void add(const sql::Drop& drop) {
    for (const auto& object : drop.objects) add(object);
  }
  void add(const sql::Rename& rename) {
    add(rename.object);
    add(rename.new_name);
  }
  void add(const sql::Comment& comment) { add(comment.object); }
  void add(const sql::CreateView& view) {
    add(view.name);
    add(view.query);
  }
  void add(const sql::CreateFunction& function) {
    add(function.name);
    for (const auto& parameter : function.parameters) {
      add(parameter.name);
      add(parameter.type);
      if (parameter.default_value) add(*parameter.default_value);
    }
    if (function.returns) add(*function.returns);
    add(function.body_span);
    add(function.references);
  }
  void add(const sql::Insert& insert) {
    add(insert.table);
    for (const auto& column : insert.columns) add(column);
    add(insert.references);
  }
  void add(const sql::Update& update) {
    add(update.table);
    add(update.references);
  }
  void add(const sql::Select& select) {
    add(select.query);
    for (const auto& table : select.writes) add(table);
  }
  void add(const sql::Grant& grant) {
    for (const auto& object : grant.objects) add(object);
    for (const std::string& grantee : grant.grantees) out_ << grantee << ',';
  }
  template <typename Other>
  void add(const Other&) {}

  [[nodiscard]] std::string text() const { return out_.str(); }

 private:
  std::string_view text_;
  std::uint32_t begin_;
  std::ostringstream out_;
};

std::string portrait(std::string_view text, const postgres::ParsedStatement& parsed) {
  const std::uint32_t begin = parsed.statement.span.begin;
  Portrait portrait(text, begin);
  portrait.add(parsed.statement.span);
  std::visit([&portrait](const auto& node) { portrait.add(node); }, parsed.statement.node);
  return kind_name(parsed.statement) + ' ' + portrait.text();
}

TEST(StatementList, EachIsOneStatement) {
  for (const std::string& sql : statements()) {
    const Parsed p(sql);
    ASSERT_THAT(p.diagnostics(), IsEmpty()) << sql << ": " << p.diagnostics()[0].message;
    ASSERT_THAT(p.statements(), SizeIs(1)) << sql;
    EXPECT_EQ(p.text(p.statements()[0].statement.span), sql);
  }
}

TEST(StatementList, OnlyTheseAreOpaque) {
  const std::set<std::string> opaque = {"AlterTableMoveAllStmt",
                                        "ImportForeignSchemaStmt",
                                        "ConstraintsSetStmt",
                                        "VariableShowStmt",
                                        "ExplainStmt",
                                        "PrepareStmt",
                                        "ExecuteStmt",
                                        "DeallocateStmt",
                                        "DeclareCursorStmt",
                                        "FetchStmt",
                                        "ClosePortalStmt",
                                        "ListenStmt",
                                        "NotifyStmt",
                                        "CheckPointStmt",
                                        "LoadStmt"};
  std::set<std::string> seen;
  for (const std::string& sql : statements()) {
    const Parsed p(sql);
    const auto* node = std::get_if<sql::OpaqueStatement>(&p.statements().at(0).statement.node);
    if (node != nullptr) seen.insert(node->kind);
  }
  EXPECT_EQ(seen, opaque);
}

TEST(StatementList, EveryNameStandsInTheText) {
  for (const std::string& sql : statements()) {
    const Parsed p(sql);
    const std::string all = portrait(sql, p.statements().at(0));
    // The table, type, … that a statement is about is always spelled.
    EXPECT_EQ(all.find(" =-;"), std::string::npos) << sql << "\n" << all;
  }
}

TEST(StatementList, MeansTheSameInAnyOrder) {
  const std::vector<std::string> list = statements();
  std::vector<std::string> alone;
  for (const std::string& sql : list)
    alone.push_back(portrait(sql, Parsed(sql).statements().at(0)));
  std::mt19937 random(20'261'122);  // NOLINT(cert-msc51-cpp): the same order every time
  std::vector<std::size_t> order(list.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const std::string separators[] = {";", ";\n", " ;; -- é; \n", "\n/* ;' */;\r\n\t"};
  for (int round = 0; round < 5; ++round) {
    std::shuffle(order.begin(), order.end(), random);
    std::string text;
    for (const std::size_t i : order) text += list[i] + separators[random() % 4];
    const Parsed p(text);
    ASSERT_THAT(p.diagnostics(), IsEmpty()) << p.diagnostics()[0].message;
    ASSERT_THAT(p.statements(), SizeIs(list.size()));
    for (std::size_t i = 0; i < order.size(); ++i) {
      EXPECT_EQ(portrait(text, p.statements()[i]), alone[order[i]]);
    }
  }
}

TEST(StatementList, MeansTheSameBesideABrokenOne) {
  const std::vector<std::string> list = statements();
  std::string text = "SELEC 'x';";
  for (const std::string& sql : list) text += sql + ";\n";
  const Parsed p(text);
  EXPECT_THAT(p.diagnostics(), SizeIs(1));
  ASSERT_THAT(p.statements(), SizeIs(list.size()));
  for (std::size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(portrait(text, p.statements()[i]),
              portrait(list[i], Parsed(list[i]).statements()[0]));
  }
}

/// What holds of a file whatever its bytes are.
void expect_in_bounds(const std::string& text) {
  const SourceFile file{"f.sql", text};
  Diagnostics diagnostics;
  const grammar::Source source = grammar::parse(0, file, diagnostics);
  const auto inside = [&text](const Span& span) {
    return span.begin <= span.end && span.end <= text.size();
  };
  for (const Diagnostic& diagnostic : diagnostics) {
    ASSERT_TRUE(inside(diagnostic.location.span)) << text;
    ASSERT_FALSE(diagnostic.message.empty());
  }
  for (const grammar::Section& section : source.sections) {
    std::uint32_t end = section.body.begin;
    for (const grammar::Statement& statement : section.statements) {
      ASSERT_TRUE(inside(statement.sql.span)) << text;
      ASSERT_TRUE(inside(statement.text)) << text;
      ASSERT_LE(end, statement.text.begin) << text;
      ASSERT_LE(statement.text.begin, statement.sql.span.begin) << text;
      ASSERT_EQ(statement.text.end, statement.sql.span.end) << text;
      end = statement.sql.span.end;
      (void)portrait(text, {statement.sql, statement.text});
    }
  }
}

TEST(AnyBytesOfSql, Truncations) {
  const std::vector<std::string> list = statements();
  std::mt19937 random(1);  // NOLINT(cert-msc51-cpp)
  for (const std::string& sql : list) {
    for (int i = 0; i < 8; ++i) {
      expect_in_bounds("-- migrate:up\n" + sql.substr(0, random() % (sql.size() + 1)));
      expect_in_bounds("-- migrate:up\n" + sql.substr(random() % (sql.size() + 1)) + ";SELECT 1");
    }
  }
}

TEST(AnyBytesOfSql, Mutations) {
  const std::vector<std::string> list = statements();
  std::mt19937 random(2);  // NOLINT(cert-msc51-cpp)
  const std::string_view pieces[] = {"'",  "\"", "$$", "/*",   "*/",    "--",
                                     ";",  "(",  ")",  "[",    ",",     ".",
                                     "\n", "\\", "é",  "\xFF", "E'",    "U&'",
                                     "::", "@",  "1",  "a",    " NOT ", std::string_view("\0", 1)};
  for (int i = 0; i < 4'000; ++i) {
    std::string text = "-- migrate:up\n" + list[random() % list.size()] + ";\n" +
                       list[random() % list.size()] + ";\n";
    for (std::size_t changes = 1 + random() % 4; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      const std::string_view piece = pieces[random() % std::size(pieces)];
      if (random() % 3 == 0) {
        text.erase(at, 1 + random() % 5);
      } else if (random() % 2 == 0) {
        text.insert(at, piece);
      } else {
        text.replace(at, 1, piece);
      }
      if (text.empty()) text = ";";
    }
    expect_in_bounds(text);
  }
}

}  // namespace
}  // namespace ashlar
