#include "grammar/postgres/alike.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "grammar/postgres/literal_value.h"
#include "grammar/postgres/normal_nodes.h"
#include "grammar/postgres/normal_tree.h"

namespace ashlar::postgres {
namespace {

using Json = nlohmann::json;

/// A constant in quotes, and the type that it is cast to.
struct Constant {
  std::string text;
  std::string type;
};

bool read_constant(const Json& tree, Constant& into) {
  if (const Json* literal = fields_of(tree, "Literal")) {
    into = {literal->at("text").get<std::string>(), literal->value("type", std::string())};
    return true;
  }
  if (const Json* number = fields_of(tree, "Number")) {
    into = {number->get<std::string>(), "numeric"};
    return true;
  }
  return false;
}

/// The two are the same, or the longer one has `_1` behind it, or another number.
bool is_numbered(const std::string& a, const std::string& b) {
  const std::string& longer = a.size() < b.size() ? b : a;
  const std::string& shorter = a.size() < b.size() ? a : b;
  if (!longer.starts_with(shorter)) return false;
  const std::string rest = longer.substr(shorter.size());
  return rest.empty() || (rest.size() > 1 && rest.front() == '_' &&
                          rest.find_first_not_of("0123456789", 1) == std::string::npos);
}

Json without(Json fields, const char* name) {
  fields.erase(name);
  return fields;
}

class Comparison {
 public:
  explicit Comparison(std::string_view untyped) : untyped_(untyped) {}

  [[nodiscard]] bool run(const Json& a, const Json& b) {
    return same(a, b) && (is_one_each(names_in_a_) || is_one_each(names_in_b_));
  }

 private:
  using Names = std::map<std::string, std::set<std::string>>;

  /// Only the server gives out second names, so those of one side stand for one of the other each.
  static bool is_one_each(const Names& names) {
    return std::all_of(names.begin(), names.end(),
                       [](const auto& entry) { return entry.second.size() == 1; });
  }

  [[nodiscard]] bool same(const Json& a, const Json& b) {
    Constant of_a;
    Constant of_b;
    if (read_constant(a, of_a) && read_constant(b, of_b)) return same_constant(of_a, of_b);
    if (a.type() != b.type() || a.size() != b.size()) return false;
    if (a.is_array()) {
      return std::equal(a.begin(), a.end(), b.begin(),
                        [this](const Json& x, const Json& y) { return same(x, y); });
    }
    if (!a.is_object()) return a == b;
    const auto entries = a.items();
    return std::all_of(entries.begin(), entries.end(), [this, &b](const auto& entry) {
      const auto other = b.find(entry.key());
      return other != b.end() && same_fields(entry.key(), entry.value(), *other);
    });
  }

  /// What one type makes of both is the same: the type of either, where only one of them tells.
  [[nodiscard]] bool same_constant(const Constant& a, const Constant& b) const {
    if (a.text == b.text) return true;
    if (!a.type.empty() && !b.type.empty() && a.type != b.type) return false;
    const auto under = [&](std::string_view type) {
      return !type.empty() && same_value(type, a.text, b.text);
    };
    return a.type.empty() && b.type.empty() ? under(untyped_) : under(a.type) || under(b.type);
  }

  /// `t.a` and `a`: the shorter one is the end of the longer one.
  [[nodiscard]] bool same_names(const Json& a, const Json& b) {
    const Json& longer = a.size() < b.size() ? b : a;
    const Json& shorter = a.size() < b.size() ? a : b;
    if (shorter.empty() || shorter.back() != longer.back()) return false;
    const std::size_t skipped_of_a = a.size() - shorter.size();
    const std::size_t skipped_of_b = b.size() - shorter.size();
    for (std::size_t i = 0; i + 1 < shorter.size(); ++i) {
      if (!same_alias(text_of(a[skipped_of_a + i]), text_of(b[skipped_of_b + i]))) return false;
    }
    return true;
  }

  /// `t` and `t_1`, as the server calls a second `t` of the same query.
  [[nodiscard]] bool same_alias(const std::string& a, const std::string& b) {
    names_in_b_[a].insert(b);
    names_in_a_[b].insert(a);
    return is_numbered(a, b);
  }

  /// A label that only one of them has is the name that the column has anyway, or one that what
  /// stands around this query would tell by naming it.
  [[nodiscard]] bool same_target(const Json& a, const Json& b) {
    if (a.contains("name") && b.contains("name") && a["name"] != b["name"]) return false;
    return same(without(a, "name"), without(b, "name"));
  }

  /// Column aliases, and the alias of a function in FROM, may be written out.
  [[nodiscard]] bool same_from(const Json& a, const Json& b, bool function) {
    const Json of_a = a.value("alias", Json::object());
    const Json of_b = b.value("alias", Json::object());
    const auto alias = [](const Json& item, const Json& written) {
      return written.value("aliasname", item.value("relname", std::string()));
    };
    const bool named = of_a.contains("aliasname") && of_b.contains("aliasname");
    if ((named || !function) && !same_alias(alias(a, of_a), alias(b, of_b))) return false;
    if (of_a.contains("colnames") && of_b.contains("colnames") &&
        of_a["colnames"] != of_b["colnames"]) {
      return false;
    }
    return same(without(a, "alias"), without(b, "alias"));
  }

  [[nodiscard]] bool same_fields(const std::string& kind, const Json& a, const Json& b) {
    if (kind == "ColumnRef") return same_names(a.at("fields"), b.at("fields"));
    // An operator's name; where its schema is not on the path, the server writes that too.
    if (kind == "name" && a.is_array() && b.is_array()) return same_names(a, b);
    if (kind == "ResTarget" && a.is_object() && b.is_object()) return same_target(a, b);
    if (kind == "RangeFunction") return same_from(a, b, true);
    if (kind == "RangeSubselect" || kind == "RangeVar") return same_from(a, b, false);
    return same(a, b);
  }

  std::string_view untyped_;
  Names names_in_a_;  ///< by what `b` calls a relation
  Names names_in_b_;
};

}  // namespace

bool alike(std::string_view a, std::string_view b, std::string_view untyped) {
  const Json tree_of_a = normal_tree(a);
  return tree_of_a.is_array() && Comparison(untyped).run(tree_of_a, normal_tree(b));
}

}  // namespace ashlar::postgres
