-- migrate:revision aaaa2222
-- migrate:revises aaaa1111
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg aaaa2222

-- migrate:up
CREATE TABLE apricots (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE apricots;
