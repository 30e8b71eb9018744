cp -r $PROJECTS/dag/. .
ashlar history
ashlar history -v -r bbbb2222
ashlar history -r aaaa1111:left@head
ashlar history -r :aaaa2222
ashlar history -r dddd1111:
ashlar history -r cccc1111:bbbb2222
ashlar history -r=-1:
