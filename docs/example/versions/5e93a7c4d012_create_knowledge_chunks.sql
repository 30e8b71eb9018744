-- migrate:revision 5e93a7c4d012
-- migrate:revises  4c1d0e8a2f17
-- migrate:created  2026-11-09T16:45:00Z
-- migrate:message  create knowledge chunks
-- migrate:labels   knowledge

-- migrate:up
CREATE TABLE knowledge_chunks (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id bigint NOT NULL,
    content         text NOT NULL,
    metadata        jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT fk_knowledge_chunks_organization FOREIGN KEY (organization_id)
        REFERENCES organizations (id) ON DELETE CASCADE
);

CREATE INDEX ix_knowledge_chunks_organization_id ON knowledge_chunks (organization_id);

-- migrate:down
DROP TABLE knowledge_chunks;
