mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
INSERT INTO users (email) VALUES ('é'), ('é');
-- migrate:down
DROP TABLE users;
SQL
cat > versions/002_unique.sql <<'SQL'
-- migrate:up
CREATE TABLE notes (id bigint PRIMARY KEY);

CREATE UNIQUE INDEX CONCURRENTLY uq_users_email
  ON users (email);
-- migrate:down
DROP INDEX CONCURRENTLY uq_users_email;
DROP TABLE notes;
SQL
cat > versions/003_cast.sql <<'SQL'
-- migrate:up
SELECT 'é', 'many'::integer, 'more';
-- migrate:down
SELECT 1;
SQL
ashlar upgrade 001 --yes 2>/dev/null
ashlar upgrade 002 --yes
ashlar current
ashlar downgrade base --yes
psql -qAt "$(ashlar server start 2>/dev/null)" -c "UPDATE users SET email = email || id"
ashlar upgrade 002 --yes
ashlar upgrade 003 --yes
ashlar current
# Nobody there.
ashlar current --url 'postgresql://deploy:hush-hush@127.0.0.1:1/shop'
ashlar current --url 'host=/nowhere password=hush-hush'
ashlar current --url 'postgresql//deploy:hush-hush@localhost/shop'
DATABASE_URL='host=/nowhere dbname=one' ashlar current
ASHLAR_DATABASE_URL='host=/elsewhere dbname=two' DATABASE_URL='host=/nowhere dbname=one' ashlar current
PGHOST=/from-pghost ashlar current --url ''
