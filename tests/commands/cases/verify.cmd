mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- migrate:verify
SELECT count(*) = 0 FROM users;
-- migrate:down
DROP TABLE users;
SQL
cat > versions/002_fill.sql <<'SQL'
-- migrate:up
INSERT INTO users (email) VALUES ('a');
-- migrate:verify
SELECT true;
SELECT count(*) = 2 FROM users;
-- migrate:down
DELETE FROM users WHERE email = 'a';
SQL
cat > versions/003_raise.sql <<'SQL'
-- migrate:up
INSERT INTO users (email) VALUES ('b');
-- migrate:verify
SELECT 1 / (count(*) - 2) FROM users;
-- migrate:down
DELETE FROM users WHERE email = 'b';
SQL
ashlar upgrade head --yes
ashlar current
ashlar upgrade head --yes
ashlar current
