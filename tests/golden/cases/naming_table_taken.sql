-- migrate:up
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE "order" (id bigint PRIMARY KEY);

-- migrate:down
DROP TABLE "order", orders;
