# Plans as files: what apply refuses, and what it runs.
mkdir versions && printf '[project]\npostgres = 15\n[database]\nurl = "embedded"\nexpect = "ashlar"\n' > ashlar.toml
cat > versions/0001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/0002_mail.sql <<'SQL'
-- migrate:up
ALTER TABLE users ADD COLUMN mail text;
ALTER TABLE users DROP COLUMN email;
CREATE INDEX CONCURRENTLY ix_users_mail ON users (mail);
-- migrate:verify
SELECT count(*) = 0 FROM users;
-- migrate:down
DROP INDEX CONCURRENTLY ix_users_mail;
ALTER TABLE users ADD COLUMN email text;
ALTER TABLE users DROP COLUMN mail;
SQL
ashlar plan 0001 -o first.json
ashlar plan 0001:0002 -o second.json 2>&1 | tail -n 2
ashlar plan 0002:0001 -o back.json 2>/dev/null
ashlar plan 0001 --format json > printed.json
head -c 300 first.json > cut.json
sed 's/email text/email varchar/' first.json > statements.json
sed 's/"wait_ms": 60000/"wait_ms": 1/' first.json > settings.json
sed 's/"format": 1/"format": 2/; s/"tool": "[^"]*"/"tool": "ashlar 9"/' first.json > newer.json
sed 's/"file": /"author": "me", "file": /' first.json > surplus.json
sed 's/"postgres": 15/"postgres": 16/; s/postgres = 15/postgres = 16/' first.json > server.json
# Files that are no plan, or no more the one that was approved.
for file in missing printed cut statements settings newer surplus server; do ashlar apply $file.json; echo "exit $?"; done
# Another server, another database, another state.
sed -i 's/postgres = 15/postgres = 14/' ashlar.toml && ashlar plan 0001 -o older.json 2>/dev/null; ashlar apply older.json
sed -i 's/postgres = 14/postgres = 15/; s/"ashlar"/"shop"/' ashlar.toml && ashlar plan 0001 -o shop.json 2>/dev/null; ashlar apply shop.json --url "$(ashlar server start 2>/dev/null)"
sed -i 's/"shop"/"ashlar"/' ashlar.toml
ashlar apply second.json
# A look, and the run: the file is the yes, for the loss in it too; no project is needed.
ashlar apply first.json --dry-run
ashlar server start > url 2>/dev/null; mv versions away; mv ashlar.toml away
ashlar apply first.json --url "$(cat url)"
ashlar apply first.json --url "$(cat url)" --yes
# A step that fails, and the rest of it once the way is clear.
psql -qAt "$(cat url)" -c "CREATE TABLE ix_users_mail ()"
ashlar apply second.json --url "$(cat url)"
psql -qAt "$(cat url)" -c "DROP TABLE ix_users_mail"
ashlar apply back.json --url "$(cat url)"
ashlar apply second.json --url "$(cat url)" --format json 2>/dev/null | sed -E 's|_ms":[0-9]+|_ms":0|'
psql -qAt "$(cat url)" -c "SELECT id, up_text LIKE '%ALTER TABLE%' FROM ashlar.revisions ORDER BY id" -c "SELECT kind, revision_id, step FROM ashlar.events ORDER BY id"
# What is applied has other statements than the plan knows.
mv away/ashlar.toml . && mv away versions && sed -i 's/email text);/email varchar);/' versions/0001_users.sql && ashlar stamp --accept --yes 2>/dev/null
ashlar apply back.json
# A query that does not hold, in a file that is not here.
psql -qAt "$(cat url)" -c "INSERT INTO users (mail) VALUES ('a')"
ashlar plan 0002:0001 -o back.json 2>/dev/null; ashlar apply back.json 2>&1 | tail -n 1; ashlar plan 0001:0002 -o second.json 2>/dev/null; rm -r versions
ashlar apply second.json 2>&1 | tail -n 9
