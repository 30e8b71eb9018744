-- config: naming.exclusion=ex_{table}_{columns} naming.sequence=/.*_seq/ naming.view=v_{name} naming.enum=snake_case naming.function=fn_{name} naming.trigger=tr_{table}_{name} naming.schema=snake_case
-- migrate:up
CREATE SCHEMA "Sales";
CREATE TYPE "OrderState" AS ENUM ('open');
CREATE TABLE rooms (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    during tstzrange NOT NULL,
    state  "OrderState",
    EXCLUDE USING gist (during WITH &&)
);
CREATE SEQUENCE numbers;
CREATE VIEW free_rooms AS SELECT id FROM rooms;
CREATE MATERIALIZED VIEW room_counts AS SELECT count(*) AS total FROM rooms;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch_room BEFORE UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE rooms DISABLE TRIGGER touch_room;

-- migrate:down
DROP TRIGGER touch_room ON rooms;
DROP FUNCTION touch();
DROP MATERIALIZED VIEW room_counts;
DROP VIEW free_rooms;
DROP SEQUENCE numbers;
DROP TABLE rooms;
DROP TYPE "OrderState";
DROP SCHEMA "Sales";
