mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
# Before any revision there is nothing.
ashlar schema
cat > versions/001_shop.sql <<'SQL'
-- migrate:up
CREATE SCHEMA audit;
CREATE TYPE order_status AS ENUM ('open', 'paid');
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
CREATE TABLE users (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE
);
CREATE TABLE orders (
    id      serial PRIMARY KEY,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    status  order_status NOT NULL DEFAULT 'open',
    pieces  positive,
    placed  date NOT NULL
);
CREATE INDEX ix_orders_open ON orders (placed DESC, lower(status::text)) WHERE status = 'open';
COMMENT ON TABLE orders IS 'what they want; it''s paid later';
CREATE FUNCTION audit.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr_orders_stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION audit.stamp();
CREATE VIEW open_orders AS SELECT o.id, u.email FROM orders o JOIN users u ON u.id = o.user_id WHERE status = 'open';
GRANT SELECT ON open_orders TO PUBLIC;
-- migrate:down
DROP SCHEMA audit CASCADE;
SQL
cat > versions/002_rename.sql <<'SQL'
-- migrate:up
ALTER TABLE users RENAME TO customers;
ALTER TABLE customers RENAME COLUMN email TO mail;
ALTER TYPE order_status RENAME VALUE 'open' TO 'new';
CREATE EXTENSION hstore;
CREATE TRANSFORM FOR hstore LANGUAGE plpgsql (FROM SQL WITH FUNCTION hstore_to_json(internal));
-- migrate:irreversible no way back
SQL
ashlar schema 001
# Names of later revisions are carried into what was written before.
ashlar schema --format sql | sed -n '/CREATE VIEW/,/;/p'
ashlar schema base
ashlar schema 001 --format json
cat > versions/003_mistake.sql <<'SQL'
-- migrate:up
ALTER TABLE users ADD COLUMN phone text;
-- migrate:irreversible no way back
SQL
ashlar schema > schema.sql
ashlar schema 009
ashlar schema --format yaml
