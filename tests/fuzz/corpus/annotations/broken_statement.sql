-- migrate:up
-- migrate:allow a -- b
DROP TABEL t;
DROP TABLE u;
-- migrate:allow c -- d
;
