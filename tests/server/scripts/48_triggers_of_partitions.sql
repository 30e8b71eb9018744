CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE top (a integer, b integer) PARTITION BY LIST (a);
CREATE TABLE middle PARTITION OF top FOR VALUES IN (1, 2) PARTITION BY LIST (b);
CREATE TABLE bottom PARTITION OF middle FOR VALUES IN (1);
CREATE TRIGGER one AFTER INSERT ON top FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER two AFTER INSERT ON top FOR EACH ROW EXECUTE FUNCTION f();
-- ONLY changes one table, without it all below.
ALTER TABLE ONLY top ENABLE ALWAYS TRIGGER one;
ALTER TABLE middle DISABLE TRIGGER one;
ALTER TABLE top DISABLE TRIGGER two;
ALTER TABLE ONLY top ENABLE TRIGGER two;
-- What replaces a trigger replaces those of its name below.
CREATE TABLE other PARTITION OF top FOR VALUES IN (3);
CREATE OR REPLACE TRIGGER own AFTER INSERT ON other FOR EACH ROW EXECUTE FUNCTION f();
CREATE OR REPLACE TRIGGER own AFTER INSERT ON top FOR EACH ROW EXECUTE FUNCTION g();
-- Copies go with DETACH, those of partitions below included.
ALTER TABLE top DETACH PARTITION middle;
-- A partitioned index takes what is there, and is not valid while that is not.
CREATE TABLE root (a integer) PARTITION BY LIST (a);
CREATE TABLE branch PARTITION OF root FOR VALUES IN (1, 2) PARTITION BY LIST (a);
CREATE TABLE leaf_1 PARTITION OF branch FOR VALUES IN (1);
CREATE TABLE leaf_2 PARTITION OF branch FOR VALUES IN (2);
CREATE INDEX branch_a_idx ON ONLY branch (a);
CREATE INDEX ON root (a);
CREATE INDEX ON leaf_1 (a);
ALTER INDEX branch_a_idx ATTACH PARTITION leaf_1_a_idx;
CREATE INDEX leaf_2_own ON leaf_2 (a);
ALTER INDEX branch_a_idx ATTACH PARTITION leaf_2_own;
-- The condition of a rule means the columns of its row.
CREATE TABLE log (a integer);
CREATE RULE small AS ON INSERT TO log WHERE a < 100 DO INSTEAD NOTHING;
CREATE RULE gone AS ON DELETE TO log WHERE a IS NULL DO INSTEAD NOTHING;
CREATE RULE changed AS ON UPDATE TO log WHERE old.a < new.a DO INSTEAD NOTHING;
ALTER TABLE log RENAME COLUMN a TO number;
-- A child that was put below its parent has its columns in its own order.
CREATE TABLE parent (a text, b integer, CHECK (b > 0));
CREATE TABLE child (b integer, extra text, a text, CONSTRAINT parent_b_check CHECK (b > 0));
ALTER TABLE child INHERIT parent;
-- Servers go with their wrapper.
CREATE FOREIGN DATA WRAPPER wrapper;
CREATE SERVER remote FOREIGN DATA WRAPPER wrapper;
CREATE FOREIGN DATA WRAPPER other_wrapper;
CREATE SERVER other_remote TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER other_wrapper OPTIONS (host 'h');
ALTER FOREIGN DATA WRAPPER other_wrapper RENAME TO "Other one";
DROP FOREIGN DATA WRAPPER wrapper CASCADE;
CREATE PUBLICATION everything FOR TABLE log WITH (PUBLISH_VIA_PARTITION_ROOT = 1);
