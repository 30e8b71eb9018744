-- A partition takes its own check of the name into the parent's; a new one has it validated.
CREATE TABLE parted (a text, b integer NOT NULL DEFAULT 0, CONSTRAINT check_a CHECK (length(a) > 0))
  PARTITION BY LIST (a);
CREATE TABLE part_b PARTITION OF parted (b DEFAULT 1, CONSTRAINT check_a CHECK (length(a) > 0),
  CONSTRAINT check_b CHECK (b >= 0)) FOR VALUES IN ('b');
ALTER TABLE parted ADD CONSTRAINT check_b CHECK (b >= 0);
ALTER TABLE parted DROP CONSTRAINT check_a, DROP CONSTRAINT check_b;
ALTER TABLE parted ADD CONSTRAINT late CHECK (b < 100) NOT VALID;
CREATE TABLE part_c PARTITION OF parted FOR VALUES IN ('c');
-- Indexes keep their own names for columns that are renamed, and hand them on.
CREATE TABLE hashed (id integer, j integer NOT NULL, UNIQUE (id) INCLUDE (id, j)) PARTITION BY HASH (id);
ALTER TABLE hashed RENAME COLUMN id TO k;
ALTER TABLE hashed RENAME COLUMN j TO id;
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE likewise (LIKE hashed INCLUDING ALL);
-- An operator class that would be taken anyway is the same as none.
CREATE INDEX ON parted (b int4_ops, a text_pattern_ops);
CREATE TABLE part_d (a text, b integer NOT NULL DEFAULT 0);
CREATE INDEX part_d_own ON part_d (b, a text_pattern_ops);
ALTER TABLE part_d ADD CONSTRAINT late CHECK (b < 100);
ALTER TABLE parted ATTACH PARTITION part_d FOR VALUES IN ('d');
-- A partition's foreign key of another kind is not the parent's.
CREATE TABLE target (a integer PRIMARY KEY);
CREATE TABLE pointing (a integer REFERENCES target) PARTITION BY LIST (a);
CREATE TABLE pointing_1 (a integer REFERENCES target DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE pointing ATTACH PARTITION pointing_1 FOR VALUES IN (1);
CREATE TABLE pointing_2 (a integer REFERENCES target);
ALTER TABLE pointing ATTACH PARTITION pointing_2 FOR VALUES IN (2);
-- A table whose partition key loses its type goes as a whole.
CREATE DOMAIN keyed AS integer;
CREATE TABLE of_domain (a keyed, b text) PARTITION BY RANGE (a);
CREATE TABLE of_domain_1 PARTITION OF of_domain FOR VALUES FROM (1) TO (2);
DROP DOMAIN keyed CASCADE;
-- What is said of a row type shows nowhere.
CREATE VIEW seen AS SELECT a FROM target;
COMMENT ON TYPE seen IS 'a row';
COMMENT ON TYPE target IS 'a row';
-- A sequence gets the name of a type.
CREATE DOMAIN halves AS numeric(8, 2);
CREATE SEQUENCE whole;
ALTER SEQUENCE whole RENAME TO halves;
CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
ALTER TABLE target ADD COLUMN several positive[] DEFAULT NULL, ADD COLUMN one positive DEFAULT NULL;
