-- migrate:up
CREATE SCHEMA store;
CREATE TABLE store.copies (code text PRIMARY KEY, n integer NOT NULL);
-- migrate:allow session-state-leak -- the steps that follow are of this file alone
SET search_path = public, store;
-- Counted by hand.
-- migrate:batch key=code size=300 pause=1ms max_lag=1s
UPDATE items SET n = n + 1 WHERE note IS DISTINCT FROM 'od$ashlar$d' -- no row has it
;
-- migrate:batch key=i.code size=400
INSERT INTO copies SELECT i.code, i.n FROM items i WHERE i.n = 1 OR i.code = 'x';
-- migrate:batch key=note size=200
UPDATE items SET size = CASE note WHEN 'even' THEN 'e' ELSE 'o' END;
-- migrate:down
DROP TABLE store.copies;
DROP SCHEMA store;
UPDATE items SET n = n - 1;
