#include "compiler/diff/difference.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

#include "compiler/catalog/sql_text.h"
#include "compiler/diff/owners.h"
#include "compiler/diff/same_text.h"
#include "compiler/schema/describe.h"
#include "compiler/schema/privileges.h"
#include "compiler/schema/spelling.h"
#include "grammar/sql/objects.h"

namespace ashlar::diff {
namespace {

using catalog::Catalog;
using catalog::Object;
using catalog::ObjectId;
using Json = nlohmann::ordered_json;

/// Longer values are cut in words for people.
constexpr std::size_t kShownBytes = 60;

/// List, schema, name, detail: what makes two objects one and the same to pg_dump.
using Key = std::tuple<std::string, std::string, std::string, std::string>;

/// What prints the object: its table where it is a part of one; null where nothing does.
const Object* printed_with(const Catalog& catalog, ObjectId id) {
  const Object* object = catalog.get(id);
  if (object == nullptr) return nullptr;
  ObjectId owner = 0;
  if (const auto* index = std::get_if<catalog::Index>(&object->data)) owner = index->table;
  if (const auto* part = std::get_if<catalog::Constraint>(&object->data)) owner = part->table;
  if (const auto* part = std::get_if<catalog::Trigger>(&object->data)) owner = part->table;
  if (const auto* part = std::get_if<catalog::Policy>(&object->data)) owner = part->table;
  if (const auto* part = std::get_if<catalog::Rule>(&object->data)) owner = part->table;
  if (const auto* part = std::get_if<catalog::OtherObject>(&object->data)) owner = part->table;
  if (owner != 0) object = catalog.get(owner);
  const bool counts = object != nullptr && object->extension == 0 && object->schema != "pg_temp" &&
                      object->schema != "pg_catalog";
  return counts ? object : nullptr;
}

std::string ticked(std::string_view name) { return fmt::format("`{}`", name); }

std::string shown(const Json& value) {
  std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (text.size() > kShownBytes) {
    std::size_t cut = kShownBytes;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    text = text.substr(0, cut) + "…";
  }
  return value.is_string() ? ticked(text) : text;
}

std::string singular(std::string_view list) {
  if (list == "indexes") return "index";
  if (list == "policies") return "policy";
  if (list.ends_with('s')) list.remove_suffix(1);
  return std::string(list);
}

TextKind text_kind(const std::string& list, const std::string& key) {
  if (key == "default" || key == "generated" || key == "expression" || key == "predicate") {
    return TextKind::kExpression;
  }
  if (key == "query") return TextKind::kQuery;
  if (key == "keys") return TextKind::kIndexKey;
  if (key == "bound") return TextKind::kBound;
  if (key == "atomic_body") return TextKind::kBody;
  if (key == "definition" && list == "others") return TextKind::kDefinition;
  if (key == "definition") {
    return list == "constraints" ? TextKind::kConstraint : TextKind::kStatement;
  }
  return TextKind::kPlain;
}

bool is_list_of_named(const Json& list) {
  return list.is_array() && !list.empty() && list.front().is_object() &&
         list.front().contains("name");
}

class Comparer {
 public:
  Comparer(std::string object, Kinship kinship, const Place& was, const Place& is,
           std::vector<Difference>& differences)
      : object_(std::move(object)),
        kinship_(kinship),
        was_(was),
        is_(is),
        differences_(differences) {}

  /// `place` is "" or "column `x`: "; `list` the list that the two stand in.
  void compare(const std::string& place, const std::string& list, const Json& was, const Json& is) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : was.items()) keys.push_back(key);
    for (const auto& [key, value] : is.items()) {
      if (!was.contains(key)) keys.push_back(key);
    }
    for (const std::string& key : keys) {
      const Json none;
      const Json& before = was.contains(key) ? was.at(key) : none;
      const Json& now = is.contains(key) ? is.at(key) : none;
      // A column's sequence says itself whose it is.
      if (before == now || (key == "sequence" && list == "columns")) continue;
      if (is_implied(list, key, before, now)) continue;
      if (key == "privileges") {
        compare_privileges(before, now);
      } else if (is_list_of_named(before) || is_list_of_named(now)) {
        compare_lists(place, key, before, now);
      } else if (!same(list, key, before, now)) {
        say(place + words(key, before, now));
      }
    }
  }

 private:
  /// What one of the two leaves to the server.
  [[nodiscard]] bool is_implied(const std::string& list, const std::string& key, const Json& before,
                                const Json& now) const {
    if (kinship_ == Kinship::kSameHistory || (!before.is_null() && !now.is_null())) return false;
    // An extension brings a comment, which pg_dump writes down. The parameters tell what a function
    // returns that has some for that.
    return (list == "extensions" && key == "comment") || (list == "functions" && key == "returns");
  }

