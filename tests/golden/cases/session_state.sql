-- migrate:up
SET search_path TO shop, public;
SET SESSION lock_timeout = '2s';
SET LOCAL statement_timeout = '1min';
SET ROLE admin;
SET SESSION AUTHORIZATION owner;
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
SET TIME ZONE 'UTC';
SELECT set_config('work_mem', '1GB', false), set_config('app.user', '1', true);
SELECT pg_catalog.set_config('search_path', '', false);
DISCARD ALL;
SELECT pg_advisory_unlock_all();

-- migrate:down
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY ix_products_sku ON products (sku);
