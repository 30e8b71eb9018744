-- config: postgres=15
-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE items (
    id      bigint PRIMARY KEY,
    user_id bigint REFERENCES users (id)
);
CREATE INDEX ix_items_user_id ON items (user_id);
CREATE TABLE events (
    day date PRIMARY KEY
) PARTITION BY RANGE (day);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_others PARTITION OF events DEFAULT;
CREATE TABLE events_2023 (day date PRIMARY KEY);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM items;
CREATE MATERIALIZED VIEW keyed AS SELECT id FROM items;
CREATE UNIQUE INDEX uq_keyed_id ON keyed (id);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER stamp_items BEFORE UPDATE ON items FOR EACH ROW EXECUTE FUNCTION stamp();
-- migrate:irreversible an example

-- file: 0002_foreign_keys.sql
-- migrate:up
CREATE TABLE carts (
    id      bigint PRIMARY KEY,
    user_id bigint REFERENCES users (id),
    parent  bigint REFERENCES carts (id)
);
-- migrate:down
DROP TABLE carts;

-- file: 0003_drop.sql
-- migrate:up
ALTER TABLE items DROP CONSTRAINT items_user_id_fkey;
-- migrate:irreversible an example

-- file: 0004_partitions.sql
-- migrate:up
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events ATTACH PARTITION events_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
ALTER TABLE events DETACH PARTITION events_2024;
-- migrate:irreversible an example
-- file: 0005_concurrently.sql
-- migrate:up
DROP TABLE events_others;
ALTER TABLE events DETACH PARTITION events_2023 CONCURRENTLY;
-- migrate:irreversible an example

-- file: 0006_triggers.sql
-- migrate:up
CREATE TRIGGER stamp_users BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp();
ALTER TABLE items DISABLE TRIGGER stamp_items;
DROP TRIGGER stamp_items ON items;
DROP TRIGGER IF EXISTS no_such ON items;
-- migrate:irreversible an example

-- file: 0007_views.sql
-- migrate:up
REFRESH MATERIALIZED VIEW totals;
REFRESH MATERIALIZED VIEW CONCURRENTLY keyed;
LOCK TABLE items IN SHARE MODE;
LOCK TABLE users IN ROW SHARE MODE;
-- migrate:irreversible an example
-- file: 0008_no_key.sql
-- migrate:up
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
-- migrate:irreversible an example
