-- migrate:up
BEGIN;
CREATE TABLE products (
    id bigint PRIMARY KEY
);
CREATE INDEX by_id ON products (id);
COMMIT;

-- migrate:down
BEGIN;
DROP INDEX by_id;
DROP TABLE products;
END;
