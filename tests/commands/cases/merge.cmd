cp -r $PROJECTS/dag/. .
ashlar merge -m mrg left@head right@head --rev-id eeee1111
ashlar upgrade eeee1111 --yes 2>/dev/null
ashlar current
ashlar downgrade -1 --yes
ashlar current
ashlar upgrade left@+1 --yes
ashlar current
