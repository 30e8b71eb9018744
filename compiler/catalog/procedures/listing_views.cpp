// pg_tables and its kin: views on the catalogs that people read.

#include <array>
#include <string>

#include "compiler/catalog/procedures/rows.h"

namespace ashlar::catalog::procedures {
namespace {

using ColumnNames = std::span<const std::string_view>;

Value owner_name(const Object& object) {
  return object.owner.empty() ? unknown() : text(object.owner);
}

constexpr std::array<std::string_view, 8> kTablesColumns{"schemaname",  "tablename",  "tableowner",
                                                         "tablespace",  "hasindexes", "hasrules",
                                                         "hastriggers", "rowsecurity"};
void fill_tables(RowMaker& rows) {
  rows.for_each_named(NameSpace::kRelation, "schemaname", "tablename", [&](const Object& object) {
    const auto* table = std::get_if<Table>(&object.data);
    if (table == nullptr || table->foreign) return;
    bool indexes = false;
    bool rules = false;
    bool triggers = false;
    for (const Object* part : rows.catalog().parts_of(object.id)) {
      indexes = indexes || std::holds_alternative<Index>(part->data);
      rules = rules || std::holds_alternative<Rule>(part->data);
      triggers = triggers || std::holds_alternative<Trigger>(part->data);
    }
    rows.add(object,
             {text(object.schema), text(object.name), owner_name(object),
              table->tablespace.empty() ? null() : text(table->tablespace), boolean(indexes),
              boolean(rules), boolean(triggers), boolean(table->row_security)});
  });
}

template <bool materialized>
void fill_view_list(RowMaker& rows) {
  rows.for_each_named(
      NameSpace::kRelation, "schemaname", materialized ? "matviewname" : "viewname",
      [&](const Object& object) {
        const auto* view = std::get_if<View>(&object.data);
        if (view == nullptr || view->materialized != materialized) return;
        rows.add(object, {text(object.schema), text(object.name), owner_name(object)});
      });
}
constexpr std::array<std::string_view, 4> kViewsColumns{"schemaname", "viewname", "viewowner",
                                                        "definition"};
constexpr std::array<std::string_view, 4> kMaterializedColumns{"schemaname", "matviewname",
                                                               "matviewowner", "definition"};

constexpr std::array<std::string_view, 5> kIndexesColumns{"schemaname", "tablename", "indexname",
                                                          "tablespace", "indexdef"};
void fill_index_list(RowMaker& rows) {
  rows.for_each_named(NameSpace::kRelation, "schemaname", "indexname", [&](const Object& object) {
    const auto* index = std::get_if<Index>(&object.data);
    const Object* table = index == nullptr ? nullptr : rows.catalog().get(index->table);
    if (table == nullptr) return;
    rows.add(object, {text(object.schema), text(table->name), text(object.name),
                      index->tablespace.empty() ? null() : text(index->tablespace)});
  });
}

constexpr std::array<std::string_view, 3> kSequencesColumns{"schemaname", "sequencename",
                                                            "sequenceowner"};
void fill_sequence_list(RowMaker& rows) {
  rows.for_each_named(
      NameSpace::kRelation, "schemaname", "sequencename", [&](const Object& object) {
        if (!std::holds_alternative<Sequence>(object.data)) return;
        rows.add(object, {text(object.schema), text(object.name), owner_name(object)});
      });
}

constexpr std::array<std::string_view, 6> kPoliciesColumns{"schemaname", "tablename", "policyname",
                                                           "permissive", "roles",     "cmd"};
void fill_policy_list(RowMaker& rows) {
  rows.for_each_object(NameSpace::kPolicy, "policyname", [&](const Object& object) {
    const auto* policy = std::get_if<Policy>(&object.data);
    const Object* table = policy == nullptr ? nullptr : rows.catalog().get(policy->table);
    if (table == nullptr) return;
    std::vector<Value> roles;
    for (const std::string& role : policy->roles) roles.push_back(text(role));
    std::string command = policy->command;
    for (char& c : command) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    rows.add(object, {text(table->schema), text(table->name), text(object.name),
                      text(policy->permissive ? "PERMISSIVE" : "RESTRICTIVE"),
                      array(std::move(roles)), text(std::move(command))});
  });
}

constexpr std::array<std::string_view, 3> kRulesColumns{"schemaname", "tablename", "rulename"};
void fill_rule_list(RowMaker& rows) {
  rows.for_each_object(NameSpace::kRule, "rulename", [&](const Object& object) {
    const auto* rule = std::get_if<Rule>(&object.data);
    const Object* table = rule == nullptr ? nullptr : rows.catalog().get(rule->table);
    if (table == nullptr) return;
    rows.add(object, {text(table->schema), text(table->name), text(object.name)});
  });
}

template <sql::ObjectKind kind>
void fill_others(RowMaker& rows) {
  rows.for_each_object(NameSpace::kOther, {}, [&](const Object& object) {
    const auto* other = std::get_if<OtherObject>(&object.data);
    if (other == nullptr || other->kind != kind) return;
    rows.add(object, {oid(Oid::Kind::kPlain, object.id), text(object.name)});
  });
}
constexpr std::array<std::string_view, 2> kPublicationColumns{"oid", "pubname"};
constexpr std::array<std::string_view, 2> kEventTriggerColumns{"oid", "evtname"};
constexpr std::array<std::string_view, 2> kServerColumns{"oid", "srvname"};
constexpr std::array<std::string_view, 2> kStatisticsColumns{"oid", "stxname"};

constexpr std::array<VirtualRelation, 11> kListingViews{{
    {"pg_tables", ColumnNames(kTablesColumns), fill_tables},
    {"pg_views", ColumnNames(kViewsColumns), fill_view_list<false>},
    {"pg_matviews", ColumnNames(kMaterializedColumns), fill_view_list<true>},
    {"pg_indexes", ColumnNames(kIndexesColumns), fill_index_list},
    {"pg_sequences", ColumnNames(kSequencesColumns), fill_sequence_list},
    {"pg_policies", ColumnNames(kPoliciesColumns), fill_policy_list},
    {"pg_rules", ColumnNames(kRulesColumns), fill_rule_list},
    {"pg_publication", ColumnNames(kPublicationColumns),
     fill_others<sql::ObjectKind::kPublication>},
    {"pg_event_trigger", ColumnNames(kEventTriggerColumns),
     fill_others<sql::ObjectKind::kEventTrigger>},
    {"pg_foreign_server", ColumnNames(kServerColumns),
     fill_others<sql::ObjectKind::kForeignServer>},
    {"pg_statistic_ext", ColumnNames(kStatisticsColumns),
     fill_others<sql::ObjectKind::kStatistics>},
}};

}  // namespace

std::span<const VirtualRelation> listing_views() { return kListingViews; }

}  // namespace ashlar::catalog::procedures
