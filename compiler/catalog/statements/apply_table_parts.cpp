// What belongs to a table and is made by a statement of its own: rules, policies, statistics
// objects. Triggers are in apply_triggers.cpp.

#include <algorithm>
#include <utility>

#include "compiler/catalog/binding/bind.h"
#include "compiler/catalog/generated_names.h"
#include "compiler/catalog/statements/lookup.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

const Object* part_named(const Catalog& catalog, NameSpace space, ObjectId table,
                         const std::string& name) {
  return catalog.find({space, std::to_string(table), name});
}

/// Refuses a part whose name the table has already.
void refuse_duplicate_part(Editor& editor, std::string_view what, const Object& present,
                           const std::string& relation, Span where) {
  editor.refuse({ProblemKind::kDuplicateObject,
                 "42710",
                 std::string(what) + " `" + present.name + "` for " +
                     (what == "rule" ? "relation" : "table") + " `" + relation + "` already exists",
                 where,
                 {},
                 made_here(present.name, present.origin)});
}

SqlText policy_expression(Editor& editor, ObjectId table,
                          const std::optional<sql::Expression>& expression) {
  if (!expression.has_value()) return {};
  return bind_expression(editor, *expression, {Place::kPolicy, table, {}});
}

void depend_policy(Editor& editor, ObjectId id, const Policy& policy) {
  editor.depend({id, 0, policy.table, 0, DependencyKind::kAutomatic});
  depend_on_text(editor, id, 0, policy.using_expression);
  depend_on_text(editor, id, 0, policy.with_check);
}

/// Which expressions a command can have. (gram.y and policy.c, CreatePolicy)
template <typename Statement>
bool refuse_policy_expressions(Editor& editor, const std::string& command,
                               const Statement& statement) {
  const bool has_using = statement.using_expression.has_value();
  const bool has_check = statement.with_check.has_value();
  const char* what = nullptr;
  if ((command == "select" || command == "delete") && has_check) {
    what = "WITH CHECK cannot be applied to SELECT or DELETE";
  } else if (command == "insert" && has_using) {
    what = "only WITH CHECK expression allowed for INSERT";
  }
  if (what == nullptr) return false;
  refuse(editor, ProblemKind::kInvalidDefinition, "42601", what, statement.name.span);
  return true;
}

bool refuse_no_table_for_policy(Editor& editor, const Object& relation,
                                const sql::QualifiedName& name) {
  const auto* table = std::get_if<Table>(&relation.data);
  if (table != nullptr && !table->foreign) return false;
  refuse(editor, ProblemKind::kWrongObjectKind, "42809", "`" + relation.name + "` is not a table",
         name.name.span);
  return true;
}

std::vector<std::string> part_names(const Catalog& catalog, ObjectId table,
                                    bool (*wanted)(const Object&)) {
  std::vector<std::string> names;
  for (const Object* part : catalog.parts_of(table)) {
    if (wanted(*part)) names.push_back(part->name);
  }
  return names;
}

/// `WHERE … DO [INSTEAD] …` with sites; OLD and NEW are rows of the relation.
SqlText rule_definition(Editor& editor, ObjectId relation, const sql::CreateRule& statement) {
  Body body;
  body.whole = statement.definition;
  body.statements = &statement.actions;
  if (statement.where.has_value()) body.expression = &*statement.where;
  body.rule_table = relation;
  body.rule_event = statement.event;
  return bind_body(editor, body);
}

/// A rule on SELECT is a view's query. (rewriteDefine.c, DefineQueryRewrite)
bool refuse_select_rule(Editor& editor, const Object& relation, const sql::CreateRule& statement) {
  const auto wrong = [&](ProblemKind kind, std::string_view sqlstate, std::string message) {
    refuse(editor, kind, sqlstate, std::move(message), statement.name.span);
    return true;
  };
  const auto& actions = statement.actions;
  if (actions.empty()) {
    return wrong(ProblemKind::kNotSupported, "0A000",
                 "INSTEAD NOTHING rules on SELECT are not implemented");
  }
  if (actions.size() > 1) {
    return wrong(ProblemKind::kNotSupported, "0A000",
                 "multiple actions for rules on SELECT are not implemented");
  }
  if (!statement.instead || actions.front().data_change != nullptr) {
    return wrong(ProblemKind::kNotSupported, "0A000",
                 "rules on SELECT must have action INSTEAD SELECT");
  }
  if (statement.where.has_value()) {
    return wrong(ProblemKind::kNotSupported, "0A000",
                 "event qualifications are not implemented for rules on SELECT");
  }
  if (std::holds_alternative<View>(relation.data) && !statement.or_replace) {
    return wrong(ProblemKind::kObjectState, "55000", "`" + relation.name + "` is already a view");
  }
  if (statement.name.text == "_RETURN") return false;
  return wrong(ProblemKind::kInvalidDefinition, "42P17",
               "view rule for `" + relation.name + "` must be named `_RETURN`");
}

