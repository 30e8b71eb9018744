mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text, age int);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/002_rules.sql <<'SQL'
-- migrate:up
ALTER TABLE users ADD CONSTRAINT ck_users_age CHECK (age > 0);
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
-- migrate:down
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
ALTER TABLE users DROP CONSTRAINT ck_users_age;
SQL
cat > versions/003_city.sql <<'SQL'
-- migrate:up
ALTER TABLE users ADD COLUMN city text;
-- migrate:down
ALTER TABLE users DROP COLUMN city;
SQL
ashlar lint --severity error versions/002_rules.sql
# Each fix by itself, with the file that it makes and the child that follows it.
ashlar lint --format json versions/002_rules.sql | grep -A 28 'fixes": \[{\|"fixes": \[$' | head -n 32
ashlar schema > before.sql
# What --diff shows is what --fix writes; nothing is written yet.
ashlar lint --diff versions/002_rules.sql 2>errors
ls versions
ashlar lint --fix --severity error versions/002_rules.sql
ls versions
ashlar history
ashlar schema | diff before.sql - && echo the same schema
ashlar lint --fix --severity error
