-- migrate:revision dddd1111
-- migrate:revises base
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg dddd1111
-- migrate:labels data
-- migrate:depends bbbb1111

-- migrate:up
CREATE TABLE dates (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE dates;
