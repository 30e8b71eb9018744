-- file: 0001_base.sql
-- migrate:up
CREATE TABLE organizations (
    id bigint PRIMARY KEY
);
CREATE TABLE users (
    id bigint PRIMARY KEY
);
CREATE TABLE products (
    id              bigint PRIMARY KEY,
    organization_id bigint NOT NULL,
    sku             text,
    active          boolean NOT NULL,
    CONSTRAINT uq_products_org_sku UNIQUE (organization_id, sku),
    CONSTRAINT fk_products_organization FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
CREATE INDEX ix_products_sku ON products (sku);
CREATE INDEX ix_products_active ON products (organization_id) WHERE active;
CREATE TABLE orders (
    id          bigint PRIMARY KEY,
    user_id     bigint NOT NULL CONSTRAINT fk_orders_users_buyer REFERENCES users (id),
    approver_id bigint CONSTRAINT fk_orders_users_approver REFERENCES users (id)
);
CREATE EXTENSION vector;
CREATE TABLE knowledge_chunks (
    id        bigint PRIMARY KEY,
    embedding vector(3)
);
CREATE INDEX ix_knowledge_chunks_embedding ON knowledge_chunks USING ivfflat (embedding vector_cosine_ops);

-- migrate:down
DROP TABLE knowledge_chunks, orders, products, users, organizations;
