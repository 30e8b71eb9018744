-- migrate:up transaction:false
BEGIN;
SELECT 1;
COMMIT;
-- migrate:down
-- migrate:transaction off
START TRANSACTION;
END;
