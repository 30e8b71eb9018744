cp -r $PROJECTS/dag/. .
ashlar stamp bbbb2222 --yes
ashlar current
ashlar stamp bbbb1111 cccc2222 --yes
ashlar current
ashlar stamp bbbb2222 bbbb1111 --yes
ashlar current
ashlar stamp data@head --yes
ashlar current
ashlar stamp heads --yes
ashlar stamp heads --yes
ashlar stamp nosuch --yes
ashlar stamp base heads --yes
ashlar stamp left@base --yes
ashlar current
ashlar stamp base --yes
ashlar current
ashlar stamp --yes
# A file that goes missing.
ashlar stamp aaaa2222 dddd1111 --yes 2>/dev/null
rm versions/dddd*
ashlar current
ashlar stamp --purge --yes
ashlar current
