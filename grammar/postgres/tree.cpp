#include "grammar/postgres/tree.h"

namespace ashlar::postgres {
namespace {

bool is_tag(std::string_view key) {
  return !key.empty() && key.front() >= 'A' && key.front() <= 'Z';
}

}  // namespace

Node::Node(simdjson::dom::element element) {
  simdjson::dom::object object;
  if (element.get_object().get(object) != simdjson::SUCCESS) return;
  object_ = object;
  const auto first = object.begin();
  if (first == object.end() || !is_tag(first.key())) return;
  simdjson::dom::object inner;
  if (first.value().get_object().get(inner) != simdjson::SUCCESS) return;
  kind_ = first.key();
  object_ = inner;
}

std::string_view Node::text(std::string_view field) const {
  std::string_view value;
  if (!object_ || (*object_)[field].get_string().get(value) != simdjson::SUCCESS) return {};
  return value;
}

bool Node::flag(std::string_view field) const {
  bool value = false;
  if (!object_ || (*object_)[field].get_bool().get(value) != simdjson::SUCCESS) return false;
  return value;
}

std::int64_t Node::integer(std::string_view field) const {
  std::int64_t value = 0;
  if (!object_ || (*object_)[field].get_int64().get(value) != simdjson::SUCCESS) return 0;
  return value;
}

bool Node::has(std::string_view field) const {
  return object_ && (*object_)[field].error() == simdjson::SUCCESS;
}

Node Node::child(std::string_view field) const {
  simdjson::dom::element value;
  if (!object_ || (*object_)[field].get(value) != simdjson::SUCCESS) return {};
  return Node(value);
}

NodeList Node::list(std::string_view field) const {
  simdjson::dom::array value;
  if (!object_ || (*object_)[field].get_array().get(value) != simdjson::SUCCESS) return {};
  return NodeList(value);
}

Node NodeList::front() const { return empty() ? Node() : *begin(); }

Node NodeList::back() const {
  Node last;
  for (const Node& node : *this) last = node;
  return last;
}

std::string_view string_value(const Node& node) { return node.text("sval"); }

std::vector<std::string_view> string_values(const NodeList& list) {
  std::vector<std::string_view> values;
  values.reserve(list.size());
  for (const Node& node : list) values.push_back(string_value(node));
  return values;
}

NodeList items(const Node& node) { return node.list("items"); }

}  // namespace ashlar::postgres
