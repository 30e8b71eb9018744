#include "compiler/plan/session.h"

#include <algorithm>
#include <variant>

#include "grammar/text/overload.h"

namespace ashlar::plan {
namespace {

bool is_set_config(const sql::FunctionCall& call) {
  const std::string& schema = call.name.schema.text;
  return call.name.name.text == "set_config" && (schema.empty() || schema == "pg_catalog");
}

}  // namespace

bool sets_session(const sql::Statement& statement) {
  return std::visit(Overload{[](const sql::SetVariable& set) {
                               // SET TRANSACTION holds for its own transaction only.
                               return !set.local && set.name != "transaction";
                             },
                             [](const sql::Select& select) {
                               const sql::References& references = select.query.references;
                               return select.writes.empty() && !select.locks_rows &&
                                      references.relations.empty() &&
                                      !references.functions.empty() &&
                                      std::all_of(references.functions.begin(),
                                                  references.functions.end(), is_set_config);
                             },
                             [](const auto&) { return false; }},
                    statement.node);
}

}  // namespace ashlar::plan
