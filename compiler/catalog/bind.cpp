#include "compiler/catalog/bind.h"

namespace ashlar::catalog {

SqlText bind_expression(const Editor& editor, const sql::Expression& expression, ObjectId) {
  return {editor.text(expression.span), {}};
}

SqlText bind_query(const Editor& editor, const sql::Query& query) {
  return {editor.text(query.span), {}};
}

}  // namespace ashlar::catalog
