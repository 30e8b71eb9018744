-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id       serial PRIMARY KEY,
    name     varchar(30),
    short    char(3),
    made     timestamp,
    seen     timestamptz,
    extra    json,
    settings jsonb,
    kind     integer
);
CREATE TABLE items (
    id      smallint PRIMARY KEY,
    user_id integer REFERENCES users,
    boss_id integer REFERENCES users,
    a       bigint,
    b       bigint
);
CREATE INDEX ix_items_user_id_a ON items (user_id, a);
CREATE INDEX ix_items_a ON items (a);
CREATE INDEX ix_items_a_b ON items (a, b);
CREATE INDEX ix_items_a_half ON items (a) WHERE b > 0;
CREATE TABLE logs (line text);
CREATE TEMPORARY TABLE scratch (line text);
CREATE TABLE later (id bigint);
ALTER TABLE later ADD PRIMARY KEY (id);
CREATE TABLE parts (day date) PARTITION BY RANGE (day);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- migrate:irreversible an example
