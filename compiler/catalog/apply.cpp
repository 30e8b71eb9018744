#include "compiler/catalog/apply.h"

#include <utility>

#include "compiler/catalog/refusals/version_refusals.h"
#include "compiler/catalog/statements/editor.h"
#include "compiler/catalog/statements/statements.h"

namespace ashlar::catalog {
namespace {

template <typename Node>
concept Performed = requires(Editor& editor, const Node& node) {
  perform(editor, node, Span{});
};

}  // namespace

void perform_any(Editor& editor, const sql::Statement& statement) {
  std::visit(
      [&]<typename Node>(const Node& node) {
        // Statements without a `perform` change nothing that the catalog holds: data, maintenance,
        // roles and databases, and what cannot be seen into.
        if constexpr (Performed<Node>) perform(editor, node, statement.span);
      },
      statement.node);
}

Applied apply(Catalog before, const sql::Statement& statement, const ApplyContext& context) {
  Editor editor(std::move(before), context);
  if (!refuse_newer(editor, statement)) perform_any(editor, statement);
  return std::move(editor).finish();
}

Catalog all_in_doubt(Catalog catalog) {
  const Sources none;
  Editor editor(std::move(catalog), ApplyContext{&none, 0, 0});
  editor.doubt_everything();
  return std::move(editor).finish().after;
}

}  // namespace ashlar::catalog
