cp -r $PROJECTS/dag/. .
ashlar plan aaaa2222
ashlar plan bbbb1111:aaaa1111
ashlar plan aaaa1111:aaaa2222 --format json -o plan.json
grep -v '"tool"' plan.json
ashlar plan nosuch
ashlar plan cccc1111:bbbb1111
ashlar script aaaa1111 -o up.sql
grep -c 'CREATE TABLE apples' up.sql
