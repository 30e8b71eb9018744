-- What is said of objects: owners, rights, comments, security labels, rights of objects to come.
, kinds(type, word) AS (
  VALUES ('foreign-data wrapper', 'FOREIGN DATA WRAPPER'), ('statistics object', 'STATISTICS'), ('composite type', 'TYPE')
), owners AS MATERIALIZED (
  SELECT 2615 AS class, oid AS object, nspowner AS owner FROM homes WHERE oid >= 16384
  UNION ALL SELECT 1259, oid, relowner FROM relations r WHERE relkind IN ('r', 'p', 'f', 'v', 'm') OR relkind = 'S'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 1259 AND objid = r.oid AND objsubid = 0 AND refclassid = 1259 AND deptype IN ('a', 'i'))
  UNION ALL SELECT 1247, t.oid, typowner FROM types t LEFT JOIN pg_class c ON c.oid = typrelid
    WHERE typtype IN ('b', 'd', 'e', 'r', 'c') AND (typelem = 0 OR typcategory <> 'A') AND (typrelid = 0 OR relkind = 'c')
  UNION ALL SELECT 1255, oid, proowner FROM routines
  UNION ALL SELECT 2612, oid, lanowner FROM pg_language WHERE oid >= 16384
  UNION ALL SELECT 2328, oid, fdwowner FROM pg_foreign_data_wrapper WHERE oid >= 16384
  UNION ALL SELECT 1417, oid, srvowner FROM pg_foreign_server
  UNION ALL SELECT 3466, oid, evtowner FROM pg_event_trigger
  UNION ALL SELECT 6104, oid, pubowner FROM pg_publication
  UNION ALL SELECT 6100, oid, subowner FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) -- from 14
  UNION ALL SELECT 3456, c.oid, collowner FROM pg_collation c JOIN homes ON homes.oid = collnamespace
  UNION ALL SELECT 2607, c.oid, conowner FROM pg_conversion c JOIN homes ON homes.oid = connamespace
  UNION ALL SELECT 2617, o.oid, oprowner FROM pg_operator o JOIN homes ON homes.oid = oprnamespace
  UNION ALL SELECT 2616, c.oid, opcowner FROM pg_opclass c JOIN homes ON homes.oid = opcnamespace
  UNION ALL SELECT 2753, f.oid, opfowner FROM pg_opfamily f JOIN homes ON homes.oid = opfnamespace
  UNION ALL SELECT 3602, c.oid, cfgowner FROM pg_ts_config c JOIN homes ON homes.oid = cfgnamespace
  UNION ALL SELECT 3600, d.oid, dictowner FROM pg_ts_dict d JOIN homes ON homes.oid = dictnamespace
  UNION ALL SELECT 3381, s.oid, stxowner FROM pg_statistic_ext s JOIN homes ON homes.oid = stxnamespace
), rights AS MATERIALIZED (
  SELECT 1259 AS class, oid AS object, CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END AS word, relacl AS acl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner) AS given, relowner AS owner
  FROM relations WHERE relacl IS NOT NULL AND relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  UNION ALL SELECT 1255, oid, CASE prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END, proacl, acldefault('f', proowner), proowner FROM routines WHERE proacl IS NOT NULL
  UNION ALL SELECT 1247, oid, CASE typtype WHEN 'd' THEN 'DOMAIN ' ELSE 'TYPE ' END, typacl, acldefault('T', typowner), typowner FROM types WHERE typacl IS NOT NULL
  UNION ALL SELECT 2615, n.oid, 'SCHEMA ', nspacl, acldefault('n', n.nspowner), n.nspowner FROM pg_namespace n JOIN homes USING (oid) WHERE nspacl IS NOT NULL AND oid >= 16384
  UNION ALL SELECT 2612, oid, 'LANGUAGE ', lanacl, acldefault('l', lanowner), lanowner FROM pg_language WHERE lanacl IS NOT NULL AND oid >= 16384
  UNION ALL SELECT 2328, oid, 'FOREIGN DATA WRAPPER ', fdwacl, acldefault('F', fdwowner), fdwowner FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL AND oid >= 16384
  UNION ALL SELECT 1417, oid, 'FOREIGN SERVER ', srvacl, acldefault('S', srvowner), srvowner FROM pg_foreign_server WHERE srvacl IS NOT NULL
), objects AS MATERIALIZED (
  SELECT class, object, word || (pg_identify_object(class, object, 0)).identity AS target, acl, given, owner FROM rights
  WHERE (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(acl) a) IS DISTINCT FROM (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(given) a)
    AND (class, object) NOT IN (SELECT classid, objid FROM members)
), grants AS (
  SELECT object, 0 AS num, target, owner, grantor, grantee, is_grantable, min(n) AS first, string_agg(privilege_type, ', ' ORDER BY n) AS privileges
  FROM objects, aclexplode(acl) WITH ORDINALITY x(grantor, grantee, privilege_type, is_grantable, n) GROUP BY object, target, owner, grantor, grantee, is_grantable
  UNION ALL SELECT r.oid, attnum, 'TABLE ' || name, relowner, grantor, grantee, is_grantable, min(n), string_agg(privilege_type || ' (' || quote_ident(attname) || ')', ', ' ORDER BY n)
  FROM relations r JOIN pg_attribute ON attrelid = r.oid, aclexplode(attacl) WITH ORDINALITY x(grantor, grantee, privilege_type, is_grantable, n)
  WHERE attacl IS NOT NULL AND NOT attisdropped GROUP BY r.oid, attnum, name, relowner, grantor, grantee, is_grantable
  UNION ALL SELECT oid, 0, 'SCHEMA public', nspowner, grantor, grantee, is_grantable, min(n), string_agg(privilege_type, ', ' ORDER BY n)
  FROM (SELECT n.oid, nspowner, x.* FROM pg_namespace n, aclexplode(nspacl) WITH ORDINALITY x(grantor, grantee, privilege_type, is_grantable, n) WHERE nspname = 'public' AND n.oid < 16384
    AND NOT EXISTS (SELECT FROM pg_init_privs p, aclexplode(initprivs) i WHERE p.objoid = n.oid AND classoid = 2615 AND i.grantee = x.grantee AND i.privilege_type = x.privilege_type AND i.is_grantable = x.is_grantable)) p
  GROUP BY oid, nspowner, grantor, grantee, is_grantable
), notes AS (
  SELECT classoid, objoid, objsubid, 'COMMENT ON ' AS verb, quote_literal(description) AS note FROM pg_description
  WHERE (objoid >= 16384 OR classoid = 2615 AND objoid IN (SELECT oid FROM homes) AND description <> 'standard public schema')
  UNION ALL SELECT classoid, objoid, objsubid, 'SECURITY LABEL FOR ' || quote_ident(provider) || ' ON ', quote_literal(label) FROM pg_seclabel
), noted AS (
  SELECT n.*, i.type, i.identity FROM notes n, pg_identify_object(classoid, objoid, objsubid) i
  WHERE (classoid, objoid) NOT IN (SELECT classid, objid FROM members) AND i.identity IS NOT NULL
    AND (i.schema IS NULL OR i.schema IN (SELECT quote_ident(nspname) FROM homes))
    AND NOT (classoid = 2615 AND objoid NOT IN (SELECT oid FROM homes))
    AND NOT (classoid = 3079 AND EXISTS (SELECT FROM pg_extension x JOIN pg_available_extensions ON name = extname  -- what CREATE EXTENSION says itself
      WHERE x.oid = objoid AND quote_literal(comment) = note))
    AND NOT (classoid = 2612 AND objoid < 16384) AND classoid NOT IN (2613, 1260, 1261, 1262, 1213)
)
SELECT statement FROM (
  SELECT 1 AS kind, object, 0 AS num, 0 AS rank, 'ALTER ' || CASE type WHEN 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER' WHEN 'statistics object' THEN 'STATISTICS' WHEN 'composite type' THEN 'TYPE' ELSE upper(type) END
      || ' ' || identity || ' OWNER TO ' || quote_ident(pg_get_userbyid(owner)) AS statement
  FROM owners, pg_identify_object(class, object, 0) WHERE owner <> (SELECT oid FROM pg_roles WHERE rolname = current_user) AND (class, object) NOT IN (SELECT classid, objid FROM members)
  UNION ALL SELECT 1, oid, 0, 0, 'ALTER SCHEMA public OWNER TO ' || quote_ident(pg_get_userbyid(nspowner)) FROM homes
  WHERE nspname = 'public' AND oid < 16384 AND nspowner <> 10 AND pg_get_userbyid(nspowner) <> 'pg_database_owner'

  UNION ALL SELECT 2, object, 0, 0, 'REVOKE ALL ON ' || target || ' FROM PUBLIC; REVOKE ALL ON ' || target || ' FROM ' || {role owner} FROM objects
  UNION ALL SELECT 2, n.oid, 0, 0, 'REVOKE ' || i.privilege_type || ' ON SCHEMA public FROM ' || CASE i.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(i.grantee)) END
  FROM pg_namespace n JOIN pg_init_privs p ON p.objoid = n.oid AND classoid = 2615, aclexplode(initprivs) i
  WHERE nspname = 'public' AND NOT EXISTS (SELECT FROM aclexplode(nspacl) x WHERE i.grantee = x.grantee AND i.privilege_type = x.privilege_type)

  UNION ALL SELECT 3, object, num, first, concat('SET SESSION AUTHORIZATION ' || CASE WHEN grantor <> owner THEN quote_ident(pg_get_userbyid(grantor)) END || '; ',
      'GRANT ', privileges, ' ON ', target, ' TO ', CASE grantee WHEN 0 THEN 'PUBLIC' WHEN owner THEN {role owner} ELSE quote_ident(pg_get_userbyid(grantee)) END, CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END,
      CASE WHEN grantor <> owner THEN '; RESET SESSION AUTHORIZATION' END)
  FROM grants

  UNION ALL SELECT 4, objoid, objsubid, 0, concat(verb, CASE type
      WHEN 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER ' || identity WHEN 'statistics object' THEN 'STATISTICS ' || identity WHEN 'composite type' THEN 'TYPE ' || identity
      WHEN 'table constraint' THEN 'CONSTRAINT ' || identity WHEN 'domain constraint' THEN 'CONSTRAINT ' || replace(identity, ' on ', ' ON DOMAIN ')
      WHEN 'transform' THEN 'TRANSFORM ' || upper(split_part(identity, ' ', 1)) || substr(replace(identity, ' on language ', ' LANGUAGE '), 4)
      WHEN 'operator family' THEN 'OPERATOR FAMILY ' || identity
      ELSE CASE WHEN objsubid <> 0 THEN 'COLUMN' ELSE upper(type) END || ' ' || identity END, ' IS ', note)
  FROM noted

  UNION ALL SELECT 5, d.oid, 0, 0, concat('ALTER DEFAULT PRIVILEGES', who, ' REVOKE ALL ON ', kind, ' FROM ', CASE i.grantee WHEN 0 THEN 'PUBLIC' WHEN defaclrole THEN {role defaclrole} ELSE quote_ident(pg_get_userbyid(i.grantee)) END)
  FROM pg_default_acl d, LATERAL (SELECT ' FOR ROLE ' || {role defaclrole} AS who, CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END AS kind) w,
    LATERAL (SELECT DISTINCT grantee FROM aclexplode(acldefault(CASE defaclobjtype WHEN 'S' THEN 's' ELSE defaclobjtype END, defaclrole))) i
  WHERE defaclnamespace = 0
  UNION ALL SELECT 6, d.oid, 0, min(n)::int, concat('ALTER DEFAULT PRIVILEGES FOR ROLE ', {role defaclrole}, ' IN SCHEMA ' || nullif(defaclnamespace, 0)::regnamespace,
      ' GRANT ', string_agg(privilege_type, ', ' ORDER BY n), ' ON ', CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END,
      ' TO ', CASE grantee WHEN 0 THEN 'PUBLIC' WHEN defaclrole THEN {role defaclrole} ELSE quote_ident(pg_get_userbyid(grantee)) END, CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END)
  FROM pg_default_acl d, aclexplode(defaclacl) WITH ORDINALITY x(grantor, grantee, privilege_type, is_grantable, n)
  WHERE defaclnamespace = 0 OR defaclnamespace IN (SELECT oid FROM homes)
  GROUP BY d.oid, defaclrole, defaclnamespace, defaclobjtype, grantee, is_grantable
) statements ORDER BY kind, object, num, rank
