-- config: rules.drop-table-data-loss=note rules.naming-table=off rules.irreversible-without-reason=warning
-- file: 0001_base.sql
-- migrate:up
CREATE TABLE company (
    id bigint PRIMARY KEY
);
-- file: 0002_drop.sql
-- migrate:up
DROP TABLE company;
