"""Public histories, by the name under which their repository is checked out below one folder."""

# Tables that a tool keeps for itself and that some histories touch.
PRELUDES = {
    "harbor": "CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);\n",
    "lemmy": "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY,\n"
             "  run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);\n",
}

# name, layout, folder inside the checkout
HISTORIES = [
    ("alfio", "flyway", "src/main/resources/alfio/db/PGSQL"),
    ("authelia", "pairs", "internal/storage/migrations/postgres"),
    ("concourse", "pairs", "atc/db/migration/migrations"),
    ("cow", "flyway", "database/sql"),
    ("crates", "diesel", "migrations"),
    ("documenso", "prisma", "packages/prisma/migrations"),
    ("graphile", "forward", "sql"),
    ("harbor", "pairs", "make/migrations/postgresql"),
    ("kratos", "dialects", "persistence/sql/migrations/sql"),
    ("lakekeeper", "forward", "crates/lakekeeper-storage-postgres/migrations"),
    ("lemmy", "diesel", "migrations"),
    ("openfga", "goose", "assets/migrations/postgres"),
    ("openmeter", "pairs", "tools/migrate/migrations"),
    ("papermark", "prisma", "prisma/migrations"),
    ("permify", "goose", "internal/storage/postgres/migrations"),
    ("quickwit", "pairs", "quickwit/quickwit-metastore/migrations/postgresql"),
    ("regen", "graphile-migrate", "migrations"),
    ("river", "pairs", "riverdriver/riverpgxv5/migration/main"),
    ("sbauth", "pairs", "migrations"),
    ("sbstorage", "forward", "migrations/tenant"),
    ("sbstorage-multitenant", "forward", "sbstorage:migrations/multitenant"),
    ("stellar", "sql-migrate", "db/migrations/sdp-migrations"),
    ("stellar-admin", "sql-migrate", "stellar:db/migrations/admin-migrations"),
    ("stellar-auth", "sql-migrate", "stellar:db/migrations/auth-migrations"),
    ("stellar-tss", "sql-migrate", "stellar:db/migrations/tss-migrations"),
    ("subway", "dbmate", "database/migrations"),
    ("temporal", "temporal", "schema/postgresql/v12/temporal/versioned"),
    ("temporal-visibility", "temporal", "temporal:schema/postgresql/v12/visibility/versioned"),
    ("umami", "prisma", "prisma/migrations"),
]


def under(root, names):
    """(name, layout, folder, prelude) of those histories whose folder is there; all where `names` is empty."""
    for name, layout, inside in HISTORIES:
        checkout, _, folder = inside.rpartition(":")
        path = root / (checkout or name) / folder
        if path.is_dir() and (not names or name in names):
            yield name, layout, path, PRELUDES.get(name, "")
