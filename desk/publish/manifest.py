"""What is known of a target: on it, what stands there and who is at it; here, what was sent to it.

    .desk/site.json.gz     what stands there of ours, written last
    .desk/begun.json.gz    what a publishing under way may have changed already
    .desk/lock.json        who publishes at this moment
"""

import gzip
import hashlib
import io
import json
import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, TextIO, cast

from desk.domain import Conflict, Unwritable, Who, new_id
from desk.publish.storage import Storage

SITE, BEGUN, LOCK = ".desk/site.json.gz", ".desk/begun.json.gz", ".desk/lock.json"
_FORMAT = 1
_MOST = 200_000_000  # bytes of an unpacked list
_DEAD = timedelta(minutes=10)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: SHA-256 and size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """A site on a target.

    Attributes:
        publication: its id.
        edition: differs each time that something is published.
        author, device, at: who did that, where and when (ISO 8601, UTC).
    """

    publication: str
    edition: str = ""
    author: str = ""
    device: str = ""
    at: str = ""
    files: Mapping[str, File] = field(default_factory=dict[str, File])

    @classmethod
    def of(cls, publication: str, who: Who, files: Mapping[str, File]) -> Self:
        """Return a new one, made now."""
        return cls(publication, new_id(), who.author, who.device, _now().isoformat(timespec="seconds"), files)

    @property
    def when(self) -> datetime:
        """Return when it was published."""
        return datetime.fromisoformat(self.at)

    def pack(self) -> bytes:
        """Return it as bytes, which `unpack` reads."""
        head = {name: getattr(self, name) for name in ("publication", "edition", "author", "device", "at")}
        files = {path: astuple(file) for path, file in sorted(self.files.items())}
        return _packed({"desk": _FORMAT, **head, "files": files})

    @classmethod
    def unpack(cls, content: bytes) -> Self:
        """Return what bytes describe; raises ValueError where they are no such list, or a hostile one."""
        found = _unpacked(content)
        if found.get("desk") != _FORMAT or not isinstance(found.get("files"), dict):
            raise ValueError("no list of a site's files")
        files = {_path(path): _file(*file) for path, file in found["files"].items()}
        head = {name: str(found[name]) for name in ("publication", "edition", "author", "device", "at")}
        datetime.fromisoformat(head["at"])
        return cls(**head, files=files)


def _packed(value: object) -> bytes:
    return gzip.compress(json.dumps(value, separators=(",", ":")).encode(), 6, mtime=0)


