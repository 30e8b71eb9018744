-- migrate:revision 7d20b5e1f6c8
-- migrate:revises  4c1d0e8a2f17
-- migrate:created  2026-11-09T14:00:00Z
-- migrate:message  create orders
-- migrate:labels   sales

-- migrate:up
CREATE TABLE orders (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id    bigint NOT NULL,
    product_id bigint NOT NULL,
    quantity   integer NOT NULL,
    status     text NOT NULL DEFAULT 'open',
    placed_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_orders_product FOREIGN KEY (product_id) REFERENCES products (id)
);

CREATE INDEX ix_orders_user_id ON orders (user_id);
CREATE INDEX ix_orders_product_id ON orders (product_id);
-- A partial index: small, and all that the list of open orders needs.
CREATE INDEX ix_orders_open ON orders (placed_at) WHERE status = 'open';

-- migrate:down
DROP TABLE orders;
