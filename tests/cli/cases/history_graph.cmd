cp -r $PROJECTS/dag/. .
ashlar history --graph
printf '%s\n' '-- migrate:revision eeee1111' '-- migrate:revises bbbb2222, cccc2222' '-- migrate:message join & go "on"\' '-- migrate:up' > versions/eeee1111_joined.sql
printf '%s\n' '-- migrate:revision ffff1111' '-- migrate:revises aaaa2222' '-- migrate:message <b>x</b>' '-- migrate:up' > versions/ffff1111_third.sql
ashlar history --graph
ashlar history --graph -r aaaa2222:eeee1111
ashlar history --graph -v -r cccc2222:eeee1111
ashlar history --graph --format json
