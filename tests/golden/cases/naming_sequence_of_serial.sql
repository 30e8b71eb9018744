-- config: naming.sequence=seq_{table}_{columns}
-- migrate:up
CREATE TABLE receipts (
    id serial PRIMARY KEY
);

-- migrate:down
DROP TABLE receipts;