def _unpacked(content: bytes) -> dict[str, Any]:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            found = json.loads(file.read(_MOST))
        if not isinstance(found, dict):
            raise ValueError("no list")
        return cast("dict[str, Any]", found)
    except (OSError, EOFError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _path(path: str) -> str:
    parts = path.split("/")
    if not path or "\\" in path or ":" in path or {"", ".", "..", ".desk"} & set(parts):
        raise ValueError(f"{path!r} is no file of a site")
    return path


def _file(digest: str, size: int) -> File:
    if type(size) is not int or size < 0 or not _DIGEST.fullmatch(digest):
        raise ValueError("no digest and size")
    return File(digest, size)


def _now() -> datetime:
    return datetime.now(UTC)


def standing(storage: Storage) -> Manifest | None:
    """Return what stands on a target; None where nobody says it, or not so that it can be read."""
    try:
        return Manifest.unpack(storage.read(SITE))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


@dataclass(frozen=True, slots=True)
class Begun:
    """A publishing that did not end.

    Attributes:
        run: names it, and those that take it up again.
        paths: the files that it may have changed; None where that cannot be read.
    """

    run: str
    paths: frozenset[str] | None


def begun(storage: Storage) -> Begun | None:
    """Return the publishing that did not end; None where all did."""
    try:
        found = _unpacked(storage.read(BEGUN))
        return Begun(str(found["run"]), frozenset(_path(path) for path in found["paths"]))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        return Begun("", None)


def begin(storage: Storage, run: str, paths: Iterable[str]) -> None:
    """Note which files are about to change."""
    storage.write(BEGUN, _packed({"desk": _FORMAT, "run": run, "paths": sorted(paths)}))


class Lock:
    """Holds a target for one publisher; use as a context manager, and `hold` it from time to time."""

    def __init__(self, storage: Storage, who: Who, memory: "Memory") -> None:
        self._storage, self._who, self._memory = storage, who, memory
        self._token = new_id()
        self._last = _now()

    def __enter__(self) -> Self:
        """Take the target; raises Conflict where somebody else has it."""
        try:
            self._storage.create(LOCK, self._content())
        except FileExistsError:
            if other := self._other():
                raise Conflict(
                    f"{other['author']} on {other['device']} is publishing there at this moment"
                    f" (last sign at {other['at'][11:16]} UTC)",
                    kept="Nothing was changed",
                    todo="Wait for the end and publish again; what was broken off gives way after ten minutes",
                ) from None
            self._storage.write(LOCK, self._content())
        self._memory.token = self._token
        self._check()  # two may have taken it at once where a server knows no better
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of it, where it can still be reached."""
        with suppress(Exception):
            if self._read().get("token") == self._token:
                self._storage.remove(LOCK)

    def hold(self) -> None:
        """Give a sign of life; raises Conflict where somebody else took the target meanwhile."""
        if _now() - self._last > _DEAD / 20:
            self._check()
            self._storage.write(LOCK, self._content())
            self._last = _now()

    def _content(self) -> bytes:
        known = {"token": self._token, **asdict(self._who), "at": _now().isoformat(timespec="seconds")}
        return json.dumps(known).encode()

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._storage.read(LOCK))
            datetime.fromisoformat(found["at"])
            return {name: str(found[name]) for name in ("token", "author", "device", "at")}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}

    def _other(self) -> dict[str, str]:
        """Return who else holds the target and gave a sign of life lately."""
        found = self._read()
        if not found or found["token"] == self._memory.token:
            return {}
        return found if _now() - datetime.fromisoformat(found["at"]) < _DEAD else {}

    def _check(self) -> None:
        found = self._read()
        if found.get("token") != self._token:
            by = f"{found['author']} on {found['device']}" if found else "Somebody else"
            raise Conflict(
                f"{by} began to publish there at the same time",
                kept="Nothing more was sent",
                todo="Wait for the end and publish again",
            )


class Memory:
    """What this device remembers of a target, in a folder of its own.

    The folder may be lost: then what stands on the target is compared byte by byte where its list is lost
    too, and what was published from here last counts as somebody else's.
    """

    def __init__(self, folder: Path) -> None:
        """Raises Unwritable."""
        self._folder = folder
        self._manifest, self._editions, self._sent, self._token = (
            folder / name for name in ("site.json.gz", "editions", "sent", "token")
        )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _refused(error) from error

    @property
    def manifest(self) -> Manifest | None:
        """Return what was published from here last, or None."""
        try:
            return Manifest.unpack(self._manifest.read_bytes())
        except (OSError, ValueError, TypeError, KeyError):
            return None

    @property
    def token(self) -> str:
        """Return the token of the lock that was taken from here last."""
        with suppress(OSError):
            return self._token.read_text(encoding="utf-8")
        return ""

    @token.setter
    def token(self, token: str) -> None:
        try:
            self._token.write_text(token, encoding="utf-8")
        except OSError as error:
            raise _refused(error) from error

    def sent(self, run: str) -> dict[str, str]:
        """Return the digests of the files that a publishing sent from here."""
        found: dict[str, str] = {}
        with suppress(OSError, ValueError):
            first, *lines = self._sent.read_text(encoding="utf-8").splitlines()
            for line in lines if run and first == run else ():
                digest, _, path = line.partition(" ")
                if _DIGEST.fullmatch(digest):
                    found[path] = digest
        return found

    @contextmanager
    def sending(self, run: str) -> Generator[Callable[[str, str], None]]:
        """Remember which files are sent from here: give what is called with the path and digest of each."""
        known = bool(self.sent(run))
        try:
            with self._sent.open("a" if known else "w", encoding="utf-8", buffering=1) as file:
                if not known:
                    file.write(f"{run}\n")
                yield lambda path, digest: _noted(file, f"{digest} {path}\n")
        except OSError as error:
            raise _refused(error) from error

    def knows(self, edition: str) -> bool:
        """Return whether an edition was made here."""
        with suppress(OSError):
            return edition in self._editions.read_text(encoding="utf-8").split()
        return False

    def make(self, edition: str) -> None:
        """Remember an edition that is about to be published: whether that came to its end, nobody may know."""
        try:
            with self._editions.open("a", encoding="utf-8") as file:
                file.write(f"{edition}\n")
        except OSError as error:
            raise _refused(error) from error

    def publish(self, manifest: Manifest) -> None:
        """Remember what was published."""
        with suppress(OSError):  # next time the target's own list is there to ask
            self._manifest.write_bytes(manifest.pack())
            self._sent.unlink(missing_ok=True)


def _noted(file: TextIO, line: str) -> None:
    with suppress(OSError):  # at worst it is sent again
        file.write(line)


def _refused(error: OSError) -> Unwritable:
    return Unwritable(
        f"The desk folder refuses: {error.strerror or error}",
        kept="Nothing was published",
        todo="Look whether the desk's disk is full or read-only",
    )


def key(address: str) -> str:
    """Return the name of the folder in which a target is remembered."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]
