-- config: naming.check=ck_{table}_{name}
-- migrate:up
CREATE TABLE products (
    id      bigint PRIMARY KEY,
    price   numeric CHECK (price > 0),
    low     numeric,
    high    numeric,
    CHECK (low < high),
    CONSTRAINT positive CHECK (low > 0),
    CONSTRAINT ck_products_high CHECK (high < 100)
);
CREATE DOMAIN percentages AS integer CHECK (VALUE BETWEEN 0 AND 100);

-- migrate:down
DROP DOMAIN percentages;
ALTER TABLE products DROP CONSTRAINT positive;
DROP TABLE products;
