-- migrate:up
SELECT 'open
-- migrate:down
SELECT 1;
