-- migrate:up
CREATE TYPE mood AS ENUM ('good');
CREATE TABLE days (id bigint PRIMARY KEY, mood mood NOT NULL DEFAULT 'good');
ALTER TYPE mood ADD VALUE 'bad';
INSERT INTO days (id, mood) VALUES (1, 'bad'), (2, 'good');
-- migrate:verify
SELECT count(*) = 2 AS "a "" name", NULL FROM days;
SELECT true WHERE false;
-- migrate:down
DROP TABLE days;
DROP TYPE mood;
