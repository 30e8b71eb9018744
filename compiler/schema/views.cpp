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

bool reads(const catalog::View& view, ObjectId id) {
  return std::any_of(view.query.sites.begin(), view.query.sites.end(),
                     [id](const catalog::Site& site) {
                       return site.kind == catalog::Site::Kind::kRelation && site.object == id;
                     });
}

/// A view of the same columns that reads nothing; empty where their types are not all known.
std::string stand_in(const Catalog& catalog, const Object& object, const catalog::View& view) {
  if (view.columns.empty() || view.column_types.size() != view.columns.size()) return "";
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < view.columns.size(); ++i) {
    if (view.columns[i].empty() || view.column_types[i].name.empty()) return "";
    columns.push_back(fmt::format("NULL::{} AS {}", type_text(catalog, view.column_types[i]),
                                  postgres::quote_identifier(view.columns[i])));
  }
  return statement(
      fmt::format("CREATE VIEW {} AS\nSELECT {}", sql_name(catalog, object.id), joined(columns)));
}

std::string view_text(const Catalog& catalog, const Object& object, const catalog::View& view,
                      const std::string& verb) {
  std::string text = fmt::format("{} {}VIEW {}{}", verb, view.materialized ? "MATERIALIZED " : "",
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
  std::string verb = "CREATE";
  if (!view.materialized && (printing.is_apart(object.id) || reads(view, object.id))) {
    // As pg_dump has it: views that read each other begin as views that read nothing.
    Entry begun = entry;
    begun.stand_in = true;
    begun.text = stand_in(catalog, object, view);
    for (const catalog::Type& type : view.column_types) need_type(type, begun.needs);
    if (!begun.text.empty()) {
      entries.push_back(std::move(begun));
      entry.makes.clear();
      entry.needs = {object.id};
      verb = "CREATE OR REPLACE";
    }
  }
  need_dependencies(catalog, object, entry.needs);
  need_sites(view.query, entry.needs);
  entry.text = view_text(catalog, object, view, verb);
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
