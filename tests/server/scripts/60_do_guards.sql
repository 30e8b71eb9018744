CREATE TABLE readers (id serial PRIMARY KEY, email text, joined timestamptz);
-- Types, by name and by kind
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'loan_state') THEN CREATE TYPE loan_state AS ENUM ('out', 'back'); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'loan_state') THEN CREATE TYPE loan_state AS ENUM ('other'); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'loan_state' AND n.nspname = 'public') THEN CREATE TABLE never (a int); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'uuid') THEN CREATE DOMAIN uuid AS text; END IF; END $$;
DO $$ BEGIN IF to_regtype('shelf_mark') IS NULL THEN CREATE DOMAIN shelf_mark AS text CHECK (VALUE <> ''); END IF; END $$;
DO $$ BEGIN IF to_regtype('public.shelf_mark') IS NULL THEN DROP DOMAIN shelf_mark; END IF; END $$;
-- Labels of enums
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'loan_state' AND e.enumlabel = 'lost') THEN ALTER TYPE loan_state ADD VALUE 'lost'; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'lost' AND enumtypid = 'loan_state'::regtype) THEN CREATE TABLE has_lost (); END IF; END $$;
DO $$ BEGIN IF 'lost' = ANY (ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = (SELECT oid FROM pg_type WHERE typname = 'loan_state'))) THEN CREATE TABLE has_lost_too (); END IF; END $$;
-- Columns, both ways to ask
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'readers' AND column_name = 'phone') THEN ALTER TABLE readers ADD COLUMN phone text; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'readers' AND column_name = 'phone') THEN ALTER TABLE readers DROP COLUMN email; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'readers' AND column_name = 'phone' AND data_type = 'text') THEN ALTER TABLE readers ALTER COLUMN phone TYPE varchar(20); END IF; END $$;
DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns WHERE table_name = 'readers' AND column_name = 'phone') = 'character varying' THEN ALTER TABLE readers RENAME COLUMN phone TO telephone; END IF; END $$;
DO $$ BEGIN IF (SELECT is_nullable FROM information_schema.columns WHERE table_name = 'readers' AND column_name = 'telephone') = 'YES' THEN ALTER TABLE readers ALTER telephone SET NOT NULL; END IF; END $$;
DO $$ BEGIN IF (SELECT character_maximum_length FROM information_schema.columns WHERE table_name = 'readers' AND column_name = 'telephone') < 30 THEN ALTER TABLE readers ALTER telephone TYPE varchar(30); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'readers'::regclass AND attname = 'fax' AND NOT attisdropped) THEN ALTER TABLE readers ADD fax text; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_class c ON a.attrelid = c.oid JOIN pg_namespace n ON c.relnamespace = n.oid WHERE n.nspname = 'public' AND c.relname = 'readers' AND a.attname = 'fax' AND a.attnum > 0) THEN ALTER TABLE readers DROP COLUMN fax; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'public.readers'::regclass AND attname = 'fax') THEN CREATE TABLE wrong (); END IF; END $$;
DO $$ BEGIN IF (SELECT count(*) FROM information_schema.columns WHERE table_name = 'readers' AND column_name IN ('email', 'telephone')) = 2 THEN ALTER TABLE readers ADD both_known boolean DEFAULT false; END IF; END $$;
-- Tables and other relations
DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'loans') THEN CREATE TABLE loans (id bigint, reader_id integer, state loan_state DEFAULT 'out'); END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = 'loans') THEN ALTER TABLE loans ADD due date; END IF; END $$;
DO $$ BEGIN IF to_regclass('public.loans') IS NOT NULL THEN ALTER TABLE loans ADD noted text; END IF; END $$;
DO $$ BEGIN IF to_regclass('public.nothing') IS NOT NULL THEN DROP TABLE loans; ELSE CREATE VIEW open_loans AS SELECT id FROM loans; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_views WHERE viewname = 'open_loans') THEN DROP VIEW open_loans; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind = 'S' AND c.relname = 'tickets') THEN CREATE SEQUENCE tickets; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_class WHERE relname = 'tickets' AND relkind = 'r') THEN DROP SEQUENCE tickets; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.sequences WHERE sequence_name = 'tickets') THEN ALTER SEQUENCE tickets RENAME TO ticket_numbers; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_matviews WHERE matviewname = 'busy') THEN CREATE MATERIALIZED VIEW busy AS SELECT reader_id FROM loans; END IF; END $$;
-- Constraints
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'loans_pk') THEN ALTER TABLE loans ADD CONSTRAINT loans_pk PRIMARY KEY (id); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'loans_pk' AND conrelid = 'loans'::regclass) THEN ALTER TABLE loans ADD CONSTRAINT loans_pk PRIMARY KEY (reader_id); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT constraint_name FROM information_schema.table_constraints WHERE table_name = 'loans' AND constraint_name = 'loans_reader' AND constraint_type = 'FOREIGN KEY') THEN ALTER TABLE loans ADD CONSTRAINT loans_reader FOREIGN KEY (reader_id) REFERENCES readers; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT * FROM information_schema.constraint_column_usage WHERE table_name = 'readers' AND constraint_name = 'loans_reader') THEN ALTER TABLE loans ADD CONSTRAINT noted_short CHECK (length(noted) < 10); END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.key_column_usage WHERE table_name = 'loans' AND column_name = 'reader_id' AND constraint_name = 'loans_reader') THEN ALTER TABLE loans DROP CONSTRAINT noted_short; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE t.relname = 'loans' AND c.contype = 'f' AND c.confrelid = 'readers'::regclass) THEN ALTER TABLE loans RENAME CONSTRAINT loans_reader TO loans_reader_id_fkey; END IF; END $$;
DO $$ BEGIN IF (SELECT confdeltype FROM pg_constraint WHERE conname = 'loans_reader_id_fkey') = 'a' THEN ALTER TABLE loans DROP CONSTRAINT loans_reader_id_fkey; ALTER TABLE loans ADD FOREIGN KEY (reader_id) REFERENCES readers ON DELETE CASCADE; END IF; END $$;
-- Indexes
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'loans_due') THEN CREATE INDEX loans_due ON loans (due); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'loans' AND indexname = 'loans_due') THEN CREATE INDEX loans_due ON loans (noted); END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = 'loans_due' AND NOT i.indisunique) THEN DROP INDEX loans_due; CREATE UNIQUE INDEX loans_due ON loans (due, id); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'loans_noted' AND relkind = 'i') THEN CREATE INDEX loans_noted ON loans (lower(noted)); END IF; END $$;
-- Schemas, functions, triggers, policies, extensions
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = 'archive') THEN CREATE SCHEMA archive; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'archive') THEN CREATE TABLE wrong (); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'stamp') THEN CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.noted := now(); RETURN NEW; END'; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'stamp_loans') THEN CREATE TRIGGER stamp_loans BEFORE UPDATE ON loans FOR EACH ROW EXECUTE FUNCTION stamp(); END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'stamp_loans' AND tgrelid = 'loans'::regclass AND NOT tgisinternal) THEN DROP TRIGGER stamp_loans ON loans; CREATE TRIGGER stamp_again BEFORE INSERT ON loans FOR EACH ROW EXECUTE FUNCTION stamp(); END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_name = 'stamp_again' AND event_object_table = 'loans') THEN ALTER TABLE loans ENABLE ROW LEVEL SECURITY; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 'loans' AND policyname = 'mine') THEN CREATE POLICY mine ON loans USING (reader_id = 1); END IF; END $$;
DO $$ BEGIN IF (SELECT relrowsecurity FROM pg_class WHERE oid = 'loans'::regclass) THEN ALTER TABLE loans FORCE ROW LEVEL SECURITY; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_name = 'stamp' AND routine_type = 'FUNCTION') THEN ALTER FUNCTION stamp() STABLE; END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pgcrypto') THEN CREATE TABLE no_crypto (); END IF; END $$;
-- Variables and nesting
DO $$ DECLARE found_it boolean; BEGIN SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'loans') INTO found_it; IF found_it THEN ALTER TABLE loans ADD v1 int; END IF; END $$;
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM information_schema.tables WHERE table_schema = 'archive'; IF n = 0 THEN CREATE TABLE archive.first (a int); ELSIF n = 1 THEN CREATE TABLE archive.second (); ELSE CREATE TABLE archive.third (); END IF; END $$;
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM information_schema.tables WHERE table_schema = 'archive'; IF n = 0 THEN CREATE TABLE archive.first (a int); ELSIF n = 1 THEN CREATE TABLE archive.second (); ELSE CREATE TABLE archive.third (); END IF; END $$;
DO $$ BEGIN PERFORM 1 FROM pg_class WHERE relname = 'absent'; IF NOT FOUND THEN CREATE TABLE absent (); END IF; PERFORM 1 FROM pg_class WHERE relname = 'absent'; IF FOUND THEN ALTER TABLE absent ADD a int; END IF; END $$;
DO $$ DECLARE t text := 'loans'; c constant text = 'v1'; BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = t AND column_name = c) THEN ALTER TABLE loans DROP v1; END IF; END $$;
DO $$ BEGIN CASE (SELECT relkind FROM pg_class WHERE relname = 'busy') WHEN 'v' THEN DROP VIEW busy; WHEN 'm', 't' THEN DROP MATERIALIZED VIEW busy; ELSE NULL; END CASE; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM loans) THEN DROP TABLE readers CASCADE; END IF; END $$;
DO $$ BEGIN IF (SELECT count(*) FROM absent) = 0 THEN EXECUTE 'DROP TABLE absent'; END IF; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM loans WHERE due < now()) THEN RAISE EXCEPTION 'clean up first'; END IF; ALTER TABLE loans DROP COLUMN due; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid WHERE c.relname = 'loans' AND i.inhparent IS NOT NULL) THEN ALTER TABLE loans ADD alone boolean; END IF; END $$;
DO $$ DECLARE r record; BEGIN SELECT c.relname, n.nspname INTO r FROM pg_class c, pg_namespace n WHERE n.oid = c.relnamespace AND c.relname = 'loans'; IF r.nspname = 'public' AND r.relname LIKE 'lo%' THEN ALTER TABLE loans RENAME TO lendings; END IF; END $$;
DO $$ BEGIN IF current_setting('library.mode', true) IS NULL THEN ALTER TABLE lendings DROP alone; END IF; END $$;
DO $$ BEGIN IF pg_get_serial_sequence('readers', 'id') = 'public.readers_id_seq' THEN ALTER SEQUENCE readers_id_seq AS bigint; END IF; END $$;
DO 'BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = ''quoted'') THEN CREATE TABLE quoted (a int); END IF; END';
DO LANGUAGE plpgsql $body$ BEGIN ALTER TABLE quoted ADD COLUMN IF NOT EXISTS b text DEFAULT 'x''y'; END $body$;
