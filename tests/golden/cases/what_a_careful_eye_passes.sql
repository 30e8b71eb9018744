-- file: 0001_base.sql
-- migrate:up
CREATE SCHEMA empty_one;
CREATE EXTENSION citext;
CREATE TABLE users (id bigint PRIMARY KEY, mail text NOT NULL);
CREATE TABLE items (
    id      bigint PRIMARY KEY,
    user_id bigint,
    code    text,
    note    text
);
CREATE INDEX ix_items_user_id ON items (user_id) WHERE user_id IS NOT NULL;
CREATE TYPE mood AS ENUM ('calm');
CREATE TABLE logs (id bigint NOT NULL, at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE INDEX ix_logs_note ON logs (note);

-- migrate:irreversible a case
-- file: 0002_silent.sql
-- migrate:up
-- migrate:transaction on
ALTER TABLE items SET LOGGED;
DROP SCHEMA empty_one;
ALTER TYPE mood ADD VALUE 'glad';
ALTER TABLE items ADD COLUMN place text;
UPDATE items SET place = 'glad' WHERE id = 7;
INSERT INTO users (id, mail) VALUES (1, 'glad');

-- migrate:irreversible a case
-- file: 0002b_widened.sql
-- migrate:up
ALTER TABLE items ALTER COLUMN note TYPE citext;

-- migrate:irreversible a case
-- file: 0003_silent.sql
-- migrate:up
-- migrate:allow fk-locks-referenced-table -- a case
ALTER TABLE items ADD CONSTRAINT fk_items_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
CREATE UNIQUE INDEX CONCURRENTLY uq_items_id_code ON items (id, code);

-- migrate:irreversible a case
-- file: 0004_silent.sql
-- migrate:up
-- migrate:batch key=id size=5000
UPDATE items SET note = '';

-- migrate:irreversible a case
-- file: 0005_told.sql
-- migrate:up
DELETE FROM items WHERE true;
ALTER TABLE items ADD COLUMN rank integer DEFAULT NULL NOT NULL;
ALTER TABLE items ADD COLUMN kind text DEFAULT 'x' CONSTRAINT uq_items_kind UNIQUE;
WITH gone AS (UPDATE users SET mail = '' RETURNING id) INSERT INTO items (id) SELECT id FROM gone;

-- migrate:irreversible a case
-- file: 0006_told.sql
-- migrate:up
TRUNCATE users;

-- migrate:irreversible a case
-- file: 0007_told.sql
-- migrate:up
DROP INDEX CONCURRENTLY ix_logs_note;

-- migrate:irreversible a case
