-- config: rules.drop-table-data-loss=off
-- migrate:allow drop-table-data-loss -- switched off since
-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE orders;
