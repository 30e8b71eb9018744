#pragma once

// A JSON value seen by somebody who expects a certain shape: what is not as expected is noted, the
// first of all once, and reading goes on with a value that stands for none. Private to
// compiler/approval.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ashlar::approval {

using Json = nlohmann::json;

/// Parses strictly: one value, no key twice in an object, no zero bytes in strings, not nested
/// deeper than any plan is. Says in `trouble` what is the matter.
[[nodiscard]] Json parse_json(std::string_view text, std::string& trouble);

class JsonView {
 public:
  /// `json` and `trouble` must outlive the view. An empty `trouble` is none.
  JsonView(const Json& json, std::string& trouble) : json_(&json), trouble_(&trouble) {}

  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] JsonView operator[](const char* key) const;
  [[nodiscard]] std::vector<JsonView> items() const;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::vector<std::string> texts() const;
  [[nodiscard]] bool truth() const;
  /// From `low` to `high`, else that is noted.
  [[nodiscard]] std::uint32_t number(std::uint32_t low, std::uint32_t high) const;
  [[nodiscard]] std::optional<std::uint32_t> number_or_null(std::uint32_t low,
                                                            std::uint32_t high) const;
  /// Notes that this value is not what it should be: `must be WANTED`.
  void expected(std::string_view wanted) const;

 private:
  JsonView(const Json* json, std::string path, std::string* trouble)
      : json_(json), path_(std::move(path)), trouble_(trouble) {}

  const Json* json_;  ///< null: there is none, and that has been noted
  std::string path_;  ///< `steps[0].id`
  std::string* trouble_;
};

}  // namespace ashlar::approval
