-- Subscriptions, but for what they connect to, which holds a password. Before version 14 the table is
-- not for everybody to read.
SELECT concat('CREATE SUBSCRIPTION ', quote_ident(subname), ' CONNECTION '''' PUBLICATION ', (SELECT string_agg(quote_ident(p), ', ' ORDER BY n) FROM unnest(subpublications) WITH ORDINALITY u(p, n)),
      ' WITH (connect = false, slot_name = ', coalesce(quote_literal(subslotname), 'NONE'),
      CASE WHEN subbinary THEN ', binary = true' END, -- from 14
      CASE WHEN substream::text NOT IN ('f', 'false') THEN ', streaming = ' || CASE substream::text WHEN 'p' THEN 'parallel' ELSE 'on' END END, -- from 14
      CASE WHEN subtwophasestate <> 'd' THEN ', two_phase = on' END, -- from 15
      CASE WHEN subdisableonerr THEN ', disable_on_error = true' END, -- from 15
      CASE WHEN NOT subpasswordrequired THEN ', password_required = false' END, -- from 16
      CASE WHEN subrunasowner THEN ', run_as_owner = true' END, -- from 16
      CASE WHEN suborigin <> 'any' THEN ', origin = ' || suborigin END, -- from 16
      CASE WHEN subfailover THEN ', failover = true' END, -- from 17
      CASE WHEN subsynccommit <> 'off' THEN ', synchronous_commit = ' || quote_literal(subsynccommit) END, ')') AS statement
FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY oid
