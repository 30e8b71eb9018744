-- file: a_users.sql
-- migrate:revision a
-- migrate:revises base
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, age int);
-- migrate:down
DROP TABLE users;
-- file: b_age.sql
-- migrate:revision b
-- migrate:revises a
-- migrate:labels people
-- migrate:up
ALTER TABLE users ADD CONSTRAINT ck_users_age CHECK (age > 0);
-- migrate:down
ALTER TABLE users DROP CONSTRAINT ck_users_age;
-- file: c_name.sql
-- migrate:revision c
-- migrate:revises b
-- migrate:up
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE users ADD CONSTRAINT ck_users_name CHECK (name <> '');
-- migrate:down
ALTER TABLE users DROP COLUMN name;
-- file: d_city.sql
-- migrate:revision d
-- migrate:revises  b
-- migrate:up
ALTER TABLE users ADD COLUMN city text;
-- migrate:down
ALTER TABLE users DROP COLUMN city;
-- file: e_merge.sql
-- migrate:revision e
-- migrate:revises c, d
-- migrate:up
-- migrate:irreversible a merge
-- file: f_next.sql
-- migrate:up
ALTER TABLE users ADD COLUMN zip text;
-- migrate:down
ALTER TABLE users DROP COLUMN zip;
