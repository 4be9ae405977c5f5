"""A contact sheet: pictures with their captions and credits on pages of a PDF, made beside the window."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextOption,
)

from desk import operations as ops
from desk.domain import Cancelled, DeskError, PhotoRow, Unwritable
from desk.ui.theme import SANS, load_fonts

_ACROSS, _DOWN = 3, 4
_DPI = 150
_GAP = 24  # dots
_WORDS = 92  # dots below each picture
_HEAD = 44  # dots above and below them all
_AT_ONCE = 60
_INK, _MUTE = Qt.GlobalColor.black, Qt.GlobalColor.darkGray


def write(
    desk: "ops.Desk",
    photos: Sequence[str],
    file: Path,
    *,
    progress: "ops.Progress",
    cancelled: Callable[[], bool],
) -> int:
    """Write photos (ids) onto as many pages as they need; return how many pages.

    Raises:
        Cancelled: a person stopped it; no file is left.
        Unwritable: the folder or disk refuses.
    """
    part = file.with_name(f".{uuid4().hex}.pdf")
    pages: _Pages | None = None
    try:
        part.touch()  # Qt does not say why it cannot
        pages = _Pages(part, ops.desk.publication(desk).title, len(photos))
        for number, row in enumerate(_rows(desk, photos)):
            if cancelled():
                raise Cancelled("The contact sheet was stopped", kept="No file was written")
            pages.put(number, row, _picture(desk, row))
            progress(number + 1, len(photos))
        pages.end()
        part.replace(file)
    except OSError as error:
        raise Unwritable(
            f"{file} cannot be written: {error.strerror}", todo="Choose another folder"
        ) from error
    finally:
        if pages is not None:
            pages.close()
        part.unlink(missing_ok=True)
    return pages.number


def write_alone(desk: "ops.Desk", photos: Sequence[str], file: Path) -> int:
    """Write as `write` does where no window runs, and no screen is there to be found."""
    begin_alone()
    return write(desk, photos, file, progress=lambda _done, _total: None, cancelled=lambda: False)


def begin_alone() -> None:
    """Make ready to draw where no window runs; the application lives as long as the program."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _alone.append(QGuiApplication([]))
        load_fonts()


_alone: "list[QGuiApplication]" = []


def _rows(desk: "ops.Desk", photos: Sequence[str]) -> "list[PhotoRow]":
    starts = range(0, len(photos), _AT_ONCE)
    return [row for start in starts for row in ops.library.rows(desk, photos[start : start + _AT_ONCE])]


def _picture(desk: "ops.Desk", row: PhotoRow) -> QImage:
    try:
        return QImage.fromData(ops.thumbnails.get(desk, row.photo.id, 512))
    except DeskError:  # a lost file leaves its place empty, its words stand
        return QImage()


class _Pages:
    """The pages of one sheet."""

    def __init__(self, file: Path, title: str, photos: int) -> None:
        self._writer = QPdfWriter(str(file))
        self._writer.setResolution(_DPI)
        self._writer.setTitle(title)
        paper, upright = QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait
        self._writer.setPageLayout(QPageLayout(paper, upright, QMarginsF(36, 30, 36, 30)))
        self._painter = QPainter(self._writer)
        self._title = title
        self._every = -(-photos // (_ACROSS * _DOWN))
        self.number = 0

    def put(self, number: int, row: PhotoRow, picture: QImage) -> None:
        """Draw one photo in its place, counted from 0."""
        place = number % (_ACROSS * _DOWN)
        if place == 0:
            self._begin()
        wide = (self._writer.width() - (_ACROSS - 1) * _GAP) // _ACROSS
        high = (self._writer.height() - 2 * _HEAD - (_DOWN - 1) * _GAP) // _DOWN
        line, column = divmod(place, _ACROSS)
        box = QRect(column * (wide + _GAP), _HEAD + line * (high + _GAP), wide, high)
        room = QRect(box.topLeft(), QSize(wide, high - _WORDS))
        if not picture.isNull():
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            shown = QRect(room.topLeft(), size)
            shown.moveCenter(room.center())
            self._painter.drawImage(shown, picture)
        photo = row.photo
        words = QRectF(box.left(), room.bottom() + 6, wide, _WORDS - 6)
        caption = " ".join((photo.caption or photo.headline).split()) or "No caption"
        self._say(caption, QRectF(words.left(), words.top(), wide, 52), 8, _INK)
        credit = " · ".join(part for part in (photo.credit or photo.creator, photo.name) if part)
        self._say(credit, QRectF(words.left(), words.top() + 54, wide, 32), 7, _MUTE)

    def _begin(self) -> None:
        if self.number:
            self._writer.newPage()
        self.number += 1
        foot = self._writer.height() - _HEAD
        self._say(self._title, QRectF(0, 0, self._writer.width(), _HEAD), 10, _INK)
        below = QRectF(0, foot + 12, self._writer.width(), _HEAD)
        self._say(f"{self.number} / {self._every}", below, 8, _MUTE, Qt.AlignmentFlag.AlignRight)

    def _say(
        self,
        words: str,
        box: QRectF,
        points: int,
        colour: Qt.GlobalColor,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Draw words of any script within a box; what has no room in it is cut."""
        font = QFont(SANS)
        font.setPointSize(points)
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._painter.save()
        self._painter.setClipRect(box)
        self._painter.setFont(font)
        self._painter.setPen(colour)
        self._painter.drawText(box, words, option)
        self._painter.restore()

    def end(self) -> None:
        """Finish the file; raises OSError where the disk refused it."""
        if not self._painter.end():
            raise OSError(0, "the disk refused it")

    def close(self) -> None:
        """Let go of the file, also where it is not finished: a painter must not outlive what it paints on."""
        if self._painter.isActive():
            self._painter.end()
