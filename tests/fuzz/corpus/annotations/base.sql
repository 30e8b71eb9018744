-- migrate:revises base
-- migrate:up
SELECT 1;
-- migrate:irreversible it is gone
