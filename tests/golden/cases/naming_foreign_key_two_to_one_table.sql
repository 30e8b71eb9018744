-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE notes (
    id        bigint PRIMARY KEY,
    author_id bigint CONSTRAINT fk_notes_user REFERENCES users (id)
);

-- migrate:down
DROP TABLE notes, users;
-- file: 0002_orders.sql
-- migrate:up
CREATE TABLE orders (
    id          bigint PRIMARY KEY,
    user_id     bigint REFERENCES users (id),
    approver_id bigint REFERENCES users
);
ALTER TABLE notes ADD COLUMN editor_id bigint, ADD FOREIGN KEY (editor_id) REFERENCES users (id);

-- migrate:down
ALTER TABLE notes DROP CONSTRAINT notes_editor_id_fkey, DROP COLUMN editor_id;
DROP TABLE orders;
