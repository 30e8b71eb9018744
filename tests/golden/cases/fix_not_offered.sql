-- config: rules.down-not-inverse=off
-- file: 0001_users.sql
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, town text, city text);
-- migrate:allow table-without-primary-key -- it gets one below
CREATE TABLE codes (code text, age int, stem text);
CREATE TABLE events (at timestamptz NOT NULL, user_id bigint, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE events_2025 (at timestamptz NOT NULL, user_id bigint, PRIMARY KEY (at));
-- migrate:down
DROP TABLE events_2025;
DROP TABLE events;
DROP TABLE codes;
DROP TABLE users;
-- file: 0002_needed_at_once.sql
-- migrate:up
-- The check's words would mean something else in another file.
ALTER TABLE users ADD CONSTRAINT ck_users_city CHECK (city <> '');
ALTER TABLE users RENAME COLUMN city TO county;
-- A primary key needs its column not to be null.
ALTER TABLE codes ALTER COLUMN code SET NOT NULL;
-- `age` may be null until here: USING INDEX would read the table.
ALTER TABLE codes ADD CONSTRAINT pk_codes PRIMARY KEY (code, age);
-- migrate:irreversible an example
-- file: 0003_partitions.sql
-- migrate:up
-- A partitioned table takes no key from an index, and no foreign key NOT VALID.
ALTER TABLE events ADD CONSTRAINT uq_events_at UNIQUE (at);
ALTER TABLE events ADD CONSTRAINT fk_events_user FOREIGN KEY (user_id) REFERENCES users (id);
-- The partition's constraints must be valid when it is attached.
ALTER TABLE events_2025 ADD CONSTRAINT ck_events_user CHECK (user_id > 0);
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- migrate:irreversible an example
-- file: 0004_one_transaction.sql
-- migrate:up transaction:true
ALTER TABLE users ADD CONSTRAINT uq_users_town UNIQUE (town);
-- migrate:down
ALTER TABLE users DROP CONSTRAINT uq_users_town;
-- file: 0005_down_does_not_undo.sql
-- migrate:up
-- Nothing in the down section says where its check would go.
ALTER TABLE users ALTER COLUMN town SET NOT NULL;
-- migrate:allow add-check-scan -- it was reviewed as it stands
ALTER TABLE users ADD CONSTRAINT ck_users_town CHECK (town <> '');
-- migrate:down
ALTER TABLE users DROP CONSTRAINT ck_users_town;
