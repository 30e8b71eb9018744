cp -r $PROJECTS/dag/. .
ashlar upgrade heads --yes 2>/dev/null
ashlar downgrade -1 --yes --allow-loss
ashlar downgrade left@-1 --dry-run
ashlar downgrade left@-1 --yes
ashlar downgrade left@-1 --yes --allow-loss
ashlar current
ashlar downgrade right@base --yes --allow-loss
ashlar current
ashlar downgrade right@base --yes --allow-loss
ashlar downgrade cccc1111 --yes --allow-loss
ashlar downgrade -99 --yes
ashlar downgrade base --yes --allow-loss
ashlar current
ashlar downgrade base --yes
