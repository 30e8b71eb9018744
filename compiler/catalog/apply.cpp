#include "compiler/catalog/apply.h"

#include <utility>

#include "compiler/catalog/editor.h"
#include "compiler/catalog/statements.h"

namespace ashlar::catalog {
namespace {

template <typename Node>
concept Performed = requires(Editor& editor, const Node& node) {
  perform(editor, node, Span{});
};

}  // namespace

Applied apply(Catalog before, const sql::Statement& statement, const ApplyContext& context) {
  Editor editor(std::move(before), context);
  std::visit(
      [&]<typename Node>(const Node& node) {
        // Statements without a `perform` change nothing that the catalog holds: data, privileges,
        // comments, owners, maintenance, and what cannot be seen into.
        if constexpr (Performed<Node>) perform(editor, node, statement.span);
      },
      statement.node);
  return std::move(editor).finish();
}

}  // namespace ashlar::catalog
