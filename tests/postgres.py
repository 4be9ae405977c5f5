"""A PostgreSQL of the tests' own: Debian's server on a free loopback port."""

import getpass
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

_START_SECONDS = 30
_UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


def programs() -> Path | None:
    """Return the folder of the newest server's programs, or None where none is installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = max(found, key=lambda path: [int(n) for n in re.findall(r"\d+", path.parts[-3])], default=None)
    if newest is not None:
        return newest.parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


class PostgresServer:
    """One running server; every database on it is made empty and dropped by whoever asked."""

    def __init__(self, bin_folder: Path) -> None:
        # The server refuses to run as root; Debian's package brings a user for it.
        is_root = os.geteuid() == 0
        self._owner = "postgres" if is_root else getpass.getuser()
        self._as_owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if is_root else {}
        self._made = 0
        # Not under pytest's own folder, which only root may enter.
        self._folder = Path(tempfile.mkdtemp(prefix="desk-postgres-"))
        shutil.chown(self._folder, self._owner)
        self._data = self._folder / "data"
        self._init(bin_folder)
        self.port = _free_port()
        self._process = self._start(bin_folder)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def new_database(self, like: str = "") -> str:
        """Make a database, empty or a copy of one that nobody uses; return its SQLAlchemy URL."""
        self._made += 1
        name, template = f"desk_{self._made}", _name(like) or "template0"
        made = sql.SQL("create database {} template {} strategy file_copy")
        self._admin(made.format(sql.Identifier(name), sql.Identifier(template)))
        return f"postgresql+psycopg://desk@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Drop a database that `new_database` made, whoever is still connected to it."""
        self._admin(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(_name(url))))

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self._process.send_signal(signal.SIGINT)  # a fast shutdown; SIGTERM would wait for every client
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _init(self, bin_folder: Path) -> None:
        # C.UTF-8, or letters beyond ASCII are no letters to the text search.
        encoding = ("--encoding=UTF8", "--locale=C.UTF-8")
        subprocess.run(
            [bin_folder / "initdb", "--no-sync", "--auth=trust", "--username=desk", *encoding, self._data],
            check=True,
            capture_output=True,
            cwd="/",
            **self._as_owner,
        )

    def _start(self, bin_folder: Path) -> subprocess.Popen[bytes]:
        settings = [f"port={self.port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        options = [word for setting in (*settings, *_UNSAFE_AND_FAST) for word in ("-c", setting)]
        # Tests that are killed outright must not leave a server behind: it gets the same SIGINT.
        program = ["setpriv", "--pdeathsig", "INT", bin_folder / "postgres", "-D", self._data]
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                [*program, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                **self._as_owner,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                return self._admin(sql.SQL("select 1"))
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self._folder / "log").read_text(errors="replace")) from None
                time.sleep(0.05)

    def _admin(self, statement: sql.Composable) -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user="desk", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _name(url: str) -> str:
    return url.rpartition("/")[2]
