-- file: 0001_base.sql
-- migrate:up
CREATE TABLE events (id bigint NOT NULL, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_default PARTITION OF events DEFAULT;
CREATE TABLE events_2025 (id bigint NOT NULL, at date NOT NULL);
CREATE TABLE events_2026 (id bigint NOT NULL, at date NOT NULL);
CREATE TABLE events_2027 (id bigint NOT NULL, at date NOT NULL);
ALTER TABLE events_2025 ADD CONSTRAINT ck_range CHECK (at >= '2025-03-01' AND at < DATE '2026-01-01');
ALTER TABLE events_2026 ADD CONSTRAINT ck_range CHECK (at BETWEEN '2026-01-01' AND '2026-12-31');
ALTER TABLE events_2027 ADD CONSTRAINT ck_range CHECK (at >= '2020-01-01');
ALTER TABLE events_default ADD CONSTRAINT ck_old CHECK (at < '2025-01-01' OR at >= '2027-01-01');

-- migrate:irreversible a case
-- file: 0002_spared.sql
-- migrate:up
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- migrate:irreversible a case
-- file: 0003_spared.sql
-- migrate:up
ALTER TABLE events ATTACH PARTITION events_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- migrate:irreversible a case
-- file: 0004_read.sql
-- migrate:up
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- migrate:irreversible a case
