#pragma once

// English plurals, as far as the names of tables need them. Doubt speaks for the author: a word is
// called singular only where that is sure. Layer: compiler/rules.

#include <string>
#include <string_view>

namespace ashlar::rules {

/// False only where the word is surely an English singular: `product`, `status`, `category`. Words
/// with a plural of their own, words without one, abbreviations and one or two letters pass.
[[nodiscard]] bool may_be_plural(std::string_view word);

/// `product` → `products`, `person` → `people`, `news` → `news`. Lower case in, lower case out.
[[nodiscard]] std::string pluralize(std::string_view word);
/// `products` → `product`, `people` → `person`. A word that has no singular stays as it is.
[[nodiscard]] std::string singularize(std::string_view word);

/// The same for a whole name, by the last word that can be its noun: `knowledge_chunks`,
/// `orders_old`, `events_2024` may all be plural.
[[nodiscard]] bool name_may_be_plural(std::string_view name);
[[nodiscard]] std::string pluralize_name(std::string_view name);
[[nodiscard]] std::string singularize_name(std::string_view name);

}  // namespace ashlar::rules
