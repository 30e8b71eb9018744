-- Wrappers of foreign data, their servers, and who is who on those.
SELECT statement FROM (
  SELECT 1 AS kind, w.oid, concat_ws(' ', 'CREATE FOREIGN DATA WRAPPER', quote_ident(fdwname), 'HANDLER ' || nullif(fdwhandler, 0)::regproc,
      'VALIDATOR ' || nullif(fdwvalidator, 0)::regproc, 'OPTIONS (' || {options fdwoptions} || ')') AS statement
  FROM pg_foreign_data_wrapper w WHERE w.oid >= 16384 AND (2328, w.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 2, s.oid, concat_ws(' ', 'CREATE SERVER', quote_ident(srvname), 'TYPE ' || quote_literal(srvtype), 'VERSION ' || quote_literal(srvversion),
      'FOREIGN DATA WRAPPER', quote_ident(fdwname), 'OPTIONS (' || {options srvoptions} || ')')
  FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw WHERE (1417, s.oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 3, umid, concat_ws(' ', 'CREATE USER MAPPING FOR', CASE umuser WHEN 0 THEN 'PUBLIC' ELSE {role umuser} END, 'SERVER', quote_ident(srvname),
      'OPTIONS (' || {options ARRAY(SELECT o FROM unnest(umoptions) o WHERE o NOT LIKE 'password=%')} || ')')
  FROM pg_user_mappings
) objects ORDER BY kind, oid
