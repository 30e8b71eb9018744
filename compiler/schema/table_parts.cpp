#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/late_columns.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

using catalog::Trigger;
using postgres::quote_identifier;

std::string_view state_text(sql::TriggerState state) {
  switch (state) {
    case sql::TriggerState::kEnable:
      return "ENABLE";
    case sql::TriggerState::kEnableAlways:
      return "ENABLE ALWAYS";
    case sql::TriggerState::kEnableReplica:
      return "ENABLE REPLICA";
    case sql::TriggerState::kDisable:
      return "DISABLE";
  }
  return "";
}

std::string_view timing_text(sql::CreateTrigger::Timing timing) {
  switch (timing) {
    case sql::CreateTrigger::Timing::kBefore:
      return "BEFORE";
    case sql::CreateTrigger::Timing::kAfter:
      return "AFTER";
    case sql::CreateTrigger::Timing::kInsteadOf:
      return "INSTEAD OF";
  }
  return "";
}

std::string events_text(const Catalog& catalog, const Trigger& trigger) {
  std::vector<std::string> events;
  for (const std::string& event : trigger.events) {
    events.push_back(upper(event));
    if (event != "update" || trigger.update_columns.empty()) continue;
    std::vector<std::string> columns;
    for (const std::uint32_t number : trigger.update_columns) {
      columns.push_back(column_text(catalog, trigger.table, number));
    }
    events.back() += " OF " + joined(columns);
  }
  return joined(events, " OR ");
}

std::string call_text(const Catalog& catalog, const Trigger& trigger) {
  std::vector<std::string> arguments;
  for (const std::string& argument : trigger.arguments) {
    arguments.push_back(postgres::quote_literal(argument));
  }
  const std::string name = catalog.get(trigger.function) == nullptr
                               ? trigger.function_name
                               : sql_name(catalog, trigger.function);
  return fmt::format("{}({})", name, joined(arguments));
}

std::string trigger_text(const Catalog& catalog, const Object& object, const Trigger& trigger) {
  std::string text =
      fmt::format("CREATE {}TRIGGER {}\n    {} {} ON {}", trigger.constraint ? "CONSTRAINT " : "",
                  quote_identifier(object.name), timing_text(trigger.timing),
                  events_text(catalog, trigger), sql_name(catalog, trigger.table));
  if (trigger.constraint_from != 0) {
    text += "\n    FROM " + sql_name(catalog, trigger.constraint_from);
  }
  if (trigger.deferrable) {
    text += trigger.initially_deferred ? "\n    DEFERRABLE INITIALLY DEFERRED" : "\n    DEFERRABLE";
  }
  if (!trigger.old_table.empty() || !trigger.new_table.empty()) {
    text += "\n    REFERENCING";
    if (!trigger.old_table.empty()) text += " OLD TABLE AS " + quote_identifier(trigger.old_table);
    if (!trigger.new_table.empty()) text += " NEW TABLE AS " + quote_identifier(trigger.new_table);
  }
  text += trigger.row ? "\n    FOR EACH ROW" : "\n    FOR EACH STATEMENT";
  if (!trigger.when.empty()) text += "\n    WHEN (" + render(catalog, trigger.when) + ")";
  return statement(text + "\n    EXECUTE FUNCTION " + call_text(catalog, trigger));
}

/// The entry of something that belongs to a table or a view.
Entry part_entry(const Catalog& catalog, const Object& object, ObjectId owner) {
  Entry entry;
  const Object* table = catalog.get(owner);
  const bool of_table = table != nullptr && std::holds_alternative<catalog::Table>(table->data);
  entry.rank = of_table ? Rank::kTable : Rank::kView;
  if (table != nullptr) {
    entry.schema = table->schema;
    entry.name = table->name;
  }
  entry.part = TablePart::kTrigger;
  entry.part_name = object.name;
  entry.makes = {object.id};
  entry.needs = {owner};
  need_dependencies(catalog, object, entry.needs);
  return entry;
}

std::string set_state(const Catalog& catalog, ObjectId table, std::string_view what,
                      const Object& object, sql::TriggerState state) {
  return statement(fmt::format("ALTER TABLE {} {} {} {}", sql_name(catalog, table),
                               state_text(state), what, quote_identifier(object.name)));
}

std::string roles_text(const std::vector<std::string>& roles) {
  std::vector<std::string> names;
  for (const std::string& role : roles) {
    names.push_back(role == "public" ? "PUBLIC" : quote_identifier(role));
  }
  return joined(names);
}

std::string policy_text(const Catalog& catalog, const Object& object,
                        const catalog::Policy& policy) {
  std::string text = fmt::format("CREATE POLICY {} ON {}", quote_identifier(object.name),
                                 sql_name(catalog, policy.table));
  if (!policy.permissive) text += "\n    AS RESTRICTIVE";
  if (!policy.command.empty() && policy.command != "all") {
    text += "\n    FOR " + upper(policy.command);
  }
  if (!policy.roles.empty() && policy.roles != std::vector<std::string>{"public"}) {
    text += "\n    TO " + roles_text(policy.roles);
  }
  if (!policy.using_expression.empty()) {
    text += "\n    USING (" + render(catalog, policy.using_expression) + ")";
  }
  if (!policy.with_check.empty()) {
    text += "\n    WITH CHECK (" + render(catalog, policy.with_check) + ")";
  }
  return statement(std::move(text));
}

}  // namespace

void add_trigger(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& trigger = std::get<Trigger>(object.data);
  Entry entry = part_entry(catalog, object, trigger.table);
  sql::TriggerState made = sql::TriggerState::kEnable;
  if (trigger.parent == 0) {
    entry.text = trigger_text(catalog, object, trigger);
    entry.needs.push_back(trigger.function);
    entry.needs.push_back(trigger.constraint_from);
    need_sites(trigger.when, entry.needs);
  } else {
    // The partition got it when the partitioned table did, in the state of that one.
    if (const auto* above = catalog.get_as<Trigger>(trigger.parent)) made = above->state;
    entry.needs.push_back(trigger.table | kAttached);
  }
  if (precedes_generated(catalog, object)) {
    std::replace(entry.needs.begin(), entry.needs.end(), trigger.table, trigger.table | kBegun);
  }
  if (trigger.state != made) {
    entry.text += set_state(catalog, trigger.table, "TRIGGER", object, trigger.state);
  }
  entry.text += annotations_text(catalog, object);
  if (!entry.text.empty()) entries.push_back(std::move(entry));
}

void add_policy(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& policy = std::get<catalog::Policy>(object.data);
  Entry entry = part_entry(catalog, object, policy.table);
  need_sites(policy.using_expression, entry.needs);
  need_sites(policy.with_check, entry.needs);
  entry.text = policy_text(catalog, object, policy) + annotations_text(catalog, object);
  entries.push_back(std::move(entry));
}

void add_rule(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& rule = std::get<catalog::Rule>(object.data);
  Entry entry = part_entry(catalog, object, rule.table);
  need_sites(rule.definition, entry.needs);
  entry.text = statement(fmt::format(
      "CREATE RULE {} AS\n    ON {} TO {} {}", quote_identifier(object.name), upper(rule.event),
      sql_name(catalog, rule.table), render(catalog, rule.definition)));
  if (rule.state != sql::TriggerState::kEnable) {
    entry.text += set_state(catalog, rule.table, "RULE", object, rule.state);
  }
  entry.text += annotations_text(catalog, object);
  entries.push_back(std::move(entry));
}

}  // namespace ashlar::schema
