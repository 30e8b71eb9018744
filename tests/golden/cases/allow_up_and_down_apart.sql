-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id   bigint PRIMARY KEY,
    note text
);

-- migrate:down
DROP TABLE orders;
-- file: 0002_more.sql
-- migrate:up
-- migrate:allow drop-column-data-loss -- of the down section, so it does nothing here
ALTER TABLE orders ADD COLUMN name text;

-- migrate:down
ALTER TABLE orders DROP COLUMN name;
ALTER TABLE orders DROP COLUMN note;
