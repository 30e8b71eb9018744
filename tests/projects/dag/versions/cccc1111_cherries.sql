-- migrate:revision cccc1111
-- migrate:revises aaaa2222
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg cccc1111
-- migrate:labels right

-- migrate:up
CREATE TABLE cherries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE cherries;
