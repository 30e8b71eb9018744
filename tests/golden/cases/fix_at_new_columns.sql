-- file: 0001_users.sql
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, age int);
INSERT INTO users (age) VALUES (1);
-- migrate:down
DROP TABLE users;
-- file: 0002_columns.sql
-- migrate:up
ALTER TABLE users
    ADD COLUMN score int DEFAULT 1 CHECK (score > 0) NOT NULL,
    ADD COLUMN rank int;
ALTER TABLE users ADD COLUMN level int CONSTRAINT ck_users_level CHECK (level IN (1, 2));
ALTER TABLE users ADD COLUMN boss_id bigint DEFAULT 1
    CONSTRAINT fk_users_boss REFERENCES users (id) ON DELETE SET NULL;
CREATE INDEX CONCURRENTLY ix_users_boss_id ON users (boss_id);
-- migrate:down
ALTER TABLE users DROP COLUMN boss_id;
ALTER TABLE users DROP COLUMN level;
ALTER TABLE users DROP COLUMN rank, DROP COLUMN score;
