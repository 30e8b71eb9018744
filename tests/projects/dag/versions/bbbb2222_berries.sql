-- migrate:revision bbbb2222
-- migrate:revises bbbb1111
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg bbbb2222

-- migrate:up
CREATE TABLE berries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE berries;
