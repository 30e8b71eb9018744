// Triggers, rules and policies: what belongs to a table.

#include <iterator>
#include <string>
#include <utility>

#include "grammar/postgres/digest.h"
#include "grammar/postgres/lower_inner_statements.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"

namespace ashlar::postgres {
namespace {

/// TRIGGER_TYPE_… (src/include/catalog/pg_trigger.h)
constexpr std::int64_t kBefore = 1 << 1;
constexpr std::int64_t kInsteadOf = 1 << 6;
constexpr std::pair<std::int64_t, std::string_view> kEvents[] = {
    {1 << 2, "insert"}, {1 << 4, "update"}, {1 << 3, "delete"}, {1 << 5, "truncate"}};

constexpr std::pair<std::string_view, std::string_view> kRuleEvents[] = {
    {"CMD_SELECT", "select"},
    {"CMD_UPDATE", "update"},
    {"CMD_INSERT", "insert"},
    {"CMD_DELETE", "delete"},
};

void append(sql::References& to, sql::References from) {
  const auto move = [](auto& target, auto& source) {
    target.insert(target.end(), std::make_move_iterator(source.begin()),
                  std::make_move_iterator(source.end()));
  };
  move(to.columns, from.columns);
  move(to.functions, from.functions);
  move(to.relations, from.relations);
  move(to.types, from.types);
}

/// EXECUTE { FUNCTION | PROCEDURE } name (…)
sql::QualifiedName executed_function(const Lowering& in, const Node& node, std::size_t from) {
  const std::size_t execute = in.tokens.find_outer_word(from, "EXECUTE");
  return qualified_at(in, execute + 2, string_values(node.list("funcname")));
}

/// USING (…) and WITH CHECK (…) of policies.
template <typename Policy>
void read_policy_expressions(const Lowering& in, const Node& node, Policy& policy) {
  const std::size_t after = after_relation(in, node.child("table"));
  if (const Node qual = node.child("qual")) {
    policy.using_expression =
        bracketed_expression(in, qual, in.tokens.find_outer_word(after, "USING"));
  }
  if (const Node check = node.child("with_check")) {
    policy.with_check = bracketed_expression(in, check, in.tokens.find_outer_word(after, "CHECK"));
  }
}

}  // namespace

namespace {

/// What follows the table: transition tables, deferral, arguments of the function.
void read_trigger_details(const Node& node, sql::CreateTrigger& trigger) {
  for (const Node& transition : node.list("transitionRels")) {
    std::string& name = transition.flag("isNew") ? trigger.new_table : trigger.old_table;
    name = transition.text("name");
  }
  for (const std::string_view argument : string_values(node.list("args"))) {
    trigger.arguments.emplace_back(argument);
  }
  trigger.deferrable = node.flag("deferrable");
  trigger.initially_deferred = node.flag("initdeferred");
}

/// DO [ ALSO | INSTEAD ] { NOTHING | action | ( action; … ) }
void read_rule_actions(const Lowering& in, const NodeList& actions, std::size_t from,
                       sql::CreateRule& rule) {
  std::size_t first = in.tokens.find_outer_word(from, "DO") + 1;
  if (in.tokens.word(first, "ALSO") || in.tokens.word(first, "INSTEAD")) ++first;
  std::size_t last = in.tokens.size();
  if (in.tokens.symbol(first, "(") && in.tokens.closing(first) + 1 == last) {
    ++first;
    --last;
  }
  rule.actions = inner_statements(in, actions, first, last);
}

}  // namespace

sql::StatementNode lower_create_trigger(const Lowering& in, const Node& node) {
  sql::CreateTrigger trigger;
  const Node table = node.child("relation");
  trigger.or_replace = node.flag("replace");
  trigger.constraint = node.flag("isconstraint");
  trigger.row = node.flag("row");
  trigger.table = relation(in, table);
  trigger.constraint_from = relation(in, node.child("constrrel"));
  // CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name …
  const std::size_t name = after_create(in.tokens) + (trigger.constraint ? 2 : 1);
  trigger.name = name_at(in, name, node.text("trigname"));
  const std::int64_t timing = node.integer("timing");
  if (timing == kBefore) trigger.timing = sql::CreateTrigger::Timing::kBefore;
  if (timing == kInsteadOf) trigger.timing = sql::CreateTrigger::Timing::kInsteadOf;
  for (const auto& [bit, event] : kEvents) {
    if ((node.integer("events") & bit) != 0) trigger.events.emplace_back(event);
  }
  if (node.has("columns")) {
    // Before it there may be INSTEAD OF; UPDATE is reserved nowhere, but stands before its OF.
    std::size_t of = name + 1;
    while (of < in.tokens.size() &&
           !(in.tokens.word(of, "OF") && in.tokens.word(of - 1, "UPDATE"))) {
      ++of;
    }
    trigger.update_columns = names_from(in, of + 1, node.list("columns"));
  }
  const std::size_t after = after_relation(in, table);
  if (const Node when = node.child("whenClause")) {
    trigger.when = bracketed_expression(in, when, in.tokens.find_outer_word(after, "WHEN"));
  }
  trigger.function = executed_function(in, node, after);
  read_trigger_details(node, trigger);
  return trigger;
}

sql::StatementNode lower_create_event_trigger(const Lowering& in, const Node& node) {
  sql::CreateEventTrigger trigger;
  trigger.name = name_at(in, 3, node.text("trigname"));
  trigger.event = node.text("eventname");
  trigger.function = executed_function(in, node, 5);
  const Node tags = find_option(node.list("whenclause"), "tag");
  for (const std::string_view tag : string_values(items(tags.child("arg")))) {
    trigger.tags.emplace_back(tag);
  }
  return trigger;
}

sql::StatementNode lower_create_rule(const Lowering& in, const Node& node) {
  sql::CreateRule rule;
  rule.name = name_at(in, after_create(in.tokens) + 1, node.text("rulename"));
  rule.table = relation(in, node.child("relation"));
  rule.or_replace = node.flag("replace");
  rule.instead = node.flag("instead");
  for (const auto& [command, event] : kRuleEvents) {
    if (node.text("event") == command) rule.event = event;
  }
  const std::size_t after = after_relation(in, node.child("relation"));
  rule.definition = in.tokens.between(after, in.tokens.size());
  if (const Node where = node.child("whereClause")) {
    rule.where = expression(in, where, after + 1, in.tokens.find_outer_word(after, "DO"));
    append(rule.references, rule.where->references);
  }
  read_rule_actions(in, node.list("actions"), after, rule);
  for (const sql::InnerStatement& action : rule.actions) {
    append(rule.references, action.query.references);
  }
  return rule;
}

sql::StatementNode lower_create_policy(const Lowering& in, const Node& node) {
  sql::CreatePolicy policy;
  policy.name = name_at(in, 2, node.text("policy_name"));
  policy.table = relation(in, node.child("table"));
  policy.command = node.text("cmd_name");
  policy.permissive = node.flag("permissive");
  policy.roles = role_names(node.list("roles"));
  read_policy_expressions(in, node, policy);
  return policy;
}

sql::StatementNode lower_alter_policy(const Lowering& in, const Node& node) {
  sql::AlterPolicy policy;
  policy.name = name_at(in, 2, node.text("policy_name"));
  policy.table = relation(in, node.child("table"));
  policy.roles = role_names(node.list("roles"));
  read_policy_expressions(in, node, policy);
  return policy;
}

}  // namespace ashlar::postgres
