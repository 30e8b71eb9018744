-- first é
SELECT 1; -- behind
;;
BEGIN;
CREATE TABLE t (a int);
COMMIT;
SELECT 2