# The database that the project is for, and another; and a role that may only look at the ledger.
mkdir versions && printf '[database]\nurl = "embedded"\nexpect = "ashlar"\n' > ashlar.toml
printf '[database]\nurl = "embedded"\nexpect = "shop"\n' > shop.toml
cat > versions/0001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
-- migrate:down
DROP TABLE users;
SQL
ashlar -c shop.toml upgrade head --yes
ashlar upgrade head --yes 2>&1 | tail -n 1
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT has_schema_privilege('public', 'ashlar', 'USAGE') OR has_schema_privilege('public', 'ashlar', 'CREATE')"
psql -qAt "$(ashlar server start 2>/dev/null)" -c "CREATE ROLE deploy_watch LOGIN" -c "GRANT USAGE ON SCHEMA ashlar TO deploy_watch" -c "GRANT SELECT ON ALL TABLES IN SCHEMA ashlar TO deploy_watch"
ashlar current --url "$(ashlar server start 2>/dev/null) user=deploy_watch"
ashlar downgrade base --yes --allow-loss --url "$(ashlar server start 2>/dev/null) user=deploy_watch" 2>&1 | tail -n 2
