-- file: 0001_base.sql
-- migrate:up
CREATE TABLE orders (
    id      bigint PRIMARY KEY,
    user_id bigint
);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON orders USING (user_id = 1);
CREATE POLICY staff ON orders USING (true);
CREATE TABLE carts (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE carts, orders;
-- file: 0002_open.sql
-- migrate:up
DROP POLICY own ON orders;
DROP POLICY staff ON orders;
CREATE POLICY staff ON orders USING (user_id > 0);
ALTER TABLE orders NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
ALTER TABLE carts DISABLE ROW LEVEL SECURITY;

-- migrate:irreversible an example
