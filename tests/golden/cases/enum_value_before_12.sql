-- config: postgres=11
-- file: 0001_base.sql
-- migrate:up
CREATE TYPE mood AS ENUM ('sad', 'ok');
-- migrate:down
DROP TYPE mood;
-- file: 0002_forced.sql
-- migrate:up
-- migrate:transaction on
ALTER TYPE mood ADD VALUE 'fine';
-- migrate:irreversible an example
-- file: 0003_free.sql
-- migrate:up
ALTER TYPE mood ADD VALUE 'great';
-- migrate:irreversible an example
