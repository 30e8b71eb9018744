-- file: a_base.sql
-- migrate:revises base
-- migrate:up
CREATE TABLE products (id bigint PRIMARY KEY, code text);
-- migrate:down
DROP TABLE products;
-- file: b_left.sql
-- migrate:revises a
-- migrate:up
ALTER TABLE products ADD COLUMN sku text NOT NULL DEFAULT '';
CREATE INDEX ix_products_code ON products (code);
-- migrate:down
ALTER TABLE products DROP COLUMN sku;
-- file: c_right.sql
-- migrate:revises a
-- migrate:up
CREATE TABLE shelves (id bigint PRIMARY KEY, product_id bigint REFERENCES products);
CREATE VIEW shelved AS SELECT p.code FROM products p JOIN shelves s ON s.product_id = p.id;
-- migrate:down
DROP VIEW shelved;
DROP TABLE shelves;
-- file: d_third.sql
-- migrate:revises a
-- migrate:depends b
-- migrate:up
ALTER TABLE products ALTER COLUMN sku DROP DEFAULT;
-- migrate:down
ALTER TABLE products ALTER COLUMN sku SET DEFAULT 'none';
-- file: e_merge_right.sql
-- migrate:revises b, c
-- migrate:up
DROP VIEW shelved;
DROP INDEX ix_products_code;
ALTER TABLE shelves DROP COLUMN product_id;
-- migrate:down
ALTER TABLE shelves ADD COLUMN product_id bigint CONSTRAINT shelves_product_id_fkey REFERENCES products;
CREATE INDEX ix_products_code ON products (code);
CREATE VIEW shelved AS SELECT p.code FROM products p JOIN shelves s ON s.product_id = p.id;
-- file: f_merge_wrong.sql
-- migrate:revises d, e
-- migrate:up
ALTER TABLE products DROP COLUMN sku;
CREATE INDEX ix_products_code_id ON products (code, id);
-- migrate:down
DROP INDEX ix_products_code_id;
ALTER TABLE products ADD COLUMN sku text NOT NULL DEFAULT '';
