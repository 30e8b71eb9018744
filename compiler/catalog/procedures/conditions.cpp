// The names of errors (src/backend/utils/errcodes.txt), those that DDL and blocks meet.

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "compiler/catalog/procedures/machine.h"

namespace ashlar::catalog::procedures {
namespace {

using Condition = std::pair<std::string_view, std::string_view>;

constexpr std::array<Condition, 84> kConditions{{
    {"ambiguous_alias", "42P09"},
    {"ambiguous_column", "42702"},
    {"ambiguous_function", "42725"},
    {"ambiguous_parameter", "42P08"},
    {"array_subscript_error", "2202E"},
    {"assert_failure", "P0004"},
    {"cannot_coerce", "42846"},
    {"cannot_connect_now", "57P03"},
    {"cardinality_violation", "21000"},
    {"case_not_found", "20000"},
    {"character_not_in_repertoire", "22021"},
    {"check_violation", "23514"},
    {"collation_mismatch", "42P21"},
    {"configuration_limit_exceeded", "53400"},
    {"data_corrupted", "XX001"},
    {"data_exception", "22000"},
    {"datatype_mismatch", "42804"},
    {"datetime_field_overflow", "22008"},
    {"deadlock_detected", "40P01"},
    {"dependent_objects_still_exist", "2BP01"},
    {"dependent_privilege_descriptors_still_exist", "2B000"},
    {"disk_full", "53100"},
    {"division_by_zero", "22012"},
    {"duplicate_alias", "42712"},
    {"duplicate_column", "42701"},
    {"duplicate_cursor", "42P03"},
    {"duplicate_database", "42P04"},
    {"duplicate_file", "58P02"},
    {"duplicate_function", "42723"},
    {"duplicate_object", "42710"},
    {"duplicate_prepared_statement", "42P05"},
    {"duplicate_schema", "42P06"},
    {"duplicate_table", "42P07"},
    {"exclusion_violation", "23P01"},
    {"feature_not_supported", "0A000"},
    {"foreign_key_violation", "23503"},
    {"generated_always", "428C9"},
    {"grouping_error", "42803"},
    {"in_failed_sql_transaction", "25P02"},
    {"indeterminate_collation", "42P22"},
    {"indeterminate_datatype", "42P18"},
    {"insufficient_privilege", "42501"},
    {"integrity_constraint_violation", "23000"},
    {"internal_error", "XX000"},
    {"invalid_authorization_specification", "28000"},
    {"invalid_column_definition", "42611"},
    {"invalid_column_reference", "42P10"},
    {"invalid_cursor_definition", "42P11"},
    {"invalid_foreign_key", "42830"},
    {"invalid_function_definition", "42P13"},
    {"invalid_name", "42602"},
    {"invalid_object_definition", "42P17"},
    {"invalid_parameter_value", "22023"},
    {"invalid_role_specification", "0P000"},
    {"invalid_schema_definition", "42P15"},
    {"invalid_schema_name", "3F000"},
    {"invalid_table_definition", "42P16"},
    {"invalid_text_representation", "22P02"},
    {"lock_not_available", "55P03"},
    {"name_too_long", "42622"},
    {"no_data_found", "P0002"},
    {"not_null_violation", "23502"},
    {"null_value_not_allowed", "22004"},
    {"numeric_value_out_of_range", "22003"},
    {"object_in_use", "55006"},
    {"object_not_in_prerequisite_state", "55000"},
    {"out_of_memory", "53200"},
    {"program_limit_exceeded", "54000"},
    {"query_canceled", "57014"},
    {"raise_exception", "P0001"},
    {"reserved_name", "42939"},
    {"restrict_violation", "23001"},
    {"serialization_failure", "40001"},
    {"string_data_right_truncation", "22001"},
    {"syntax_error", "42601"},
    {"syntax_error_or_access_rule_violation", "42000"},
    {"too_many_rows", "P0003"},
    {"undefined_column", "42703"},
    {"undefined_file", "58P01"},
    {"undefined_function", "42883"},
    {"undefined_object", "42704"},
    {"undefined_parameter", "42P02"},
    {"undefined_table", "42P01"},
    {"unique_violation", "23505"},
}};
constexpr bool kInOrder = std::is_sorted(kConditions.begin(), kConditions.end());
static_assert(kInOrder);

}  // namespace

std::string_view sqlstate_of(std::string_view condition) {
  const auto at = std::lower_bound(
      kConditions.begin(), kConditions.end(), condition,
      [](const Condition& entry, std::string_view name) { return entry.first < name; });
  if (at != kConditions.end() && at->first == condition) return at->second;
  const bool code =
      condition.size() == 5 && std::all_of(condition.begin(), condition.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0 || (c >= 'A' && c <= 'Z');
      });
  return code ? condition : std::string_view();
}

}  // namespace ashlar::catalog::procedures
