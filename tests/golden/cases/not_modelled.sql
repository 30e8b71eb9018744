-- file: 0001_base.sql
-- migrate:up
CREATE FOREIGN DATA WRAPPER files;
CREATE SERVER warehouse FOREIGN DATA WRAPPER files;
IMPORT FOREIGN SCHEMA stock FROM SERVER warehouse INTO public;
-- migrate:irreversible the first revision
-- file: 0002_again.sql
-- migrate:up
IMPORT FOREIGN SCHEMA prices FROM SERVER warehouse INTO public;
GRANT USAGE ON LANGUAGE plpgsql TO clerk;
COMMENT ON TABLE shelves IS 'imported';
-- migrate:irreversible imported tables stay
