"""A private PostgreSQL server on a unix socket, thrown away with `stop`."""

import os
import pathlib
import pwd
import re
import shutil
import subprocess
import tempfile
import time


class Cluster:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ashlar-corpus-"))
        self.bin = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"),
                       key=lambda p: int(p.parent.name))
        self.version = self.bin.parent.name
        self.user = None
        self.environment = {**os.environ, "PGCLIENTENCODING": "UTF8"}
        if os.geteuid() == 0:
            self.user = "postgres"
            shutil.chown(self.folder, self.user)
        self.call("initdb", "-D", "data", "-A", "trust", "-U", "judge", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = (f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off "
                   "-c full_page_writes=off -c synchronous_commit=off -c autovacuum=off")
        self.call("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def call(self, program, *arguments):
        def drop():
            if self.user:
                entry = pwd.getpwnam(self.user)
                os.setgid(entry.pw_gid)
                os.setuid(entry.pw_uid)
        subprocess.run([self.bin / program, *arguments], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL, preexec_fn=drop)

    def url(self, database):
        return f"host={self.folder} user=judge dbname={database}"

    def psql(self, database, *arguments, text=None):
        return subprocess.run([self.bin / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1",
                               self.url(database), *arguments],
                              input=text, capture_output=True, env=self.environment)

    def command(self, text):
        """One statement about databases or roles."""
        result = self.psql("postgres", "-c", text)
        if result.returncode:
            raise RuntimeError(result.stderr.decode())

    def create(self, database, template="template1"):
        self.command(f"CREATE DATABASE {database} TEMPLATE {template}")

    def drop(self, database):
        self.command(f"DROP DATABASE {database} WITH (FORCE)")

    def create_missing_role(self, error):
        """Makes the role that an error says is missing; False where it says no such thing."""
        missing = re.search(r'role "([^"]+)" does not exist', error)
        if not missing:
            return False
        return self.psql("postgres", "-c", f'CREATE ROLE "{missing.group(1)}"').returncode == 0

    def dump(self, database, *options):
        """What pg_dump says, without the random key of its \\restrict lines."""
        result = subprocess.run([self.bin / "pg_dump", *options, self.url(database)],
                                capture_output=True, check=True, env=self.environment)
        return re.sub(rb"(?m)^\\(un)?restrict .*\n", b"", result.stdout)

    def dump_with_rows(self, database):
        """The same with rows, less what each run draws anew: the time, and version 4 UUIDs."""
        dump = self.dump(database, "-N", "ashlar")
        today = time.strftime("%Y-%m-%d").encode()
        dump = re.sub(today + rb" \d\d:\d\d:\d\d(\.\d+)?", b"NOW", dump)
        return re.sub(rb"\b[0-9a-f]{8}(-[0-9a-f]{4}){4}[0-9a-f]{8}\b", b"UUID", dump)

    def stop(self):
        self.call("pg_ctl", "-D", "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)
