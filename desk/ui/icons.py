"""Icons from qtawesome's Phosphor font, drawn in the colour of the moment.

qtawesome costs 130-250 ms at import and 50 ms for its first icon; its font and charmap are read here as plain
files, so that the first paint need not wait for it.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap


@cache
def _font() -> tuple[str, dict[str, str]]:
    """Return the font's family and the code point of each icon name, hex."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome, which carries the icons, is not installed")
    folder = Path(spec.origin).parent / "fonts"
    files = sorted(file for file in folder.iterdir() if file.name.startswith("phosphor-"))
    ttf = next(file for file in files if file.suffix == ".ttf" and file.name[9].isdigit())
    charmap = next(file for file in files if file.name.startswith("phosphor-charmap-"))
    number = QFontDatabase.addApplicationFont(str(ttf))
    return QFontDatabase.applicationFontFamilies(number)[0], json.loads(charmap.read_text(encoding="utf-8"))


class _Glyph(QIconEngine):
    """Draws one glyph at whatever size is asked for; colours are looked up when it is drawn."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the glyph in the middle of the rectangle."""
        if mode is QIcon.Mode.Disabled:
            colour = _colour("mute")
            colour.setAlphaF(0.45)
        else:
            colour = _colour(self._role)
        _draw(painter, rect, self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the glyph on a clear ground."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return the same icon again."""
        return _Glyph(self._name, self._role)


def icon(name: str, role: str = "ink") -> QIcon:
    """Return a Phosphor icon (`pencil-simple`) in a token's colour."""
    if name not in _font()[1]:
        raise KeyError(f"no icon named {name}")
    return QIcon(_Glyph(name, role))


def paint(painter: QPainter, rect: QRect, name: str, role: str) -> None:
    """Draw an icon straight onto a painter, as delegates do."""
    _draw(painter, rect, name, _colour(role))


def _draw(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    painter.save()
    painter.setFont(_sized(max(1, min(rect.width(), rect.height()))))
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(int(_font()[1][name], 16)))
    painter.restore()


@cache
def _sized(pixels: int) -> QFont:
    font = QFont(_font()[0])
    font.setPixelSize(pixels)
    return font


def _colour(role: str) -> QColor:
    from desk.ui.theme import current

    return current().colour(role)
