-- The ledger's tables. Names stand unqualified: whoever runs this sets the search path to the
-- ledger's schema. Table `installed`, which says that this file has run, is older than any file.

-- migrate:revision 0001
-- migrate:revises  base
-- migrate:message  make the ledger

-- migrate:up

-- One row an applied revision: what was run, when, by whom and how long it took.
CREATE TABLE revisions (
  id text PRIMARY KEY,
  message text NOT NULL,
  parents text[] NOT NULL,
  depends text[] NOT NULL,
  up_checksum text NOT NULL,
  down_checksum text NOT NULL,
  up_text text NOT NULL,
  down_text text NOT NULL,
  irreversible text NOT NULL,
  stamped boolean NOT NULL,
  applied_at timestamptz NOT NULL,
  applied_by text NOT NULL,
  duration interval,
  run text NOT NULL,
  ashlar_version text NOT NULL
);

-- The steps of revisions in flight; gone as soon as their revision is complete.
CREATE TABLE steps (
  revision_id text NOT NULL,
  direction text NOT NULL,
  step integer NOT NULL,
  steps integer NOT NULL,
  checksum text NOT NULL,
  transactional boolean NOT NULL,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  done_at timestamptz,
  run text NOT NULL,
  ashlar_version text NOT NULL,
  PRIMARY KEY (revision_id, direction, step),
  CONSTRAINT ck_steps_direction CHECK (direction IN ('up', 'down')),
  CONSTRAINT ck_steps_step CHECK (step BETWEEN 1 AND steps)
);

-- What happened, in order. Rows are added and never changed.
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  happened_at timestamptz NOT NULL,
  kind text NOT NULL,
  revision_id text NOT NULL,
  direction text,
  step integer,
  steps integer,
  checksum text NOT NULL,
  duration interval,
  acted_by text NOT NULL,
  run text NOT NULL,
  ashlar_version text NOT NULL,
  details jsonb
);
CREATE INDEX ix_events_revision_id ON events (revision_id);

-- migrate:down
DROP TABLE events;
DROP TABLE steps;
DROP TABLE revisions;
