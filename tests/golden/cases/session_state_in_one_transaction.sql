-- migrate:up
SET search_path TO shop;
SET SESSION lock_timeout = '2s';
SELECT set_config('work_mem', '1GB', false);
CREATE TABLE orders (
    id bigint PRIMARY KEY
);

-- migrate:down
SET LOCAL search_path TO shop;
DROP TABLE orders;
