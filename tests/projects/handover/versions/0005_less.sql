-- migrate:allow style-prefer-text -- it's how the shop has it
-- migrate:up
-- migrate:allow drop-column-data-loss -- nobody reads it
ALTER TABLE items DROP COLUMN size;
CREATE PROCEDURE count_twice() LANGUAGE plpgsql AS $$
BEGIN
  UPDATE items SET n = n + 1;
  COMMIT;
  UPDATE items SET n = n + 1;
END
$$;
-- migrate:irreversible the sizes are gone
