-- migrate:up
CREATE TABLE company (
    id   bigint PRIMARY KEY,
    name text NOT NULL
);
CREATE INDEX ix_company_name ON company (name);
COMMENT ON TABLE company IS 'who buys';
CREATE VIEW names AS SELECT company.name FROM company;

-- migrate:down
DROP VIEW names;
DROP TABLE company;

-- migrate:verify
SELECT count(*) >= 0 FROM company;
