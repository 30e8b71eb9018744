CREATE TABLE parent (id serial PRIMARY KEY, code text);
CREATE TABLE child (id serial PRIMARY KEY, parent_id int REFERENCES parent, amount numeric CHECK (amount > 0), UNIQUE (parent_id, amount));
DO $$ DECLARE c text; BEGIN
  SELECT conname INTO c FROM pg_constraint WHERE conrelid = 'child'::regclass AND contype = 'f' LIMIT 1;
  EXECUTE 'ALTER TABLE child DROP CONSTRAINT ' || quote_ident(c);
END $$;
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT con.conname, rel.relname FROM pg_constraint con JOIN pg_class rel ON rel.oid = con.conrelid JOIN pg_namespace nsp ON nsp.oid = rel.relnamespace WHERE nsp.nspname = current_schema() AND con.contype = 'c' LOOP
    EXECUTE format('ALTER TABLE %I RENAME CONSTRAINT %I TO %I', r.relname, r.conname, r.conname || '_old');
  END LOOP;
END $$;
DO $$ BEGIN
  IF (SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'child' AND column_name = 'note') = 0 THEN
    ALTER TABLE child ADD COLUMN note text;
  ELSE
    RAISE NOTICE 'there';
  END IF;
  IF EXISTS (SELECT FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'child' AND indexname = 'child_parent_id_amount_key') THEN
    ALTER TABLE child DROP CONSTRAINT child_parent_id_amount_key;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'kind' AND e.enumlabel = 'b') THEN
    CREATE TYPE kind AS ENUM ('a', 'b');
  END IF;
  IF to_regtype('public.kind') IS NOT NULL AND to_regclass('public.nope') IS NULL THEN
    ALTER TABLE parent ADD COLUMN k kind DEFAULT 'a';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'tg' AND NOT tgisinternal) THEN
    CREATE FUNCTION tgf() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$;
    CREATE TRIGGER tg BEFORE UPDATE ON parent FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION tgf();
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'pp' AND tablename = 'parent') THEN
    CREATE POLICY pp ON parent USING (id > 5);
  END IF;
  IF EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.proname = 'tgf' AND n.nspname = 'public') THEN
    COMMENT ON FUNCTION tgf() IS 'found';
  END IF;
  IF (SELECT data_type FROM information_schema.columns WHERE table_name = 'parent' AND column_name = 'code') = 'text' THEN
    ALTER TABLE parent ALTER COLUMN code TYPE varchar(50);
  END IF;
  IF (SELECT is_nullable FROM information_schema.columns WHERE table_name = 'parent' AND column_name = 'code') = 'YES' THEN
    ALTER TABLE parent ALTER COLUMN code SET NOT NULL;
  END IF;
END $$;
CREATE OR REPLACE FUNCTION ensure_index(t text, c text) RETURNS void AS $$
DECLARE n text := t || '_' || c || '_idx';
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = n) THEN
    EXECUTE 'CREATE INDEX ' || n || ' ON ' || t || '(' || c || ')';
  END IF;
END $$ LANGUAGE plpgsql;
SELECT ensure_index('child', 'note'), ensure_index('parent', 'code');
SELECT ensure_index('child', 'note');
DROP FUNCTION ensure_index(text, text);
CREATE OR REPLACE PROCEDURE mk(n int) LANGUAGE plpgsql AS $$ DECLARE i int; BEGIN
  FOR i IN 0..n-1 LOOP
    EXECUTE format('CREATE TABLE part_%s PARTITION OF h FOR VALUES WITH (MODULUS %s, REMAINDER %s)', i, n, i);
  END LOOP; END $$;
CREATE TABLE h (id int) PARTITION BY HASH (id);
CALL mk(3);
DO $$ DECLARE tabs text[] := ARRAY['parent', 'child']; t text; BEGIN
 FOREACH t IN ARRAY tabs LOOP
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format('CREATE POLICY %I ON %I FOR ALL USING (true)', 'all_' || t, t);
  EXECUTE 'COMMENT ON TABLE ' || t::regclass || ' IS ' || quote_literal('table ' || upper(t));
 END LOOP; END $$;
