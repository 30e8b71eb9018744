-- migrate:allow naming-table -- old
-- migrate:up
-- migrate:allow drop-table-data-loss, naming-index -- empty
DROP TABLE t;
-- migrate:allow x
SELECT 1;
-- migrate:allow y -- last
