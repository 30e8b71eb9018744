-- file: 0001_base.sql
-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE products;
-- file: 0002_reindex.sql
-- migrate:up
REINDEX TABLE products;
REINDEX (VERBOSE) INDEX products_pkey;
REINDEX TABLE CONCURRENTLY products;

-- migrate:irreversible nothing to undo
-- file: 0003_own.sql
-- migrate:up
CREATE TABLE carts (
    id bigint PRIMARY KEY
);
REINDEX TABLE carts;
REINDEX INDEX carts_pkey;

-- migrate:down
DROP TABLE carts;
