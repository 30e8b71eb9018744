-- migrate:up
CREATE TABLE events (
    id  bigint NOT NULL,
    day date NOT NULL,
    CONSTRAINT uq_events_id_day UNIQUE (id, day)
) PARTITION BY RANGE (day);
CREATE INDEX ix_events_day ON events (day);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE copies (LIKE events_2024 INCLUDING ALL);
CREATE TABLE parents (
    a integer,
    CONSTRAINT ck_parents_a CHECK (a > 0)
);
CREATE TABLE heirs () INHERITS (parents);

-- migrate:down
DROP TABLE heirs, parents, copies, events;
