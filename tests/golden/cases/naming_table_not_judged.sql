-- config: naming.ignore=legacy_* naming.ignore=import.*
-- migrate:up
CREATE TEMP TABLE staging_row (
    "Raw" text
);
CREATE SCHEMA import;
CREATE TABLE legacy_customer (
    "CustomerNo" integer,
    CONSTRAINT "U1" UNIQUE ("CustomerNo")
);
CREATE TABLE import.batch (
    id bigint PRIMARY KEY
);
CREATE TABLE events (
    id  bigint NOT NULL,
    day date NOT NULL
) PARTITION BY RANGE (day);
CREATE TABLE events_y2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE event_rest PARTITION OF events DEFAULT;

-- migrate:down
DROP TABLE events, import.batch, legacy_customer;
DROP SCHEMA import;
