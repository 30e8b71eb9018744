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
