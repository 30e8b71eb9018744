CREATE SCHEMA api;
SET search_path = api, public;
CREATE TABLE things (id serial PRIMARY KEY, label text);
CREATE FUNCTION get_thing(_id int, OUT id int, OUT label text) RETURNS SETOF record LANGUAGE sql STABLE AS $$ SELECT id, label FROM things WHERE things.id = _id $$;
CREATE FUNCTION arr(VARIADIC ids int[]) RETURNS SETOF things LANGUAGE sql AS $$ SELECT * FROM things WHERE id = ANY(ids) $$;
CREATE FUNCTION f_def(a int DEFAULT 1, b timestamptz DEFAULT now(), c jsonb DEFAULT '{}'::jsonb, d text DEFAULT NULL, e things DEFAULT NULL, f int[] DEFAULT ARRAY[]::int[]) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE FUNCTION f_nums(a numeric(10,2) DEFAULT 0.5) RETURNS numeric(10,2) LANGUAGE sql AS 'select a';
CREATE OR REPLACE FUNCTION f_def(a int DEFAULT 2, b timestamptz DEFAULT now(), c jsonb DEFAULT '{}', d text DEFAULT NULL, e things DEFAULT NULL, f int[] DEFAULT ARRAY[]::int[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path TO 'api', 'pg_temp' AS $function$
BEGIN
  -- comment with $$ inside
  PERFORM 1;
END;
$function$;
CREATE FUNCTION ret_table() RETURNS TABLE("Id" int, label text) LANGUAGE plpgsql ROWS 50 AS $$ BEGIN RETURN QUERY SELECT 1, 'x'; END $$;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.label := upper(NEW.label); RETURN NEW; END $$;
CREATE TRIGGER "Upper Trig" BEFORE INSERT ON things FOR EACH ROW EXECUTE FUNCTION trg();
CREATE PROCEDURE do_it(IN a int, INOUT b int DEFAULT 5) LANGUAGE sql AS $$ SELECT b $$;
CREATE AGGREGATE my_sum(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE AGGREGATE my_avg(float8) (SFUNC = float8_accum, STYPE = float8[], FINALFUNC = float8_avg, INITCOND = '{0,0,0}', PARALLEL = SAFE, COMBINEFUNC = float8_combine);
CREATE FUNCTION plus(things, things) RETURNS things LANGUAGE sql AS 'select $1';
CREATE OPERATOR + (LEFTARG = things, RIGHTARG = things, FUNCTION = plus);
CREATE FUNCTION win() RETURNS int LANGUAGE internal WINDOW IMMUTABLE STRICT AS 'window_row_number';
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE '%', tg_tag; END $$;
CREATE EVENT TRIGGER evt ON ddl_command_end WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION ev();
ALTER EVENT TRIGGER evt DISABLE;
COMMENT ON EVENT TRIGGER evt IS 'e';
COMMENT ON AGGREGATE my_sum(int) IS 'agg';
COMMENT ON OPERATOR + (things, things) IS 'op';
ALTER FUNCTION get_thing(int) SET work_mem = '8MB';
ALTER FUNCTION arr(int[]) SET SCHEMA public;
ALTER FUNCTION f_nums PARALLEL SAFE;
ALTER PROCEDURE do_it(int, int) SECURITY DEFINER;
ALTER ROUTINE trg() COST 3;
ALTER TABLE things RENAME TO stuff;
CREATE VIEW fv AS SELECT t.id, t.label, a.n FROM get_thing(1) t, LATERAL (SELECT count(*) AS n FROM ret_table()) a;
CREATE POLICY p ON stuff USING (label = current_user AND id IN (SELECT (get_thing(1)).id));
RESET search_path;
CREATE TABLE api.other (id int DEFAULT 5, thing_id int REFERENCES api.stuff);
DROP FUNCTION api.ret_table() CASCADE;
