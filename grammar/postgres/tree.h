#pragma once

// The parse tree as libpg_query prints it, JSON, read by name. A tagged node is an object of one
// key, its kind ({"ColumnRef":{…}}); where the server's struct has a fixed kind there is no tag.
// What a node leaves out has its default, so one reading serves the grammars 15 to 18.
// The only header that knows simdjson. Layer: grammar/postgres, private.

#include <cstdint>
#include <optional>
#include <simdjson.h>
#include <string_view>
#include <vector>

namespace ashlar::postgres {

class NodeList;

/// A node, or nothing: then every field has its default. A view, valid while its document is.
class Node {
 public:
  Node() = default;
  /// Takes the tag off where there is one.
  explicit Node(simdjson::dom::element element);
  /// An object that is known to bear no tag.
  explicit Node(simdjson::dom::object object) : object_(object) {}

  explicit operator bool() const { return object_.has_value(); }
  /// The kind ("ColumnRef"); empty where the place allows only one kind.
  [[nodiscard]] std::string_view kind() const { return kind_; }
  [[nodiscard]] bool is(std::string_view kind) const { return kind_ == kind; }

  [[nodiscard]] std::string_view text(std::string_view field) const;
  [[nodiscard]] bool flag(std::string_view field) const;
  [[nodiscard]] std::int64_t integer(std::string_view field) const;
  [[nodiscard]] bool has(std::string_view field) const;
  [[nodiscard]] Node child(std::string_view field) const;
  [[nodiscard]] NodeList list(std::string_view field) const;

  /// The node's fields as JSON, for walks that do not care for kinds.
  [[nodiscard]] const std::optional<simdjson::dom::object>& fields() const { return object_; }

 private:
  std::optional<simdjson::dom::object> object_;
  std::string_view kind_;
};

/// A list of nodes; may be empty. Iterate with a range-for; each item is made on the way.
class NodeList {
 public:
  NodeList() = default;
  explicit NodeList(simdjson::dom::array array) : array_(array) {}

  class Iterator {
   public:
    Iterator() = default;
    explicit Iterator(simdjson::dom::array::iterator at) : at_(at) {}
    Node operator*() const { return Node(**at_); }
    Iterator& operator++() {
      ++*at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const {
      return at_.has_value() && other.at_.has_value() && *at_ != *other.at_;
    }

   private:
    std::optional<simdjson::dom::array::iterator> at_;
  };

  [[nodiscard]] Iterator begin() const { return array_ ? Iterator(array_->begin()) : Iterator(); }
  [[nodiscard]] Iterator end() const { return array_ ? Iterator(array_->end()) : Iterator(); }
  [[nodiscard]] bool empty() const { return !array_ || array_->size() == 0; }
  [[nodiscard]] std::size_t size() const { return array_ ? array_->size() : 0; }
  [[nodiscard]] Node front() const;
  [[nodiscard]] Node back() const;

 private:
  std::optional<simdjson::dom::array> array_;
};

/// The text of a String node, whatever it is called in the tree: sval in all grammars from 15 on.
[[nodiscard]] std::string_view string_value(const Node& node);
/// The texts of a list of String nodes.
[[nodiscard]] std::vector<std::string_view> string_values(const NodeList& list);
/// The items of a node that is a list itself ({"List":{"items":[…]}}).
[[nodiscard]] NodeList items(const Node& node);

}  // namespace ashlar::postgres
