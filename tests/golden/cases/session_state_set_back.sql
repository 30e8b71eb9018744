-- config: rules.down-not-inverse=off
-- migrate:up
SET ROLE admin;
SET search_path TO shop;
SET lock_timeout = '2s';
SELECT set_config('work_mem', '1GB', false);
CREATE TABLE orders (
    id bigint PRIMARY KEY
);
RESET ROLE;
RESET ALL;

-- migrate:down
SET ROLE admin;
SET SESSION AUTHORIZATION owner;
RESET ALL;
SET ROLE NONE;
SET SESSION AUTHORIZATION DEFAULT;
SET lock_timeout TO DEFAULT;
