"""Turns the migrations of other tools into a folder of annotated revision files.

Layouts: dbmate (as it is), diesel (DIR/up.sql, DIR/down.sql), pairs (NAME.up.sql, NAME.down.sql),
dialects (NAME[.DIALECT].up.sql, PostgreSQL's own before the general one), prisma (DIR/migration.sql),
goose (-- +goose Up / Down), sql-migrate (-- +migrate Up / Down), forward (NAME.sql, up only),
flyway (V1.2__NAME.sql, then R__NAME.sql and the callbacks after a migration), graphile-migrate
(committed/, after initial_schema.sql where there is one), temporal (DIR/manifest.json names files).

Placeholders for a schema's name get one, and a first revision makes that schema.
"""

import json
import pathlib
import re


def natural(name):
    """Sorts 2_x before 10_x, as the tools that number without zeros do."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", name)]


def undashed(name):
    """diesel's order: the version is what stands before the first _, dashes aside."""
    return name.split("_")[0].replace("-", "")


def read(path):
    return path.read_bytes() if path.exists() else b""


def pairs(folder):
    for up in sorted(folder.glob("*.up.sql"), key=lambda p: natural(p.name)):
        name = up.name[: -len(".up.sql")]
        yield name, read(up), read(folder / (name + ".down.sql"))


def folders(folder, order, up_name, down_name):
    for entry in sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: order(p.name)):
        if (entry / up_name).exists():
            yield entry.name, read(entry / up_name), read(entry / down_name)


def dialects(folder):
    """ory's: the version's file for PostgreSQL, else the one for every server."""
    found = {}
    for path in folder.glob("*.sql"):
        parts = path.name.split(".")
        others = set(parts[1:-2]) - {"autocommit"}
        direction = parts[-2]
        if direction not in ("up", "down") or others - {"postgres"}:
            continue
        version = path.name.split("_")[0]
        key = (version, direction)
        if key not in found or "postgres" in others:
            found[key] = path
    for version, direction in sorted(found, key=lambda key: natural(key[0])):
        if direction == "up":
            up, down = found[version, "up"], found.get((version, "down"))
            yield up.name.split(".")[0], read(up), read(down) if down else b""


def marked(folder, tool):
    """Files with sections for both directions: `-- +goose Up`, `-- +migrate Down`."""
    for path in sorted(folder.glob("*.sql"), key=lambda p: natural(p.name)):
        sections = {"Up": [], "Down": []}
        current = None
        for line in read(path).splitlines(keepends=True):
            mark = re.match(rb"\s*--\s*\+" + tool + rb"\s+(\w+)", line)
            if mark and mark.group(1).decode() in sections:
                current = mark.group(1).decode()
            elif not mark and current:
                sections[current].append(line)
        yield path.stem, b"".join(sections["Up"]), b"".join(sections["Down"])


def forward(folder):
    for path in sorted(folder.glob("*.sql"), key=lambda p: natural(p.name)):
        yield path.stem, read(path), b""


def flyway(folder):
    def version(path):
        return [int(part) for part in re.findall(r"\d+", path.name.split("__")[0])]
    numbered = sorted(folder.glob("V*__*.sql"), key=version)
    for path in numbered + sorted(folder.glob("R__*.sql")) + sorted(folder.glob("afterMigrateApplied__*.sql")):
        yield path.stem, read(path), b""


def graphile_migrate(folder):
    initial = folder / "initial_schema.sql"
    if initial.exists():
        yield initial.stem, read(initial), b""
    yield from forward(folder / "committed")


def temporal(folder):
    for entry in sorted((p for p in folder.iterdir() if p.is_dir()), key=lambda p: natural(p.name)):
        manifest = json.loads(read(entry / "manifest.json"))
        files = [read(entry / name) for name in manifest["SchemaUpdateCqlFiles"] or []]
        yield entry.name, b"\n".join(files), b""


PLACEHOLDERS = [
    (re.compile(rb"\{\{\s*index\s+\.Options\s+\"Namespace\"\s*\}\}"), lambda match: b"auth"),
    (re.compile(rb"(?<![^:]:)(?<!\w):([A-Z][A-Z_]*)_SCHEMA\b"), lambda match: match.group(1).lower()),
    (re.compile(rb"/\* TEMPLATE: schema \*/"), lambda match: b""),  # river's: a prefix with its dot
]


def without_placeholders(history):
    """Puts names where a tool would put its settings."""
    history, schemas = list(history), set()

    def fill(text):
        for pattern, name_of in PLACEHOLDERS:
            schemas.update(filter(None, map(name_of, pattern.finditer(text))))
            text = pattern.sub(name_of, text)
        return text
    filled = [(name, fill(up), fill(down)) for name, up, down in history]
    for schema in sorted(schemas):
        yield f"schema {schema.decode()}", b"CREATE SCHEMA " + schema + b";\n", b""
    yield from filled


LAYOUTS = {
    "diesel": lambda folder: folders(folder, undashed, "up.sql", "down.sql"),
    "pairs": pairs,
    "prisma": lambda folder: folders(folder, str, "migration.sql", "no-such-file"),
    "dialects": dialects,
    "goose": lambda folder: marked(folder, b"goose"),
    "sql-migrate": lambda folder: marked(folder, b"migrate"),
    "forward": forward,
    "flyway": flyway,
    "graphile-migrate": graphile_migrate,
    "temporal": temporal,
}


def slug(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def wrap(layout, folder, versions, prelude=""):
    """Writes the revision files; returns [(id, file, up as bytes)] in order. `prelude` is what the
    tool itself makes before the first of them."""
    versions.mkdir(parents=True, exist_ok=True)
    revisions = []
    if layout == "dbmate":
        for path in sorted(folder.glob("*.sql")):
            (versions / path.name).write_bytes(path.read_bytes())
            up, inside = b"", False
            for line in path.read_bytes().splitlines(keepends=True):
                mark = re.match(rb"\s*--\s*migrate:(up|down)", line)
                if mark:
                    inside = mark.group(1) == b"up"
                elif inside:
                    up += line
            revisions.append((path.name.split("_")[0], path.name, up))
        return revisions
    history = list(without_placeholders(LAYOUTS[layout](folder)))
    if prelude:
        history.insert(0, ("prelude", prelude.encode(), b""))
    for number, (name, up, down) in enumerate(history, start=1):
        revision = f"{number:04d}"
        file = f"{revision}_{slug(name)}.sql"
        up = up.removeprefix(b"\xef\xbb\xbf")
        text = b"-- migrate:up\n" + up + (b"" if up.endswith(b"\n") else b"\n")
        if down.strip():
            text += b"\n-- migrate:down\n" + down.removeprefix(b"\xef\xbb\xbf")
        (versions / file).write_bytes(text)
        revisions.append((revision, file, up))
    return revisions
