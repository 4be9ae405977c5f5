"""Stories on their way to the store, each in a file of its own beside the person's settings.

A file is written many times a minute while somebody types, so it is replaced whole and not forced to the
disk: it outlives the program at any instant, and a power cut as far as the system had written it.
"""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desk.domain import NewerDesk, NotADesk, Story
from desk.store.codec import decode, encode
from desk.store.revisions import digest

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Left:
    """What a program that ended before its time left of a story.

    Attributes:
        file: where it stands.
        folder: the desk folder it belongs to.
        story: the words as they were; its revision is the one they were typed on.
        at: when they were kept, UTC.
        hash: what the revision's hash would be, had they been saved.
    """

    file: Path
    folder: Path
    story: Story
    at: datetime
    hash: str


def keep(file: Path, folder: Path, story: Story) -> None:
    """Write a story of a desk folder into a file, whole or not at all.

    Raises:
        OSError: the file cannot be written.
        BadInput: the story holds what no store could keep.
    """
    kept = {
        "folder": str(folder),
        "at": datetime.now(UTC).isoformat(),
        "revision": story.revision,
        "story": encode(story).decode(),
    }
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    beside.replace(file)


def read(file: Path) -> Left | None:
    """Return what a file holds, None where it is none of ours; such a file stays where it is."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        content = kept["story"].encode()
        at = datetime.fromisoformat(kept["at"])
        story = decode(Story, content, revision=str(kept["revision"]), updated=at)
        return Left(file, Path(kept["folder"]), story, at, digest(content))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, NewerDesk, NotADesk):
        _log.warning("%s cannot be read; it stays where it is", file, exc_info=True)
        return None
