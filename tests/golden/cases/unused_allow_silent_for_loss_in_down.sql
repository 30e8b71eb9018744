-- migrate:revision a1
-- migrate:revises base

-- migrate:up
CREATE TABLE orders (id bigint PRIMARY KEY);

-- migrate:down
-- migrate:allow drop-table-data-loss -- nothing but test orders in it so far
DROP TABLE orders;
