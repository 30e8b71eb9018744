#include <string_view>

#include "grammar/sql/tables.h"

namespace ashlar::sql {

std::string_view to_string(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kTable:
      return "table";
    case ObjectKind::kForeignTable:
      return "foreign table";
    case ObjectKind::kIndex:
      return "index";
    case ObjectKind::kSequence:
      return "sequence";
    case ObjectKind::kView:
      return "view";
    case ObjectKind::kMaterializedView:
      return "materialized view";
    case ObjectKind::kColumn:
      return "column";
    case ObjectKind::kConstraint:
      return "constraint";
    case ObjectKind::kDomainConstraint:
      return "domain constraint";
    case ObjectKind::kSchema:
      return "schema";
    case ObjectKind::kType:
      return "type";
    case ObjectKind::kDomain:
      return "domain";
    case ObjectKind::kAttribute:
      return "attribute";
    case ObjectKind::kEnumValue:
      return "enum value";
    case ObjectKind::kFunction:
      return "function";
    case ObjectKind::kProcedure:
      return "procedure";
    case ObjectKind::kRoutine:
      return "routine";
    case ObjectKind::kAggregate:
      return "aggregate";
    case ObjectKind::kOperator:
      return "operator";
    case ObjectKind::kOperatorClass:
      return "operator class";
    case ObjectKind::kOperatorFamily:
      return "operator family";
    case ObjectKind::kCast:
      return "cast";
    case ObjectKind::kCollation:
      return "collation";
    case ObjectKind::kConversion:
      return "conversion";
    case ObjectKind::kTrigger:
      return "trigger";
    case ObjectKind::kEventTrigger:
      return "event trigger";
    case ObjectKind::kRule:
      return "rule";
    case ObjectKind::kPolicy:
      return "policy";
    case ObjectKind::kExtension:
      return "extension";
    case ObjectKind::kLanguage:
      return "language";
    case ObjectKind::kStatistics:
      return "statistics";
    case ObjectKind::kPublication:
      return "publication";
    case ObjectKind::kSubscription:
      return "subscription";
    case ObjectKind::kForeignDataWrapper:
      return "foreign data wrapper";
    case ObjectKind::kForeignServer:
      return "server";
    case ObjectKind::kUserMapping:
      return "user mapping";
    case ObjectKind::kTextSearchConfiguration:
      return "text search configuration";
    case ObjectKind::kTextSearchDictionary:
      return "text search dictionary";
    case ObjectKind::kTextSearchParser:
      return "text search parser";
    case ObjectKind::kTextSearchTemplate:
      return "text search template";
    case ObjectKind::kAccessMethod:
      return "access method";
    case ObjectKind::kTransform:
      return "transform";
    case ObjectKind::kRole:
      return "role";
    case ObjectKind::kDatabase:
      return "database";
    case ObjectKind::kTablespace:
      return "tablespace";
    case ObjectKind::kLargeObject:
      return "large object";
    case ObjectKind::kOther:
      return "object";
  }
  return "object";
}

}  // namespace ashlar::sql
