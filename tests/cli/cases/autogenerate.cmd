mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
# Nothing says what is wanted yet.
ashlar check
cat > schema.sql <<'SQL'
-- The order of statements does not matter.
CREATE INDEX ix_orders_user_id ON orders (user_id);
CREATE TABLE orders (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL CONSTRAINT fk_orders_users REFERENCES users,
    status  order_status NOT NULL DEFAULT 'open'
);
CREATE TYPE order_status AS ENUM ('open', 'paid');
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
COMMENT ON TABLE users IS 'who buys';
SQL
ashlar check
ashlar revision --autogenerate -m "begin" --rev-id aaaa00000001
cat versions/aaaa00000001_begin.sql
ashlar check
ashlar revision --autogenerate -m "nothing"
# On tables that are there it takes the safe form, in further revisions where it must.
cat > schema.sql <<'SQL'
CREATE TYPE order_status AS ENUM ('open', 'sent', 'paid');
CREATE TABLE users (
    id bigint PRIMARY KEY,
    -- migrate:renamed-from email
    mail text NOT NULL CONSTRAINT ck_users_mail CHECK (mail LIKE '%@%'),
    age integer NOT NULL
);
COMMENT ON TABLE users IS 'who buys';
CREATE TABLE purchases (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id bigint NOT NULL CONSTRAINT fk_orders_users REFERENCES users,
    status  order_status NOT NULL DEFAULT 'sent'
);
CREATE INDEX ix_purchases_status ON purchases (status);
SQL
ashlar revision --autogenerate -m "lost" --rev-id aaaa00000002
cat versions/aaaa00000002_lost.sql && rm versions/aaaa00000002_lost.sql versions/*ck_users_mail*
ashlar revision --autogenerate -m "kept" --rev-id aaaa00000002 --rename orders=purchases
for file in versions/*; do case $file in *begin*) ;; *) echo "== $file"; cat "$file";; esac; done
ashlar check
ashlar lint --severity error
ashlar revision --autogenerate -m "x" --rename nothing=other
ashlar revision --autogenerate -m "x" --rename nothing
# It follows everything that there is.
ashlar revision --autogenerate -m "x" --head aaaa00000001 --splice
# The other way round, and beside files.
ashlar diff head aaaa00000001
ashlar diff schema.sql schema.sql --exit-code
mkdir wanted && printf 'CREATE TABLE b (id integer REFERENCES a);\n' > wanted/1.sql && printf 'CREATE TABLE a (id integer PRIMARY KEY);\n' > wanted/2.sql
ashlar diff base wanted --exit-code
ashlar diff base wanted --format json
ashlar diff base wanted --format markdown
ashlar diff base nowhere.sql
printf '%s\n' '\restrict x' 'CREATE TABLE a (id intger);' '\i other.sql' '-- migrate:up' 'CREATE TABLE c (id integer);' > broken.sql
ashlar diff base broken.sql
