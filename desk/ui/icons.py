"""Icons from qtawesome's Phosphor font, drawn in the colour of the moment.

qtawesome costs 130-250 ms at import and 50 ms for its first icon; its font and charmap are read here as plain
files, so that the first paint need not wait for it.
"""

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPixmap,
    QTextLayout,
)

from desk.ui.colouring import look
from desk.ui.theme import current


@cache
def _font() -> tuple[str, str]:
    """Return the font's family, and its charmap as it is written: few of its 4,000 icons are ever shown."""
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("qtawesome, which carries the icons, is not installed")
    folder = Path(spec.origin).parent / "fonts"
    files = sorted(file for file in folder.iterdir() if file.name.startswith("phosphor-"))
    ttf = next(file for file in files if file.suffix == ".ttf" and file.name[9].isdigit())
    charmap = next(file for file in files if file.name.startswith("phosphor-charmap-"))
    number = QFontDatabase.addApplicationFont(str(ttf))
    return QFontDatabase.applicationFontFamilies(number)[0], charmap.read_text(encoding="utf-8")


class _Glyph(QIconEngine):
    """Draws one glyph at whatever size is asked for; colours are looked up when it is drawn."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the glyph in the middle of the rectangle."""
        _draw(painter, rect, self._name, self._ink(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the glyph on a clear ground."""
        return _pixmap(self._name, self._ink(mode).rgba(), size.width(), size.height())

    def _ink(self, mode: QIcon.Mode) -> QColor:
        if mode is not QIcon.Mode.Disabled:
            return current().colour(self._role)
        colour = current().colour("mute")
        colour.setAlphaF(0.45)
        return colour

    def clone(self) -> QIconEngine:
        """Return the same icon again."""
        return _Glyph(self._name, self._role)


def icon(name: str, role: str = "ink") -> QIcon:
    """Return a Phosphor icon (`pencil-simple`) in a token's colour."""
    glyph(name)
    return QIcon(_Glyph(name, role))


def paint(painter: QPainter, rect: QRect, name: str, role: str) -> None:
    """Draw an icon straight onto a painter, as delegates do."""
    _draw(painter, rect, name, current().colour(role))


@lru_cache(maxsize=200)
def _pixmap(name: str, colour: int, width: int, height: int) -> QPixmap:
    picture = QPixmap(width, height)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    _draw(painter, picture.rect(), name, QColor.fromRgba(colour))
    painter.end()
    return picture


@cache
def glyph(name: str) -> str:
    """Return an icon as a character of `font`; raises KeyError where there is none of that name."""
    charmap, named = _font()[1], f'"{name}": "'
    start = charmap.find(named)
    if start < 0:
        raise KeyError(f"no icon named {name}")
    start += len(named)
    return chr(int(charmap[start : charmap.index('"', start)], 16))


def _draw(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    layout = _laid(name, colour.rgba(), max(1, min(rect.width(), rect.height())))
    line = layout.lineAt(0)
    left, top = rect.width() - line.naturalTextWidth(), rect.height() - line.height()
    layout.draw(painter, QPointF(rect.left() + left / 2, rect.top() + top / 2))


@lru_cache(maxsize=200)
def _laid(name: str, colour: int, pixels: int) -> QTextLayout:
    """Return a glyph as it is drawn."""
    layout = QTextLayout(glyph(name), font(pixels))
    layout.setFormats([look(glyph(name), 0, 1, ink=QColor.fromRgba(colour))])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


@cache
def font(pixels: int) -> QFont:
    """Return the icons' font at a size in pixels."""
    made = QFont(_font()[0])
    made.setPixelSize(pixels)
    return made
