-- A column that comes to a table by two ways goes only when both are gone.
CREATE TABLE top (id integer UNIQUE);
CREATE TABLE middle (k integer[], id integer) INHERITS (top);
ALTER TABLE top DROP COLUMN id, ADD COLUMN j integer;
CREATE TABLE bottom (f serial) INHERITS (top, middle);
ALTER TABLE top DROP COLUMN j;
