cp -r $PROJECTS/dag/. .
ashlar upgrade aaaa2222 --yes 2>/dev/null
# A comment is only noted.
sed -i 's/^CREATE/-- Fruit.\nCREATE/' versions/aaaa1111_apples.sql
ashlar upgrade bbbb1111 --yes
# A statement stops what would build on it.
sed -i 's/bigint/integer/' versions/aaaa1111_apples.sql
ashlar upgrade bbbb2222 --yes
ashlar downgrade -1 --yes --allow-loss
ashlar plan bbbb2222 --url embedded
ashlar current
ashlar stamp --accept cccc1111 --yes
ashlar stamp --accept --yes
ashlar upgrade bbbb2222 --yes
ashlar stamp --accept --yes
