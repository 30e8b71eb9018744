#include "tests/server/common_properties.h"

#include "compiler/catalog/statements/columns.h"
#include "compiler/catalog/statements/privileges.h"
#include "compiler/catalog/types.h"
#include "grammar/text/overload.h"

namespace ashlar::server_tests {
namespace {

using namespace catalog;

// Every object that the two sides name alike: class and oid, what it is called, owner and list.
constexpr const char* kSubjects = R"(
WITH ns AS (
  SELECT oid, CASE WHEN nspname LIKE 'pg\_temp\_%' THEN 'pg_temp' ELSE nspname END AS name, nspowner, nspacl
  FROM pg_namespace
  WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    AND nspname NOT LIKE 'pg\_toast%'
), member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), rel AS (
  SELECT c.*, ns.name || '.' || c.relname AS display FROM pg_class c JOIN ns ON ns.oid = c.relnamespace
), subject(class, oid, name, owner, acl) AS (
  SELECT 'pg_class'::regclass, oid, 'relation ' || display, CASE WHEN relkind NOT IN ('i', 'I', 'c') THEN relowner END,
         CASE WHEN relkind <> 'c' THEN relacl END FROM rel
  UNION ALL
  SELECT 'pg_type'::regclass, t.oid, 'type ' || ns.name || '.' || t.typname, typowner, typacl
  FROM pg_type t JOIN ns ON ns.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c'
  UNION ALL
  SELECT 'pg_proc'::regclass, p.oid, format('function %s.%s(%s)', ns.name, p.proname,
         (SELECT string_agg(format_type(t.oid, NULL), ', ' ORDER BY i)
          FROM unnest(p.proargtypes) WITH ORDINALITY AS u(id, i) JOIN pg_type t ON t.oid = u.id)), proowner, proacl
  FROM pg_proc p JOIN ns ON ns.oid = p.pronamespace
  WHERE NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = p.oid AND deptype = 'i')
  UNION ALL
  SELECT 'pg_namespace'::regclass, oid, 'schema ' || name, nspowner,
         CASE WHEN name <> 'public' OR nspacl::text <> '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}'
         THEN nspacl END
  FROM ns WHERE name <> 'pg_temp'
  UNION ALL
  SELECT 'pg_constraint'::regclass, k.oid,
         format('constraint %s on %s', conname, coalesce(rel.display, ns.name || '.' || t.typname)), NULL, NULL
  FROM pg_constraint k LEFT JOIN rel ON rel.oid = k.conrelid LEFT JOIN pg_type t ON t.oid = k.contypid
  JOIN ns ON ns.oid = k.connamespace
  UNION ALL
  SELECT 'pg_trigger'::regclass, t.oid, format('trigger %s on %s', tgname, rel.display), NULL, NULL
  FROM pg_trigger t JOIN rel ON rel.oid = t.tgrelid
  UNION ALL
  SELECT 'pg_policy'::regclass, p.oid, format('policy %s on %s', polname, rel.display), NULL, NULL
  FROM pg_policy p JOIN rel ON rel.oid = p.polrelid
  UNION ALL
  SELECT 'pg_rewrite'::regclass, r.oid, format('rule %s on %s', rulename, rel.display), NULL, NULL
  FROM pg_rewrite r JOIN rel ON rel.oid = r.ev_class
  UNION ALL
  SELECT 'pg_foreign_server'::regclass, oid, 'server ' || srvname, srvowner, srvacl FROM pg_foreign_server
  UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, oid, 'foreign data wrapper ' || fdwname, fdwowner, fdwacl
  FROM pg_foreign_data_wrapper
  UNION ALL
  SELECT 'pg_publication'::regclass, oid, 'publication ' || pubname, pubowner, NULL FROM pg_publication
), own AS (
  SELECT s.* FROM subject s WHERE NOT EXISTS (SELECT FROM member WHERE classid = s.class AND objid = s.oid)
), role(oid, name) AS (
  SELECT oid, CASE rolname WHEN 'postgres' THEN '(maker)' ELSE rolname END FROM pg_roles
  UNION ALL SELECT 0, 'public'
) )";

// One query for the three: finding the subjects is what costs.
constexpr const char* kOfSubjects = R"(
SELECT format('comment on %s%s: %s', name, '.' || attname, description)
FROM pg_description d JOIN own ON d.classoid = own.class AND d.objoid = own.oid
LEFT JOIN pg_attribute a ON d.classoid = 'pg_class'::regclass AND a.attrelid = d.objoid AND a.attnum = d.objsubid
  AND d.objsubid <> 0
