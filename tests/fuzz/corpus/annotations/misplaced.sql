SELECT 0;
-- migrate:down
SELECT 1;
-- migrate:message x
-- migrate:up
SELECT /* -- migrate:down */ 1 -- migrate:up
;
CREATE TABLE t (
-- migrate:allow x -- y
a int);