  static std::string words(const std::string& key, const Json& before, const Json& now) {
    if (before.is_boolean() || now.is_boolean()) {
      // What is left out is false.
      const auto is_set = [](const Json& value) { return value.is_boolean() && value.get<bool>(); };
      return fmt::format("{} was {}, is {}", key, is_set(before), is_set(now));
    }
    if (before.is_null()) return fmt::format("{} is {}, was not set", key, shown(now));
    if (now.is_null()) return fmt::format("{} was {}, is not set", key, shown(before));
    return fmt::format("{} was {}, is {}", key, shown(before), shown(now));
  }

  [[nodiscard]] bool same(const std::string& list, const std::string& key, const Json& a,
                          const Json& b) const {
    const TextKind kind = text_kind(list, key);
    const bool texts = (a.is_string() || a.is_null()) && (b.is_string() || b.is_null());
    if (texts) {
      const auto text = [](const Json& value) {
        return value.is_null() ? std::string() : value.get<std::string>();
      };
      return same_text(kind, text(a), was_, text(b), is_);
    }
    if (key == "aggregate" && a.is_object() && b.is_object()) {
      return same_text(TextKind::kDefinition, options_text(a), was_, options_text(b), is_);
    }
    if (a.is_object() && b.is_object()) return same_in_any_order(a, b);
    if (!a.is_array() || !b.is_array() || a.size() != b.size()) return false;
    return std::equal(a.begin(), a.end(), b.begin(), [&](const Json& x, const Json& y) {
      return x == y || same(list, key, x, y);
    });
  }

  [[nodiscard]] bool same_in_any_order(const Json& a, const Json& b) const {
    return a.size() == b.size() &&
           std::all_of(a.items().begin(), a.items().end(), [&](const auto& entry) {
             return b.contains(entry.key()) &&
                    (b.at(entry.key()) == entry.value() ||
                     same("", entry.key(), entry.value(), b.at(entry.key())));
           });
  }

  /// `(sfunc = f, stype = integer)`
  static std::string options_text(const Json& options) {
    std::string text;
    for (const auto& [key, value] : options.items()) {
      text.append(text.empty() ? "(" : ", ").append(key);
      if (!value.get<std::string>().empty()) text.append(" = ").append(value.get<std::string>());
    }
    return text + ")";
  }

  void compare_privileges(const Json& before, const Json& now) {
    const auto missing = [](const Json& from, const Json& entry) {
      return std::find(from.begin(), from.end(), entry) == from.end();
    };
    for (const Json& entry : before) {
      if (missing(now, entry)) say("privilege " + ticked(entry.get<std::string>()) + " is gone");
    }
    for (const Json& entry : now) {
      if (missing(before, entry)) say("privilege " + ticked(entry.get<std::string>()) + " is new");
    }
  }

  void compare_lists(const std::string& place, const std::string& key, const Json& before,
                     const Json& now) {
    const auto find = [](const Json& list, const Json& name) -> const Json* {
      if (!list.is_array()) return nullptr;
      const auto at = std::find_if(list.begin(), list.end(),
                                   [&](const Json& entry) { return entry.at("name") == name; });
      return at == list.end() ? nullptr : &*at;
    };
    const std::string kind = singular(key);
    std::vector<std::string> order;
    for (const Json& entry : before) {
      const auto name = entry.at("name").get<std::string>();
      const Json* other = find(now, entry.at("name"));
      if (other == nullptr) {
        say(fmt::format("{}{} {} is gone", place, kind, ticked(name)));
      } else {
        order.push_back(name);
        compare(fmt::format("{}{} {}: ", place, kind, ticked(name)), key, entry, *other);
      }
    }
    std::vector<std::string> order_now;
    for (const Json& entry : now) {
      const auto name = entry.at("name").get<std::string>();
      if (find(before, entry.at("name")) == nullptr) {
        say(fmt::format("{}{} {} is new", place, kind, ticked(name)));
      } else {
        order_now.push_back(name);
      }
    }
    if ((key == "columns" || key == "attributes") && order != order_now) {
      say(fmt::format("{}the {} stand in another order", place, key), true);
    }
  }

  void say(std::string words, bool order_only = false) {
    differences_.push_back({object_, std::move(words), order_only});
  }

  std::string object_;
  Kinship kinship_;
  Place was_;
  Place is_;
  std::vector<Difference>& differences_;
};

