-- file: 0001_users.sql
-- migrate:up
CREATE TABLE users (
    id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text,
    "Age" int
);
-- migrate:down
DROP TABLE users;
-- file: 0002_not_null.sql
-- migrate:up
ALTER TABLE users ALTER COLUMN email SET DEFAULT '', ALTER COLUMN email SET NOT NULL;
ALTER TABLE users ALTER "Age" SET NOT NULL;
ALTER TABLE users ADD COLUMN city text;
UPDATE users SET city = 'none' WHERE city IS NULL;
ALTER TABLE users ALTER COLUMN city SET NOT NULL;
-- migrate:down
ALTER TABLE users DROP COLUMN city;
ALTER TABLE users ALTER "Age" DROP NOT NULL, ALTER COLUMN email DROP NOT NULL;
ALTER TABLE users ALTER COLUMN email DROP DEFAULT;
