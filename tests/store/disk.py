"""A disk that loses its power: what `strace` saw a program write and force out, played to any moment.

What was forced to the disk is there. Of what was written since into a file, each piece is there, is not, or
is torn at a sector, whatever came after it; of the names that were made, taken or moved since their folder
was forced out, the first few are there. That is less than any file system in use promises.
"""

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CALLS = "openat,write,pwrite64,lseek,fsync,fdatasync,ftruncate,rename,unlink,mkdir,rmdir,link"
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(<[^>]*>)?")
_FD = re.compile(r"(\d+)<([^>]*)>")
_QUOTED = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_SECTOR = 512


@dataclass(frozen=True)
class Call:
    """One thing that a program did: its name, the paths, the number and the bytes that it gave."""

    name: str
    fd: int = -1
    paths: tuple[str, ...] = ()
    number: int = 0
    data: bytes = b""
    flags: str = ""


def watched(program: str, *arguments: str | Path, log: Path) -> list[Call]:
    """Run a module of the tests to its end under strace; return what it did to files, in order."""
    command = ["strace", "-y", "-xx", "-s", "10000000", "-e", f"trace={_CALLS}", "-o", log]
    run = [sys.executable, "-m", program, *arguments]
    done = subprocess.run([*command, *run], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(_read(log.read_text()))


def _read(log: str) -> Iterator[Call]:
    for line in log.splitlines():
        found = _LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        name, said, result = found[1], found[2], int(found[3])
        quoted = [bytes.fromhex(words.replace("\\x", "")) for words in _QUOTED.findall(said)]
        fd = _FD.search(said)
        if name == "openat":
            yield Call(name, result, (_bare(found[4] or ""),), flags=said.rpartition('"')[2])
        elif name in ("write", "pwrite64") and fd is not None:
            at = int(said.rpartition(", ")[2]) if name == "pwrite64" else -1
            yield Call(name, int(fd[1]), (_bare(fd[2]),), at, quoted[0][:result])
        elif name in ("fsync", "fdatasync", "ftruncate", "lseek") and fd is not None:
            number = (
                result if name == "lseek" else int(said.rpartition(", ")[2]) if name == "ftruncate" else 0
            )
            yield Call(name, int(fd[1]), (_bare(fd[2]),), number)
        elif quoted:
            yield Call(name, paths=tuple(os.fsdecode(path) for path in quoted))


def _bare(path: str) -> str:
    raw = path.strip("<>")
    return os.fsdecode(bytes.fromhex(raw.replace("\\x", ""))) if raw.startswith("\\x") else raw


@dataclass
class _File:
    """The bytes that are surely there, and the writes (offset, bytes) and cuts (length, None) since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list[tuple[int, bytes | None]])

    def force(self) -> None:
        for piece in self.since:
            _apply(self.sure, piece)
        self.since.clear()

    def found(self, chance: random.Random) -> bytes:
        """Return what is there when the power comes back."""
        there = bytearray(self.sure)
        for at, data in self.since:
            fate = chance.choice(("there", "lost", "torn"))
            if data is None:
                if fate == "there":
                    _apply(there, (at, None))
            elif fate != "lost":
                whole = len(data) if fate == "there" else chance.randrange(0, len(data) + 1, _SECTOR)
                _apply(there, (at, data[:whole]))
        return bytes(there)


def _apply(content: bytearray, piece: tuple[int, bytes | None]) -> None:
    at, data = piece
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    if data is None:
        del content[at:]
    else:
        content[at : at + len(data)] = data


_Names = dict[str, _File | None]  # None is a folder


class Disk:
    """What lies below one folder, while the calls of a program are played one by one."""

    def __init__(self, base: Path) -> None:
        """Begin with what lies there now, all of it forced out."""
        self._base = str(base)
        self._sure: _Names = {
            str(path): None if path.is_dir() else _File(bytearray(path.read_bytes()))
            for path in [base, *base.rglob("*")]
        }
        self._names: _Names = dict(self._sure)
        self._moves: list[tuple[str, _Names, tuple[str, ...]]] = []
        """Not forced out yet: in which folder, the names that came, those that went."""

        self._open: dict[int, tuple[_File, int]] = {}

    def play(self, call: Call) -> None:
        """Do what the program did."""
        path = call.paths[0]
        if call.name == "openat":
            self._opened(call)
        elif call.name in ("write", "pwrite64", "lseek", "ftruncate"):
            self._written(call)
        elif call.name in ("fsync", "fdatasync"):
            if path in self._names and self._names[path] is None:
                self._force_names(path)
            elif call.fd in self._open:
                self._open[call.fd][0].force()
        elif path.startswith(self._base):
            self._moved(call)

    def _opened(self, call: Call) -> None:
        path = call.paths[0]
        self._open.pop(call.fd, None)
        if not path.startswith(self._base) or "O_DIRECTORY" in call.flags:
            return
        if path not in self._names:
            if "O_CREAT" not in call.flags:
                return
            self._change(path, {path: _File()}, ())
        file = self._names[path]
        if file is not None:
            if "O_TRUNC" in call.flags:
                file.since.append((0, None))
            self._open[call.fd] = file, 0

    def _written(self, call: Call) -> None:
        if call.fd not in self._open or not call.paths[0].startswith(self._base):
            return
        file, at = self._open[call.fd]
        if call.name == "ftruncate":
            file.since.append((call.number, None))
        elif call.name == "lseek":
            self._open[call.fd] = file, call.number
        elif call.name == "pwrite64":
            file.since.append((call.number, call.data))
        else:
            file.since.append((at, call.data))
            self._open[call.fd] = file, at + len(call.data)

    def _moved(self, call: Call) -> None:
        path, *more = call.paths
        if call.name == "mkdir":
            self._change(path, {path: None}, ())
        elif call.name in ("unlink", "rmdir"):
            self._change(path, {}, (path,))
        elif call.name == "link":
            self._change(more[0], {more[0]: self._names[path]}, ())
        elif call.name == "rename":
            self._change(more[0], {more[0]: self._names[path]}, (path,))

    def _change(self, path: str, came: _Names, went: tuple[str, ...]) -> None:
        self._moves.append((str(Path(path).parent), came, went))
        _rename(self._names, came, went)

    def _force_names(self, folder: str) -> None:
        for move in [move for move in self._moves if move[0] == folder]:
            _rename(self._sure, *move[1:])
            self._moves.remove(move)

    def cut(self, target: Path, chance: random.Random) -> None:
        """Write into a new folder what is there when the power comes back."""
        names = dict(self._sure)
        for _, came, went in self._moves[: chance.randint(0, len(self._moves))]:
            _rename(names, came, went)
        target.mkdir()
        for path, file in sorted(names.items()):
            place = target / os.path.relpath(path, self._base)
            if file is None:
                if place.parent.is_dir():
                    place.mkdir(exist_ok=True)
            elif place.parent.is_dir() and not path.endswith("-shm"):  # made anew from the log
                place.write_bytes(file.found(chance))


def _rename(names: _Names, came: _Names, went: Sequence[str]) -> None:
    for path in went:
        names.pop(path, None)
    names.update(came)
