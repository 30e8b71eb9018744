// ALTER TABLE and its kin. A subcommand has no place in the tree: the commas outside of brackets
// keep them apart, so the tokens between two commas are one subcommand's.

#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

/// A subcommand with its tokens [first, last).
struct Command {
  const Lowering& in;
  const Node& node;
  std::size_t first;
  std::size_t last;

  [[nodiscard]] Node definition() const { return node.child("def"); }
  /// The name the command is about; where it is a column's number, that number.
  [[nodiscard]] sql::Name name() const {
    const std::size_t at = name_token();
    if (node.has("name")) return name_at(in, at, node.text("name"));
    const std::int64_t number = node.integer("num");
    return number == 0 ? sql::Name{} : sql::Name{std::to_string(number), in.tokens.span(at)};
  }
  [[nodiscard]] sql::DropBehavior behavior() const { return drop_behavior(node); }
  [[nodiscard]] bool missing_ok() const { return node.flag("missing_ok"); }

 private:
  [[nodiscard]] std::size_t name_token() const;
};

/// Skips the words before the name. COLUMN and CONSTRAINT are reserved, so they are never the name
/// itself; ATTRIBUTE and IF may be.
std::size_t Command::name_token() const {
  const Tokens& tokens = in.tokens;
  std::size_t at = first + 1;
  if (tokens.word(first, "ENABLE") || tokens.word(first, "DISABLE")) {
    if (node.text("subtype").starts_with("AT_EnableAlways") ||
        node.text("subtype").starts_with("AT_EnableReplica")) {
      ++at;
    }
    return at + 1;
  }
  if (tokens.word(first, "VALIDATE") || tokens.word(first, "CLUSTER")) return at + 1;
  if (tokens.word(first, "SET")) return tokens.word(at, "ACCESS") ? at + 2 : at + 1;
  if (tokens.word(at, "COLUMN") || tokens.word(at, "CONSTRAINT")) ++at;
  const bool drops = tokens.word(first, "DROP");
  const std::size_t guard = drops && missing_ok() ? 2 : 0;
  if (tokens.word(at, "ATTRIBUTE") && tokens.spells(at + 1 + guard, node.text("name"))) ++at;
  return at + guard;
}

using Lower = sql::TableActionNode (*)(const Command&);

sql::TableActionNode add_column(const Command& c) {
  return sql::AddColumn{column_definition(c.in, c.definition()), c.missing_ok()};
}

sql::TableActionNode drop_column(const Command& c) {
  return sql::DropColumn{c.name(), c.missing_ok(), c.behavior()};
}

sql::TableActionNode alter_column_type(const Command& c) {
  sql::AlterColumnType change;
  change.column = c.name();
  const Node definition = c.definition();
  const Node type = definition.child("typeName");
  change.type = type_name(c.in, type);
  change.collation = collation(c.in, definition);
  if (const Node expr = definition.child("raw_default")) {
    const std::size_t keyword = c.in.tokens.find_outer_word(after_type(c.in, type), "USING");
    change.using_expression = expression(c.in, expr, keyword + 1, c.last);
  }
  return change;
}

sql::TableActionNode column_default(const Command& c) {
  sql::SetColumnDefault change;
  change.column = c.name();
  if (const Node value = c.definition()) {
    // ALTER [COLUMN] name SET DEFAULT value
    std::size_t keyword = c.in.tokens.at(change.column.span.end);
    keyword = c.in.tokens.find_word(keyword, "DEFAULT");
    change.value = expression(c.in, value, keyword + 1, c.last);
  }
  return change;
}

sql::TableActionNode set_not_null(const Command& c) {
  return sql::SetColumnNotNull{c.name(), true};
}
sql::TableActionNode drop_not_null(const Command& c) {
  return sql::SetColumnNotNull{c.name(), false};
}

