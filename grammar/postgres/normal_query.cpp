#include "grammar/postgres/normal_query.h"

#include <charconv>
#include <string>
#include <utility>

#include "grammar/postgres/normal_nodes.h"

namespace ashlar::postgres {
namespace {

using Json = nlohmann::json;

/// The name of a column reference without a table; empty for all else.
std::string plain_name(const Json& tree) {
  const Json* fields = nullptr;
  if (tree.is_object() && tree.contains("ColumnRef")) fields = &tree["ColumnRef"]["fields"];
  if (fields == nullptr || fields->size() != 1) return {};
  return text_of(fields->front());
}

const Json* target_value(const Json& target) {
  const auto at = target.find("ResTarget");
  if (at == target.end()) return nullptr;
  const auto value = at->find("val");
  return value == at->end() ? nullptr : &*value;
}

/// What `2`, or the name of an output column, stands for; null where the tree is neither.
const Json* meant(const Json& tree, const Json& targets) {
  if (tree.is_object() && tree.contains("Number")) {
    const std::string digits = tree["Number"];
    std::size_t at = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), at);
    if (error != std::errc() || end != digits.data() + digits.size()) return nullptr;
    return at >= 1 && at <= targets.size() ? target_value(targets[at - 1]) : nullptr;
  }
  const std::string name = plain_name(tree);
  if (name.empty()) return nullptr;
  for (const Json& target : targets) {
    const auto fields = target.find("ResTarget");
    if (fields != target.end() && fields->value("name", "") == name) return target_value(target);
  }
  return nullptr;
}

void replace_meant(Json& tree, const Json& targets) {
  if (const Json* value = meant(tree, targets)) tree = Json(*value);
}

/// The first query of a set operation: its columns name those of the whole.
const Json& first_of(const Json& fields) {
  const Json* query = &fields;
  while (query->value("op", "SETOP_NONE") != "SETOP_NONE" && query->contains("larg")) {
    query = &(*query)["larg"];
  }
  return *query;
}

/// ORDER BY of a set operation: which of its columns the name is.
void replace_by_number(Json& tree, const Json& targets) {
  const std::string name = plain_name(tree);
  if (name.empty()) return;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto fields = targets[i].find("ResTarget");
    if (fields == targets[i].end()) continue;
    const Json value = fields->value("val", Json::object());
    Json own = value.contains("ColumnRef") ? value["ColumnRef"]["fields"].back() : Json::object();
    const std::string label = fields->value("name", text_of(own));
    if (label != name) continue;
    tree = Json{{"Number", std::to_string(i + 1)}};
    return;
  }
}

/// The order that holds where none is written.
void spell_order(Json& sort) {
  const bool descending = sort.value("sortby_dir", "") == "SORTBY_DESC";
  if (sort.value("sortby_dir", "") == "SORTBY_ASC") sort["sortby_dir"] = "SORTBY_DEFAULT";
  if (sort.value("sortby_nulls", "") == (descending ? "SORTBY_NULLS_FIRST" : "SORTBY_NULLS_LAST")) {
    sort["sortby_nulls"] = "SORTBY_NULLS_DEFAULT";
  }
}

}  // namespace

nlohmann::json normal_select(nlohmann::json fields) {
  const bool combined = fields.value("op", "SETOP_NONE") != "SETOP_NONE";
  const Json targets = first_of(fields).value("targetList", Json::array());
  if (fields.contains("sortClause")) {
    for (Json& item : fields["sortClause"]) {
      if (!item.contains("SortBy")) continue;
      if (combined) {
        replace_by_number(item["SortBy"]["node"], targets);
      } else {
        replace_meant(item["SortBy"]["node"], targets);
      }
      spell_order(item["SortBy"]);
    }
  }
  for (const char* list : {"groupClause", "distinctClause"}) {
    if (!fields.contains(list)) continue;
    for (Json& item : fields[list]) replace_meant(item, targets);
  }
  // LIMIT ALL
  const Json no_limit = fields.value("limitCount", Json());
  if (no_limit.is_object() && no_limit.contains("Null")) {
    fields.erase("limitCount");
    fields["limitOption"] = "LIMIT_OPTION_DEFAULT";
  }
  return fields;
}

void drop_labels(nlohmann::json& fields) {
  if (fields.contains("targetList")) {
    for (Json& target : fields["targetList"]) {
      if (target.contains("ResTarget")) target["ResTarget"].erase("name");
    }
  }
  for (const char* side : {"larg", "rarg"}) {
    if (fields.contains(side)) drop_labels(fields[side]);
  }
}

}  // namespace ashlar::postgres
