cp -r $PROJECTS/dag/. .
ashlar plan aaaa2222:left@head --format markdown | grep -v '^Computed by'
ashlar plan heads --format html -o page.html; grep -c '<li class="tile' page.html; grep '<h1>' page.html
ashlar plan bbbb2222:aaaa2222 --format html | grep '<h1>'
ashlar plan heads --format latex
