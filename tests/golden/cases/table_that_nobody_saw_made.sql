-- file: 0001_blocks.sql
-- migrate:up
DO $$ BEGIN CREATE TABLE carts (id bigint); END $$;
CREATE INDEX ix_carts_id ON carts (id);
DELETE FROM carts;
CREATE INDEX ix_strangers_id ON strangers (id);
-- migrate:effect CREATE TABLE lists (id bigint)
DO $$ BEGIN EXECUTE 'CREATE TABLE li' || 'sts (id bigint)'; END $$;
CREATE INDEX ix_lists_id ON lists (id);

-- migrate:irreversible an example
