-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE products;
-- file: 0002_helpers.sql
-- migrate:up
CREATE TABLE firsts (
    id bigint PRIMARY KEY
);
ALTER TABLE firsts RENAME TO seconds;
ALTER TABLE seconds ADD COLUMN extra text;
ALTER TABLE seconds DROP COLUMN extra;
CREATE TABLE copies AS SELECT * FROM products;
CREATE UNLOGGED TABLE thirds (LIKE products);
CREATE TEMP TABLE fourths (
    id bigint
);
SELECT id INTO fifths FROM products;
DELETE FROM copies;
UPDATE copies SET id = 1;
TRUNCATE copies, thirds;
CREATE INDEX ix_seconds_id ON seconds (id);
DROP INDEX ix_seconds_id;
DROP TABLE seconds, copies, thirds, fourths, fifths;

-- migrate:irreversible nothing is left to undo