sql::SetColumnProperty column_property(const Command& c, sql::ColumnProperty property) {
  sql::SetColumnProperty change;
  change.column = c.name();
  change.property = property;
  const Node definition = c.definition();
  if (definition.is("List")) {
    change.options = options(c.in, items(definition));
  } else {
    // SET STATISTICS DEFAULT has no value in the tree.
    change.options.push_back({{},
                              definition ? option_value(c.in, definition) : "default",
                              c.in.tokens.between(c.last - 1, c.last)});
  }
  return change;
}
sql::TableActionNode set_statistics(const Command& c) {
  return column_property(c, sql::ColumnProperty::kStatistics);
}
sql::TableActionNode set_storage(const Command& c) {
  return column_property(c, sql::ColumnProperty::kStorage);
}
sql::TableActionNode set_compression(const Command& c) {
  return column_property(c, sql::ColumnProperty::kCompression);
}
sql::TableActionNode set_column_options(const Command& c) {
  return column_property(c, sql::ColumnProperty::kOptions);
}
sql::TableActionNode reset_column_options(const Command& c) {
  sql::SetColumnProperty change = column_property(c, sql::ColumnProperty::kOptions);
  change.reset = true;
  return change;
}
sql::TableActionNode column_foreign_options(const Command& c) {
  return column_property(c, sql::ColumnProperty::kForeignOptions);
}

sql::TableActionNode set_expression(const Command& c) {
  sql::AlterColumnGenerated change;
  change.column = c.name();
  const std::size_t after = c.in.tokens.at(change.column.span.end);
  change.expression =
      bracketed_expression(c.in, c.definition(), c.in.tokens.find_word(after, "AS"));
  return change;
}
sql::TableActionNode drop_expression(const Command& c) {
  return sql::AlterColumnGenerated{c.name(), std::nullopt, c.missing_ok()};
}

/// ATTRIBUTE_IDENTITY_BY_DEFAULT (src/include/catalog/pg_attribute.h), as a number in a DefElem.
constexpr std::int64_t kByDefaultLetter = 'd';

sql::TableActionNode add_identity(const Command& c) {
  const Node definition = c.definition();
  sql::AlterColumnIdentity change;
  change.column = c.name();
  change.change = sql::IdentityChange::kAdd;
  change.kind = definition.text("generated_when") == "d" ? sql::IdentityKind::kByDefault
                                                         : sql::IdentityKind::kAlways;
  change.options = options(c.in, definition.list("options"));
  return change;
}
sql::TableActionNode set_identity(const Command& c) {
  sql::AlterColumnIdentity change;
  change.column = c.name();
  change.change = sql::IdentityChange::kSet;
  const NodeList list = items(c.definition());
  for (sql::Option& option : options(c.in, list)) {
    if (option.name != "generated") change.options.push_back(std::move(option));
  }
  if (const Node generated = find_option(list, "generated")) {
    change.kind = generated.child("arg").integer("ival") == kByDefaultLetter
                      ? sql::IdentityKind::kByDefault
                      : sql::IdentityKind::kAlways;
  }
  return change;
}
sql::TableActionNode drop_identity(const Command& c) {
  return sql::AlterColumnIdentity{
      c.name(), sql::IdentityChange::kDrop, std::nullopt, {}, c.missing_ok()};
}

sql::TableActionNode add_constraint(const Command& c) {
  return sql::AddConstraint{table_constraint(c.in, c.definition())};
}

sql::TableActionNode alter_constraint(const Command& c) {
  const Node definition = c.definition();
  sql::AlterConstraint change;
  change.constraint = name_at(c.in, c.first + 2, definition.text("conname"));
  change.deferrable = definition.flag("deferrable");
  change.initially_deferred = definition.flag("initdeferred");
  return change;
}
sql::TableActionNode drop_constraint(const Command& c) {
  return sql::DropConstraint{c.name(), c.missing_ok(), c.behavior()};
}
sql::TableActionNode validate_constraint(const Command& c) {
  return sql::ValidateConstraint{c.name()};
}

