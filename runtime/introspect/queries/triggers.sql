-- What fires or guards: triggers, rules, policies, event triggers. Copies of a partitioned table's
-- triggers come with it; only their states may be their own.
, triggers AS MATERIALIZED (
  SELECT t.*, name FROM pg_trigger t JOIN relations r ON r.oid = tgrelid WHERE NOT tgisinternal OR tgparentid <> 0
), words(state, word) AS (
  VALUES ('O'::"char", 'ENABLE'), ('D', 'DISABLE'), ('R', 'ENABLE REPLICA'), ('A', 'ENABLE ALWAYS')
)
SELECT statement FROM (
  SELECT 1 AS kind, oid, pg_get_triggerdef(oid) AS statement FROM triggers WHERE tgparentid = 0
  UNION ALL SELECT 2, t.oid, 'ALTER TABLE ' || CASE t.tgparentid WHEN 0 THEN '' ELSE 'ONLY ' END || t.name || ' ' || word || ' TRIGGER ' || quote_ident(t.tgname)
  FROM triggers t JOIN words ON state = t.tgenabled LEFT JOIN triggers p ON p.oid = t.tgparentid
  WHERE t.tgenabled <> coalesce(p.tgenabled, 'O') AND EXISTS (SELECT FROM pg_trigger WHERE oid = t.oid AND (tgparentid = 0 OR p.oid IS NOT NULL))

  UNION ALL SELECT 3, w.oid, concat(rtrim(pg_get_ruledef(w.oid), ';'), '; ALTER TABLE ' || name || ' ' || (SELECT word FROM words WHERE state = ev_enabled AND state <> 'O') || ' RULE ' || quote_ident(rulename))
  FROM pg_rewrite w JOIN relations r ON r.oid = ev_class WHERE rulename <> '_RETURN'

  UNION ALL SELECT 4, p.oid, concat('CREATE POLICY ', quote_ident(polname), ' ON ', name, CASE WHEN NOT polpermissive THEN ' AS RESTRICTIVE' END,
      CASE polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' END,
      CASE WHEN polroles <> '{0}' THEN ' TO ' || (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ' ORDER BY n) FROM unnest(polroles) WITH ORDINALITY u(role, n)) END,
      ' USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
  FROM pg_policy p JOIN relations r ON r.oid = polrelid

  UNION ALL SELECT 5, e.oid, concat('CREATE EVENT TRIGGER ', quote_ident(evtname), ' ON ', evtevent,
      ' WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ' ORDER BY n) FROM unnest(evttags) WITH ORDINALITY u(tag, n)) || ')', ' EXECUTE FUNCTION ', evtfoid::regproc, '()',
      '; ALTER EVENT TRIGGER ' || quote_ident(evtname) || ' ' || (SELECT word FROM words WHERE state = evtenabled AND state <> 'O'))
  FROM pg_event_trigger e WHERE (3466, e.oid) NOT IN (SELECT classid, objid FROM members)
) objects ORDER BY kind, oid
