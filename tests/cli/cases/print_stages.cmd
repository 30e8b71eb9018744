cp -r $PROJECTS/dag/. .
ashlar lint --print annotations versions/bbbb1111_bananas.sql
ashlar lint --print graph
ashlar lint --print pathh
