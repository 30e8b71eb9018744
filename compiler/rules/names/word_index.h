#pragma once

// Which statements of a revision say which words, so that a rename looks only at those that can
// name what it renames. Layer: compiler/rules.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/rules/rules.h"

namespace ashlar::rules {

/// A statement that may name things, or one of its effects, with what the catalog knows around it.
struct NamingStatement {
  const sql::Statement* sql = nullptr;
  const catalog::Catalog* before = nullptr;
  const catalog::Catalog* after = nullptr;
  std::optional<std::size_t> in_up;  ///< index in the up replay
};

class WordIndex {
 public:
  /// Keeps a reference to the context, which must outlive it. Reads nothing before it is asked.
  explicit WordIndex(const RevisionContext& context) : context_(context) {}

  /// Those that may name `name`, up sections first, then down and verify: they say it, in whatever
  /// case, or run text that is put together.
  [[nodiscard]] std::vector<const NamingStatement*> naming(std::string_view name);

 private:
  void build();
  void add(const NamingStatement& statement);
  void add_words(std::uint32_t number, std::string_view text);

  const RevisionContext& context_;
  bool built_ = false;
  std::vector<NamingStatement> statements_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_word_;  ///< lower case
  std::vector<std::uint32_t> opaque_;  ///< numbers of those that may name anything
};

/// True for what runs its strings as statements: DO, CREATE FUNCTION.
[[nodiscard]] bool runs_strings(const sql::Statement& statement);

}  // namespace ashlar::rules
