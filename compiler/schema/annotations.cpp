#include "compiler/schema/annotations.h"

#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/privileges.h"
#include "compiler/schema/spelling.h"
#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"

namespace ashlar::schema {
namespace {

using postgres::quote_identifier;
using postgres::quote_literal;

std::string part_text(const Catalog& catalog, std::string_view kind, const Object& object,
                      ObjectId table) {
  const bool domain = catalog.get_as<catalog::DomainType>(table) != nullptr;
  return fmt::format("{} {} ON {}{}", kind, quote_identifier(object.name), domain ? "DOMAIN " : "",
                     sql_name(catalog, table));
}

std::string other_text(const Catalog& catalog, const Object& object,
                       const catalog::OtherObject& other) {
  const std::string kind = upper(sql::to_string(other.kind));
  if (other.kind == sql::ObjectKind::kCast || other.kind == sql::ObjectKind::kTransform) {
    return kind + " " + other.signature;
  }
  std::string name = sql_name(catalog, object.id);
  if (other.kind == sql::ObjectKind::kOperator) {
    name = object.schema.empty() || object.schema == "public"
               ? object.name
               : quote_identifier(object.schema) + "." + object.name;
    return kind + " " + name + " " + other.signature;
  }
  return kind + " " + name + (other.signature.empty() ? "" : " " + other.signature);
}

/// What has an owner that ALTER … OWNER TO sets by itself.
bool owns_itself(const Catalog& catalog, const Object& object) {
  if (const auto* sequence = std::get_if<catalog::Sequence>(&object.data)) {
    return !sequence->identity;
  }
  if (const auto* other = std::get_if<catalog::OtherObject>(&object.data)) {
    return other->kind != sql::ObjectKind::kCast && other->kind != sql::ObjectKind::kTransform &&
           other->kind != sql::ObjectKind::kUserMapping &&
           other->kind != sql::ObjectKind::kAccessMethod &&
           other->kind != sql::ObjectKind::kTextSearchParser &&
           other->kind != sql::ObjectKind::kTextSearchTemplate;
  }
  (void)catalog;
  return !std::holds_alternative<catalog::Index>(object.data) &&
         !std::holds_alternative<catalog::Constraint>(object.data) &&
         !std::holds_alternative<catalog::Trigger>(object.data) &&
         !std::holds_alternative<catalog::Policy>(object.data) &&
         !std::holds_alternative<catalog::Rule>(object.data) &&
         !std::holds_alternative<catalog::Extension>(object.data);
}

/// `public` as every database has it from the start (src/include/catalog/pg_namespace.dat).
bool is_first_public(const Object& object) {
  return std::holds_alternative<catalog::Schema>(object.data) && object.name == "public" &&
         object.origin.revision == 0;
}

std::string owner_text(const Catalog& catalog, const Object& object) {
  if (object.owner.empty() || !owns_itself(catalog, object)) return "";
  if (is_first_public(object) && object.owner == "pg_database_owner") return "";
  return statement(fmt::format("ALTER {} OWNER TO {}", target_text(catalog, object),
                               quote_identifier(object.owner)));
}

std::string comment_text(const Catalog& catalog, const Object& object) {
  const std::string& comment = object.annotations.comment;
  const bool first = is_first_public(object);
  if (comment == (first ? "standard public schema" : "")) return "";
  return statement(fmt::format("COMMENT ON {} IS {}", target_text(catalog, object),
                               comment.empty() ? "NULL" : quote_literal(comment)));
}

std::string columns_comments(const Catalog& catalog, const Object& object) {
  std::string text;
  for (const auto& [number, comment] : object.annotations.column_comments) {
    const std::string column = column_text(catalog, object.id, number);
    if (column.empty()) continue;
    text += statement(fmt::format("COMMENT ON COLUMN {}.{} IS {}", sql_name(catalog, object.id),
                                  column, quote_literal(comment)));
  }
  return text;
}

/// `provider` of the object, `provider/N` of a column.
std::string labels_text(const Catalog& catalog, const Object& object) {
  std::string text;
  for (const auto& [key, label] : object.annotations.security_labels) {
    const std::size_t slash = key.rfind('/');
    std::string target = target_text(catalog, object);
    if (slash != std::string::npos) {
      const auto number = static_cast<std::uint32_t>(std::stoul("0" + key.substr(slash + 1)));
      target = fmt::format("COLUMN {}.{}", sql_name(catalog, object.id),
                           column_text(catalog, object.id, number));
    }
    text += statement(fmt::format("SECURITY LABEL FOR {} ON {} IS {}",
                                  quote_identifier(key.substr(0, slash)), target,
                                  quote_literal(label)));
  }
  return text;
}

}  // namespace

std::string target_text(const Catalog& catalog, const Object& object) {
  if (const auto* constraint = std::get_if<catalog::Constraint>(&object.data)) {
    return part_text(catalog, "CONSTRAINT", object, constraint->table);
  }
  if (const auto* trigger = std::get_if<catalog::Trigger>(&object.data)) {
    return part_text(catalog, "TRIGGER", object, trigger->table);
  }
  if (const auto* policy = std::get_if<catalog::Policy>(&object.data)) {
    return part_text(catalog, "POLICY", object, policy->table);
  }
  if (const auto* rule = std::get_if<catalog::Rule>(&object.data)) {
    return part_text(catalog, "RULE", object, rule->table);
  }
  if (const auto* other = std::get_if<catalog::OtherObject>(&object.data)) {
    return other_text(catalog, object, *other);
  }
  const std::string kind = upper(sql::to_string(catalog::kind_of(object)));
  if (const auto* function = std::get_if<catalog::Function>(&object.data)) {
    return fmt::format("{} {}{}", kind, sql_name(catalog, object.id),
                       arguments_text(catalog, *function));
  }
  return kind + " " + sql_name(catalog, object.id);
}

std::string annotations_text(const Catalog& catalog, const Object& object) {
  return owner_text(catalog, object) + comment_text(catalog, object) +
         columns_comments(catalog, object) + labels_text(catalog, object) +
         privileges_text(catalog, object);
}

}  // namespace ashlar::schema
