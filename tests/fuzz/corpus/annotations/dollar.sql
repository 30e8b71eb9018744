-- migrate:up
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$
-- migrate:down
BEGIN; END;
$f$;
