-- migrate:up
-- migrate:allow a -- b
SELECT 1;
-- migrate:down
