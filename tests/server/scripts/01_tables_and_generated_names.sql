CREATE TABLE organizations (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE, slug varchar(40) UNIQUE);
CREATE TABLE products (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organization_id bigint NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
  sku varchar(100),
  price numeric(10, 2) DEFAULT 0 CHECK (price >= 0),
  stock integer CHECK (stock >= 0) CHECK (stock < 1000000),
  total numeric GENERATED ALWAYS AS (price * stock) STORED,
  CHECK (price < 10 OR stock < 10),
  CHECK (price + stock > 0),
  CONSTRAINT named_check CHECK (sku <> ''),
  UNIQUE (organization_id, sku),
  UNIQUE (sku, organization_id)
);
CREATE TABLE plain (a integer, b text, c timestamptz DEFAULT now());
CREATE UNLOGGED TABLE unlogged_one (a int PRIMARY KEY, b int UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE IF NOT EXISTS plain (z integer);
CREATE TABLE both_keys (id integer PRIMARY KEY UNIQUE, u integer UNIQUE, UNIQUE (u));
CREATE TABLE named_keys (id integer CONSTRAINT pk_named PRIMARY KEY, u integer CONSTRAINT uq_named UNIQUE, UNIQUE (id));
CREATE TABLE later_primary (a integer UNIQUE, b integer, PRIMARY KEY (b), UNIQUE (a, b) INCLUDE (c), c integer);
CREATE TABLE arrays (tags text[], matrix integer[][], ch char(3), bits bit varying(8), tz time(3) with time zone, i interval);
CREATE TABLE exclusions (during tsrange, room integer, EXCLUDE USING gist (during WITH &&), CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (room > 1));
CREATE TABLE self_reference (id integer PRIMARY KEY, parent_id integer REFERENCES self_reference, other integer REFERENCES self_reference (id));
CREATE TABLE one_column (c smallserial, d serial4, e serial8);
CREATE TABLE no_columns ();
CREATE TABLE quoted ("Mixed Case" integer CHECK ("Mixed Case" > 0), "select" text UNIQUE, "ü" integer UNIQUE);
CREATE TABLE "Quoted Table" ("Id" integer PRIMARY KEY, "Sub-Total" numeric CHECK ("Sub-Total" > 0));
