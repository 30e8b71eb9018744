cp -r $PROJECTS/dag/. .
ashlar show aaaa2222
ashlar show right@head
ashlar show cccc
ashlar show nosuch
ashlar show base
