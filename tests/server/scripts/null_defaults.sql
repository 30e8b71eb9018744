-- DEFAULT NULL is no default, unless a domain is checked or a length brought in around it.
CREATE DOMAIN word AS text;
CREATE DOMAIN empty AS integer DEFAULT NULL;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (
  a text DEFAULT NULL, b varchar(20) DEFAULT NULL, c numeric(8, 2) DEFAULT NULL,
  d word DEFAULT NULL, e text DEFAULT NULL::text, f text DEFAULT NULL::integer,
  g varchar(20) DEFAULT NULL::varchar(20), h varchar DEFAULT NULL::varchar(20),
  i mood DEFAULT NULL, j integer[] DEFAULT NULL, k interval day DEFAULT NULL,
  l text DEFAULT (NULL), m empty DEFAULT NULL);
ALTER TABLE t ADD COLUMN n uuid DEFAULT NULL;
ALTER TABLE t ALTER a SET DEFAULT 'x';
ALTER TABLE t ALTER a SET DEFAULT NULL;
