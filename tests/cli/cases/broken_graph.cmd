cp -r $PROJECTS/dag/. .
cp versions/bbbb1111_bananas.sql versions/zz_copy.sql
ashlar heads
ashlar plan heads
ashlar revision -m more
ashlar lint
rm versions/zz_copy.sql versions/aaaa2222_apricots.sql
ashlar history
ls versions
printf -- '-- migrate:revision aaaa2222\n-- migrate:revises cccc2222\n-- migrate:up\n' > versions/aaaa2222_loop.sql
ashlar heads
