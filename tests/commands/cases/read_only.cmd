cp -r $PROJECTS/dag/. .
ashlar upgrade aaaa1111 --yes 2>/dev/null
psql -qAt "$(ashlar server start 2>/dev/null)" -c "ALTER DATABASE ashlar SET default_transaction_read_only = on"
ashlar current
ashlar plan +1 --url embedded
ashlar upgrade +1 --dry-run
ashlar upgrade +1 --yes
