cp -r $PROJECTS/dag/. .
ashlar upgrade left@head --yes 2>/dev/null
rm versions/bbbb2222_berries.sql
ashlar current
ashlar upgrade right@head --yes
rm versions/cccc* versions/dddd*
# The way back is in the ledger.
ashlar downgrade bbbb1111 --yes --allow-loss
ashlar current
# In the middle of a branch it is needed for an upgrade.
rm versions/aaaa2222_apricots.sql
ashlar upgrade bbbb1111 --yes
ashlar downgrade base --yes --allow-loss
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
