-- migrate:up
SET search_path = pg_temp;
SET standard_conforming_strings = off;
CREATE TEMPORARY TABLE revisions (id int);
RESET search_path;
CREATE INDEX CONCURRENTLY ix_items_n ON items (n) -- a comment, no semicolon
;
-- migrate:timeout lock=3s statement=1min
ALTER TABLE items ADD COLUMN size text;
VACUUM items;
REINDEX INDEX CONCURRENTLY ix_items_n;
-- migrate:down
DROP INDEX CONCURRENTLY ix_items_n;
ALTER TABLE items DROP COLUMN size;
