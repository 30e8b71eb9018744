mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (
    id    bigint PRIMARY KEY,
    email varchar(200) UNIQUE
);
-- migrate:down
DROP TABLE users;
SQL
ashlar lint --format sarif
ashlar lint --format github
ashlar lint --format gitlab
ashlar lint --format junit
ashlar lint --statistics
ashlar lint --severity error
ashlar lint --severity error --format github
ashlar lint --statistics --format json
ashlar lint --severity loud
