-- migrate:revision 1a2f6c0d9b34
-- migrate:revises  base
-- migrate:created  2026-11-02T09:00:00Z
-- migrate:message  create organizations and users

-- migrate:up
CREATE TABLE organizations (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Constraints are named here, not by PostgreSQL: a name that you chose can be found again.
CREATE TABLE users (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id bigint NOT NULL,
    email           text NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_users_organization FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE,
    CONSTRAINT uq_users_email UNIQUE (email)
);

CREATE INDEX ix_users_organization_id ON users (organization_id);

-- migrate:down
DROP TABLE users;
DROP TABLE organizations;
