-- migrate:revision 8c46f1b7a2e9
-- migrate:revises  5e93a7c4d012
-- migrate:created  2026-11-10T11:20:00Z
-- migrate:message  add embedding to knowledge chunks
-- migrate:allow down-not-inverse -- the extension may have been there before, and others may use it

-- migrate:up
-- Not every server has pgvector, so the change stands behind a guard that only the server can
-- decide; the effect lines tell the compiler what the block does where the guard lets it.
-- migrate:effect CREATE EXTENSION IF NOT EXISTS vector
-- migrate:effect ALTER TABLE knowledge_chunks ADD COLUMN embedding vector(1536)
-- migrate:effect CREATE INDEX ix_knowledge_chunks_embedding ON knowledge_chunks USING ivfflat (embedding vector_cosine_ops)
-- migrate:allow create-index-blocks-writes -- the column is new and empty, the build takes no time
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
        CREATE EXTENSION IF NOT EXISTS vector;
        ALTER TABLE knowledge_chunks ADD COLUMN embedding vector(1536);
        CREATE INDEX ix_knowledge_chunks_embedding
            ON knowledge_chunks USING ivfflat (embedding vector_cosine_ops) WITH (lists = 100);
    END IF;
END
$$;

-- migrate:down
ALTER TABLE knowledge_chunks DROP COLUMN IF EXISTS embedding;
