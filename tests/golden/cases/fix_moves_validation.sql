-- file: 0001_users.sql
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, age int);
-- migrate:down
DROP TABLE users;
-- file: 0002_age.sql
-- migrate:up
ALTER TABLE users ADD CONSTRAINT ck_users_age CHECK (age > 0) NOT VALID;
-- All of them are good.
ALTER TABLE users VALIDATE CONSTRAINT ck_users_age;
ALTER TABLE users ADD COLUMN city text;
-- migrate:down
ALTER TABLE users DROP COLUMN city;
ALTER TABLE users DROP CONSTRAINT ck_users_age;
