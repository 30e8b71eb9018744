#pragma once

// Random DDL that is nearly valid: names, columns and types are picked from what the catalog holds,
// and now and then from what it does not.

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace ashlar::server_tests {

class RandomDdl {
 public:
  explicit RandomDdl(std::uint64_t seed) : random_(seed) {}

  /// One statement over the objects of `schema`, without a semicolon.
  std::string statement(const catalog::Catalog& schema);

 private:
  /// What the catalog holds now, by kind.
  struct Known {
    std::vector<const catalog::Object*> tables;
    std::vector<const catalog::Object*> views;
    std::vector<const catalog::Object*> sequences;
    std::vector<const catalog::Object*> indexes;
    std::vector<const catalog::Object*> constraints;
    std::vector<const catalog::Object*> enums;
    std::vector<const catalog::Object*> composites;
    std::vector<const catalog::Object*> domains;
    std::vector<const catalog::Object*> functions;
    std::vector<const catalog::Object*> triggers;
    std::vector<const catalog::Object*> policies;
    std::vector<const catalog::Object*> ranges;
    std::vector<const catalog::Object*> rules;
    std::vector<const catalog::Object*> statistics;
    std::vector<const catalog::Object*> domain_constraints;
    std::vector<std::string> schemas;
  };
  using Objects = std::vector<const catalog::Object*>;

  void look(const catalog::Catalog& schema);

  // Chance.
  std::size_t below(std::size_t count);
  bool one_in(std::size_t count) { return below(count) == 0; }
  std::string_view any(const std::vector<std::string_view>& words) {
    return words[below(words.size())];
  }

  // Names.
  std::string new_name();
  std::string in_schema(const std::string& name);
  std::string object(const Objects& objects);
  const catalog::Object* pick(const Objects& objects);
  std::string column(const catalog::Object* table);
  std::string table_of(const catalog::Object* part);
  Objects parts_of(const catalog::Object* owner, const Objects& parts);
  /// Those that are not temporary.
  static Objects lasting(const Objects& objects);
  std::string full_name(const catalog::Object* object);
  std::string signature(const catalog::Object* function);
  std::string behavior();
  std::string if_exists();

  // Parts.
  std::string type();
  std::string column_definition(bool in_create);
  std::string constraint(const catalog::Object* table);
  std::string value(const catalog::Type& type);
  std::string condition(const catalog::Object* table);
  std::string expression(const catalog::Object* table);
  std::string call(const catalog::Object* function);
  std::string query();
  std::string simple_query(const catalog::Object* first, const Objects& sources);
  std::string bound(const catalog::Table& parent);

  // Statements.
  std::string create_table();
  std::string create_child(const catalog::Object* parent, const std::string& text);
  std::string create_like(const catalog::Object* other, const std::string& text);
  std::string alter_table();
  std::string alter_constraint(const catalog::Object* table, const std::string& text);
  std::string alter_hierarchy(const catalog::Object* table, const std::string& text);
  std::string alter_column(const catalog::Object* table);
  std::string create_index();
  std::string create_view();
  std::string change_view();
  std::string create_type();
  std::string alter_type();
  std::string alter_enum();
  std::string alter_domain();
  std::string create_routine();
  std::string alter_routine();
  std::string create_part_of_table();
  std::string create_trigger(const catalog::Object* table, const std::string& name);
  std::string change_sequence();
  std::string change_rights();
  std::string rename();
  std::string drop();
  std::string drop_part();
  std::string comment();
  std::string change_schema();

  std::mt19937_64 random_;
  Known known_;
};

}  // namespace ashlar::server_tests
