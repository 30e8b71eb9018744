cp -r $PROJECTS/dag/. .
# Nothing runs without a yes.
ashlar upgrade aaaa1111
ashlar current
ashlar upgrade aaaa1111 --dry-run
ashlar current
ashlar upgrade aaaa1111 --yes 2>/dev/null
ashlar downgrade base
ashlar downgrade base --yes
ashlar stamp base
ashlar current
