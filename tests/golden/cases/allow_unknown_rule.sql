-- migrate:allow drop-table-dataloss -- misspelt
-- migrate:allow syntax-error -- of the grammar
-- migrate:allow zzz -- no rule at all
-- migrate:up
CREATE TABLE orders (
    id bigint PRIMARY KEY
);

-- migrate:down
DROP TABLE orders;
