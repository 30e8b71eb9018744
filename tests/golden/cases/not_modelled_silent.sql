-- file: 0001_base.sql
-- migrate:up
CREATE ROLE clerk;
GRANT CONNECT ON DATABASE shop TO clerk;
ALTER ROLE clerk SET search_path = stock;
CREATE SCHEMA stock AUTHORIZATION clerk;
COMMENT ON SCHEMA stock IS 'what is on the shelves';
ALTER DEFAULT PRIVILEGES IN SCHEMA stock GRANT SELECT ON TABLES TO clerk;
-- migrate:irreversible the first revision
