# A script and its way back, and why there may be none.
cp -r $PROJECTS/handover/. .
ashlar script 0004 --down
ashlar script 0004 --down -o change.sql 2>/dev/null
head -n 14 change.sql
head -n 5 change.down.sql
ashlar script head --down -o less.sql 2>&1 | tail -n 4; ls less.sql less.down.sql 2>&1 | grep -c 'No such file'
ashlar script 0004:0001 --down -o back.sql
# What stands before each statement.
ashlar script 0004:0005 2>/dev/null | grep -B 1 -A 16 '^-- Step 1'
ashlar script 0002:0003 2>/dev/null | grep -A 20 '^-- versions/0003_batches.sql:8'
