-- migrate:up transaction:false
-- migrate:effect CREATE TABLE reports (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)
DO $$ BEGIN PERFORM make_reports(); END $$;
DO $$ BEGIN
  CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
  COMMIT;
END $$;
-- These look first.
-- migrate:effect CREATE TABLE IF NOT EXISTS bills (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)
DO $$ BEGIN PERFORM make_bills(); END $$;
DO $$ BEGIN
  CREATE TABLE IF NOT EXISTS receipts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
END $$;
-- A statement of its own is not a block.
CREATE TABLE drafts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
-- migrate:up
-- Here the record comes with the change.
-- migrate:effect CREATE TABLE sheets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)
DO $$ BEGIN PERFORM make_sheets(); END $$;
-- migrate:irreversible an example
