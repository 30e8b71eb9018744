-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY
);
COMMIT;
SAVEPOINT here;
CREATE TABLE orders (
    id bigint PRIMARY KEY
);
ROLLBACK TO here;
-- A DO block's own BEGIN is none.
DO $$ BEGIN PERFORM 1; END $$;

-- migrate:down
DROP TABLE IF EXISTS orders;
DROP TABLE products;

-- migrate:verify
BEGIN;
SELECT true;
