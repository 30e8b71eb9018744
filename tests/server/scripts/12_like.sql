CREATE TABLE source (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text NOT NULL DEFAULT 'x' CHECK (code <> ''),
  n integer CONSTRAINT n_small CHECK (n < 10),
  twice integer GENERATED ALWAYS AS (n * 2) STORED,
  s serial,
  UNIQUE (code, n)
);
CREATE INDEX ix_source_lower ON source (lower(code)) WHERE n > 1;
CREATE INDEX ON source (n DESC);
CREATE TABLE bare (LIKE source);
CREATE TABLE full_copy (LIKE source INCLUDING ALL);
CREATE TABLE part (before integer, LIKE source INCLUDING CONSTRAINTS INCLUDING DEFAULTS, after integer);
CREATE TABLE less (LIKE source INCLUDING ALL EXCLUDING INDEXES EXCLUDING CONSTRAINTS);
CREATE TABLE with_identity (LIKE source INCLUDING IDENTITY INCLUDING GENERATED);
CREATE TABLE two (LIKE bare, extra integer UNIQUE, PRIMARY KEY (extra)) ;
CREATE TABLE with_key (k integer PRIMARY KEY, l integer UNIQUE, m integer);
CREATE STATISTICS stats_of_key ON l, m FROM with_key;
CREATE TABLE three (a integer UNIQUE, LIKE with_key INCLUDING INDEXES);
CREATE TABLE four (LIKE with_key INCLUDING STATISTICS);
CREATE VIEW source_view AS SELECT id, code FROM source;
CREATE TABLE from_view (LIKE source_view);
