#include "compiler/catalog/bind.h"

#include <algorithm>

namespace ashlar::catalog {

SqlText bind_expression(Editor& editor, const sql::Expression& expression, const Placing&) {
  return {editor.text(expression.span), {}};
}

BoundQuery bind_query(Editor& editor, const sql::Query& query) {
  return {{editor.text(query.span), {}}, {}, false};
}

}  // namespace ashlar::catalog
