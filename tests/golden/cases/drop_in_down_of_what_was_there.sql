-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id     bigint PRIMARY KEY,
    status text
);

-- migrate:down
DROP TABLE orders;
-- file: 0002_more.sql
-- migrate:up
ALTER TABLE orders ADD COLUMN note text;

-- migrate:down
ALTER TABLE orders DROP COLUMN note, DROP COLUMN status;
DROP TABLE orders;
