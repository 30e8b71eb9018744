#include "grammar/postgres/normal_definition.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "grammar/postgres/normal_nodes.h"

namespace ashlar::postgres {
namespace {

using Json = nlohmann::json;

Json string_node(const std::string& text) { return Json{{"String", {{"sval", text}}}}; }

/// `provider = libc`, and what CREATE PUBLICATION publishes if nothing is said.
/// (src/backend/commands/collationcmds.c; publicationcmds.c, parse_publication_options)
bool says_nothing(const Json& option) {
  struct Default {
    std::string_view name;
    std::string_view value;
  };
  constexpr std::array<Default, 4> kDefaults{{{"provider", "libc"},
                                              {"deterministic", "true"},
                                              {"publish", "insert, update, delete, truncate"},
                                              {"publish_via_partition_root", "false"}}};
  const Json fields = option.value("DefElem", Json::object());
  const std::string name = fields.value("defname", "");
  const std::string value = text_of(fields.value("arg", Json::object()));
  return std::any_of(kDefaults.begin(), kDefaults.end(), [&](const Default& known) {
    return known.name == name && known.value == value;
  });
}

/// `CREATE COLLATION c FROM "C"` copies what can be said in words.
void name_locale(Json& option) {
  if (!option.contains("DefElem") || option["DefElem"].value("defname", "") != "from") return;
  const std::string copied = text_of(option["DefElem"].value("arg", Json::object()));
  if (copied == "C" || copied == "POSIX") option["DefElem"]["defname"] = "locale";
}

void sort(Json& list) {
  std::sort(list.begin(), list.end(),
            [](const Json& a, const Json& b) { return a.dump() < b.dump(); });
}

/// The three kinds, all together, are what holds where none is named.
void drop_all_kinds(Json& fields) {
  constexpr std::size_t kKinds = 3;
  if (fields.contains("stat_types") && fields["stat_types"].size() == kKinds) {
    fields.erase("stat_types");
  }
}

}  // namespace

nlohmann::json normal_option(nlohmann::json fields) {
  if (fields.value("defname", "") == "procedure") fields["defname"] = "function";
  if (!fields.contains("arg")) return fields;
  Json& value = fields["arg"];
  if (value.contains("TypeName")) {
    Json& type = value["TypeName"];
    if (type.contains("names") && type["names"].size() > 1 &&
        text_of(type["names"].front()) == "pg_catalog") {
      type["names"].erase(type["names"].begin());
    }
    if (type.contains("names") && type["names"].size() == 1 && !type.contains("typmods") &&
        !type.contains("arrayBounds")) {
      value = string_node(text_of(type["names"].front()));
    }
  } else if (value.contains("List") && !value["List"].value("items", Json::array()).empty()) {
    // An operator, with its schema or without.
    value = string_node(text_of(value["List"]["items"].back()));
  }
  return fields;
}

nlohmann::json normal_definition(nlohmann::json fields) {
  for (const char* list : {"definition", "options"}) {
    if (!fields.contains(list)) continue;
    Json kept = Json::array();
    for (Json& option : fields[list]) {
      name_locale(option);
      if (!says_nothing(option)) kept.push_back(std::move(option));
    }
    sort(kept);
    fields[list] = std::move(kept);
    if (fields[list].empty()) fields.erase(list);
  }
  for (const char* list : {"stat_types", "exprs"}) {
    if (fields.contains(list)) sort(fields[list]);
  }
  drop_all_kinds(fields);
  return fields;
}

}  // namespace ashlar::postgres
