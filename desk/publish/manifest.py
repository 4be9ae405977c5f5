"""What a target says of itself.

.desk/site.json.gz     what stands there of ours, written last
.desk/begun.json.gz    what a publishing under way may have changed already
.desk/lock.json        who publishes at this moment
"""

import gzip
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from typing import Any, Self, cast

from desk.domain import Who, new_id
from desk.publish.storage import Storage

SITE, BEGUN = ".desk/site.json.gz", ".desk/begun.json.gz"
_FORMAT = 1
_MOST = 200_000_000  # bytes of an unpacked list
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
        return cls(
            publication,
            new_id(),
            who.author,
            who.device,
            datetime.now(UTC).isoformat(timespec="seconds"),
            files,
        )

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
