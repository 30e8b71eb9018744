-- migrate:up
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE organizations (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CONSTRAINT uq_organizations_name UNIQUE
);
CREATE TABLE users (
    id              serial PRIMARY KEY,
    organization_id bigint NOT NULL CONSTRAINT fk_users_organization REFERENCES organizations (id),
    mood            mood DEFAULT 'good',
    CONSTRAINT ck_users_id CHECK (id > 0)
);
CREATE INDEX ix_users_organization_id ON users (organization_id);
CREATE VIEW happy_users AS SELECT id FROM users WHERE mood = 'good';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();

-- migrate:down
DROP VIEW happy_users;
DROP TABLE users;
DROP FUNCTION touch();
DROP TABLE organizations;
DROP TYPE mood;
