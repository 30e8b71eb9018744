#include "compiler/approval/json_view.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace ashlar::approval {

namespace {

constexpr int kDeepest = 16;

/// What a text may not hold though it is JSON, watched while it is parsed.
class Strictness {
 public:
  explicit Strictness(std::string& trouble) : trouble_(trouble) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        keys_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
        keys_.pop_back();
        break;
      case Json::parse_event_t::key:
        if (!keys_.back().insert(parsed.get<std::string>()).second) {
          note(fmt::format("the key `{}` stands twice in one object", parsed.get<std::string>()));
        }
        break;
      case Json::parse_event_t::value:
        if (parsed.is_string() &&
            parsed.get_ref<const std::string&>().find('\0') != std::string::npos) {
          note("a text holds a zero byte");
        }
        break;
      case Json::parse_event_t::array_start:
      case Json::parse_event_t::array_end:
        break;
    }
    if (depth <= kDeepest) return true;
    note("it nests too deeply");
    return false;
  }

 private:
  void note(std::string trouble) {
    if (trouble_.empty()) trouble_ = std::move(trouble);
  }

  std::string& trouble_;
  std::vector<std::set<std::string>> keys_;
};

std::string place_of(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, std::min(byte, text.size()));
  return fmt::format("line {}", 1 + std::count(before.begin(), before.end(), '\n'));
}

}  // namespace

Json parse_json(std::string_view text, std::string& trouble) {
  try {
    Strictness strict(trouble);
    Json parsed = Json::parse(text, std::ref(strict));
    return parsed;
  } catch (const Json::parse_error& wrong) {
    if (!trouble.empty()) return {};
    trouble = wrong.byte >= text.size()
                  ? "it is no JSON: it ends too early"
                  : fmt::format("it is no JSON: {} cannot be read", place_of(text, wrong.byte));
  } catch (const Json::exception& wrong) {
    // A number that no type holds.
    trouble = fmt::format("it is no JSON that can be read: {}", wrong.what());
  }
  return {};
}

bool JsonView::has(std::string_view key) const {
  return json_ != nullptr && json_->is_object() && json_->contains(key);
}

JsonView JsonView::operator[](const char* key) const {
  const std::string path = path_.empty() ? key : path_ + "." + key;
  if (json_ == nullptr) return {nullptr, path, trouble_};
  if (!json_->is_object()) {
    expected("an object");
    return {nullptr, path, trouble_};
  }
  const auto member = json_->find(key);
  if (member == json_->end()) {
    if (trouble_->empty()) *trouble_ = fmt::format("`{}` is missing", path);
    return {nullptr, path, trouble_};
  }
  return {&*member, path, trouble_};
}

std::vector<JsonView> JsonView::items() const {
  std::vector<JsonView> views;
  if (json_ == nullptr) return views;
  if (!json_->is_array()) {
    expected("an array");
    return views;
  }
  views.reserve(json_->size());
  for (std::size_t i = 0; i < json_->size(); ++i) {
    views.push_back(JsonView(&(*json_)[i], fmt::format("{}[{}]", path_, i), trouble_));
  }
  return views;
}

std::string JsonView::text() const {
  if (json_ == nullptr) return "";
  if (json_->is_string()) return json_->get<std::string>();
  expected("a text");
  return "";
}

std::vector<std::string> JsonView::texts() const {
  std::vector<std::string> texts;
  for (const JsonView& item : items()) texts.push_back(item.text());
  return texts;
}

bool JsonView::truth() const {
  if (json_ == nullptr) return false;
  if (json_->is_boolean()) return json_->get<bool>();
  expected("true or false");
  return false;
}

std::uint32_t JsonView::number(std::uint32_t low, std::uint32_t high) const {
  if (json_ == nullptr) return low;
  if (json_->is_number_unsigned()) {
    const auto value = json_->get<std::uint64_t>();
    if (value >= low && value <= high) return static_cast<std::uint32_t>(value);
  }
  expected(fmt::format("a whole number from {} to {}", low, high));
  return low;
}

std::optional<std::uint32_t> JsonView::number_or_null(std::uint32_t low, std::uint32_t high) const {
  if (json_ == nullptr || json_->is_null()) return std::nullopt;
  return number(low, high);
}

void JsonView::expected(std::string_view wanted) const {
  if (trouble_->empty()) *trouble_ = fmt::format("`{}` must be {}", path_, wanted);
}

}  // namespace ashlar::approval
