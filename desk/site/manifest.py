"""What the exports of a desk wrote, so that the next ones write only what changed and remove what ended."""

import json
import os
from collections.abc import Callable
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that we wrote: SHA-256, size in bytes, modification time in nanoseconds.

    `stamp` tells what it was made from, where that is known without making it.
    """

    digest: str
    size: int
    time: int
    stamp: str = ""


@dataclass
class Manifest:
    """What we wrote, folder by folder; it lies in the desk, not in the site.

    A manifest that is missing or damaged counts as empty: our files are then known by their bytes.

    Attributes:
        path: where it lies; beside it, in `begun.json`, what an export is about to write, while it does.
        folders: for each folder what it holds of ours.
        begun: for each folder the digests of what an export that was killed may have written.
    """

    path: Path
    folders: dict[str, dict[str, Entry]] = field(default_factory=dict[str, dict[str, Entry]])
    begun: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    @staticmethod
    def load(path: Path) -> "Manifest":
        """Read it."""
        return Manifest(path, _folders(path, lambda entry: Entry(*entry)), _folders(_begun(path), str))

    def begin(self, folder: str, digests: dict[str, str]) -> None:
        """Note what is about to be written, so that it is known as ours should the program be killed."""
        self.begun[folder] = self.begun.get(folder, {}) | digests
        _write(_begun(self.path), {"version": _VERSION, "folders": self.begun})

    def save(self, folder: str, files: dict[str, Entry]) -> None:
        """Keep what a folder now holds of ours, whole or not at all."""
        self.folders[folder] = files
        data = {
            name: {path: astuple(entry) for path, entry in sorted(held.items())}
            for name, held in self.folders.items()
        }
        _write(self.path, {"version": _VERSION, "folders": data})
        if self.begun.pop(folder, None) is not None:
            _write(_begun(self.path), {"version": _VERSION, "folders": self.begun})


def _begun(manifest: Path) -> Path:
    return manifest.with_name("begun.json")


def _folders(path: Path, read: Callable[[Any], T]) -> dict[str, dict[str, T]]:
    try:
        folders: Any = json.loads(path.read_text(encoding="utf-8"))["folders"]
        return {
            folder: {name: read(entry) for name, entry in files.items()} for folder, files in folders.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path: Path, data: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
    temporary.replace(path)
