cp -r $PROJECTS/dag/. .
printf '%s\n' '-- migrate:revision eeee1111' '-- migrate:revises bbbb2222, cccc2222' '-- migrate:message join &amp; "go"\' '-- migrate:up' '-- migrate:irreversible why "not"' > versions/eeee1111_joined.sql
ashlar history --format dot
ashlar history --format mermaid
ashlar history --format json -r bbbb2222:eeee1111
ashlar history --format dot -r dddd1111:
ashlar history --format svg
