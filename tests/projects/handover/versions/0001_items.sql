-- migrate:message it's "the" first: größer, \ and $ashlar$
-- migrate:up
-- A comment before the statement.
CREATE TABLE items (
  code text PRIMARY KEY,   -- with quotes and backslashes in it
  n    integer NOT NULL DEFAULT 0,
  note text DEFAULT 'a\b'
);
CREATE FUNCTION shout(text) RETURNS text LANGUAGE sql AS $$ SELECT upper($1) || ';' $$;
INSERT INTO items (code, note)
SELECT CASE WHEN x % 3 = 0 THEN 'it''s ' WHEN x % 3 = 1 THEN E'back\\slash ' ELSE '' END || x,
       CASE WHEN x % 2 = 0 THEN 'even' END
FROM generate_series(1, 1000) x;
-- migrate:down
DROP FUNCTION shout(text);
DROP TABLE items;
