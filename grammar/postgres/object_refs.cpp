// How statements name an object: each kind has its own spelling (src/backend/parser/gram.y,
// object_type_any_name and its kin, COMMENT ON, ALTER EXTENSION … ADD).

#include <algorithm>
#include <utility>
#include <vector>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"

namespace ashlar::postgres {
namespace {

using sql::ObjectKind;

constexpr std::pair<std::string_view, ObjectKind> kObjectKinds[] = {
    {"OBJECT_TABLE", ObjectKind::kTable},
    {"OBJECT_INDEX", ObjectKind::kIndex},
    {"OBJECT_COLUMN", ObjectKind::kColumn},
    {"OBJECT_TABCONSTRAINT", ObjectKind::kConstraint},
    {"OBJECT_FUNCTION", ObjectKind::kFunction},
    {"OBJECT_TRIGGER", ObjectKind::kTrigger},
    {"OBJECT_VIEW", ObjectKind::kView},
    {"OBJECT_TYPE", ObjectKind::kType},
    {"OBJECT_SCHEMA", ObjectKind::kSchema},
    {"OBJECT_SEQUENCE", ObjectKind::kSequence},
    {"OBJECT_POLICY", ObjectKind::kPolicy},
    {"OBJECT_EXTENSION", ObjectKind::kExtension},
    {"OBJECT_MATVIEW", ObjectKind::kMaterializedView},
    {"OBJECT_FOREIGN_TABLE", ObjectKind::kForeignTable},
    {"OBJECT_DOMAIN", ObjectKind::kDomain},
    {"OBJECT_DOMCONSTRAINT", ObjectKind::kDomainConstraint},
    {"OBJECT_ATTRIBUTE", ObjectKind::kAttribute},
    {"OBJECT_PROCEDURE", ObjectKind::kProcedure},
    {"OBJECT_ROUTINE", ObjectKind::kRoutine},
    {"OBJECT_AGGREGATE", ObjectKind::kAggregate},
    {"OBJECT_OPERATOR", ObjectKind::kOperator},
    {"OBJECT_OPCLASS", ObjectKind::kOperatorClass},
    {"OBJECT_OPFAMILY", ObjectKind::kOperatorFamily},
    {"OBJECT_CAST", ObjectKind::kCast},
    {"OBJECT_COLLATION", ObjectKind::kCollation},
    {"OBJECT_CONVERSION", ObjectKind::kConversion},
    {"OBJECT_EVENT_TRIGGER", ObjectKind::kEventTrigger},
    {"OBJECT_RULE", ObjectKind::kRule},
    {"OBJECT_LANGUAGE", ObjectKind::kLanguage},
    {"OBJECT_STATISTIC_EXT", ObjectKind::kStatistics},
    {"OBJECT_PUBLICATION", ObjectKind::kPublication},
    {"OBJECT_SUBSCRIPTION", ObjectKind::kSubscription},
    {"OBJECT_FDW", ObjectKind::kForeignDataWrapper},
    {"OBJECT_FOREIGN_SERVER", ObjectKind::kForeignServer},
    {"OBJECT_USER_MAPPING", ObjectKind::kUserMapping},
    {"OBJECT_TSCONFIGURATION", ObjectKind::kTextSearchConfiguration},
    {"OBJECT_TSDICTIONARY", ObjectKind::kTextSearchDictionary},
    {"OBJECT_TSPARSER", ObjectKind::kTextSearchParser},
    {"OBJECT_TSTEMPLATE", ObjectKind::kTextSearchTemplate},
    {"OBJECT_ACCESS_METHOD", ObjectKind::kAccessMethod},
    {"OBJECT_TRANSFORM", ObjectKind::kTransform},
    {"OBJECT_ROLE", ObjectKind::kRole},
    {"OBJECT_DATABASE", ObjectKind::kDatabase},
    {"OBJECT_TABLESPACE", ObjectKind::kTablespace},
    {"OBJECT_LARGEOBJECT", ObjectKind::kLargeObject},
};

sql::QualifiedName unqualified(const Lowering& in, std::size_t at, std::string_view text) {
  sql::QualifiedName name;
  name.name = name_at(in, at, text);
  name.span = name.name.span;
  return name;
}

/// part ON [DOMAIN] table; the tree has the table's names and the part's in one list.
sql::ObjectRef part_of_table(const Lowering& in, ObjectKind kind,
                             std::vector<std::string_view> parts, std::size_t& at) {
  sql::ObjectRef object;
  object.kind = kind;
  object.part = name_at(in, at, parts.back());
  parts.pop_back();
  at += 2;
  if (kind == ObjectKind::kDomainConstraint && in.tokens.word(at, "DOMAIN")) ++at;
  object.name = qualified_at(in, at, parts);
  at = after_name(at, parts.size());
  return object;
}

/// A column's name is one dotted name with its table's.
sql::ObjectRef column(const Lowering& in, std::vector<std::string_view> parts, std::size_t& at) {
  sql::ObjectRef object;
  object.kind = ObjectKind::kColumn;
  const std::size_t first = at;
  at = after_name(at, parts.size());
  object.part = name_at(in, at - 1, parts.back());
  parts.pop_back();
  object.name = qualified_at(in, first, parts);
  return object;
}

/// name USING method; the tree has the method first.
sql::ObjectRef operator_group(const Lowering& in, ObjectKind kind,
                              std::vector<std::string_view> parts, std::size_t& at) {
  sql::ObjectRef object;
  object.kind = kind;
  const std::string_view method = parts.front();
  parts.erase(parts.begin());
  object.name = qualified_at(in, at, parts);
  at = after_name(at, parts.size());
  object.part = name_at(in, at + 1, method);
  at += 2;
  return object;
}

/// (source AS target); FOR type LANGUAGE name
sql::ObjectRef pair_of_types(const Lowering& in, ObjectKind kind, const Node& node,
                             std::size_t& at) {
  sql::ObjectRef object;
  object.kind = kind;
  for (const Node& item : items(node)) {
    if (item.is("TypeName")) {
      object.arguments.push_back(type_name(in, item));
      at = after_type(in, item);
    } else {
      object.name = unqualified(in, at + 1, string_value(item));
      at += 2;
    }
  }
  object.has_arguments = true;
  if (in.tokens.symbol(at, ")")) ++at;
  return object;
}

sql::ObjectRef large_object(const Lowering& in, const Node& node, std::size_t& at) {
  sql::ObjectRef object;
  object.kind = ObjectKind::kLargeObject;
  object.name.name = {
      node.is("Float") ? std::string(node.text("fval")) : std::to_string(node.integer("ival")),
      in.tokens.span(at)};
  object.name.span = object.name.name.span;
  ++at;
  return object;
}

sql::ObjectRef listed(const Lowering& in, ObjectKind kind, const Node& node, std::size_t& at) {
  sql::ObjectRef object;
  object.kind = kind;
  const NodeList list = items(node);
  if (list.front().is("TypeName") && kind != ObjectKind::kDomainConstraint) {
    return pair_of_types(in, kind, node, at);
  }
  std::vector<std::string_view> parts;
  for (const Node& item : list) {
    if (item.is("TypeName")) {
      for (const std::string_view part : string_values(item.list("names"))) parts.push_back(part);
    } else {
      parts.push_back(string_value(item));
    }
  }
  if (parts.empty()) return object;
  const bool has_part = parts.size() > 1;
  if (has_part && kind == ObjectKind::kColumn) return column(in, std::move(parts), at);
  if (has_part && (kind == ObjectKind::kOperatorClass || kind == ObjectKind::kOperatorFamily)) {
    return operator_group(in, kind, std::move(parts), at);
  }
  const bool stands_on_table =
      kind == ObjectKind::kConstraint || kind == ObjectKind::kDomainConstraint ||
      kind == ObjectKind::kTrigger || kind == ObjectKind::kRule || kind == ObjectKind::kPolicy;
  if (has_part && stands_on_table) return part_of_table(in, kind, std::move(parts), at);
  object.name = qualified_at(in, at, parts);
  at = after_name(at, parts.size());
  return object;
}

}  // namespace

sql::ObjectRef routine_ref(const Lowering& in, ObjectKind kind, const Node& node, std::size_t& at) {
  sql::ObjectRef object;
  object.kind = kind;
  const std::vector<std::string_view> parts = string_values(node.list("objname"));
  object.name = qualified_at(in, at, parts);
  at = after_name(at, parts.size());
  if (kind == ObjectKind::kOperator && !parts.empty()) {
    object.name.name.span = in.tokens.span(at - 1);
    object.name.span.end = object.name.name.span.end;
    if (parts.size() == 1) object.name.span.begin = object.name.name.span.begin;
  }
  object.has_arguments = !node.flag("args_unspecified");
  for (const Node& type : node.list("objargs")) object.arguments.push_back(type_name(in, type));
  if (in.tokens.symbol(at, "(")) at = in.tokens.closing(at) + 1;
  return object;
}

sql::ObjectKind object_kind(std::string_view name) {
  for (const auto& [spelling, kind] : kObjectKinds) {
    if (spelling == name) return kind;
  }
  return ObjectKind::kOther;
}

std::size_t after_kind(const Tokens& tokens, std::size_t at, sql::ObjectKind kind) {
  if (kind == ObjectKind::kDomainConstraint) return at + 1;
  if (kind == ObjectKind::kLanguage && tokens.word(at, "PROCEDURAL")) return at + 2;
  const std::string_view words = sql::to_string(kind);
  return at + 1 + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
}

std::size_t after_create(const Tokens& tokens) { return tokens.word(1, "OR") ? 3 : 1; }

std::size_t after_guard(const Tokens& tokens, std::size_t at, bool present) {
  if (!present || !tokens.word(at, "IF")) return at;
  return tokens.word(at + 1, "NOT") ? at + 3 : at + 2;
}

sql::ObjectRef object_ref(const Lowering& in, sql::ObjectKind kind, const Node& node,
                          std::size_t& at) {
  if (node.is("ObjectWithArgs")) return routine_ref(in, kind, node, at);
  if (node.is("List")) return listed(in, kind, node, at);
  if (kind == ObjectKind::kLargeObject) return large_object(in, node, at);
  sql::ObjectRef object;
  object.kind = kind;
  if (node.is("TypeName")) {
    object.name = type_name(in, node).name;
    at = after_type(in, node);
  } else {
    object.name = unqualified(in, at, string_value(node));
    ++at;
  }
  return object;
}

}  // namespace ashlar::postgres
