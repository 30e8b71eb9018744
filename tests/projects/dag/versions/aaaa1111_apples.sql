-- migrate:revision aaaa1111
-- migrate:revises base
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg aaaa1111

-- migrate:up
CREATE TABLE apples (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE apples;
