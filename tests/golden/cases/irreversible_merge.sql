-- file: a_base.sql
-- migrate:revises base
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE products;
-- file: b_left.sql
-- migrate:revises a
-- migrate:up
ALTER TABLE products ADD COLUMN sku text;

-- migrate:down
ALTER TABLE products DROP COLUMN sku;
-- file: c_right.sql
-- migrate:revises a
-- migrate:up
ALTER TABLE products ADD COLUMN name text;

-- migrate:down
ALTER TABLE products DROP COLUMN name;
-- file: d_merge.sql
-- migrate:revises b, c
-- migrate:up
-- migrate:down
