# Files that name no parent follow the one before them; the ledger knows which that was.
mkdir versions && printf '[database]\nurl = "embedded"\n' > ashlar.toml
printf -- '-- migrate:up\nCREATE TABLE apples (id bigint PRIMARY KEY);\n-- migrate:down\nDROP TABLE apples;\n' > versions/001_apples.sql
printf -- '-- migrate:up\nCREATE TABLE pears (id bigint PRIMARY KEY);\n-- migrate:down\nDROP TABLE pears;\n' > versions/002_pears.sql
printf -- '-- migrate:up\nCREATE TABLE plums (id bigint PRIMARY KEY);\n-- migrate:down\nDROP TABLE plums;\n' > versions/003_plums.sql
ashlar upgrade head --yes 2>/dev/null
rm versions/002_pears.sql
ashlar downgrade -1 --yes --allow-loss
ashlar downgrade -1 --yes --allow-loss
ashlar current
