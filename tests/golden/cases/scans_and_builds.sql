-- config: postgres=15
-- file: 0001_base.sql
-- migrate:up
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE items (
    id      bigint NOT NULL,
    user_id bigint,
    n       integer,
    m       integer,
    span    tstzrange,
    CONSTRAINT ck_items_m CHECK (m IS NOT NULL AND m > 0)
);
CREATE INDEX ix_items_user_id ON items (user_id);
-- migrate:down
DROP TABLE items, users;

-- file: 0002_check.sql
-- migrate:up
ALTER TABLE items ADD CONSTRAINT ck_items_n CHECK (n > 0);
ALTER TABLE items ADD COLUMN o integer DEFAULT 1 CHECK (o > 0);
ALTER TABLE items ALTER COLUMN n SET NOT NULL;
ALTER TABLE items ALTER COLUMN m SET NOT NULL;
-- migrate:irreversible an example

-- file: 0003_not_valid.sql
-- migrate:up
ALTER TABLE items ADD CONSTRAINT ck_items_big CHECK (n > 10) NOT VALID;
ALTER TABLE items ADD CONSTRAINT fk_items_users FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
ALTER TABLE items VALIDATE CONSTRAINT ck_items_big;
-- migrate:irreversible an example

-- file: 0004_validate.sql
-- migrate:up
ALTER TABLE items VALIDATE CONSTRAINT fk_items_users;
-- migrate:irreversible an example

-- file: 0005_foreign_key.sql
-- migrate:up
ALTER TABLE items ADD CONSTRAINT fk_items_users_again FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE items ADD COLUMN maker_id bigint REFERENCES users (id), ADD COLUMN owner_id bigint DEFAULT 1 REFERENCES users (id);
-- migrate:irreversible an example

-- file: 0006_keys.sql
-- migrate:up
ALTER TABLE items ADD CONSTRAINT uq_items_m UNIQUE (m);
ALTER TABLE items ADD CONSTRAINT ex_items_span EXCLUDE USING gist (span WITH &&);
ALTER TABLE items ADD PRIMARY KEY (id);
-- migrate:irreversible an example

-- file: 0007_adopt.sql
-- migrate:up
ALTER TABLE items DROP CONSTRAINT items_pkey;
CREATE UNIQUE INDEX CONCURRENTLY uq_items_user_id ON items (user_id);
ALTER TABLE items ADD CONSTRAINT pk_items PRIMARY KEY USING INDEX uq_items_user_id;
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_items_n ON items (n);
-- migrate:irreversible an example
