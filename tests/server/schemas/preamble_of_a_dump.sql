DO $$ BEGIN CREATE ROLE dump_web; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE dump_readers; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'the app';
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;
COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA app;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE TYPE app.status AS ENUM (
    'new',
    'in progress',
    'done'
);
CREATE DOMAIN app.email AS app.citext
	CONSTRAINT email_check CHECK ((VALUE OPERATOR(app.~) '^[^@]+@[^@]+$'::app.citext));
CREATE DOMAIN app.positive AS integer DEFAULT 1 NOT NULL CONSTRAINT pos CHECK (VALUE > 0);
CREATE FUNCTION app.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  new.updated_at := now();
  return new;
end
$$;
CREATE FUNCTION app.slug(v text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $_$ select regexp_replace(lower($1), '[^a-z]+', '-', 'g') $_$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE app.users (
    id bigint NOT NULL,
    email app.email NOT NULL,
    name character varying(255) DEFAULT ''::character varying NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    states app.status[] DEFAULT ARRAY['new'::app.status] NOT NULL,
    state app.status DEFAULT 'new'::app.status NOT NULL,
    n app.positive,
    token uuid DEFAULT public.gen_random_uuid(),
    meta jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp(3) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    slug text GENERATED ALWAYS AS (app.slug((name)::text)) STORED,
    doc tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, (COALESCE(name, ''::character varying))::text)) STORED
);
CREATE SEQUENCE app.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE app.users_id_seq OWNED BY app.users.id;
ALTER TABLE ONLY app.users ALTER COLUMN id SET DEFAULT nextval('app.users_id_seq'::regclass);
ALTER TABLE ONLY app.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY app.users ADD CONSTRAINT users_email_key UNIQUE (email);
CREATE INDEX users_name_trgm ON app.users USING gin (name public.gin_trgm_ops);
CREATE INDEX users_lower ON app.users USING btree (lower((email)::text) varchar_pattern_ops);
CREATE INDEX users_meta ON app.users USING gin (meta jsonb_path_ops);
CREATE INDEX users_state ON app.users USING btree (state, created_at DESC) WHERE (state <> 'done'::app.status);
CREATE UNIQUE INDEX users_doc ON app.users USING btree (id) INCLUDE (name, tags) WHERE (name IS NOT NULL);
CREATE TRIGGER users_touch BEFORE UPDATE ON app.users FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION app.touch();
CREATE VIEW app.active AS
 SELECT u.id,
    u.email,
    u.state
   FROM app.users u
  WHERE (u.state = ANY (ARRAY['new'::app.status, 'in progress'::app.status]));
CREATE MATERIALIZED VIEW app.counts AS
 SELECT users.state,
    count(*) AS n
   FROM app.users
  GROUP BY users.state
  WITH NO DATA;
CREATE UNIQUE INDEX counts_state ON app.counts USING btree (state);
GRANT USAGE ON SCHEMA app TO dump_web;
GRANT SELECT,INSERT ON TABLE app.users TO dump_web;
GRANT SELECT (id, name) ON TABLE app.users TO dump_readers;
GRANT ALL ON FUNCTION app.touch() TO dump_web;
REVOKE ALL ON FUNCTION app.slug(v text) FROM PUBLIC;
GRANT USAGE ON SEQUENCE app.users_id_seq TO dump_web WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE postgres IN SCHEMA app GRANT SELECT ON TABLES TO dump_readers;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT USAGE ON SEQUENCES TO dump_readers;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
COMMENT ON TABLE app.users IS 'people';
COMMENT ON COLUMN app.users.email IS 'it''s an address';
COMMENT ON FUNCTION app.slug(text) IS 'slugs';
COMMENT ON INDEX app.users_state IS 'idx';
COMMENT ON TRIGGER users_touch ON app.users IS 'trg';
COMMENT ON CONSTRAINT users_pkey ON app.users IS 'pk';
COMMENT ON TYPE app.status IS 'st';
COMMENT ON DOMAIN app.email IS 'dom';
COMMENT ON VIEW app.active IS 'v';
COMMENT ON MATERIALIZED VIEW app.counts IS 'mv';
COMMENT ON COLUMN app.active.state IS 'vc';