UNION ALL
SELECT format('owner of %s: %s', own.name, role.name) FROM own JOIN role ON role.oid = own.owner
WHERE role.name <> '(maker)'
UNION ALL
SELECT format('right on %s: %s %s to %s by %s%s', own.name, lpad(n::text, 2, '0'), privilege_type, grantee.name,
              grantor.name, CASE WHEN is_grantable THEN ' grantable' ELSE '' END)
FROM own, LATERAL (SELECT *, row_number() OVER () AS n FROM aclexplode(acl)) x
JOIN role grantee ON grantee.oid = x.grantee JOIN role grantor ON grantor.oid = x.grantor
UNION ALL
SELECT format('right on %s.%s: %s %s to %s by %s%s', own.name, a.attname, lpad(n::text, 2, '0'), privilege_type,
              grantee.name, grantor.name, CASE WHEN is_grantable THEN ' grantable' ELSE '' END)
FROM own JOIN pg_attribute a ON own.class = 'pg_class'::regclass AND a.attrelid = own.oid AND NOT a.attisdropped,
     LATERAL (SELECT *, row_number() OVER () AS n FROM aclexplode(attacl)) x
JOIN role grantee ON grantee.oid = x.grantee JOIN role grantor ON grantor.oid = x.grantor)";

constexpr const char* kDefaults = R"(
SELECT format('default of %s in %s: %s %s to %s by %s%s', owner.name, coalesce(ns.name, ''),
              CASE defaclobjtype WHEN 'r' THEN 'table' WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'function'
                WHEN 'T' THEN 'type' WHEN 'n' THEN 'schema' END, privilege_type, grantee.name, grantor.name,
              CASE WHEN is_grantable THEN ' grantable' ELSE '' END)
FROM pg_default_acl d JOIN role owner ON owner.oid = d.defaclrole LEFT JOIN ns ON ns.oid = d.defaclnamespace,
     LATERAL aclexplode(defaclacl) x
JOIN role grantee ON grantee.oid = x.grantee JOIN role grantor ON grantor.oid = x.grantor)";

constexpr const char* kPublished = R"(
SELECT format('publication %s has %s%s%s', pubname, rel.display,
              ' (' || (SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute
                       WHERE attrelid = r.prrelid AND attnum = ANY (r.prattrs)) || ')',
              CASE WHEN r.prqual IS NOT NULL THEN ' where' ELSE '' END)
FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid JOIN rel ON rel.oid = r.prrelid
UNION ALL
SELECT format('publication %s has schema %s', pubname, ns.name)
FROM pg_publication_namespace n JOIN pg_publication p ON p.oid = n.pnpubid JOIN ns ON ns.oid = n.pnnspid)";

class Properties {
 public:
  explicit Properties(const Catalog& catalog) : catalog_(catalog) {}

  std::vector<std::string> lines() {
    catalog_.for_each_object([this](const Object& object) {
      const std::string name = subject(object);
      if (object.extension == 0 && !name.empty()) print(object, name);
      const auto* other = std::get_if<OtherObject>(&object.data);
      if (other != nullptr && other->kind == sql::ObjectKind::kOther) print_published(*other);
    });
    for (const DefaultPrivileges& row : catalog_.default_privileges()) {
      for (const Grant& grant : row.privileges) {
        lines_.push_back("default of " + role(row.role) + " in " + row.schema + ": " +
                         std::string(sql::to_string(row.kind)) + " " + right(grant));
      }
    }
    return std::move(lines_);
  }

 private:
  /// Scripts run as `postgres`.
  static std::string role(const std::string& name) {
    return name.empty() || name == "postgres" ? "(maker)" : name;
  }
  static std::string right(const Grant& grant) {
    return grant.privilege + " to " + role(grant.grantee) + " by " + role(grant.grantor) +
           (grant.grantable ? " grantable" : "");
  }
  static std::string numbered(std::size_t n) {
    return (n < 10 ? "0" : "") + std::to_string(n) + " ";
  }

