#include <algorithm>
#include <fmt/format.h>

#include "compiler/catalog/sql_text.h"
#include "compiler/schema/annotations.h"
#include "compiler/schema/spelling.h"
#include "compiler/schema/table_state.h"
#include "grammar/postgres/parser.h"

namespace ashlar::schema {
namespace {

/// ` (a, b)` where the query itself does not call its columns so.
std::string column_list(const catalog::View& view) {
  if (view.columns == view.query_names || view.columns.empty()) return "";
  std::vector<std::string> names;
  for (const std::string& name : view.columns) {
    if (name.empty()) return "";  // not known
    names.push_back(postgres::quote_identifier(name));
  }
  return " (" + joined(names) + ")";
}

std::string view_text(const Catalog& catalog, const Object& object, const catalog::View& view) {
  std::string text = fmt::format("CREATE {}VIEW {}{}", view.materialized ? "MATERIALIZED " : "",
                                 sql_name(catalog, object.id), column_list(view));
  if (!view.access_method.empty()) {
    text += "\nUSING " + postgres::quote_identifier(view.access_method);
  }
  if (!view.options.empty()) text += "\nWITH " + settings_text(view.options);
  if (!view.tablespace.empty()) {
    text += "\nTABLESPACE " + postgres::quote_identifier(view.tablespace);
  }
  text += " AS\n" + render(catalog, view.query);
  if (view.materialized && !view.populated) text += "\nWITH NO DATA";
  return statement(std::move(text));
}

}  // namespace

void add_view(const Printing& printing, const Object& object, Entries& entries) {
  const Catalog& catalog = printing.catalog;
  const auto& view = std::get<catalog::View>(object.data);
  Entry entry;
  entry.rank = Rank::kView;
  entry.schema = object.schema;
  entry.name = object.name;
  entry.makes = {object.id};
  need_dependencies(catalog, object, entry.needs);
  need_sites(view.query, entry.needs);
  entry.text = view_text(catalog, object, view);
  for (const auto& [number, value] : view.column_defaults) {
    entry.text += statement(
        fmt::format("ALTER VIEW {} ALTER COLUMN {} SET DEFAULT {}", sql_name(catalog, object.id),
                    column_text(catalog, object.id, number), render(catalog, value)));
    need_sites(value, entry.needs);
  }
  entry.text += annotations_text(catalog, object);
  entries.push_back(std::move(entry));
  add_index_state(printing, object, entries);
}

}  // namespace ashlar::schema
