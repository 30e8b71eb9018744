-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE users;
-- file: 0002_unique.sql
-- migrate:up
CREATE TABLE coupons (
    id    bigint PRIMARY KEY,
    code  text UNIQUE,
    batch text,
    seat  integer,
    UNIQUE (batch, seat),
    CONSTRAINT "one seat" UNIQUE NULLS NOT DISTINCT (seat)
);
ALTER TABLE users ADD COLUMN email text NOT NULL UNIQUE DEFERRABLE, ADD UNIQUE (id, email);
COMMENT ON CONSTRAINT coupons_code_key ON coupons IS 'one each';

-- migrate:down
ALTER TABLE users DROP CONSTRAINT users_id_email_key;
ALTER TABLE users DROP CONSTRAINT users_email_key, DROP COLUMN email;
DROP TABLE coupons;
