ashlar init
ls -A
cat .gitignore
ashlar heads
ashlar revision -m "Create the Products table!" --rev-id 9b7e2d41c0aa
cat versions/9b7e2d41c0aa_create_the_products_table.sql
ashlar revision -m "add sku" --rev-id 4c1d0e8a2f17
cat versions/4c1d0e8a2f17_add_sku.sql
ashlar heads
# Refused before anything is written.
ashlar revision -m "again" --rev-id 4c1d0e8a2f17
ashlar revision -m "bad" --rev-id "no blanks"
ashlar revision -m "side" --head 9b7e2d41c0aa --rev-id aaaaaaaaaaaa
ashlar revision -m "side" --head nosuch
ashlar revision
ls versions
ashlar revision -m "side" --head 9b7e2d41c0aa --splice --branch-label side --rev-id aaaaaaaaaaaa
ashlar revision -m "which" --rev-id bbbbbbbbbbbb
ashlar revision -m "other root" --head base --depends-on side@head --rev-id cccccccccccc
cat versions/cccccccccccc_other_root.sql
ashlar revision -m "label twice" --head base --branch-label side
ashlar merge 4c1d0e8a2f17
ashlar merge 9b7e2d41c0aa 4c1d0e8a2f17
ashlar merge 4c1d0e8a2f17 side@head --rev-id dddddddddddd
ashlar merge heads --rev-id eeeeeeeeeeee
ashlar merge
