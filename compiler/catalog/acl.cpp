#include "compiler/catalog/acl.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "compiler/catalog/statements/definitions.h"

namespace ashlar::catalog {
namespace {

// In the order of their bits.
constexpr std::array<std::string_view, 15> kRightNames{
    "INSERT", "SELECT", "UPDATE",    "DELETE",  "TRUNCATE", "REFERENCES",   "TRIGGER", "EXECUTE",
    "USAGE",  "CREATE", "TEMPORARY", "CONNECT", "SET",      "ALTER SYSTEM", "MAINTAIN"};

constexpr Rights kInsert = 1U << 0U;
constexpr Rights kSelect = 1U << 1U;
constexpr Rights kUpdate = 1U << 2U;
constexpr Rights kDelete = 1U << 3U;
constexpr Rights kTruncate = 1U << 4U;
constexpr Rights kReferences = 1U << 5U;
constexpr Rights kTrigger = 1U << 6U;
constexpr Rights kExecute = 1U << 7U;
constexpr Rights kUsage = 1U << 8U;
constexpr Rights kCreate = 1U << 9U;

constexpr const char* kPublic = "public";

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

/// What everybody has.
Rights rights_of_public(sql::ObjectKind kind) {
  const Rights all = all_rights(kind);
  if (all == kExecute) return kExecute;
  const bool usable = kind == sql::ObjectKind::kType || kind == sql::ObjectKind::kDomain ||
                      kind == sql::ObjectKind::kLanguage;
  return usable ? kUsage : 0;
}

AclItem& item_for(Acl& acl, const std::string& grantee, const std::string& grantor) {
  const auto at = std::find_if(acl.begin(), acl.end(), [&](const AclItem& item) {
    return item.grantee == grantee && item.grantor == grantor;
  });
  if (at != acl.end()) return *at;
  acl.push_back({grantee, grantor, 0, 0});
  return acl.back();
}

/// The options that the role still has from others.
Rights options_of(const Acl& acl, const std::string& role) {
  Rights options = 0;
  for (const AclItem& item : acl) {
    if (item.grantee == role) options |= item.options;
  }
  return options;
}

/// Takes rights and options away from one pair, and with CASCADE what the grantee gave on. Every
/// round takes something, so it ends.
bool take(Acl& acl, const AclItem& taken, const std::string& owner, sql::DropBehavior behavior) {
  std::vector<AclItem> waiting{taken};
  while (!waiting.empty()) {
    const AclItem next = waiting.back();
    waiting.pop_back();
    AclItem& item = item_for(acl, next.grantee, next.grantor);
    const Rights lost = item.options & next.options;
    item.rights &= ~next.rights;
    item.options &= ~next.options;
    std::erase_if(acl, [](const AclItem& each) { return (each.rights | each.options) == 0; });
    // The owner never loses the options.
    if (lost == 0 || next.grantee == owner) continue;
    const Rights gone = lost & ~options_of(acl, next.grantee);
    for (const AclItem& given : acl) {
      if (given.grantor != next.grantee || (given.rights & gone) == 0) continue;
      if (behavior == sql::DropBehavior::kRestrict) return false;
      waiting.push_back({given.grantee, given.grantor, gone, gone});
    }
  }
  return true;
}

}  // namespace

Rights right_named(std::string_view privilege) {
  std::string name(privilege);
  std::transform(name.begin(), name.end(), name.begin(), upper);
  if (name == "TEMP") name = "TEMPORARY";
  for (std::size_t bit = 0; bit < kRightNames.size(); ++bit) {
    if (kRightNames.at(bit) == name) return 1U << bit;
  }
  return 0;
}

Rights all_rights(sql::ObjectKind kind) {
  using sql::ObjectKind;
  switch (kind) {
    case ObjectKind::kTable:
    case ObjectKind::kForeignTable:
    case ObjectKind::kView:
    case ObjectKind::kMaterializedView:
      return kInsert | kSelect | kUpdate | kDelete | kTruncate | kReferences | kTrigger;
    case ObjectKind::kColumn:
      return kInsert | kSelect | kUpdate | kReferences;
    case ObjectKind::kSequence:
      return kUsage | kSelect | kUpdate;
    case ObjectKind::kSchema:
      return kUsage | kCreate;
    case ObjectKind::kFunction:
    case ObjectKind::kProcedure:
    case ObjectKind::kRoutine:
    case ObjectKind::kAggregate:
      return kExecute;
    case ObjectKind::kType:
    case ObjectKind::kDomain:
    case ObjectKind::kLanguage:
    case ObjectKind::kForeignDataWrapper:
    case ObjectKind::kForeignServer:
      return kUsage;
    case ObjectKind::kIndex:
    case ObjectKind::kConstraint:
    case ObjectKind::kDomainConstraint:
    case ObjectKind::kAttribute:
    case ObjectKind::kEnumValue:
    case ObjectKind::kOperator:
    case ObjectKind::kOperatorClass:
    case ObjectKind::kOperatorFamily:
    case ObjectKind::kCast:
    case ObjectKind::kCollation:
    case ObjectKind::kConversion:
    case ObjectKind::kTrigger:
    case ObjectKind::kEventTrigger:
    case ObjectKind::kRule:
    case ObjectKind::kPolicy:
    case ObjectKind::kExtension:
    case ObjectKind::kStatistics:
    case ObjectKind::kPublication:
    case ObjectKind::kSubscription:
    case ObjectKind::kUserMapping:
    case ObjectKind::kTextSearchConfiguration:
    case ObjectKind::kTextSearchDictionary:
    case ObjectKind::kTextSearchParser:
    case ObjectKind::kTextSearchTemplate:
    case ObjectKind::kAccessMethod:
    case ObjectKind::kTransform:
    case ObjectKind::kRole:
    case ObjectKind::kDatabase:
    case ObjectKind::kTablespace:
    case ObjectKind::kLargeObject:
    case ObjectKind::kOther:
      return 0;
  }
  return 0;
}

Acl acl_of(const std::vector<Grant>& grants) {
  Acl acl;
  for (const Grant& grant : grants) {
    AclItem& item = item_for(acl, grant.grantee, grant.grantor);
    const Rights right = right_named(grant.privilege);
    item.rights |= right;
    if (grant.grantable) item.options |= right;
  }
  return acl;
}

std::vector<Grant> grants_of(const Acl& acl, std::uint32_t column) {
  std::vector<Grant> grants;
  for (const AclItem& item : acl) {
    for (std::size_t bit = 0; bit < kRightNames.size(); ++bit) {
      const Rights right = 1U << bit;
      if ((item.rights & right) == 0) continue;
      grants.push_back({item.grantor, item.grantee, std::string(kRightNames.at(bit)),
                        (item.options & right) != 0, column});
    }
  }
  return grants;
}

Acl default_acl(sql::ObjectKind kind, const std::string& owner) {
  Acl acl;
  if (kind == sql::ObjectKind::kColumn) return acl;
  if (const Rights everybody = rights_of_public(kind))
    acl.push_back({kPublic, owner, everybody, 0});
  if (const Rights all = all_rights(kind)) acl.push_back({owner, owner, all, 0});
  return acl;
}

bool change_acl(Acl& acl, const AclChange& change, const std::string& owner) {
  for (const std::string& grantee : change.grantees) {
    AclItem item{grantee, change.grantor, 0, 0};
    if (change.grant || !change.with_option) item.rights = change.rights;
    if (!change.grant || change.with_option) item.options = change.rights;
    if (!change.grant) {
      if (!take(acl, item, owner, change.behavior)) return false;
      continue;
    }
    AclItem& held = item_for(acl, item.grantee, item.grantor);
    held.rights |= item.rights;
    held.options |= item.options;
  }
  return true;
}

Acl merge_acls(Acl acl, const Acl& more) {
  for (const AclItem& item : more) {
    AclItem& held = item_for(acl, item.grantee, item.grantor);
    held.rights |= item.rights;
    held.options |= item.options;
  }
  return acl;
}

void sort_acl(const Catalog& catalog, Acl& acl) {
  const auto age = [&catalog](const std::string& role) {
    const Object* made =
        catalog.find({NameSpace::kOther, {}, other_key(sql::ObjectKind::kRole, role, {})});
    return made == nullptr ? ObjectId{0} : made->id;
  };
  const auto order = [&age](const AclItem& item) {
    return std::tuple(item.grantee != kPublic, age(item.grantee), item.grantee,
                      item.grantor != kPublic, age(item.grantor), item.grantor);
  };
  std::stable_sort(acl.begin(), acl.end(),
                   [&order](const AclItem& a, const AclItem& b) { return order(a) < order(b); });
}

Acl acl_of_new_owner(Acl acl, const std::string& before, const std::string& after) {
  Acl changed;
  for (AclItem& item : acl) {
    if (item.grantor == before) item.grantor = after;
    if (item.grantee == before) item.grantee = after;
    // Two entries may have become one.
    AclItem& held = item_for(changed, item.grantee, item.grantor);
    held.rights |= item.rights;
    held.options |= item.options;
  }
  return changed;
}

std::string best_grantor(const Acl& acl, const std::string& role, const std::string& owner,
                         Rights rights) {
  if (role.empty() || role == owner) return owner;
  return (options_of(acl, role) & rights) != 0 ? role : owner;
}

}  // namespace ashlar::catalog
