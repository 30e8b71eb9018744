-- Publications. What is not said is as CREATE PUBLICATION has it by default.
SELECT statement FROM (
  SELECT 1 AS kind, oid, concat('CREATE PUBLICATION ', quote_ident(pubname), CASE WHEN puballtables THEN ' FOR ALL TABLES' END,
      ' WITH (' || nullif(concat_ws(', ',
        CASE WHEN NOT (pubinsert AND pubupdate AND pubdelete AND pubtruncate) THEN 'publish = ' || quote_literal(concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END,
          CASE WHEN pubupdate THEN 'update' END, CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END)) END,
        CASE WHEN pubgencols = 's' THEN 'publish_generated_columns = stored' END, -- from 18
        CASE WHEN pubviaroot THEN 'publish_via_partition_root = true' END), '') || ')') AS statement
  FROM pg_publication p WHERE (6104, oid) NOT IN (SELECT classid, objid FROM members)

  UNION ALL SELECT 2, r.oid, concat('ALTER PUBLICATION ', quote_ident(pubname), ' ADD TABLE ONLY ', name,
      ' (' || (SELECT string_agg(quote_ident(attname), ', ' ORDER BY n) FROM unnest(prattrs) WITH ORDINALITY u(num, n) JOIN pg_attribute ON attrelid = prrelid AND attnum = num) || ')', -- from 15
      ' WHERE (' || pg_get_expr(prqual, prrelid) || ')', -- from 15
      '')
  FROM pg_publication p JOIN pg_publication_rel r ON prpubid = p.oid JOIN relations t ON t.oid = prrelid

  UNION ALL SELECT 3, r.oid, 'ALTER PUBLICATION ' || quote_ident(pubname) || ' ADD TABLES IN SCHEMA ' || home -- from 15
  FROM pg_publication p JOIN pg_publication_namespace r ON pnpubid = p.oid JOIN homes ON homes.oid = pnnspid -- from 15
) objects ORDER BY kind, oid
