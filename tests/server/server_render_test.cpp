// Texts that the catalog keeps, against the real thing: after a history full of renames, each view,
// check, default, index and policy is made once more from the catalog's words, and the server must
// print both alike. Histories are in renames/*.sql.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "compiler/catalog/apply.h"
#include "compiler/catalog/types.h"
#include "grammar/postgres/parser.h"
#include "tests/server/cluster.h"

namespace ashlar::server_tests {
namespace {

namespace fs = std::filesystem;
using catalog::Catalog;
using catalog::Object;

std::string words_in(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A name as a string that regclass reads.
std::string literal(const Catalog& catalog, const Object& object) {
  return postgres::quote_literal(catalog::sql_name(catalog, object.id));
}

class ServerRenderTest : public ServerTest {
 protected:
  /// Runs the history on both sides.
  void replay(Session& session, const std::string& name, const std::string& script) {
    const FileId file = sources_.add({name, script});
    Diagnostics diagnostics;
    const std::vector<postgres::ParsedStatement> statements =
        postgres::parse_text(sources_[file].text, file, diagnostics);
    ASSERT_TRUE(diagnostics.empty()) << name << ": " << diagnostics.front().message;
    const catalog::ApplyContext context{&sources_, file, 1};
    for (const postgres::ParsedStatement& parsed : statements) {
      const std::string text(slice(sources_[file].text, parsed.statement.span));
      try {
        session.run(text);
      } catch (const ServerError& error) {
        FAIL() << name << ": the server refuses\n" << text << "\n" << error.what();
      }
      catalog::Applied applied = catalog::apply(std::move(catalog_), parsed.statement, context);
      EXPECT_TRUE(applied.problems.empty())
          << text << "\n"
          << (applied.problems.empty() ? "" : applied.problems.front().message);
      catalog_ = std::move(applied.after);
    }
    session.run("SET search_path = public");
  }

  /// Makes the thing again and compares what the server prints of both.
  void expect_same(Session& session, const std::string& make, const std::string& old_text,
                   const std::string& new_text) {
    ++compared_;
    session.run("BEGIN");
    try {
      const std::string before = session.value("SELECT " + old_text);
      session.run(make);
      EXPECT_EQ(before, session.value("SELECT " + new_text)) << make;
    } catch (const ServerError& error) {
      ADD_FAILURE() << make << "\n" << error.what();
    }
    session.run("ROLLBACK");
  }

  void compare_view(Session& session, const Object& object, const catalog::View& view) {
    std::string names;
    for (const std::string& column : view.columns) {
      names += (names.empty() ? "" : ", ") + postgres::quote_identifier(column);
    }
    const std::string list = view.columns == view.query_names ? "" : " (" + names + ")";
    expect_same(session,
                "CREATE " + std::string(view.materialized ? "MATERIALIZED " : "") +
                    "VIEW made_again" + list + " AS " + catalog::render(catalog_, view.query),
                "pg_get_viewdef(" + literal(catalog_, object) + "::regclass)",
                "pg_get_viewdef('made_again'::regclass)");
    const auto columns = [](const std::string& of) {
      return "(SELECT string_agg(attname || ' ' || format_type(atttypid, atttypmod), ', ' "
             "ORDER BY attnum) FROM pg_attribute WHERE attrelid = " +
             of + "::regclass AND attnum > 0)";
    };
    EXPECT_EQ(session.value("SELECT " + columns(literal(catalog_, object))), columns_of(view))
        << object.name;
  }
  static std::string columns_of(const catalog::View& view) {
    std::string text;
    for (std::size_t i = 0; i < view.columns.size(); ++i) {
      text += (text.empty() ? "" : ", ") + view.columns[i] + " ";
      if (i < view.column_types.size()) text += catalog::format_type(view.column_types[i]);
    }
    return text;
  }

  void compare_table(Session& session, const Object& object, const catalog::Table& table) {
    const std::string name = catalog::sql_name(catalog_, object.id);
    const auto default_of = [](const std::string& of, const std::string& column) {
      return "(SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON "
             "a.attrelid = d.adrelid AND a.attnum = d.adnum WHERE d.adrelid = " +
             of + "::regclass AND a.attname = " + postgres::quote_literal(column) + ")";
    };
    for (const catalog::Column& column : table.columns) {
      if (column.default_value.empty()) continue;
      expect_same(session,
                  "CREATE TABLE made_again (LIKE " + name +
                      "); ALTER TABLE made_again ALTER COLUMN " +
                      postgres::quote_identifier(column.name) + " SET DEFAULT " +
                      catalog::render(catalog_, column.default_value),
                  default_of(literal(catalog_, object), column.name),
                  default_of("'made_again'", column.name));
    }
  }

  void compare_check(Session& session, const Object& object, const catalog::Constraint& check) {
    const Object* table = catalog_.get(check.table);
    if (check.expression.empty() || !std::holds_alternative<catalog::Table>(table->data)) return;
    const auto text = [&](const std::string& name) {
      return "(SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = " +
             literal(catalog_, *table) +
             "::regclass AND conname = " + postgres::quote_literal(name) + ")";
    };
    expect_same(session,
                "ALTER TABLE " + catalog::sql_name(catalog_, table->id) +
                    " ADD CONSTRAINT made_again CHECK (" +
                    catalog::render(catalog_, check.expression) + ")",
                text(object.name), text("made_again"));
  }

  void compare_index(Session& session, const Object& object, const catalog::Index& index) {
    const Object* table = catalog_.get(index.table);
    const std::string on = "CREATE INDEX made_again ON " + catalog::sql_name(catalog_, table->id);
    if (!index.predicate.empty()) {
      const auto predicate = [](const std::string& of) {
        return "(SELECT pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = " + of +
               "::regclass)";
      };
      expect_same(session, on + " ((1)) WHERE " + catalog::render(catalog_, index.predicate),
                  predicate(literal(catalog_, object)), predicate("'made_again'"));
    }
    std::size_t position = 0;
    for (const catalog::IndexKey& key : index.keys) {
      ++position;
      if (key.column != 0) continue;
      expect_same(session, on + " ((" + catalog::render(catalog_, key.expression) + "))",
                  "pg_get_indexdef(" + literal(catalog_, object) + "::regclass, " +
                      std::to_string(position) + ", false)",
                  "pg_get_indexdef('made_again'::regclass, 1, false)");
    }
  }

  void compare_policy(Session& session, const Object& object, const catalog::Policy& policy) {
    const Object* table = catalog_.get(policy.table);
    if (policy.using_expression.empty()) return;
    const auto text = [&](const std::string& name) {
      return "(SELECT pg_get_expr(polqual, polrelid) FROM pg_policy WHERE polrelid = " +
             literal(catalog_, *table) +
             "::regclass AND polname = " + postgres::quote_literal(name) + ")";
    };
    expect_same(session,
                "CREATE POLICY made_again ON " + catalog::sql_name(catalog_, table->id) +
                    " USING (" + catalog::render(catalog_, policy.using_expression) + ")",
                text(object.name), text("made_again"));
  }

  void compare_all(Session& session) {
    std::vector<const Object*> objects;
    catalog_.for_each_object([&](const Object& object) { objects.push_back(&object); });
    for (const Object* object : objects) {
      if (const auto* view = std::get_if<catalog::View>(&object->data)) {
        compare_view(session, *object, *view);
      } else if (const auto* table = std::get_if<catalog::Table>(&object->data)) {
        compare_table(session, *object, *table);
      } else if (const auto* check = std::get_if<catalog::Constraint>(&object->data)) {
        compare_check(session, *object, *check);
      } else if (const auto* index = std::get_if<catalog::Index>(&object->data)) {
        compare_index(session, *object, *index);
      } else if (const auto* policy = std::get_if<catalog::Policy>(&object->data)) {
        compare_policy(session, *object, *policy);
      }
    }
  }

  Sources sources_;
  Catalog catalog_ = Catalog::empty_database();
  std::size_t compared_ = 0;
};

TEST_F(ServerRenderTest, WordsFollowRenamesAsTheServersDo) {
  std::vector<fs::path> scripts;
  for (const auto& entry :
       fs::directory_iterator(fs::path(ASHLAR_SOURCE_DIR) / "tests/server/renames")) {
    scripts.push_back(entry.path());
  }
  std::sort(scripts.begin(), scripts.end());
  for (const fs::path& script : scripts) {
    SCOPED_TRACE(script.filename().string());
    catalog_ = Catalog::empty_database();
    const std::unique_ptr<Session> session = cluster().fresh_database();
    replay(*session, script.filename().string(), words_in(script));
    compare_all(*session);
  }
  EXPECT_GE(compared_, 30U);
}

}  // namespace
}  // namespace ashlar::server_tests
