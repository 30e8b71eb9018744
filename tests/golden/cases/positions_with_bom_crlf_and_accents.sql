-- migrate:up
/* été */ CREATE TABLE café (id bigint PRIMARY KEY, "Été" text);
CREATE INDEX é ON café (id);

-- migrate:down
DROP INDEX é;
DROP TABLE café;
