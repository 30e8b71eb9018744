#pragma once

// SQL that the catalog keeps (defaults, checks, index expressions, views, policies, bodies): the
// author's own words, with the places where they name something. A rename changes no text: printing
// puts today's names there. Layer: compiler/catalog.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ashlar::catalog {

class Catalog;

/// Identity of an object, as an oid is on a server: kept through renames, never used twice.
/// 0 is no object.
using ObjectId = std::uint32_t;

/// One place in a text that names something of the catalog's own. What is built in needs none.
struct Site {
  enum class Kind : std::uint8_t {
    kRelation,   ///< `s.t` or `t` as a relation, a sequence or a row type
    kQualifier,  ///< `t` before a column, where the relation has no alias
    kColumn,     ///< a column's name; `column` says which
    kLabel,      ///< the same, standing alone as an output column that others may call by this name
    kType,       ///< `s.t` or `t` as a type, without modifiers and brackets
    kFunction,   ///< `s.f` or `f`
    kOperator,   ///< an operator, or OPERATOR(s.op)
    kCollation,
    kEnumLabel,        ///< 'label', quotes included; `column` is EnumValue::number
    kArrayLabel,       ///< label or "label" inside of '{…}'; likewise
    kRelationLiteral,  ///< 's.t', quotes included: the argument of nextval and its kin
    /// ` AS old` behind an output column that has no name of its own, put there by binding: printed
    /// only where what names the column (`object`, `column`) is called otherwise today.
    kAddedLabel,
    /// Behind a relation in FROM whose columns USING names: which column (by number) is called what
    /// in the query, a line each, `2 id`; a `+` before all where the relation has an alias. Printed
    /// as a list of column aliases once one of them has another name.
    kColumnAliases,
    kUse,  ///< empty: names nothing, but the text hangs on the object (a column that USING merges)
  };
  std::uint32_t begin = 0;  ///< bytes in the text, half open
  std::uint32_t end = 0;
  Kind kind = Kind::kRelation;
  ObjectId object = 0;
  std::uint32_t column = 0;
};

struct SqlText {
  std::string text;         ///< as written, `*` of a query written out
  std::vector<Site> sites;  ///< in order, apart from each other

  [[nodiscard]] bool empty() const { return text.empty(); }
};

/// The text with today's names. Objects outside of `public` and pg_catalog are printed with their
/// schema; a site whose object is gone keeps its words.
[[nodiscard]] std::string render(const Catalog& catalog, const SqlText& text);

/// An object's name as SQL spells it where the search path is `public`: quoted where it must be,
/// with its schema unless that is `public` (and no built-in of the name comes before it).
[[nodiscard]] std::string sql_name(const Catalog& catalog, ObjectId id);

}  // namespace ashlar::catalog
