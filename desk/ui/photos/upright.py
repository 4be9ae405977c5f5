"""Pictures of photos before they are straightened, decoded off the GUI thread at a fitting size."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from desk import operations as ops
from desk.domain import Crop, DeskError, Photo
from desk.ui.session import Session

SIZES: Final = (800, 1600, 2400)
"""Pixels of the longer side; a larger one comes behind the smaller where a view has room for it."""

_KEPT: Final = 12


class Upright(QObject):
    """Gives the largest picture that is there, and asks for one that fits."""

    ready = Signal(str)
    """There is a picture of the photo with this id, or a larger one."""

    lost = Signal(str)
    """The photo's file cannot be read."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._pictures: dict[tuple[str, int], QPixmap | None] = {}

    def get(self, photo: str, pixels: float) -> QPixmap | None:
        """Return a picture, at best one whose longer side has so many pixels of the screen."""
        wanted = next((size for size in SIZES if size >= pixels), SIZES[-1])
        for size in (SIZES[0], wanted):
            self._ask(photo, size)
        found = (self._pictures.get((photo, size)) for size in reversed(SIZES))
        return next((picture for picture in found if picture is not None), None)

    def _ask(self, photo: str, size: int) -> None:
        key = (photo, size)
        if key in self._pictures:
            self._pictures[key] = self._pictures.pop(key)  # used last
            return
        while len(self._pictures) >= _KEPT:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[key] = None
        desk = self._session.desk

        def make() -> QImage:
            image = QImage.fromData(ops.thumbnails.get(desk, photo, size, straight=False))
            alpha = image.hasAlphaChannel()
            return image.convertToFormat(
                QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32
            )

        self._session.tasks.work(make, partial(self._keep, key), partial(self._refused, key))

    def _keep(self, key: tuple[str, int], image: QImage) -> None:
        if not image.isNull() and key in self._pictures:
            self._pictures[key] = QPixmap.fromImage(image)
            self.ready.emit(key[0])

    def _refused(self, key: tuple[str, int], _: DeskError) -> None:
        self._pictures.pop(key, None)
        self.lost.emit(key[0])


def paint(painter: QPainter, box: QRectF, picture: QPixmap, photo: Photo, crop: Crop) -> None:
    """Paint a part of a photo, straightened, so that it fills a box of the part's shape.

    Args:
        painter: of the widget.
        box: in the widget's pixels.
        picture: the whole upright picture, of any size.
        photo: whose angle counts.
        crop: the part, in shares of the straightened picture.
    """
    share = ops.photo.straightened(photo)[0] / photo.width
    width, height = picture.width() * share, picture.height() * share
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipRect(box)
    painter.translate(box.topLeft())
    painter.scale(
        box.width() / ((crop.right - crop.left) * width), box.height() / ((crop.bottom - crop.top) * height)
    )
    painter.translate((0.5 - crop.left) * width, (0.5 - crop.top) * height)
    painter.rotate(photo.angle)
    painter.drawPixmap(QPointF(-picture.width() / 2, -picture.height() / 2), picture)
    painter.restore()
