# What psql does with the script is what upgrade does.
cp -r $PROJECTS/dag/. .
ashlar script data@head -o up.sql
psql -qAt -v ON_ERROR_STOP=1 "$(ashlar server start 2>/dev/null)" -f up.sql > /dev/null
ashlar current
ashlar upgrade data@head --yes
# A script for another state does nothing.
psql -qAt -v ON_ERROR_STOP=1 "$(ashlar server start 2>/dev/null)" -f up.sql 2>&1 | grep -c ERROR
ashlar script dddd2222:aaaa2222 -o down.sql
psql -qAt -v ON_ERROR_STOP=1 "$(ashlar server start 2>/dev/null)" -f down.sql > /dev/null
ashlar current
