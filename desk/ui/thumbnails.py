"""Small pictures, read or made off the GUI thread and kept while the window is open."""

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from desk import operations as ops
from desk.domain import Change, DeskError
from desk.ui.session import Session

_SIDE = 400
_KEPT = 600


class Thumbnails(QObject):
    """Gives the picture of a photo where it is there, and asks for it where it is not."""

    ready = Signal(str)
    """The photo with this id can be had now."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._pictures: dict[str, QPixmap | None] = {}
        self._images: dict[str, QImage] = {}
        self._scaled: dict[tuple[str, int, int], QPixmap] = {}
        self.broken: set[str] = set()
        """Photos whose originals are missing or damaged."""
        session.bus.changed.connect(self._changed)

    def get(self, photo: str) -> QPixmap | None:
        """Return the picture, its longer side about 400 px, or None until `ready` says so."""
        if not photo:
            return None
        if photo not in self._pictures:
            if len(self._pictures) > _KEPT:
                self._pictures.clear()
                self._images.clear()
                self._scaled.clear()
            self._pictures[photo] = None
            self._ask(photo)
        return self._pictures[photo]

    def _ask(self, photo: str) -> None:
        desk = self._session.desk

        def make() -> tuple[str, QImage]:
            return photo, QImage.fromData(ops.thumbnails.get(desk, photo, _SIDE))

        self._session.tasks.work(make, self._keep, partial(self._refused, photo))

    def _changed(self, change: Change) -> None:
        """See whether changed photos were set straight; the old picture stands until the new one is there."""
        if "photo" in change.kinds:
            for photo in change.ids & self._pictures.keys():
                self._ask(photo)

    def filled(self, photo: str, size: QSize, ratio: float) -> QPixmap | None:
        """Return the picture cut to fill a size in device-independent pixels."""
        picture = self.get(photo)
        if picture is None:
            return None
        key = (photo, round(size.width() * ratio), round(size.height() * ratio))
        if key not in self._scaled:
            wanted = QSize(key[1], key[2])
            scaled = picture.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            left = (scaled.width() - wanted.width()) // 2
            top = (scaled.height() - wanted.height()) // 2
            cut = scaled.copy(left, top, wanted.width(), wanted.height())
            cut.setDevicePixelRatio(ratio)
            self._scaled[key] = cut
        return self._scaled[key]

    def _refused(self, photo: str, _: DeskError) -> None:
        self.broken.add(photo)
        self.ready.emit(photo)

    def _keep(self, made: tuple[str, QImage]) -> None:
        photo, image = made
        if not image.isNull() and image != self._images.get(photo):
            self._images[photo] = image
            self._pictures[photo] = QPixmap.fromImage(image)
            self._scaled = {key: scaled for key, scaled in self._scaled.items() if key[0] != photo}
            self.broken.discard(photo)
            self.ready.emit(photo)
