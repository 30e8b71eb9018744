-- Publications and subscriptions. What is not said is as CREATE PUBLICATION and CREATE SUBSCRIPTION have it by default.
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

  UNION ALL SELECT 4, oid, concat('CREATE SUBSCRIPTION ', quote_ident(subname), ' CONNECTION '''' PUBLICATION ', (SELECT string_agg(quote_ident(p), ', ' ORDER BY n) FROM unnest(subpublications) WITH ORDINALITY u(p, n)),
      ' WITH (connect = false, slot_name = ', coalesce(quote_literal(subslotname), 'NONE'),
      CASE WHEN subbinary THEN ', binary = true' END, -- from 14
      CASE WHEN substream::text NOT IN ('f', 'false') THEN ', streaming = ' || CASE substream::text WHEN 'p' THEN 'parallel' ELSE 'on' END END, -- from 14
      CASE WHEN subtwophasestate <> 'd' THEN ', two_phase = on' END, -- from 15
      CASE WHEN subdisableonerr THEN ', disable_on_error = true' END, -- from 15
      CASE WHEN NOT subpasswordrequired THEN ', password_required = false' END, -- from 16
      CASE WHEN subrunasowner THEN ', run_as_owner = true' END, -- from 16
      CASE WHEN suborigin <> 'any' THEN ', origin = ' || suborigin END, -- from 16
      CASE WHEN subfailover THEN ', failover = true' END, -- from 17
      CASE WHEN subsynccommit <> 'off' THEN ', synchronous_commit = ' || quote_literal(subsynccommit) END, ')')
  FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
) objects ORDER BY kind, oid