/// All that holds: nothing granted is the same as the defaults granted.
Json privileges(const Catalog& catalog, const Object& object) {
  std::multiset<std::string> lines;
  for (const catalog::Grant& grant : schema::effective_privileges(object)) {
    std::string line = grant.privilege;
    if (grant.column != 0)
      line += " (" + schema::column_text(catalog, object.id, grant.column) + ")";
    line += " to " +
            (grant.grantee.empty() || grant.grantee == object.owner ? "the owner" : grant.grantee);
    if (grant.grantable) line += " with grant option";
    lines.insert(std::move(line));
  }
  Json list = Json::array();
  for (const std::string& line : lines) list.push_back(line);
  return list;
}

/// Tables in publications and user mappings have no names but numbers.
bool is_nameless(const Object& object) {
  const sql::ObjectKind kind = catalog::kind_of(object);
  return kind == sql::ObjectKind::kOther || kind == sql::ObjectKind::kUserMapping;
}

std::string name_in_key(const Catalog& catalog, const Object& object) {
  if (!is_nameless(object)) return object.name;
  const std::string definition =
      render(catalog, std::get<catalog::OtherObject>(object.data).definition);
  return definition.substr(0, std::min(definition.find(" OPTIONS"), definition.find(" (")));
}

struct Described {
  ObjectId id = 0;
  Json json;
};

/// The objects of one catalog that differ from the other's, as they are described.
std::map<Key, Described> described(const Catalog& catalog, const std::vector<ObjectId>& changed) {
  std::set<ObjectId> seen;
  std::map<Key, Described> all;
  for (const ObjectId id : changed) {
    const Object* object = printed_with(catalog, id);
    if (object == nullptr || !seen.insert(object->id).second) continue;
    schema::Description description = schema::describe(catalog, *object);
    if (description.list.empty() || is_of_the_cluster(*object)) continue;
    const std::string name = name_in_key(catalog, *object);
    description.json["name"] = name;
    if (is_nameless(*object)) description.detail.clear();
    if (is_nameless(*object)) description.json.erase("signature");
    description.json["privileges"] = privileges(catalog, *object);
    description.json.erase("column_privileges");
    // Whether a materialized view has been filled is about its rows: pg_dump's schema has none.
    description.json.erase("populated");
    // That of an identity's sequence is its column's; nobody can write another.
    if (description.json.contains("identity")) description.json.erase("type");
    all.emplace(Key{description.list, object->schema, name, description.detail},
                Described{object->id, std::move(description.json)});
  }
  return all;
}

std::string name_of(const Key& key) {
  const auto& [list, schema, name, detail] = key;
  const std::string shown_name = schema.empty() || schema == "public" ? name : schema + "." + name;
  if (list == "others") return "object " + ticked(shown_name + " " + detail);
  return singular(list) + " " + ticked(shown_name + detail);
}

Json default_privileges(const Catalog& catalog) {
  std::multiset<Json> list;
  for (const catalog::DefaultPrivileges& row : catalog.default_privileges()) {
    std::multiset<Json> grants;
    for (const catalog::Grant& grant : row.privileges) {
      grants.insert({grant.grantor, grant.grantee, grant.privilege, grant.grantable});
    }
    list.insert({row.role, row.schema, sql::to_string(row.kind), grants});
  }
  return list;
}

}  // namespace

std::vector<Difference> compare_descriptions(const std::string& object, const std::string& list,
                                             const Json& was, const Place& place_was,
                                             const Json& is, const Place& place_is) {
  std::vector<Difference> differences;
  Comparer(object, Kinship::kSameHistory, place_was, place_is, differences)
      .compare("", list, was, is);
  return differences;
}

Comparison compare(const Catalog& from, const Catalog& to, Kinship kinship) {
  const Aligned aligned =
      kinship == Kinship::kStrangers ? align_owners(from, to) : Aligned{from, to};
  const Catalog& was = aligned.from;
  const Catalog& is = aligned.to;
  Comparison comparison;
  comparison.unsure = was.has_doubts() || is.has_doubts();
  std::vector<ObjectId> changed;
  Catalog::for_each_difference(was, is, [&changed](ObjectId id) { changed.push_back(id); });
  const std::map<Key, Described> before = described(was, changed);
  const std::map<Key, Described> now = described(is, changed);
  for (const auto& [key, object] : before) {
    const auto other = now.find(key);
    if (other == now.end()) {
      comparison.differences.push_back({name_of(key), "is gone", false});
    } else {
      Comparer(name_of(key), kinship, {&was, object.id}, {&is, other->second.id},
               comparison.differences)
          .compare("", std::get<0>(key), object.json, other->second.json);
    }
  }
  for (const auto& [key, object] : now) {
    if (!before.contains(key)) comparison.differences.push_back({name_of(key), "is new", false});
  }
  if (default_privileges(was) != default_privileges(is)) {
    comparison.differences.push_back({"default privileges", "are others", false});
  }
  return comparison;
}

}  // namespace ashlar::diff
