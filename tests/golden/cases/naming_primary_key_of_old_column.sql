-- file: 0001_base.sql
-- migrate:up
CREATE TABLE countries (
    code text NOT NULL
);

-- migrate:down
DROP TABLE countries;
-- file: 0002_key.sql
-- migrate:up
ALTER TABLE countries ADD PRIMARY KEY (code);

-- migrate:down
ALTER TABLE countries DROP CONSTRAINT countries_pkey;
