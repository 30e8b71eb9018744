-- migrate:up
/* open
-- migrate:down
SELECT 1;
