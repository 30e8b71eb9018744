-- migrate:revision c3d5e8f90a1b
-- migrate:revises  7d20b5e1f6c8, 8c46f1b7a2e9
-- migrate:created  2026-11-11T09:05:00Z
-- migrate:message  merge sales and knowledge

-- migrate:up

-- migrate:down
