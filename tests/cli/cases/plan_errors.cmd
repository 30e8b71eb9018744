mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint PRIMARY KEY);
-- migrate:irreversible the rows are real
SQL
cat > versions/002_broken.sql <<'SQL'
-- migrate:up
ALTER TABLE user ADD COLUMN email text;
ALTER TABEL users ADD COLUMN email text;
-- migrate:down
SELECT 1;
SQL
cat > versions/003_unknown.sql <<'SQL'
-- migrate:up
ALTER TABLE clients ADD COLUMN email text;
-- migrate:down
ALTER TABLE clients DROP COLUMN email;
SQL
# The first revision is sound, the others are not.
ashlar plan 001
ashlar plan 001:002
ashlar plan 002:003
ashlar script heads
ashlar plan 001:base
