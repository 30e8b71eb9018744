-- migrate:revision dddd2222
-- migrate:revises dddd1111
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg dddd2222

-- migrate:up
CREATE TABLE durians (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE durians;
