"""The photos of the story on the sheet, and what was changed of them and is not stored yet."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import DeskError, Photo
from desk.domain.merge import merge_fields
from desk.ui.pause import Pause
from desk.ui.session import Session

_PAUSE: Final = 600
_LONGEST: Final = 4000
_AGAIN: Final = 4000


class Keeping(QObject):
    """Holds photos as they now are and brings changes to the store while a person goes on."""

    changed = Signal(str)
    """The photo with this id is another than before, by a person's hand or by a merge."""

    touched = Signal()
    """A person changed something."""

    saved = Signal()
    """The store has a photo's changes; `safe` says whether that is everything."""

    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.photos: dict[str, Photo] = {}
        self._unsaved: dict[str, Photo] = {}
        self._sent: dict[str, Photo] = {}
        self._pause = Pause(self, _PAUSE, self.flush)
        self._longest = Pause(self, _LONGEST, self.flush)
        self._again = Pause(self, _AGAIN, self.flush)

    def take(self, photos: Iterable[Photo]) -> None:
        """Go on with these, as the store has them; what is not stored yet stays as it is."""
        self.photos = {photo.id: self._unsaved.get(photo.id, photo) for photo in photos}

    def edit(self, photo: Photo) -> None:
        """Take a photo as a person now wants it."""
        if self.photos.get(photo.id) == photo:
            return
        self.photos[photo.id] = self._unsaved[photo.id] = photo
        if not self._longest.isActive():
            self._longest.soon()
        self._pause.soon()
        self.touched.emit()
        self.changed.emit(photo.id)

    @property
    def safe(self) -> bool:
        """Return whether the store has everything."""
        return not self._unsaved

    def unsaved(self) -> list[Photo]:
        """Return the photos that the store does not have yet as they are."""
        return list(self._unsaved.values())

    def flush(self) -> None:
        """Bring what was changed to the store."""
        self._pause.stop()
        self._longest.stop()
        if self._again.isActive():
            return  # the store refused a moment ago; it is asked again soon
        desk = self._session.desk
        for photo in [one for key, one in self._unsaved.items() if self._sent.get(key) is not one]:
            self._sent[photo.id] = photo
            self._session.do(
                partial(ops.photo.save, desk, photo),
                partial(self._kept, photo),
                self._refused,
                origin="photos",
            )

    def _kept(self, sent: Photo, saved: Photo) -> None:
        self._sent.pop(saved.id, None)
        now = self._unsaved.get(saved.id)
        if now is sent:
            del self._unsaved[saved.id]
            self.photos[saved.id] = saved
        elif now is not None:
            merged, _ = merge_fields(sent, now, saved)
            merged = replace(merged, revision=saved.revision, updated=saved.updated)
            self._unsaved[saved.id] = self.photos[saved.id] = merged
            self._pause.soon()
        self.changed.emit(saved.id)
        self.saved.emit()

    def _refused(self, error: DeskError) -> None:
        self._sent.clear()
        self._again.soon()
        self.failed.emit(error)
