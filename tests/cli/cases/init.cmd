mkdir -p shop && printf '# mine\n' > shop/.pre-commit-config.yaml && printf 'build/' > shop/.gitignore
ashlar init shop
cat shop/.gitignore
cat shop/ashlar.toml
# Twice changes nothing.
ashlar init shop
cat shop/.pre-commit-config.yaml shop/.gitignore
# Every line of the configuration that is commented out is taken when it is not.
sed -i 's/^# \([a-z_-]* *=\|\[\[\|paths\|rules\)/\1/' shop/ashlar.toml
cd shop && ashlar heads
cd shop/versions && ashlar revision -m "from below" --rev-id 123456789abc
# git runs its hooks at the repository's root.
rm -rf shop && mkdir -p .git 'services/my.shop' && cd services && ashlar init my.shop
cat .pre-commit-config.yaml
ashlar -c services/my.shop/ashlar.toml revision -m first --rev-id 123456789abc
ashlar -c services/my.shop/ashlar.toml lint services/my.shop/versions/123456789abc_first.sql
