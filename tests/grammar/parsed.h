#pragma once

// What the tests of the statements share: parses a text and gives back statements of the type that
// the test expects, and the words that a span covers.

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "grammar/postgres/parser.h"
#include "grammar/sql/statements.h"
#include "grammar/text/diagnostic.h"

namespace ashlar::testing {

class Parsed {
 public:
  explicit Parsed(std::string sql) : sql_(std::move(sql)) {
    statements_ = postgres::parse_text(sql_, 0, diagnostics_);
  }

  [[nodiscard]] const std::vector<postgres::ParsedStatement>& statements() const {
    return statements_;
  }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] std::string text(Span span) const { return std::string(slice(sql_, span)); }
  [[nodiscard]] std::string text(const sql::Name& name) const { return text(name.span); }
  [[nodiscard]] std::string text(const sql::QualifiedName& name) const { return text(name.span); }
  [[nodiscard]] std::vector<std::string> texts(const std::vector<sql::Name>& names) const {
    std::vector<std::string> list;
    for (const sql::Name& name : names) list.push_back(text(name));
    return list;
  }

  /// Statement `index` as a T; fails the test where it is of another kind.
  template <typename T>
  [[nodiscard]] const T& as(std::size_t index = 0) const {
    static const T kNone{};
    if (index >= statements_.size()) {
      ADD_FAILURE() << "there is no statement " << index << " in: " << sql_ << messages();
      return kNone;
    }
    const T* statement = std::get_if<T>(&statements_[index].statement.node);
    if (statement != nullptr) return *statement;
    ADD_FAILURE() << "statement " << index << " is " << kind_name(statements_[index].statement)
                  << " in: " << sql_;
    return kNone;
  }

  /// Action `index` of the only statement, an ALTER TABLE, as a T.
  template <typename T>
  [[nodiscard]] const T& action(std::size_t index = 0) const {
    static const T kNone{};
    const sql::AlterTable& alter = as<sql::AlterTable>();
    if (index >= alter.actions.size()) {
      ADD_FAILURE() << "there is no action " << index << " in: " << sql_;
      return kNone;
    }
    const T* action = std::get_if<T>(&alter.actions[index].node);
    if (action != nullptr) return *action;
    ADD_FAILURE() << "action " << index << " has kind " << alter.actions[index].node.index()
                  << " in: " << sql_;
    return kNone;
  }

 private:
  [[nodiscard]] std::string messages() const {
    std::string all;
    for (const Diagnostic& diagnostic : diagnostics_) all += "\n  " + diagnostic.message;
    return all;
  }

  std::string sql_;
  Diagnostics diagnostics_;
  std::vector<postgres::ParsedStatement> statements_;
};

}  // namespace ashlar::testing