/// (rewriteDefine.c, DefineQueryRewrite)
bool refuse_rule(Editor& editor, const Object& relation, const sql::CreateRule& statement) {
  const auto* table = std::get_if<Table>(&relation.data);
  const auto* view = std::get_if<View>(&relation.data);
  if (view != nullptr && view->materialized) {
    refuse(editor, ProblemKind::kNotSupported, "0A000",
           "rules on materialized views are not supported", statement.table.name.span);
    return true;
  }
  if (view == nullptr && (table == nullptr || table->foreign)) {
    refuse(editor, ProblemKind::kWrongObjectKind, "42809",
           "relation `" + relation.name + "` cannot have rules", statement.table.name.span);
    return true;
  }
  return statement.event == "select" && refuse_select_rule(editor, relation, statement);
}

}  // namespace

void add_statistics(Editor& editor, const sql::QualifiedName& name, OtherObject statistics,
                    const std::vector<std::uint32_t>& mentioned, Span where) {
  const Object* owner = editor.catalog().get(statistics.table);
  std::string schema = owner->schema;
  std::string chosen = name.name.text;
  if (chosen.empty()) {
    std::vector<std::string> names;
    for (const IndexKey& key : statistics.keys) names.push_back(key.name);
    chosen = generated_name(editor.catalog(), schema, owner->name, join_columns(names), "stat");
  } else {
    schema = editor.catalog().creation_schema(name);
  }
  if (editor.catalog().find({NameSpace::kOther, schema, "statistics " + chosen}) != nullptr) return;
  const OtherObject data = statistics;
  const ObjectId id =
      editor.add(std::move(schema), std::move(chosen), std::move(statistics), where);
  for (const IndexKey& key : data.keys) {
    if (key.column != 0) {
      editor.depend({id, 0, data.table, key.column, DependencyKind::kAutomatic});
    } else {
      depend_on_text(editor, id, 0, key.expression, data.table, DependencyKind::kAutomatic);
    }
  }
  for (const std::uint32_t column : mentioned) {
    editor.depend({id, 0, data.table, column, DependencyKind::kAutomatic});
  }
}

void perform(Editor& editor, const sql::CreateRule& statement, Span where) {
  const Object* relation = require_relation(editor, statement.table, where);
  if (relation == nullptr || refuse_rule(editor, *relation, statement)) return;
  const ObjectId table = relation->id;
  if (statement.event == "select") {
    // The server makes a view of the table, or replaces a view's query.
    editor.note_not_modelled("CREATE RULE … ON SELECT");
    const NameKey name{NameSpace::kRelation, relation->schema, relation->name};
    editor.doubt_name(name);
    return;
  }
  Rule rule;
  rule.table = table;
  rule.event = statement.event;
  rule.definition = rule_definition(editor, table, statement);
  const SqlText definition = rule.definition;
  ObjectId id = 0;
  if (const Object* present =
          part_named(editor.catalog(), NameSpace::kRule, table, statement.name.text)) {
    if (!statement.or_replace) {
      refuse_duplicate_part(editor, "rule", *present, relation->name, statement.name.span);
      return;
    }
    id = present->id;
    rule.state = std::get<Rule>(present->data).state;
    editor.forget_own_dependencies(id);
    *editor.edit<Rule>(id) = std::move(rule);
  } else {
    id = editor.add({}, statement.name.text, std::move(rule), where);
  }
  editor.depend({id, 0, table, 0, DependencyKind::kAutomatic});
  depend_on_text(editor, id, 0, definition);
}

