"""How much of stories must be cleared, for lists that draw many rows: read while nobody scrolls or types."""

from collections.abc import Mapping, Set
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import Change
from desk.ui.pause import Pause
from desk.ui.session import Session

_QUIET: Final = 3_000  # ms without another row or key: a new story takes some 20 ms, which the window feels
_NEXT: Final = 250  # ms from one story to the next
_WAITING: Final = 60  # of those asked about last
_KEPT: Final = 5_000


class Flags(QObject):
    """Answers from what it knows and tells when there is more to show."""

    ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._known: dict[str, int] = {}
        self._stale: set[str] = set()
        self._wanted: dict[str, None] = {}
        self._stopped = self._reading = False
        self._quiet = Pause(self, _QUIET, self._ask)
        self._next = Pause(self, _NEXT, self._ask)
        session.bus.changed.connect(self._changed)

    def get(self, story: str) -> int:
        """Return how many findings of a story must be cleared, as far as is known."""
        if story and story not in self._wanted and (story not in self._known or story in self._stale):
            self._wanted[story] = None
            self.wait()
        return self._known.get(story, 0)

    def wait(self) -> None:
        """Read nothing for a while: a person scrolls or types."""
        if self._wanted:
            self._next.stop()
            self._quiet.soon()

    def put(self, story: str, required: int) -> None:
        """Take what is known of the story on the sheet."""
        self._stale.discard(story)
        if self._known.get(story, 0) != required:
            self.ready.emit()
        self._known[story] = required

    def stop(self) -> None:
        """Ask no more."""
        self._stopped = True
        self._quiet.stop()
        self._next.stop()

    def _ask(self) -> None:
        if not self._wanted or self._stopped or self._reading:
            return
        *later, last = list(self._wanted)[-_WAITING:]
        now, self._wanted = [last], dict.fromkeys(later)
        self._reading = True
        self._known.setdefault(last, 0)
        self._stale.discard(last)  # what changes while it is read is read again
        read = partial(ops.checking.counts, self._session.desk, now)
        self._session.tasks.work(read, partial(self._keep, now), lambda _: self._keep(now, {}))

    def _keep(self, asked: list[str], found: Mapping[str, int]) -> None:
        self._reading = False
        if len(self._known) > _KEPT:
            self._known.clear()
        before = [self._known.get(story, 0) for story in asked]
        self._known |= {story: found.get(story, 0) for story in asked}
        if before != [self._known[story] for story in asked]:
            self.ready.emit()
        if self._wanted and not self._quiet.isActive():
            self._next.soon()

    def _changed(self, change: Change) -> None:
        """Look again at what changed; what it shows until then is what was known.

        A story that is new, or gone, is one that others' links lead to, or no longer do.
        """
        if change.kinds & {"publication", "photo", "gone"} or (
            "story" in change.kinds and change.ids - self._known.keys()
        ):
            self.look_again()
        elif "story" in change.kinds:
            self._doubt(self._known.keys() & change.ids)

    def look_again(self) -> None:
        """Look again at all that is in sight: another program may have written."""
        self._doubt(self._known.keys())

    def _doubt(self, stories: Set[str]) -> None:
        self._stale |= stories
        if self._stale:
            self.ready.emit()  # those in sight are asked about as they are drawn
