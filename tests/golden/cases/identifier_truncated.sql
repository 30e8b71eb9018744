-- migrate:up
CREATE TABLE products (
    id bigint PRIMARY KEY,
    the_price_that_was_agreed_with_the_supplier_before_the_last_round_of_talks numeric
);
COMMENT ON COLUMN products.the_price_that_was_agreed_with_the_supplier_before_the_last_round_of_talks IS 'a string of more than sixty-three bytes is no identifier and is not cut at all';

-- migrate:down
ALTER TABLE products DROP COLUMN "the_price_that_was_agreed_with_the_supplier_before_the_last_round_of_talks";
DROP TABLE products;
