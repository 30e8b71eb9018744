#include "grammar/postgres/lower_generic.h"

#include <string>
#include <utility>

#include "grammar/postgres/lower_names.h"
#include "grammar/postgres/lower_objects.h"

namespace ashlar::postgres {
namespace {

using sql::ObjectKind;

/// DROP of the kinds that have a statement of their own and one name.
sql::StatementNode drop_one(const Lowering& in, const Node& node, ObjectKind kind,
                            std::string_view field) {
  sql::Drop drop;
  drop.kind = kind;
  drop.if_exists = node.flag("missing_ok");
  drop.behavior = drop_behavior(node);
  sql::ObjectRef object;
  object.kind = kind;
  const std::size_t at = after_guard(in.tokens, after_kind(in.tokens, 1, kind), drop.if_exists);
  object.name.name = name_at(in, at, node.text(field));
  object.name.span = object.name.name.span;
  drop.objects.push_back(std::move(object));
  return drop;
}

/// ALTER POLICY part ON table, ALTER TABLE table … part: what RENAME is about where the tree has a
/// relation.
sql::ObjectRef renamed_in_relation(const Lowering& in, const Node& node, ObjectKind kind,
                                   std::size_t to) {
  sql::ObjectRef object;
  object.kind = kind;
  object.name = relation(in, node.child("relation"));
  const std::string_view part = node.text("subname");
  if (part.empty()) return object;
  const bool part_first =
      kind == ObjectKind::kTrigger || kind == ObjectKind::kRule || kind == ObjectKind::kPolicy;
  // ALTER POLICY [IF EXISTS] part ON table …, or … RENAME [COLUMN] part TO new
  const std::size_t at = part_first ? after_guard(in.tokens, 2, node.flag("missing_ok")) : to - 1;
  object.part = name_at(in, at, part);
  return object;
}

/// The object of ALTER kind object …, as a tree without a relation has it.
sql::ObjectRef altered_object(const Lowering& in, const Node& node, ObjectKind kind) {
  std::size_t at = after_guard(in.tokens, after_kind(in.tokens, 1, kind), node.flag("missing_ok"));
  if (const Node object = node.child("object")) return object_ref(in, kind, object, at);
  sql::ObjectRef object;
  object.kind = kind;
  if (const Node table = node.child("relation")) {
    object.name = relation(in, table);
  } else {
    object.name.name = name_at(in, at, node.text("subname"));
    object.name.span = object.name.name.span;
  }
  return object;
}

/// The last `TO` of … RENAME … TO new [CASCADE].
std::size_t last_to(const Tokens& tokens) {
  std::size_t at = tokens.size();
  while (at > 0 && !tokens.word(at - 1, "TO")) --at;
  return at == 0 ? tokens.size() : at - 1;
}

}  // namespace

sql::StatementNode lower_drop(const Lowering& in, const Node& node) {
  sql::Drop drop;
  drop.kind = object_kind(node.text("removeType"));
  drop.if_exists = node.flag("missing_ok");
  drop.concurrently = node.flag("concurrent");
  drop.behavior = drop_behavior(node);
  std::size_t at = after_kind(in.tokens, 1, drop.kind);
  if (drop.concurrently) ++at;
  at = after_guard(in.tokens, at, drop.if_exists);
  for (const Node& object : node.list("objects")) {
    drop.objects.push_back(object_ref(in, drop.kind, object, at));
    at = in.tokens.element_end(at) + 1;
  }
  return drop;
}

sql::StatementNode lower_drop_role(const Lowering& in, const Node& node) {
  sql::Drop drop;
  drop.kind = ObjectKind::kRole;
  drop.if_exists = node.flag("missing_ok");
  for (const Node& role : node.list("roles")) {
    sql::ObjectRef object;
    object.kind = ObjectKind::kRole;
    object.name.name = {role_name(role), in.tokens.span(in.token(role))};
    object.name.span = object.name.name.span;
    drop.objects.push_back(std::move(object));
  }
  return drop;
}

sql::StatementNode lower_drop_database(const Lowering& in, const Node& node) {
  return drop_one(in, node, ObjectKind::kDatabase, "dbname");
}
sql::StatementNode lower_drop_tablespace(const Lowering& in, const Node& node) {
  return drop_one(in, node, ObjectKind::kTablespace, "tablespacename");
}
sql::StatementNode lower_drop_subscription(const Lowering& in, const Node& node) {
  return drop_one(in, node, ObjectKind::kSubscription, "subname");
}

sql::StatementNode lower_drop_user_mapping(const Lowering& in, const Node& node) {
  sql::Drop drop;
  drop.kind = ObjectKind::kUserMapping;
  drop.if_exists = node.flag("missing_ok");
  const Node user = node.child("user");
  sql::ObjectRef object;
  object.kind = ObjectKind::kUserMapping;
  object.part = {role_name(user), in.tokens.span(in.token(user))};
  // … FOR user SERVER name
  object.name.name = name_at(in, in.token(user) + 2, node.text("servername"));
  object.name.span = object.name.name.span;
  drop.objects.push_back(std::move(object));
  return drop;
}

sql::StatementNode lower_rename(const Lowering& in, const Node& node) {
  sql::Rename rename;
  const ObjectKind kind = object_kind(node.text("renameType"));
  const std::size_t to = last_to(in.tokens);
  rename.if_exists = node.flag("missing_ok");
  rename.behavior = drop_behavior(node);
  rename.new_name = name_at(in, to + 1, node.text("newname"));
  if (node.has("relation")) {
    rename.object = renamed_in_relation(in, node, kind, to);
  } else if (kind == ObjectKind::kDomainConstraint) {
    std::size_t at = 2;
    rename.object = object_ref(in, ObjectKind::kDomain, node.child("object"), at);
    rename.object.kind = kind;
    rename.object.part = name_at(in, to - 1, node.text("subname"));
  } else {
    rename.object = altered_object(in, node, kind);
  }
  const bool in_other = kind == ObjectKind::kColumn || kind == ObjectKind::kAttribute;
  rename.relation_kind = in_other ? object_kind(node.text("relationType")) : ObjectKind::kTable;
  if (kind == ObjectKind::kDomainConstraint) rename.relation_kind = ObjectKind::kDomain;
  return rename;
}

sql::StatementNode lower_set_schema(const Lowering& in, const Node& node) {
  sql::SetSchema change;
  change.object = altered_object(in, node, object_kind(node.text("objectType")));
  change.new_schema = name_at(in, in.tokens.size() - 1, node.text("newschema"));
  change.if_exists = node.flag("missing_ok");
  return change;
}

sql::StatementNode lower_alter_owner(const Lowering& in, const Node& node) {
  sql::AlterOwner change;
  change.object = altered_object(in, node, object_kind(node.text("objectType")));
  change.owner = role_name(node.child("newowner"));
  return change;
}

sql::StatementNode lower_comment(const Lowering& in, const Node& node) {
  sql::Comment comment;
  const ObjectKind kind = object_kind(node.text("objtype"));
  // COMMENT ON kind object IS …
  std::size_t at = after_kind(in.tokens, 2, kind);
  if (kind == ObjectKind::kCast || kind == ObjectKind::kTransform) ++at;
  comment.object = object_ref(in, kind, node.child("object"), at);
  if (node.has("comment")) comment.text = std::string(node.text("comment"));
  return comment;
}

}  // namespace ashlar::postgres
