"""Words on their way to the store, each thing's in a file of its own beside the person's settings.

A file is written many times a minute while somebody types. It is forced to the disk and only then takes the
place of the one before: it outlives the program at any instant and, as far as the disk keeps its word, a
power cut, which finds the old words or the new.
"""

import json
import logging
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desk.domain import NewerDesk, NotADesk, Photo, Story, Typed
from desk.store.codec import decode, encode
from desk.store.media import settle
from desk.store.rebuilding import digest

_KINDS = {"story": Story, "photo": Photo, "form": Typed}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """What a program that ended before its time left of a story, of a photo's words or of a form.

    Attributes:
        file: where it stands.
        folder: the desk folder it belongs to.
        thing: the words as they were; its revision is the one they were typed on.
        at: when they were kept, UTC.
        hash: what the revision's hash would be, had they been saved.
        also: other files whose words are in it too.
    """

    file: Path
    folder: Path
    thing: Story | Photo | Typed
    at: datetime
    hash: str
    also: tuple[Path, ...] = ()


def keep(file: Path, folder: Path, thing: Story | Photo | Typed) -> None:
    """Write a story, a photo or a form of a desk folder into a file, whole or not at all.

    Raises:
        OSError: the file cannot be written.
        BadInput: it holds what no store could keep.
    """
    kind = next(name for name, cls in _KINDS.items() if type(thing) is cls)
    kept = {
        "folder": str(folder),
        "at": datetime.now(UTC).isoformat(),
        "revision": thing.revision,
        kind: encode(thing).decode(),
    }
    beside, fresh = file.with_suffix(".new"), not file.exists()
    with beside.open("w", encoding="utf-8") as opened:
        opened.write(json.dumps(kept, ensure_ascii=False))
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
    if fresh:  # of one that was there, a power cut leaves the old words or the new
        settle(file.parent)


def read(file: Path) -> Left | None:
    """Return what a file holds, None where it is none of ours; such a file stays where it is."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        kind = next(kind for kind in _KINDS if kind in kept)
        content = kept[kind].encode()
        at = datetime.fromisoformat(kept["at"])
        thing = decode(_KINDS[kind], content, revision=str(kept["revision"]), updated=at)
        return Left(file, Path(kept["folder"]), thing, at, digest(content))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration, NewerDesk, NotADesk):
        _log.warning("%s cannot be read; it stays where it is", file, exc_info=True)
        return None