  std::string display(ObjectId id) const {
    const Object* object = catalog_.get(id);
    return object == nullptr ? "" : object->schema + "." + object->name;
  }
  /// As the server's query calls it; empty for what it leaves out.
  std::string subject(const Object& object) const {
    if (object.schema == "pg_catalog" || object.name == "pg_catalog") return "";
    const std::string full = object.schema + "." + object.name;
    return std::visit(
        Overload{
            [&](const Schema&) { return "schema " + object.name; },
            [&](const EnumType&) { return "type " + full; },
            [&](const CompositeType&) { return "type " + full; },
            [&](const DomainType&) { return "type " + full; },
            [&](const RangeType&) { return "type " + full; },
            [&](const OtherType&) { return std::string(); },
            [&](const Function& f) { return "function " + full + signature(f); },
            [&](const Constraint& c) {
              return "constraint " + object.name + " on " + display(c.table);
            },
            [&](const Trigger& t) { return "trigger " + object.name + " on " + display(t.table); },
            [&](const Policy& p) { return "policy " + object.name + " on " + display(p.table); },
            [&](const Rule& r) { return "rule " + object.name + " on " + display(r.table); },
            [&](const Extension&) { return std::string(); },
            [&](const OtherObject& o) {
              if (o.kind == sql::ObjectKind::kForeignServer) return "server " + object.name;
              const bool shown = o.kind == sql::ObjectKind::kPublication ||
                                 o.kind == sql::ObjectKind::kForeignDataWrapper;
              return shown ? std::string(sql::to_string(o.kind)) + " " + object.name
                           : std::string();
            },
            [&](const auto&) { return "relation " + full; },
        },
        object.data);
  }
  std::string column(const Object& object, std::uint32_t number) const {
    const auto* view = std::get_if<View>(&object.data);
    if (view != nullptr && number <= view->columns.size()) return view->columns[number - 1];
    if (const std::vector<Column>* columns = columns_of(object)) {
      for (const Column& each : *columns) {
        if (each.number == number) return each.name;
      }
    }
    return "?";
  }

  void print(const Object& object, const std::string& name) {
    const Annotations& annotations = object.annotations;
    if (!annotations.comment.empty()) {
      lines_.push_back("comment on " + name + ": " + annotations.comment);
    }
    for (const auto& [number, text] : annotations.column_comments) {
      // The columns of a composite type are those of its relation.
      std::string said = "comment on relation ";
      said.append(object.schema).append(".").append(object.name).append(".");
      said.append(column(object, number)).append(": ").append(text);
      lines_.push_back(std::move(said));
    }
    if (role(object.owner) != "(maker)") lines_.push_back("owner of " + name + ": " + object.owner);
    std::size_t n = 0;
    for (const Grant& grant : annotations.privileges.value_or(std::vector<Grant>{})) {
      lines_.push_back("right on " + name + ": " + numbered(++n) + right(grant));
    }
    std::uint32_t last = 0;
    for (const Grant& grant : annotations.column_privileges.value_or(std::vector<Grant>{})) {
      n = grant.column == last ? n + 1 : 1;
      last = grant.column;
      lines_.push_back("right on " + name + "." + column(object, last) + ": " + numbered(n) +
                       right(grant));
    }
  }

  /// From `ALTER PUBLICATION p ADD TABLE ONLY t (a, b) WHERE (…)`: its sites.
  void print_published(const OtherObject& other) {
    std::string publication;
    std::string subject;
    std::string columns;
    for (const Site& site : other.definition.sites) {
      const Object* object = catalog_.get(site.object);
      if (object == nullptr) continue;
      const bool before_condition = site.begin < other.definition.text.find(" WHERE (");
      if (publication.empty()) {
        publication = object->name;
      } else if (subject.empty()) {
        const bool schema = std::holds_alternative<Schema>(object->data);
        subject = schema ? "schema " + object->name : display(object->id);
      } else if (before_condition) {
        columns += (columns.empty() ? " (" : " ") + column(*object, site.column);
      }
    }
    if (!columns.empty()) columns += ")";
    const bool condition = other.definition.text.find(" WHERE (") != std::string::npos;
    lines_.push_back("publication " + publication + " has " + subject + columns +
                     (condition ? " where" : ""));
  }

  const Catalog& catalog_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> server_common_properties(Session& session) {
  std::vector<std::string> lines;
  for (const char* query : {kOfSubjects, kDefaults, kPublished}) {
    for (const std::vector<std::string>& row : session.run_again(std::string(kSubjects) + query)) {
      lines.push_back(row.at(0));
    }
  }
  return lines;
}

std::vector<std::string> catalog_common_properties(const Catalog& catalog) {
  return Properties(catalog).lines();
}

}  // namespace ashlar::server_tests
