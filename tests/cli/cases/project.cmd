ashlar heads

mkdir versions && ashlar heads
rmdir versions && printf '[naming]\nindx = "ix_{table}"\n[database]\nwait = 5\n' > ashlar.toml
ashlar heads
printf '[project]\nversions = "db"\n' > ashlar.toml
ashlar heads
mkdir db && ashlar revision -m first --rev-id 123456789abc
mkdir -p a/b && cd a/b && ashlar heads
cd / && ashlar -c $HOME/ashlar.toml heads
ashlar -c nowhere.toml heads
