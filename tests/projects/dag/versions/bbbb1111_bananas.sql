-- migrate:revision bbbb1111
-- migrate:revises aaaa2222
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg bbbb1111
-- migrate:labels left

-- migrate:up
CREATE TABLE bananas (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE bananas;
