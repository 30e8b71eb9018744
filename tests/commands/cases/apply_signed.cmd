# Signatures of SSH keys under plans.
mkdir versions && printf '[project]\npostgres = 15\n[database]\nurl = "embedded"\n' > ashlar.toml
printf -- '-- migrate:up\nCREATE TABLE users (id bigint PRIMARY KEY);\n-- migrate:down\nDROP TABLE users;\n' > versions/0001_users.sql
ssh-keygen -q -t ed25519 -N '' -C dba -f dba && ssh-keygen -q -t ed25519 -N '' -C other -f other
printf 'dba@shop %s\n' "$(cat dba.pub)" > allowed; printf 'other@shop %s\n' "$(cat other.pub)" > others; printf 'dba@shop namespaces="git" %s\n' "$(cat dba.pub)" > for_git
ashlar plan head --sign dba
ashlar plan head --sign dba --format html -o plan.html
ashlar plan head --sign nobody -o plan.json; ls plan.json 2>&1 | grep -c 'No such file'
ashlar plan head -o plan.json
ashlar apply plan.json --verify-with allowed
ashlar plan head --sign dba -o plan.json
head -n 1 plan.json.sig
# A list that lacks the key, one for another purpose, one that is not there.
ashlar apply plan.json --verify-with others
ashlar apply plan.json --verify-with for_git
ashlar apply plan.json --verify-with nowhere
# Signatures of something else, for something else, and of nothing.
cp plan.json.sig good.sig; ssh-keygen -q -Y sign -f dba -n git < plan.json > plan.json.sig 2>/dev/null; ashlar apply plan.json --verify-with allowed
echo other | ssh-keygen -q -Y sign -f dba -n ashlar-plan > plan.json.sig 2>/dev/null; ashlar apply plan.json --verify-with allowed
echo garbage > plan.json.sig; ashlar apply plan.json --verify-with allowed
# Without the program, and with all that is needed.
cp good.sig plan.json.sig; mkdir bin && ln -s "$(command -v ashlar)" bin/ashlar; PATH=bin ashlar apply plan.json --verify-with allowed
ashlar apply plan.json --verify-with allowed 2>&1 | grep -v sha256
