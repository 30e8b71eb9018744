CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE TABLE b (id int PRIMARY KEY, y text);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'st') THEN CREATE TYPE st AS ENUM ('a', 'b'); END IF;
END $$;
DO $$ BEGIN
  CREATE TYPE st AS ENUM ('a', 'b');
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN tenant_id uuid', r.tablename);
    EXECUTE 'CREATE INDEX ' || quote_ident('idx_' || r.tablename || '_tenant') || ' ON ' || quote_ident(r.tablename) || ' (tenant_id)';
  END LOOP;
END $$;
DO $$ BEGIN
 IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'a' AND column_name = 'x') THEN
   ALTER TABLE a RENAME COLUMN x TO xx;
 END IF;
 IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'b_y_key' AND table_name = 'b') THEN
   ALTER TABLE b ADD CONSTRAINT b_y_key UNIQUE (y);
 END IF;
 IF NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 'iii' AND n.nspname = 'public') THEN
   CREATE INDEX iii ON b (y, id);
 END IF;
 IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'fk' AND conrelid = 'b'::regclass) THEN
   ALTER TABLE b ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES a (id);
 END IF;
 IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dump_nobody') THEN
   CREATE ROLE dump_nobody;
 END IF;
 PERFORM 1;
END $$;
CREATE FUNCTION add_updated(t regclass) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('CREATE TRIGGER upd BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION touch()', t); END $$;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ begin return new; end $$;
SELECT add_updated('a');
SELECT add_updated('b');
