# Thousands of rows are sent many at a time; an error still tells the one that failed.
mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
printf -- '-- migrate:up\nCREATE TABLE words (id bigint PRIMARY KEY, word text NOT NULL);\n-- migrate:down\nDROP TABLE words;\n' > versions/0001_words.sql
(echo '-- migrate:up'; seq -f "INSERT INTO words VALUES (%g, 'a word; and its quote''s end');" 5000; echo '-- migrate:irreversible they are kept') > versions/0002_rows.sql
sed '3501s/(3500/(17/' versions/0002_rows.sql > rows && cp versions/0002_rows.sql good && cp rows versions/0002_rows.sql
ashlar upgrade heads --yes 2>&1 | tail -6
ashlar current 2>/dev/null
sed -i '3501s/(17/(nothing/' versions/0002_rows.sql
ashlar upgrade heads --yes 2>&1 | tail -6
cp good versions/0002_rows.sql
ashlar upgrade heads --yes >/dev/null 2>&1
ashlar current 2>/dev/null
