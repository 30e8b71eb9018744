cp -r $PROJECTS/dag/. .
ashlar heads
ashlar heads --resolve-dependencies
ashlar branches
ashlar merge -m mrg left@head right@head --rev-id eeee1111
cat versions/eeee1111_mrg.sql
ashlar heads
ashlar heads -v
ashlar history -r left@head-1:left@head
ashlar show eeee1111
# A head that another revision depends on.
ashlar revision -m tail --head data@head --depends-on eeee1111 --rev-id ffff1111
ashlar heads
ashlar heads --resolve-dependencies
