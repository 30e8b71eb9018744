#include "compiler/diff/same_text.h"

#include "compiler/catalog/spelled.h"
#include "grammar/postgres/alike.h"
#include "grammar/postgres/parser.h"

namespace ashlar::diff {
namespace {

/// The text as a statement that parses.
std::string wrapped(TextKind kind, const std::string& text) {
  switch (kind) {
    case TextKind::kPlain:
      return "";
    case TextKind::kExpression:
      return "ALTER TABLE t ADD CHECK (" + text + ")";
    case TextKind::kQuery:
    case TextKind::kStatement:
      return text;
    case TextKind::kConstraint:
      return "ALTER TABLE t ADD " + text;
    case TextKind::kIndexKey:
      return text.find(" WITH ") == std::string::npos ? "CREATE INDEX ON t (" + text + ")"
                                                      : "ALTER TABLE t ADD EXCLUDE (" + text + ")";
    case TextKind::kDefinition:
      if (text.starts_with("ALTER ")) return text;
      return (text.starts_with('(') || text.starts_with("FROM ") ? "CREATE COLLATION x "
                                                                 : "CREATE PUBLICATION x ") +
             text;
    case TextKind::kBound:
      return "CREATE TABLE p PARTITION OF t " + text;
    case TextKind::kBody:
      return "CREATE FUNCTION f() RETURNS integer LANGUAGE sql " + text;
  }
  return "";
}

}  // namespace

bool same_text(TextKind kind, const std::string& a, const Place& of_a, const std::string& b,
               const Place& of_b) {
  if (a == b) return true;
  if (kind == TextKind::kPlain) return false;
  if ((a.empty() || b.empty()) && kind != TextKind::kDefinition) {
    // DEFAULT NULL is none, whatever the type that the server writes behind it.
    return kind == TextKind::kExpression &&
           postgres::alike(wrapped(kind, a + b), wrapped(kind, "NULL"));
  }
  if (postgres::significant_text(a) == postgres::significant_text(b)) return true;
  const std::string whole_a = wrapped(kind, a);
  const std::string whole_b = wrapped(kind, b);
  // Bounds are constants, which have no type in the text: times are written in more ways than one.
  const std::string_view untyped = kind == TextKind::kBound ? "timestamptz" : "";
  return postgres::alike(whole_a, whole_b, untyped) ||
         postgres::alike(catalog::spelled(*of_a.catalog, whole_a, of_a.owner),
                         catalog::spelled(*of_b.catalog, whole_b, of_b.owner), untyped);
}

}  // namespace ashlar::diff
