"""Turns the migrations of other tools into a folder of annotated revision files.

Layouts: dbmate (as it is), diesel (DIR/up.sql, DIR/down.sql), pairs (NAME.up.sql, NAME.down.sql),
prisma (DIR/migration.sql), goose (-- +goose Up / Down), forward (NAME.sql, up only).
"""

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


def goose(folder):
    for path in sorted(folder.glob("*.sql"), key=lambda p: natural(p.name)):
        sections = {"Up": [], "Down": []}
        current = None
        for line in read(path).splitlines(keepends=True):
            mark = re.match(rb"\s*--\s*\+goose\s+(\w+)", line)
            if mark and mark.group(1).decode() in sections:
                current = mark.group(1).decode()
            elif not mark and current:
                sections[current].append(line)
        yield path.stem, b"".join(sections["Up"]), b"".join(sections["Down"])


def forward(folder):
    for path in sorted(folder.glob("*.sql"), key=lambda p: natural(p.name)):
        yield path.stem, read(path), b""


LAYOUTS = {
    "diesel": lambda folder: folders(folder, undashed, "up.sql", "down.sql"),
    "pairs": pairs,
    "prisma": lambda folder: folders(folder, natural, "migration.sql", "no-such-file"),
    "goose": goose,
    "forward": forward,
}


def slug(name):
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def wrap(layout, folder, versions):
    """Writes the revision files; returns [(id, file, up as bytes)] in order."""
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
    for number, (name, up, down) in enumerate(LAYOUTS[layout](folder), start=1):
        revision = f"{number:04d}"
        file = f"{revision}_{slug(name)}.sql"
        up = up.removeprefix(b"\xef\xbb\xbf")
        text = b"-- migrate:up\n" + up + (b"" if up.endswith(b"\n") else b"\n")
        if down.strip():
            text += b"\n-- migrate:down\n" + down.removeprefix(b"\xef\xbb\xbf")
        (versions / file).write_bytes(text)
        revisions.append((revision, file, up))
    return revisions
