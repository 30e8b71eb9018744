-- migrate:up
-- migrate:effect ALTER TABLE é ADD a int; DROP TABLE u
DO $$ -- migrate:down
$$;
-- migrate:effect DROP TABEL
DO 'x';
