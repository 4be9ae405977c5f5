"""What this device remembers of a target."""

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from desk.domain import Conflict, Unwritable
from desk.publish.manifest import Manifest
from desk.store.held import held


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

    @contextmanager
    def held(self) -> Generator[None]:
        """Keep other programs on this device from publishing there; raises Conflict where one does."""
        if (file := held(self._folder / "lock")) is None:
            raise Conflict(
                "Another window or terminal of this device is publishing there",
                kept="Nothing was changed",
                todo="Wait for its end and publish again",
            )
        with file:
            yield

    @property
    def manifest(self) -> Manifest | None:
        """Return what was published from here last, or None."""
        try:
            return Manifest.unpack(self._manifest.read_bytes())
        except (OSError, ValueError, TypeError, KeyError):
            return None

    @property
    def tokens(self) -> list[str]:
        """Return the tokens of the locks that were taken from here, or were about to be."""
        with suppress(OSError):
            return self._token.read_text(encoding="utf-8").split()
        return []

    @tokens.setter
    def tokens(self, tokens: list[str]) -> None:
        try:
            self._token.write_text("\n".join(tokens), encoding="utf-8")
        except OSError as error:
            raise _refused(error) from error

    def sent(self, run: str) -> dict[str, str]:
        """Return the digests of the files that a publishing sent from here."""
        found: dict[str, str] = {}
        with suppress(OSError, ValueError):
            first, *lines = self._sent.read_text(encoding="utf-8").splitlines()
            for line in lines if run and first == run else ():
                digest, _, path = line.partition(" ")
                if len(digest) == 64:
                    found[path] = digest
        return found

    @contextmanager
    def sending(self, run: str) -> Generator[Callable[[str, str], None]]:
        """Remember which files are sent from here: give what is called with the path and digest of each."""
        known = bool(self.sent(run))
        try:
            file = self._sent.open("a" if known else "w", encoding="utf-8", buffering=1)
        except OSError as error:
            raise _refused(error) from error
        with file:
            if not known:
                _noted(file, f"{run}\n")
            yield lambda path, digest: _noted(file, f"{digest} {path}\n")

    def knows(self, edition: str) -> bool:
        """Return whether an edition was made here."""
        with suppress(OSError):
            return edition in self._editions.read_text(encoding="utf-8").split()
        return False

    def make(self, edition: str) -> None:
        """Remember an edition that is about to be published; that it was, nobody may live to say."""
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
