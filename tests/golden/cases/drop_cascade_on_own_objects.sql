-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id    bigint PRIMARY KEY,
    email text
);

-- migrate:down
DROP TABLE users;
-- file: 0002_view.sql
-- migrate:up
CREATE VIEW user_list AS SELECT id, email FROM users;
CREATE VIEW email_list AS SELECT email FROM user_list;

-- migrate:down
DROP VIEW user_list CASCADE;