sql::TableActionNode attach_partition(const Command& c) {
  const Node definition = c.definition();
  sql::AttachPartition change;
  change.partition = relation(c.in, definition.child("name"));
  if (const Node bound = definition.child("bound")) change.bound = partition_bound(c.in, bound);
  return change;
}
sql::TableActionNode detach_partition(const Command& c) {
  const Node definition = c.definition();
  sql::DetachPartition change;
  change.partition = relation(c.in, definition.child("name"));
  change.concurrently = definition.flag("concurrent");
  change.finalize = c.node.text("subtype") == "AT_DetachPartitionFinalize";
  return change;
}

sql::TableActionNode add_inherit(const Command& c) {
  return sql::SetInherit{relation(c.in, c.definition()), true};
}
sql::TableActionNode drop_inherit(const Command& c) {
  return sql::SetInherit{relation(c.in, c.definition()), false};
}

sql::TableActionNode change_owner(const Command& c) {
  return sql::ChangeOwner{role_name(c.node.child("newowner"))};
}

sql::TableActionNode set_options(const Command& c) {
  return sql::SetOptions{options(c.in, items(c.definition())), false, false};
}
sql::TableActionNode reset_options(const Command& c) {
  return sql::SetOptions{options(c.in, items(c.definition())), true, false};
}
sql::TableActionNode foreign_options(const Command& c) {
  return sql::SetOptions{options(c.in, items(c.definition())), false, true};
}

template <sql::RowSecurity kState>
sql::TableActionNode row_security(const Command&) {
  return sql::SetRowSecurity{kState};
}

template <sql::TriggerState kState>
sql::TableActionNode trigger_state(const Command& c) {
  sql::SetTriggerState change;
  const std::string_view subtype = c.node.text("subtype");
  change.state = kState;
  change.rule = subtype.ends_with("Rule");
  if (subtype.ends_with("TrigAll")) change.scope = "all";
  if (subtype.ends_with("TrigUser")) change.scope = "user";
  if (change.scope.empty()) change.trigger = c.name();
  return change;
}

sql::TableActionNode set_logged(const Command&) {
  return sql::SetPersistence{sql::Persistence::kPermanent};
}
sql::TableActionNode set_unlogged(const Command&) {
  return sql::SetPersistence{sql::Persistence::kUnlogged};
}
sql::TableActionNode set_tablespace(const Command& c) { return sql::SetTablespace{c.name()}; }
sql::TableActionNode set_access_method(const Command& c) {
  // SET ACCESS METHOD DEFAULT has no name.
  return sql::SetAccessMethod{c.node.has("name") ? std::string(c.node.text("name")) : "default"};
}

sql::TableActionNode replica_identity(const Command& c) {
  const Node definition = c.definition();
  sql::SetReplicaIdentity change;
  const std::string_view letter = definition.text("identity_type");
  change.kind = letter == "f"   ? "full"
                : letter == "n" ? "nothing"
                : letter == "i" ? "index"
                                : "default";
  change.index = name_at(c.in, c.last - 1, definition.text("name"));
  return change;
}

sql::TableActionNode add_of(const Command& c) {
  return sql::OtherTableAction{"AT_AddOf", type_name(c.in, c.definition()).name};
}

sql::TableActionNode cluster_on(const Command& c) { return sql::SetCluster{c.name()}; }
sql::TableActionNode without_cluster(const Command&) { return sql::SetCluster{}; }

