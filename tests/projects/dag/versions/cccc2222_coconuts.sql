-- migrate:revision cccc2222
-- migrate:revises cccc1111
-- migrate:created 2026-11-22T09:30:00Z
-- migrate:message msg cccc2222

-- migrate:up
CREATE TABLE coconuts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);

-- migrate:down
DROP TABLE coconuts;
