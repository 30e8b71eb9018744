// Extensions, statistics, publications, and the kinds that are known by kind and name alone.

#include <algorithm>
#include <string>
#include <utility>

#include "grammar/postgres/lower_data.h"
#include "grammar/postgres/lower_definitions.h"
#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"
#include "grammar/postgres/lower_tables.h"

namespace ashlar::postgres {
namespace {

using sql::ObjectKind;

/// How the tree of a kind names its object: a string, or a list of strings.
struct Known {
  std::string_view statement;
  ObjectKind kind;
  std::string_view field;
  std::string_view options;
};

constexpr Known kCreated[] = {
    {"CreateRoleStmt", ObjectKind::kRole, "role", "options"},
    {"CreatedbStmt", ObjectKind::kDatabase, "dbname", "options"},
    {"CreateTableSpaceStmt", ObjectKind::kTablespace, "tablespacename", "options"},
    {"CreateSubscriptionStmt", ObjectKind::kSubscription, "subname", "options"},
    {"CreateForeignServerStmt", ObjectKind::kForeignServer, "servername", "options"},
    {"CreateFdwStmt", ObjectKind::kForeignDataWrapper, "fdwname", "options"},
    {"CreateUserMappingStmt", ObjectKind::kUserMapping, "servername", "options"},
    {"CreateCastStmt", ObjectKind::kCast, "", ""},
    {"CreatePLangStmt", ObjectKind::kLanguage, "plname", ""},
    {"CreateConversionStmt", ObjectKind::kConversion, "conversion_name", ""},
    {"CreateOpClassStmt", ObjectKind::kOperatorClass, "opclassname", ""},
    {"CreateOpFamilyStmt", ObjectKind::kOperatorFamily, "opfamilyname", ""},
    {"CreateTransformStmt", ObjectKind::kTransform, "", ""},
    {"CreateAmStmt", ObjectKind::kAccessMethod, "amname", ""},
};

constexpr Known kAltered[] = {
    {"AlterDatabaseStmt", ObjectKind::kDatabase, "dbname", "options"},
    {"AlterDatabaseSetStmt", ObjectKind::kDatabase, "dbname", ""},
    {"AlterDatabaseRefreshCollStmt", ObjectKind::kDatabase, "dbname", ""},
    {"AlterRoleStmt", ObjectKind::kRole, "role", "options"},
    {"AlterRoleSetStmt", ObjectKind::kRole, "role", ""},
    {"AlterTableSpaceOptionsStmt", ObjectKind::kTablespace, "tablespacename", "options"},
    {"AlterPublicationStmt", ObjectKind::kPublication, "pubname", "options"},
    {"AlterSubscriptionStmt", ObjectKind::kSubscription, "subname", "options"},
    {"AlterForeignServerStmt", ObjectKind::kForeignServer, "servername", "options"},
    {"AlterFdwStmt", ObjectKind::kForeignDataWrapper, "fdwname", "options"},
    {"AlterUserMappingStmt", ObjectKind::kUserMapping, "servername", "options"},
    {"AlterEventTrigStmt", ObjectKind::kEventTrigger, "trigname", ""},
    {"AlterOperatorStmt", ObjectKind::kOperator, "opername", "options"},
    {"AlterOpFamilyStmt", ObjectKind::kOperatorFamily, "opfamilyname", ""},
    {"AlterTSConfigurationStmt", ObjectKind::kTextSearchConfiguration, "cfgname", ""},
    {"AlterTSDictionaryStmt", ObjectKind::kTextSearchDictionary, "dictname", "options"},
    {"AlterCollationStmt", ObjectKind::kCollation, "collname", ""},
    {"AlterStatsStmt", ObjectKind::kStatistics, "defnames", ""},
    {"AlterTypeStmt", ObjectKind::kType, "typeName", "options"},
    {"AlterObjectDependsStmt", ObjectKind::kOther, "object", ""},
};

template <std::size_t kSize>
const Known& known(const Known (&table)[kSize], std::string_view statement) {
  for (const Known& entry : table) {
    if (entry.statement == statement) return entry;
  }
  return table[0];
}

/// The name behind the words of its kind. Some kinds have further words in between, so the name is
/// looked for from the last word of the kind on.
sql::QualifiedName name_behind(const Lowering& in, const Node& node, const Known& entry) {
  sql::QualifiedName name;
  std::size_t from = after_kind(in.tokens, 1, entry.kind);
  if (entry.kind == ObjectKind::kLanguage || entry.kind == ObjectKind::kConversion) {
    const std::string_view word = entry.kind == ObjectKind::kLanguage ? "LANGUAGE" : "CONVERSION";
    from = in.tokens.find_word(1, word) + 1;
  }
  const NodeList parts = node.list(entry.field);
  if (!parts.empty()) return find_qualified(in, from, parts);
  if (entry.kind == ObjectKind::kUserMapping) {
    from = in.tokens.find_outer_word(from, "SERVER") + 1;
  }
  name.name = find_name(in, after_guard(in.tokens, from, true), node.text(entry.field));
  name.span = name.name.span;
  return name;
}

/// CREATE CAST (source AS target), CREATE TRANSFORM FOR type LANGUAGE name: named by what they
/// join.
sql::QualifiedName name_of_pair(const Lowering& in, const Node& node, ObjectKind kind) {
  sql::QualifiedName name;
  const Node first = node.child(kind == ObjectKind::kCast ? "sourcetype" : "type_name");
  const std::size_t begin = in.tokens.at(type_name(in, first).span.begin);
  const std::size_t end = kind == ObjectKind::kCast ? after_type(in, node.child("targettype"))
                                                    : after_type(in, first) + 2;
  name.name.span = in.tokens.between(begin, end);
  name.name.text = slice(in.text, name.name.span);
  name.span = name.name.span;
  return name;
}

/// One past the name; past the brackets of a cast's types, past the language of a transform.
std::size_t after_defined_name(const Lowering& in, const sql::CreateOther& created) {
  if (created.name.span.empty()) return in.tokens.size();
  const std::size_t at = in.tokens.at(created.name.span.end);
  return created.kind == ObjectKind::kCast ? at + 1 : at;
}

sql::Option value_option(std::string_view name, std::string_view value) {
  return {std::string(name), std::string(value), {}};
}

/// ALTER STATISTICS … SET STATISTICS { number | DEFAULT }: the grammars have it in different forms.
sql::Option statistics_target(const Lowering& in) {
  const std::size_t last = in.tokens.size() - 1;
  if (in.tokens.word(last, "DEFAULT")) return value_option("statistics", "-1");
  const std::string sign = in.tokens.symbol(last - 1, "-") ? "-" : "";
  return value_option("statistics", sign + std::string(in.tokens.text(last)));
}

/// What SET and RESET of databases and roles change.
void read_setting(const Lowering& in, const Node& node, std::vector<sql::Option>& list) {
  if (!node) return;
  const sql::SetVariable set = set_variable(in, node);
  std::string value;
  for (const std::string& item : set.values) value += (value.empty() ? "" : ", ") + item;
  list.push_back({(set.reset ? "reset " : "set ") + set.name, std::move(value), {}});
}

/// One past the name of what is altered, and past the arguments of an operator.
std::size_t after_altered_name(const Lowering& in, const sql::ObjectRef& object) {
  if (object.name.span.empty()) return in.tokens.size();
  const std::size_t at = in.tokens.at(object.name.span.end);
  return object.kind == ObjectKind::kOperator ? in.tokens.closing(at) + 1 : at;
}

sql::ObjectRef altered(const Lowering& in, const Node& node, const Known& entry) {
  sql::ObjectRef object;
  object.kind = entry.kind;
  std::size_t at = after_kind(in.tokens, 1, entry.kind);
  const Node value = node.child(entry.field);
  if (entry.kind == ObjectKind::kOperator) return routine_ref(in, entry.kind, value, at);
  if (entry.kind == ObjectKind::kRole) {
    // ALTER ROLE ALL has no role.
    if (value) object.name.name = {role_name(value), in.tokens.span(in.token(value))};
    object.name.span = object.name.name.span;
    return object;
  }
  object.name = name_behind(in, node, entry);
  return object;
}

}  // namespace

sql::StatementNode lower_create_other(const Lowering& in, const Node& node) {
  const Known& entry = known(kCreated, node.kind());
  sql::CreateOther created;
  created.kind = entry.kind;
  created.or_replace = node.flag("replace");
  created.if_not_exists = node.flag("if_not_exists");
  if (node.flag("def")) created.manner = "DEFAULT";
  if (node.flag("pltrusted")) created.manner = "TRUSTED";
  created.name =
      entry.field.empty() ? name_of_pair(in, node, entry.kind) : name_behind(in, node, entry);
  if (!entry.options.empty()) {
    const NodeList list = node.list(entry.options);
    created.options = entry.kind == ObjectKind::kRole ? clause_options(in, list, in.tokens.size())
                                                      : options(in, list);
  }
  for (const std::string_view field : {"sourcetype", "targettype", "type_name"}) {
    if (const Node type = node.child(field)) created.arguments.push_back(type_name(in, type));
  }
  const std::size_t after = after_defined_name(in, created);
  created.definition = in.tokens.between(after, in.tokens.size());
  created.mentions = mentions_of_definition(in, node, after);
  if (entry.kind == ObjectKind::kOperatorClass || entry.kind == ObjectKind::kOperatorFamily) {
    const std::size_t method = in.tokens.find_outer_word(after, "USING") + 1;
    created.method = name_at(in, method, node.text("amname"));
  } else if (entry.kind == ObjectKind::kTransform) {
    created.method = find_name(in, after - 1, node.text("lang"));
  }
  if (const Node user = node.child("user")) {
    created.options.push_back(value_option("user", role_name(user)));
  }
  return created;
}

namespace {

/// `(a, b) WHERE (condition)` after a table that is published, from token `at` on.
sql::PublishedPart published_part(const Lowering& in, const Node& table, std::size_t at) {
  sql::PublishedPart part;
  part.only = !table.child("relation").flag("inh");
  const NodeList columns = table.list("columns");
  if (!columns.empty() && in.tokens.symbol(at, "(")) {
    part.columns = names_in_brackets(in, at, columns);
    at = in.tokens.closing(at) + 1;
  }
  if (const Node where = table.child("whereClause")) {
    part.where = bracketed_expression(in, where, at);
  }
  return part;
}

/// The tables and schemas of a list of publication objects, into any struct that has them.
template <typename Published>
void read_published(const Lowering& in, const NodeList& objects, Published& published) {
  for (const Node& object : objects) {
    if (const Node table = object.child("pubtable")) {
      const Node name = table.child("relation");
      published.tables.push_back(relation(in, name));
      published.parts.push_back(published_part(in, table, after_relation(in, name)));
    } else {
      const std::string_view schema = object.text("name");
      published.schemas.push_back(schema.empty() ? sql::Name{} : find_name(in, 2, schema));
    }
  }
}

sql::PublicationChange publication_change(const Lowering& in, const Node& node) {
  using Action = sql::PublicationChange::Action;
  sql::PublicationChange change;
  const std::string_view action = node.text("action");
  if (action == "AP_SetObjects") change.action = Action::kSet;
  if (action == "AP_DropObjects") change.action = Action::kDrop;
  read_published(in, node.list("pubobjects"), change);
  return change;
}

}  // namespace

sql::StatementNode lower_alter_other(const Lowering& in, const Node& node) {
  const Known& entry = known(kAltered, node.kind());
  sql::AlterOther change;
  if (entry.kind == ObjectKind::kOther) {
    // ALTER { FUNCTION | TRIGGER | … } … DEPENDS ON EXTENSION
    const ObjectKind kind = object_kind(node.text("objectType"));
    std::size_t at = after_kind(in.tokens, 1, kind);
    change.object = object_ref(in, kind, node.child("object"), at);
    if (const Node table = node.child("relation")) change.object.name = relation(in, table);
    change.options.push_back(
        value_option(node.flag("remove") ? "no depends on extension" : "depends on extension",
                     string_value(node.child("extname"))));
    return change;
  }
  change.object = altered(in, node, entry);
  change.if_exists = node.flag("missing_ok");
  const std::size_t after = after_altered_name(in, change.object);
  // USING and the method belong to the name of a family.
  const bool family = entry.kind == ObjectKind::kOperatorFamily;
  if (family) change.object.part = name_at(in, after + 1, node.text("amname"));
  change.definition = in.tokens.between(family ? after + 2 : after, in.tokens.size());
  change.mentions = mentions_of_definition(in, node, after);
  if (!entry.options.empty()) {
    change.options = options(in, node.list(entry.options));
    if (change.mentions.empty()) {
      change.mentions = mentions_of_options(in, entry.kind, node.list(entry.options));
    }
  }
  if (entry.kind == ObjectKind::kStatistics) change.options.push_back(statistics_target(in));
  if (entry.kind == ObjectKind::kPublication && node.has("pubobjects")) {
    change.publication = publication_change(in, node);
  }
  read_setting(in, node.child("setstmt"), change.options);
  if (entry.kind == ObjectKind::kUserMapping) {
    change.options.push_back(value_option("user", role_name(node.child("user"))));
  }
  return change;
}

sql::StatementNode lower_create_extension(const Lowering& in, const Node& node) {
  sql::CreateExtension extension;
  extension.if_not_exists = node.flag("if_not_exists");
  extension.name =
      name_at(in, after_guard(in.tokens, 2, extension.if_not_exists), node.text("extname"));
  for (const Node& option : node.list("options")) {
    const std::string_view name = option.text("defname");
    const std::string_view value = string_value(option.child("arg"));
    if (name == "schema") extension.schema = name_at(in, in.token(option) + 1, value);
    if (name == "new_version") extension.version = value;
    if (name == "cascade") extension.cascade = true;
  }
  return extension;
}

sql::StatementNode lower_alter_extension(const Lowering& in, const Node& node) {
  sql::AlterExtension change;
  change.name = name_at(in, 2, node.text("extname"));
  if (const Node version = find_option(node.list("options"), "new_version")) {
    change.version = string_value(version.child("arg"));
  }
  return change;
}

sql::StatementNode lower_alter_extension_contents(const Lowering& in, const Node& node) {
  sql::AlterExtension change;
  const ObjectKind kind = object_kind(node.text("objtype"));
  change.name = name_at(in, 2, node.text("extname"));
  change.add = node.integer("action") > 0;
  // ALTER EXTENSION name { ADD | DROP } kind object
  std::size_t at = after_kind(in.tokens, 4, kind);
  if (kind == ObjectKind::kCast || kind == ObjectKind::kTransform) ++at;
  change.member = object_ref(in, kind, node.child("object"), at);
  return change;
}

sql::StatementNode lower_create_statistics(const Lowering& in, const Node& node) {
  sql::CreateStatistics statistics;
  const Node table = node.list("relations").front();
  statistics.if_not_exists = node.flag("if_not_exists");
  statistics.table = relation(in, table);
  const std::size_t name = after_guard(in.tokens, 2, statistics.if_not_exists);
  statistics.name = qualified_at(in, name, string_values(node.list("defnames")));
  for (const std::string_view kind : string_values(node.list("stat_types"))) {
    statistics.kinds.emplace_back(kind);
  }
  // … ON element, … FROM table
  const std::size_t from = in.token(table) - 1;
  std::size_t at = in.tokens.find_outer_word(name, "ON") + 1;
  for (const Node& element : node.list("exprs")) {
    const std::size_t end = std::min(in.tokens.element_end(at), from);
    statistics.elements.push_back(index_element(in, element, at, end));
    at = end + 1;
  }
  return statistics;
}

sql::StatementNode lower_create_publication(const Lowering& in, const Node& node) {
  sql::CreatePublication publication;
  publication.name = name_at(in, 2, node.text("pubname"));
  publication.all_tables = node.flag("for_all_tables");
  read_published(in, node.list("pubobjects"), publication);
  publication.options = options(in, node.list("options"));
  return publication;
}

}  // namespace ashlar::postgres
