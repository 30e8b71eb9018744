-- migrate:up
DROP TABLE IF EXISTS leftovers;
CREATE TABLE leftovers (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE leftovers;
