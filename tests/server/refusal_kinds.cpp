#include "tests/server/refusal_kinds.h"

#include <set>

namespace ashlar::server_tests {

bool is_visible_in_catalog(const std::string& sqlstate) {
  static const std::set<std::string> kVisible = {
      "42P01", "42703", "42704", "42883", "3F000", "42P07", "42701", "42723", "42710", "42P06",
      "42702", "42725", "42809", "2BP01", "42830", "42804", "42846", "42P16", "42P17", "42611",
      "42P13", "55000", "0A000", "42601", "42803", "42P10", "42P18", "42P20", "42P22", "22023"};
  return kVisible.contains(sqlstate);
}

}  // namespace ashlar::server_tests
