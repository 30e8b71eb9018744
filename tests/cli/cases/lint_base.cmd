mkdir versions && printf '[project]\npostgres = 15\n' > ashlar.toml
cat > versions/001_users.sql <<'SQL'
-- migrate:up
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text);
-- migrate:down
DROP TABLE users;
SQL
cat > versions/a1_note.sql <<'SQL'
-- migrate:revision a1
-- migrate:revises 001
-- migrate:up
ALTER TABLE users ADD COLUMN note text;
ALTER TABLE users ADD CONSTRAINT ck_users_note CHECK (note <> '');
-- migrate:down
ALTER TABLE users DROP COLUMN note;
SQL
ashlar lint --base main
git init -q -b main . && git config user.email a@example.org && git config user.name A
ashlar lint --base main
git add . && git commit -qm start
ashlar lint --base nowhere
ashlar lint --base=--output=x
git checkout -q -b work
ashlar lint --base main --severity error
# Files that others have stay as they are.
ashlar lint --base main --fix --severity error
git status --short
# Comments, blanks and names of files are nobody's business.
sed -i 's/^ALTER TABLE users ADD COLUMN/-- Notes.\n&/' versions/a1_note.sql && git mv versions/a1_note.sql versions/a1_notes.sql
ashlar lint --base main --severity error versions/001_users.sql
# An edit, another parent, and a file whose id was its name.
sed -i 's/note text;/note varchar;/; s/revises 001/revises base/' versions/a1_notes.sql
git mv versions/001_users.sql versions/002_users.sql
ashlar lint --base main --severity error
# What others add meanwhile is not missing here.
git stash -q && git checkout -q main && cp versions/001_users.sql versions/b_x.sql && git add . && git commit -qm more && git checkout -q work
ashlar lint --base main --severity error versions/001_users.sql
# The setting says it once for all.
printf '[lint]\nbase = "main"\n' >> ashlar.toml && git rm -q versions/a1_note.sql
ashlar lint --severity error