void perform(Editor& editor, const sql::CreatePolicy& statement, Span where) {
  const Object* relation = require_relation(editor, statement.table, where);
  if (relation == nullptr || refuse_no_table_for_policy(editor, *relation, statement.table) ||
      refuse_policy_expressions(editor, statement.command, statement)) {
    return;
  }
  const ObjectId table = relation->id;
  if (const Object* present =
          part_named(editor.catalog(), NameSpace::kPolicy, table, statement.name.text)) {
    refuse_duplicate_part(editor, "policy", *present, relation->name, statement.name.span);
    return;
  }
  Policy policy;
  policy.table = table;
  policy.command = statement.command;
  policy.permissive = statement.permissive;
  policy.roles = statement.roles;
  if (policy.roles.empty()) policy.roles.emplace_back("public");
  policy.using_expression = policy_expression(editor, table, statement.using_expression);
  policy.with_check = policy_expression(editor, table, statement.with_check);
  const Policy made = policy;
  const ObjectId id = editor.add({}, statement.name.text, std::move(policy), where);
  depend_policy(editor, id, made);
}

void perform(Editor& editor, const sql::AlterPolicy& statement, Span where) {
  const Object* relation = require_relation(editor, statement.table, where);
  if (relation == nullptr) return;
  const ObjectId table = relation->id;
  const Object* present =
      part_named(editor.catalog(), NameSpace::kPolicy, table, statement.name.text);
  if (present == nullptr) {
    if (editor.catalog().is_doubtful(
            {NameSpace::kPolicy, std::to_string(table), statement.name.text}) ||
        editor.catalog().is_doubtful()) {
      return;
    }
    refuse(editor, ProblemKind::kUnknownObject, "42704",
           "policy `" + statement.name.text + "` for table `" + relation->name + "` does not exist",
           statement.name.span,
           did_you_mean(statement.name.text,
                        part_names(editor.catalog(), table, [](const Object& part) {
                          return std::holds_alternative<Policy>(part.data);
                        })));
    return;
  }
  const ObjectId id = present->id;
  Policy policy = std::get<Policy>(present->data);
  if (refuse_policy_expressions(editor, policy.command, statement)) return;
  if (!statement.roles.empty()) policy.roles = statement.roles;
  if (statement.using_expression.has_value()) {
    policy.using_expression = policy_expression(editor, table, statement.using_expression);
  }
  if (statement.with_check.has_value()) {
    policy.with_check = policy_expression(editor, table, statement.with_check);
  }
  const Policy made = policy;
  *editor.edit<Policy>(id) = std::move(policy);
  editor.forget_own_dependencies(id);
  depend_policy(editor, id, made);
}

void perform(Editor& editor, const sql::CreateStatistics& statement, Span where) {
  const Object* relation = require_relation(editor, statement.table, where);
  const auto* table = relation == nullptr ? nullptr : std::get_if<Table>(&relation->data);
  if (table == nullptr) return;
  if (!statement.name.name.empty()) {
    if (refuse_unknown_schema(editor, statement.name.schema)) return;
    const std::string schema = editor.catalog().creation_schema(statement.name);
    const std::string& name = statement.name.name.text;
    const NameKey key{NameSpace::kOther, schema, "statistics " + name};
    if (editor.catalog().find(key) != nullptr) {
      if (statement.if_not_exists || editor.catalog().is_doubtful(key)) return;
      refuse(editor, ProblemKind::kDuplicateObject, "42710",
             "statistics object `" + name + "` already exists", statement.name.name.span);
      return;
    }
  }
  OtherObject statistics;
  statistics.kind = sql::ObjectKind::kStatistics;
  statistics.table = relation->id;
  statistics.statistics_kinds = statement.kinds;
  for (auto at = statement.elements.begin(); at != statement.elements.end(); ++at) {
    if (refuse_unknown_column(editor, *relation, at->column, at->span)) return;
    const bool twice = std::any_of(statement.elements.begin(), at, [&at](const auto& earlier) {
      return !at->column.empty() && earlier.column.text == at->column.text;
    });
    if (!twice) continue;
    refuse(editor, ProblemKind::kDuplicateColumn, "42701",
           "duplicate column name in statistics definition", at->span);
    return;
  }
  for (const sql::IndexElement& element : statement.elements) {
    IndexKey key;
    // Binding may change the catalog, so the table is looked up anew.
    const auto* now = editor.catalog().get_as<Table>(statistics.table);
    if (const Column* column = find_column(*now, element.column.text)) {
      key.column = column->number;
      key.name = column->name;
    } else if (element.expression.has_value()) {
      key.expression =
          bind_expression(editor, *element.expression, {Place::kStatistics, statistics.table, {}});
      key.name = "expr";
    }
    statistics.keys.push_back(std::move(key));
  }
  add_statistics(editor, statement.name, std::move(statistics), {}, where);
}

}  // namespace ashlar::catalog
