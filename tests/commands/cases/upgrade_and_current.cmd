cp -r $PROJECTS/dag/. .
# Nothing is created by looking.
ashlar current
ashlar current --check
ashlar history --indicate-current
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT count(*) FROM pg_namespace WHERE nspname = 'ashlar'"
ashlar upgrade +1 --yes
ashlar current
ashlar upgrade data@head --yes
ashlar current
ashlar current -v
ashlar history -i
ashlar history -r :current
ashlar history --url embedded -r -1:
ashlar show current
ashlar upgrade heads --yes
ashlar current
ashlar current --check
ashlar upgrade heads --yes
ashlar upgrade bbbb1111 --yes
ashlar upgrade base --yes
ashlar upgrade aaaa1111:head --yes
ashlar upgrade head --yes
psql -qAt "$(ashlar server start 2>/dev/null)" -c "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
