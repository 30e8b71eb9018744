#include "compiler/catalog/generated_names.h"

#include <algorithm>

#include "compiler/catalog/apply.h"

namespace ashlar::catalog {
namespace {

constexpr std::size_t kLongestName = 63;  // NAMEDATALEN - 1

/// The longest prefix of at most `limit` bytes that ends between UTF-8 characters.
std::string_view clip(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit);
}

enum class Taken { kRelations, kConstraints, kBoth, kStatistics };

/// Which names an object with this label must not clash with.
Taken taken_by(std::string_view label) {
  if (label == "pkey" || label == "key" || label == "excl") return Taken::kBoth;
  if (label == "check" || label == "fkey" || label == "not_null") return Taken::kConstraints;
  if (label == "stat") return Taken::kStatistics;
  return Taken::kRelations;
}

bool is_taken(const Catalog& catalog, const std::string& schema, const std::string& name,
              Taken taken) {
  const bool relation = taken == Taken::kRelations || taken == Taken::kBoth;
  const bool constraint = taken == Taken::kConstraints || taken == Taken::kBoth;
  if (relation && catalog.find({NameSpace::kRelation, schema, name}) != nullptr) return true;
  if (constraint && catalog.has_constraint_named(schema, name)) return true;
  return taken == Taken::kStatistics &&
         catalog.find({NameSpace::kOther, schema, "statistics " + name}) != nullptr;
}

}  // namespace

std::string make_object_name(std::string_view first, std::string_view second,
                             std::string_view label) {
  std::size_t overhead = 0;
  if (!second.empty()) overhead += 1;
  if (!label.empty()) overhead += label.size() + 1;
  const std::size_t available = overhead < kLongestName ? kLongestName - overhead : 0;
  std::size_t first_size = first.size();
  std::size_t second_size = second.size();
  while (first_size + second_size > available) {
    if (first_size > second_size) {
      --first_size;
    } else {
      --second_size;
    }
  }
  std::string name(clip(first, first_size));
  if (!second.empty()) name.append("_").append(clip(second, second_size));
  if (!label.empty()) name.append("_").append(label);
  return name;
}

std::string join_columns(const std::vector<std::string>& columns) {
  std::string joined;
  for (const std::string& column : columns) {
    if (!joined.empty()) joined += '_';
    joined += column;
    if (joined.size() > kLongestName) break;
  }
  return joined;
}

std::string generated_name(const Catalog& catalog, const std::string& schema,
                           std::string_view table, std::string_view columns,
                           std::string_view label) {
  const Taken taken = taken_by(label);
  std::string name = make_object_name(table, columns, label);
  for (unsigned pass = 1; is_taken(catalog, schema, name, taken); ++pass) {
    name = make_object_name(table, columns, std::string(label) + std::to_string(pass));
  }
  return name;
}

std::string choose_constraint_name(const Catalog& catalog, const std::string& schema,
                                   std::string_view table, std::string_view columns,
                                   std::string_view label, const std::vector<std::string>& taken) {
  const auto free = [&](const std::string& name) {
    return std::find(taken.begin(), taken.end(), name) == taken.end() &&
           !catalog.has_constraint_named(schema, name);
  };
  std::string name = make_object_name(table, columns, label);
  for (unsigned pass = 1; !free(name); ++pass) {
    name = make_object_name(table, columns, std::string(label) + std::to_string(pass));
  }
  return name;
}

std::vector<std::string> distinct_key_names(const std::vector<std::string>& names) {
  std::vector<std::string> result;
  for (const std::string& original : names) {
    std::string name = original;
    for (unsigned pass = 1; std::find(result.begin(), result.end(), name) != result.end(); ++pass) {
      const std::string number = std::to_string(pass);
      name = std::string(clip(original, kLongestName - number.size())) + number;
    }
    result.push_back(std::move(name));
  }
  return result;
}

}  // namespace ashlar::catalog