/// AlterTableType (src/include/nodes/parsenodes.h). What is missing here is an OtherTableAction.
constexpr std::pair<std::string_view, Lower> kCommands[] = {
    {"AT_AddColumn", add_column},
    {"AT_DropColumn", drop_column},
    {"AT_AlterColumnType", alter_column_type},
    {"AT_ColumnDefault", column_default},
    {"AT_SetNotNull", set_not_null},
    {"AT_DropNotNull", drop_not_null},
    {"AT_SetStatistics", set_statistics},
    {"AT_SetStorage", set_storage},
    {"AT_SetCompression", set_compression},
    {"AT_SetOptions", set_column_options},
    {"AT_ResetOptions", reset_column_options},
    {"AT_AlterColumnGenericOptions", column_foreign_options},
    {"AT_SetExpression", set_expression},
    {"AT_DropExpression", drop_expression},
    {"AT_AddIdentity", add_identity},
    {"AT_SetIdentity", set_identity},
    {"AT_DropIdentity", drop_identity},
    {"AT_AddConstraint", add_constraint},
    {"AT_AlterConstraint", alter_constraint},
    {"AT_DropConstraint", drop_constraint},
    {"AT_ValidateConstraint", validate_constraint},
    {"AT_AttachPartition", attach_partition},
    {"AT_DetachPartition", detach_partition},
    {"AT_DetachPartitionFinalize", detach_partition},
    {"AT_AddInherit", add_inherit},
    {"AT_DropInherit", drop_inherit},
    {"AT_ChangeOwner", change_owner},
    {"AT_SetRelOptions", set_options},
    {"AT_ResetRelOptions", reset_options},
    {"AT_GenericOptions", foreign_options},
    {"AT_EnableRowSecurity", row_security<sql::RowSecurity::kEnable>},
    {"AT_DisableRowSecurity", row_security<sql::RowSecurity::kDisable>},
    {"AT_ForceRowSecurity", row_security<sql::RowSecurity::kForce>},
    {"AT_NoForceRowSecurity", row_security<sql::RowSecurity::kNoForce>},
    {"AT_EnableTrig", trigger_state<sql::TriggerState::kEnable>},
    {"AT_EnableAlwaysTrig", trigger_state<sql::TriggerState::kEnableAlways>},
    {"AT_EnableReplicaTrig", trigger_state<sql::TriggerState::kEnableReplica>},
    {"AT_DisableTrig", trigger_state<sql::TriggerState::kDisable>},
    {"AT_EnableTrigAll", trigger_state<sql::TriggerState::kEnable>},
    {"AT_DisableTrigAll", trigger_state<sql::TriggerState::kDisable>},
    {"AT_EnableTrigUser", trigger_state<sql::TriggerState::kEnable>},
    {"AT_DisableTrigUser", trigger_state<sql::TriggerState::kDisable>},
    {"AT_EnableRule", trigger_state<sql::TriggerState::kEnable>},
    {"AT_EnableAlwaysRule", trigger_state<sql::TriggerState::kEnableAlways>},
    {"AT_EnableReplicaRule", trigger_state<sql::TriggerState::kEnableReplica>},
    {"AT_DisableRule", trigger_state<sql::TriggerState::kDisable>},
    {"AT_SetLogged", set_logged},
    {"AT_SetUnLogged", set_unlogged},
    {"AT_SetTableSpace", set_tablespace},
    {"AT_SetAccessMethod", set_access_method},
    {"AT_ReplicaIdentity", replica_identity},
    {"AT_ClusterOn", cluster_on},
    {"AT_DropCluster", without_cluster},
    {"AT_AddOf", add_of},
};

sql::TableActionNode lower_command(const Command& command) {
  const std::string_view subtype = command.node.text("subtype");
  for (const auto& [name, lower] : kCommands) {
    if (name == subtype) return lower(command);
  }
  return sql::OtherTableAction{std::string(subtype), {}};
}

}  // namespace

sql::StatementNode lower_alter_table(const Lowering& in, const Node& node) {
  sql::AlterTable alter;
  const Node table = node.child("relation");
  alter.kind = object_kind(node.text("objtype"));
  alter.name = relation(in, table);
  alter.if_exists = node.flag("missing_ok");
  alter.only = !table.flag("inh") && alter.kind != sql::ObjectKind::kType;
  std::size_t first = after_relation(in, table);
  for (const Node& item : node.list("cmds")) {
    const std::size_t last = in.tokens.element_end(first);
    const Command command{in, item, first, last};
    alter.actions.push_back({lower_command(command), in.tokens.between(first, last)});
    first = last + 1;
  }
  return alter;
}

}  // namespace ashlar::postgres
