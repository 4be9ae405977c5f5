"""Small pictures, read or made off the GUI thread and kept while the window is open."""

from functools import partial
from math import log
from typing import NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from desk import operations as ops
from desk.domain import Change, DeskError
from desk.ui.session import Session

_SIDES = (256, 512)
"""The longer sides of the files that are kept; what is shown is made from the smallest that is enough."""

_SHAPES = {"16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1.0}

_KEPT = 128 << 20  # bytes of pictures
_WAITING = 300  # pictures asked for; beyond that the oldest are forgotten, whoever shows them asks again
_AT_ONCE = 2


class _Key(NamedTuple):
    """A photo at a size in pixels; 0 for as it is kept."""

    photo: str
    width: int = 0
    height: int = 0
    cut: bool = False


class Thumbnails(QObject):
    """Gives the picture of a photo where it is there, and asks for it where it is not.

    What was asked for last is made first: it is what a person looks at now.
    """

    ready = Signal(str)
    """The photo with this id can be had now, or is found to be `broken`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._pictures: dict[_Key, QPixmap] = {}
        self._bytes = 0
        self._latest: dict[str, _Key] = {}
        self._waiting: dict[_Key, None] = {}
        self._making: set[_Key] = set()
        self.broken: set[str] = set()
        """Photos whose originals are missing or damaged."""
        session.bus.changed.connect(self._changed)

    def get(self, photo: str) -> QPixmap | None:
        """Return the picture, its longer side about 512 px, or None until `ready` says so."""
        return self._get(_Key(photo)) if photo else None

    def filled(self, photo: str, size: QSize, ratio: float) -> QPixmap | None:
        """Return what readers see of it in a shape like this, filling a size in device-independent pixels."""
        return self._sized(photo, size, ratio, cut=True)

    def fitted(self, photo: str, size: QSize, ratio: float) -> QPixmap | None:
        """Return the whole picture within a size in device-independent pixels; meanwhile any other."""
        picture = self._sized(photo, size, ratio, cut=False)
        latest = self._latest.get(photo)
        return picture or (self._pictures.get(latest) if latest else None)

    def _sized(self, photo: str, size: QSize, ratio: float, *, cut: bool) -> QPixmap | None:
        if not photo:
            return None
        picture = self._get(_Key(photo, round(size.width() * ratio), round(size.height() * ratio), cut))
        if picture is not None:
            picture.setDevicePixelRatio(ratio)
        return picture

    def _get(self, key: _Key) -> QPixmap | None:
        picture = self._pictures.pop(key, None)
        if picture is not None:
            self._pictures[key] = picture  # the newest is used last
        elif key not in self._making and key.photo not in self.broken:
            self._ask(key)
        return picture

    def _ask(self, key: _Key) -> None:
        self._waiting.pop(key, None)
        self._waiting[key] = None
        if len(self._waiting) > _WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._make()

    def _make(self) -> None:
        while self._waiting and len(self._making) < _AT_ONCE:
            key, _ = self._waiting.popitem()
            self._making.add(key)
            make = partial(_made, self._session.desk, key)
            self._session.tasks.work(make, partial(self._keep, key), partial(self._refused, key))

    def _refused(self, key: _Key, _: DeskError) -> None:
        self._making.discard(key)
        self.broken.add(key.photo)
        self.ready.emit(key.photo)
        self._make()

    def _keep(self, key: _Key, image: QImage) -> None:
        self._making.discard(key)
        self._make()
        if image.isNull():
            return
        self._drop(key)
        picture = QPixmap.fromImage(image)
        self._pictures[key] = picture
        self._latest[key.photo] = key
        self._bytes += _size(picture)
        while self._bytes > _KEPT:
            self._drop(next(iter(self._pictures)))
        self.broken.discard(key.photo)
        self.ready.emit(key.photo)

    def _drop(self, key: _Key) -> None:
        picture = self._pictures.pop(key, None)
        if picture is not None:
            self._bytes -= _size(picture)
            if self._latest.get(key.photo) == key:
                del self._latest[key.photo]

    def _changed(self, change: Change) -> None:
        """Make pictures again of photos that may look otherwise now; the old ones stand until then."""
        if "photo" in change.kinds:
            self.broken -= change.ids
            for key in [key for key in self._pictures if key.photo in change.ids]:
                self._ask(key)


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def _made(desk: "ops.Desk", key: _Key) -> QImage:
    """Return a picture as it is shown; runs beside the window."""
    wanted = max(key.width, key.height)
    side = next((side for side in _SIDES if wanted and side >= wanted), _SIDES[-1])
    image = QImage.fromData(ops.thumbnails.get(desk, key.photo, side))
    if image.isNull() or not wanted:
        return image
    if key.cut:
        image = _framed(desk, key, image)
    size = QSize(key.width, key.height)
    within, beyond = Qt.AspectRatioMode.KeepAspectRatio, Qt.AspectRatioMode.KeepAspectRatioByExpanding
    if key.cut or image.width() > key.width or image.height() > key.height:
        image = image.scaled(size, beyond if key.cut else within, Qt.TransformationMode.SmoothTransformation)
    if key.cut:
        left, top = (image.width() - key.width) // 2, (image.height() - key.height) // 2
        image = image.copy(left, top, key.width, key.height)
    return image.convertToFormat(_format(image))  # what the screen takes without another look


def _framed(desk: "ops.Desk", key: _Key, image: QImage) -> QImage:
    """Return the part of a picture that pages show in the shape that is nearest to a size."""
    wide = log(key.width / key.height)
    ratio = min(_SHAPES, key=lambda name: abs(wide - log(_SHAPES[name])))
    crop = ops.photo.framed(ops.photo.get(desk, key.photo), ratio)
    left, top = round(crop.left * image.width()), round(crop.top * image.height())
    right, bottom = round(crop.right * image.width()), round(crop.bottom * image.height())
    return image.copy(left, top, max(1, right - left), max(1, bottom - top))


def _format(image: QImage) -> QImage.Format:
    kind = QImage.Format
    return kind.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else kind.Format_RGB32
