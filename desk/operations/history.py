"""A story's revisions as people tell them: a timeline of sittings, versions that have a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from desk.domain import BadInput, Change, Done, Revision, Story
from desk.operations import story as stories
from desk.operations.desk import Desk
from desk.text.doc import UNHELD

GAP: Final = timedelta(minutes=20)
"""The pause that ends a sitting."""

LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a timeline: a person's typing in one sitting, or one revision that is no typing.

    Attributes:
        first, last: its oldest and newest revision.
        saves: how many there are.
    """

    first: Revision
    last: Revision
    saves: int = 1

    @property
    def before(self) -> str:
        """Return the id of the revision that it was made from, empty for the first of all."""
        return self.first.parents[0] if self.first.parents else ""


@dataclass(frozen=True, slots=True)
class Restored:
    """A story with an earlier version's words, and the revision before; its own where no new one came."""

    story: Story
    before: str


def timeline(revisions: Sequence[Revision], gap: timedelta = GAP) -> list[Entry]:
    """Return a story's revisions, given oldest first, as entries, newest first.

    A version that has a name ends its sitting, so that it stands for itself.
    """
    entries: list[Entry] = []
    for revision in revisions:
        if entries and _goes_on(entries[-1].last, revision, gap):
            entries[-1] = Entry(entries[-1].first, revision, entries[-1].saves + 1)
        else:
            entries.append(Entry(revision, revision))
    return entries[::-1]


def _goes_on(last: Revision, revision: Revision, gap: timedelta) -> bool:
    """Return whether a revision is more typing of the same sitting."""
    typed = last.reason == revision.reason == "edit" and not last.name
    same = (last.author, last.device) == (revision.author, revision.device)
    return typed and same and revision.at - last.at < gap


def of(desk: Desk, story: str, gap: timedelta = GAP) -> list[Entry]:
    """Return the timeline of a story's id."""
    return timeline(desk.store.revisions(story), gap)


def name(desk: Desk, revision: str, words: str) -> Done[Revision]:
    """Give a version a name, another name or, with no words, none.

    Raises:
        NotFound: no such revision.
        BadInput: a name that is too long.
    """
    words = UNHELD.sub("", " ".join(words.split()))
    if len(words) > LONGEST_NAME:
        raise BadInput(
            f"This name has {len(words)} characters", todo=f"Give one of {LONGEST_NAME} at the most"
        )
    named = desk.store.name_revision(revision, words, desk.who)
    return Done(named, Change.of(named.kind, named.of))


def restore(desk: Desk, revision: str) -> Done[Restored]:
    """Bring back the words of an earlier version; see `story.restore`."""
    was = desk.store.at_revision(revision)
    before = desk.store.story(was.id).revision
    done = stories.restore(desk, revision)
    return Done(Restored(done.value, before), done.change)


def take_back(desk: Desk, restored: Restored) -> Done[Story]:
    """Take back a version that was brought back; what was written since stays."""
    return stories.restore(desk, restored.before, over=restored.story.revision)
