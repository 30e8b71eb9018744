-- migrate:up
CREATE TABLE events (
    day date NOT NULL
) PARTITION BY RANGE (day);
CREATE TABLE "Events2024" PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- migrate:down
DROP TABLE events;
