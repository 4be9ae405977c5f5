"""What was typed and not yet stored when the program ended: found, shown, kept as the person says."""

from dataclasses import replace
from pathlib import Path

from desk import paths
from desk.domain import Change, Done, NotFound, Story, new_id
from desk.operations.desk import Desk
from desk.operations.story import NOT_COPIED, save
from desk.store.journal import Left, keep, read

__all__ = ["Left", "adopt", "apart", "aside", "drop", "folder", "keep", "left", "read"]

_OWN = NOT_COPIED - {"comments"}


def folder(desk: Desk) -> Path:
    """Return where the windows on this publication keep their journals, each in a folder of its own."""
    return paths.settings() / "journal" / desk.store.publication().id


def left(desk: Desk, window: Path) -> list[Left]:
    """Return what an ended window left that the store does not have; what the store has is dropped."""
    newest: dict[str, Left] = {}
    for file in sorted([*window.glob("*.json"), *window.glob("*.new")]):
        one = read(file)
        if one is None or (one.folder != desk.folder and one.folder.is_dir()):
            continue  # another copy of this publication will ask for its own
        other = newest.setdefault(one.story.id, one)
        if other.at < one.at:
            newest[one.story.id] = one
    found: list[Left] = []
    for one in newest.values():
        if _stored(desk, one):
            drop(one.file)
        else:
            found.append(one)
    return found


def _stored(desk: Desk, one: Left) -> bool:
    """Return whether the store has these words: as they are now, or in any revision."""
    try:
        stored = desk.store.story(one.story.id)
    except NotFound:
        return False
    same = replace(stored, **{name: getattr(one.story, name) for name in _OWN})
    return same == one.story or any(rev.hash == one.hash for rev in desk.store.revisions(one.story.id))


def drop(file: Path) -> None:
    """Take a journal's file away, where it still is there."""
    for suffix in (".json", ".new"):
        file.with_suffix(suffix).unlink(missing_ok=True)


def adopt(desk: Desk, one: Left) -> Done[Story]:
    """Make the words that were left the newest revision, on top of what was stored since."""
    try:
        desk.store.story(one.story.id)
        done = save(desk, one.story, reason="recover")
    except NotFound:
        done = save(desk, replace(one.story, revision=""), reason="recover")
    drop(one.file)
    return done


def aside(desk: Desk, one: Left) -> Done[Story]:
    """Keep the stored words; those that were left stay in a file that nobody asks about again."""
    one.file.replace(one.file.with_suffix(".aside"))
    drop(one.file)
    stored = desk.store.story(one.story.id)
    return Done(stored, Change.of("story", stored.id))


def apart(desk: Desk, one: Left) -> Done[Story]:
    """Keep the words that were left as a draft of their own; the stored story stays as it is."""
    words = {name: getattr(one.story, name) for name in Story.__dataclass_fields__ if name not in _OWN}
    fresh = Story(id=new_id(), **words)
    done = save(desk, fresh, reason="recover")
    drop(one.file)
    return done
