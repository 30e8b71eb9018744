# A commit that deletes or renames files hands their names to the hook.
mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/a_users.sql <<'SQL'
-- migrate:revision a
-- migrate:revises base
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/b_note.sql <<'SQL'
-- migrate:revision b
-- migrate:revises a
-- migrate:up
ALTER TABLE users ADD COLUMN note text;
-- migrate:down
ALTER TABLE users DROP COLUMN note;
SQL
mv versions/b_note.sql versions/b_notes.sql
ashlar lint versions/b_note.sql versions/b_notes.sql
# Its child is left without a parent.
mv versions/a_users.sql kept.sql
ashlar lint versions/a_users.sql
# Without a declared parent the child loses the table.
sed -i '/revises a/d' versions/b_notes.sql
ashlar lint versions/a_users.sql
ashlar lint --format json versions/a_users.sql | grep '"rule"'
# A folder or a name elsewhere is still a mistake.
ashlar lint elsewhere/a_users.sql
ashlar lint versions/a_users
