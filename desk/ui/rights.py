"""What stands in the way of showing photos, for lists that draw many rows: asked for once, in one go."""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import Change, Photo, Publication, Right, right
from desk.ui.pause import Pause
from desk.ui.session import Session

_PAUSE: Final = 40  # ms in which photos gather before they are asked about
_KEPT: Final = 5_000


class Rights(QObject):
    """Answers from what it knows and tells when there is more to show."""

    ready = Signal()

    def __init__(self, session: Session, publication: Publication) -> None:
        super().__init__(session)
        self._session = session
        self.publication = publication
        self._known: dict[str, tuple[Photo, str] | None] = {}
        self._wanted: dict[str, None] = {}
        self._stopped = False
        self._pause = Pause(self, _PAUSE, self._ask)
        session.bus.changed.connect(self._changed)

    def get(self, photo: str, story: str) -> Right:
        """Return what stands in the way of showing a photo in a story now, as far as is known."""
        if not photo:
            return Right.FREE
        if photo not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[photo] = None
            self._wanted[photo] = None
            self._ask_soon()
        known = self._known[photo]
        if known is None:
            return Right.FREE
        cleared = self.publication.photo_cleared
        return right(known[0], datetime.now(UTC), story=story, first=known[1], cleared=cleared)

    def take_publication(self, publication: Publication) -> None:
        """Follow the publication's rule from now on."""
        self.publication = publication
        self.ready.emit()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped = True
        self._pause.stop()

    def _ask(self) -> None:
        wanted, self._wanted = list(self._wanted), {}
        desk = self._session.desk
        self._session.ask(lambda: ops.photo_words.known(desk, wanted), self._keep)

    def _keep(self, found: dict[str, tuple[Photo, str]]) -> None:
        self._known |= found
        self.ready.emit()

    def _changed(self, change: Change) -> None:
        """Ask anew about what changed; a story that is published or takes a photo may use it up."""
        stale = set(self._known) & change.ids
        if "story" in change.kinds:
            stale |= {key for key, known in self._known.items() if known and known[0].one_use}
        for key in stale:
            self._wanted[key] = None
        if stale:
            self._ask_soon()

    def _ask_soon(self) -> None:
        if not self._stopped:
            self._pause.soon()
