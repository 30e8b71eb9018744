#include <algorithm>
#include <array>

#include "compiler/rules/checks.h"
#include "compiler/rules/rules.h"

namespace ashlar::rules {
namespace {

// One row a rule, sorted by id: id, default severity, summary, check of a statement, check of a
// revision.
constexpr auto kRules = std::to_array<Rule>({
    {"concurrently-in-transaction", Severity::kError,
     "a statement that refuses a transaction stands in a section that is forced into one",
     check_concurrently_in_transaction, nullptr},
    {"create-index-blocks-writes", Severity::kError,
     "an index built without CONCURRENTLY keeps writers of an existing table waiting",
     check_create_index_blocks_writes, nullptr},
    {"data-and-schema-mixed", Severity::kWarning,
     "many rows are written in the revision that changes the schema", nullptr,
     check_data_and_schema_mixed},
    {"delete-without-where", Severity::kWarning, "every row of an existing table is deleted",
     check_delete_without_where, nullptr},
    {"disable-rls", Severity::kWarning, "row security is switched off", check_disable_rls, nullptr},
    {"drop-cascade-removes-dependents", Severity::kError,
     "CASCADE drops more than the statement names", check_drop_cascade_removes_dependents, nullptr},
    {"drop-column-data-loss", Severity::kError, "a column and its values are gone for good",
     check_drop_column_data_loss, nullptr},
    {"drop-column-drops-index", Severity::kWarning,
     "indexes and constraints go silently with a column", check_drop_column_drops_index, nullptr},
    {"drop-constraint", Severity::kWarning, "a constraint is dropped and nothing takes its place",
     check_drop_constraint, nullptr},
    {"drop-database", Severity::kError, "a database is gone for good", check_drop_database,
     nullptr},
    {"drop-extension", Severity::kError,
     "an extension goes with its types, functions and operators", check_drop_extension, nullptr},
    {"drop-foreign-key", Severity::kWarning, "a foreign key is dropped and nothing takes its place",
     check_drop_foreign_key, nullptr},
    {"drop-index-blocks", Severity::kWarning,
     "an index dropped without CONCURRENTLY keeps all users of its table waiting",
     check_drop_index_blocks, nullptr},
    {"drop-matview", Severity::kError, "a materialized view and its contents are gone",
     check_drop_matview, nullptr},
    {"drop-policy", Severity::kWarning,
     "a row security policy is dropped and nothing takes its place", check_drop_policy, nullptr},
    {"drop-schema-data-loss", Severity::kError, "a schema and everything in it are gone for good",
     check_drop_schema_data_loss, nullptr},
    {"drop-sequence", Severity::kError, "a sequence and its position are gone", check_drop_sequence,
     nullptr},
    {"drop-table-data-loss", Severity::kError, "a table and its rows are gone for good",
     check_drop_table_data_loss, nullptr},
    {"drop-type", Severity::kError, "a type is gone", check_drop_type, nullptr},
    {"enum-value-used-in-same-transaction", Severity::kError,
     "an enum value is used in the transaction that adds it",
     check_enum_value_used_in_same_transaction, nullptr},
    {"identifier-quoted", Severity::kWarning, "a name needs quotes wherever it is used", nullptr,
     check_identifier_quoted},
    {"identifier-truncated", Severity::kError, "PostgreSQL cuts identifiers to 63 bytes", nullptr,
     check_identifier_truncated},
    {"irreversible-without-reason", Severity::kError,
     "a revision without a way back does not say why", nullptr, check_irreversible_without_reason},
    {"naming-check", Severity::kError, "the name of a CHECK constraint does not fit its pattern",
     nullptr, check_naming_check},
    {"naming-column", Severity::kError, "the name of a column does not fit its pattern", nullptr,
     check_naming_column},
    {"naming-enum", Severity::kError, "the name of an enum type does not fit its pattern", nullptr,
     check_naming_enum},
    {"naming-exclusion", Severity::kError,
     "the name of an exclusion constraint does not fit its pattern", nullptr,
     check_naming_exclusion},
    {"naming-foreign-key", Severity::kError, "the name of a foreign key does not fit its pattern",
     nullptr, check_naming_foreign_key},
    {"naming-function", Severity::kError, "the name of a function does not fit its pattern",
     nullptr, check_naming_function},
    {"naming-index", Severity::kError, "the name of an index does not fit its pattern", nullptr,
     check_naming_index},
    {"naming-primary-key", Severity::kError,
     "the primary key's column, or its name, does not fit its pattern", nullptr,
     check_naming_primary_key},
    {"naming-schema", Severity::kError, "the name of a schema does not fit its pattern", nullptr,
     check_naming_schema},
    {"naming-sequence", Severity::kError, "the name of a sequence does not fit its pattern",
     nullptr, check_naming_sequence},
    {"naming-table", Severity::kError, "the name of a table does not fit its pattern", nullptr,
     check_naming_table},
    {"naming-trigger", Severity::kError, "the name of a trigger does not fit its pattern", nullptr,
     check_naming_trigger},
    {"naming-unique", Severity::kError,
     "the name of a unique constraint or index does not fit its pattern", nullptr,
     check_naming_unique},
    {"naming-view", Severity::kError, "the name of a view does not fit its pattern", nullptr,
     check_naming_view},
    {"not-modelled", Severity::kNote,
     "a statement changes something that the catalog does not follow", check_not_modelled, nullptr},
    {"reindex-blocks", Severity::kWarning, "REINDEX without CONCURRENTLY keeps writers waiting",
     check_reindex_blocks, nullptr},
    {"session-state-leak", Severity::kError, "a setting or role outlives the revision", nullptr,
     check_session_state_leak},
    {"transaction-control", Severity::kError, "the file begins or ends transactions itself",
     nullptr, check_transaction_control},
    {"truncate-cascade-reaches", Severity::kError,
     "TRUNCATE … CASCADE empties tables that it does not name", check_truncate_cascade_reaches,
     nullptr},
    {"truncate-data-loss", Severity::kError, "all rows of a table are gone for good",
     check_truncate_data_loss, nullptr},
    {"unused-allow", Severity::kWarning, "an allow suppresses nothing, or names no rule", nullptr,
     nullptr},
    {"update-without-where", Severity::kWarning, "every row of an existing table is updated",
     check_update_without_where, nullptr},
});

constexpr bool by_id(const Rule& a, const Rule& b) { return a.id < b.id; }
static_assert(std::is_sorted(kRules.begin(), kRules.end(), by_id));

constexpr auto kFixedRules = std::to_array<FixedRule>({
    {"allow-without-reason", Severity::kError, "an allow does not say why"},
    {"copy-from-stdin", Severity::kError, "COPY … FROM stdin has its data in the file"},
    {"duplicate-annotation", Severity::kError, "an annotation stands twice where one is right"},
    {"duplicate-label", Severity::kError,
     "two revisions have one label, or a label is the id of a revision"},
    {"duplicate-revision", Severity::kError, "two files have one revision id"},
    {"file-too-large", Severity::kError, "a file is larger than positions can tell"},
    {"invalid-revision-id", Severity::kError, "the file name gives no valid revision id"},
    {"malformed-annotation", Severity::kError, "an annotation is not written as its form asks"},
    {"misplaced-annotation", Severity::kError, "an annotation stands where it has no meaning"},
    {"missing-revision", Severity::kError, "a parent or dependency is not there"},
    {"missing-up", Severity::kError, "the file has no up section"},
    {"nesting-too-deep", Severity::kError, "a statement is nested too deeply to be read"},
    {"no-down-section", Severity::kError, "a downgrade meets a revision without a way back"},
    {"not-utf8", Severity::kError, "the file is not UTF-8"},
    {"nul-byte", Severity::kError, "a byte 0 stands in the file"},
    {"psql-meta-command", Severity::kError, "a psql meta-command stands in the file"},
    {"revision-cycle", Severity::kError, "revisions are their own ancestors"},
    {"statement-outside-section", Severity::kError, "a statement stands before the first section"},
    {"syntax-error", Severity::kError, "PostgreSQL cannot parse a statement"},
    {"syntax-newer-than-grammar", Severity::kError,
     "a statement uses syntax that is newer than the grammar"},
    {"unknown-annotation", Severity::kError, "there is no annotation of this name"},
    {"wrapped-in-transaction", Severity::kNote, "a section stands whole between BEGIN and COMMIT"},
});
static_assert(std::is_sorted(kFixedRules.begin(), kFixedRules.end(),
                             [](const FixedRule& a, const FixedRule& b) { return a.id < b.id; }));

template <typename Rules>
auto* find_in(const Rules& rules, std::string_view id) {
  const auto at =
      std::lower_bound(rules.begin(), rules.end(), id,
                       [](const auto& rule, std::string_view wanted) { return rule.id < wanted; });
  return at != rules.end() && at->id == id ? &*at : nullptr;
}

}  // namespace

std::span<const Rule> all_rules() { return kRules; }

std::span<const FixedRule> fixed_rules() { return kFixedRules; }

const Rule* find_rule(std::string_view id) { return find_in(kRules, id); }

const FixedRule* find_fixed_rule(std::string_view id) { return find_in(kFixedRules, id); }

}  // namespace ashlar::rules
