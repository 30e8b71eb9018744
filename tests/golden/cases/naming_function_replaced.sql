-- config: naming.function=fn_{name}
-- file: 0001_base.sql
-- migrate:up
-- migrate:allow naming-function -- called by clients
CREATE FUNCTION gross(net numeric) RETURNS numeric LANGUAGE sql RETURN net * 1.19;

-- migrate:down
DROP FUNCTION gross(numeric);
-- file: 0002_replace.sql
-- migrate:up
CREATE OR REPLACE FUNCTION gross(net numeric) RETURNS numeric LANGUAGE sql RETURN net * 1.16;

-- migrate:down
CREATE OR REPLACE FUNCTION gross(net numeric) RETURNS numeric LANGUAGE sql RETURN net * 1.19;
