"""The look: tokens for light and dark turned into a palette, one style sheet and fonts.

No colour literal stands anywhere else in the program.
"""

from functools import cache
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desk import paths

LIGHT = {
    "paper": "#FBFAF7",
    "panel": "#F3F1EC",
    "rail": "#1E2329",
    "rail-on": "#343A42",
    "rail-ink": "#F3F1EC",
    "rail-mute": "#A6ABB2",
    "veil": "#101215",
    "on-picture": "#FFFFFF",
    "line": "#DEDAD1",
    "field": "#D3CEC3",
    "hover": "#EAE7E0",
    "ink": "#1B1F24",
    "mute": "#62666D",
    "accent": "#A3202A",
    "accent-hover": "#8C1A23",
    "on-accent": "#FFFFFF",
    "selected": "#F7E9E4",
    "selection": "#EBC9C3",
    "warn": "#8F5A0C",
    "warn-line": "#D08A1E",
    "comment": "#4A6B8A",
    "good": "#256B3F",
    "came": "#0B5A8A",
    "came-ground": "#DCEBF5",
    "gone": "#96400F",
    "gone-ground": "#F8E5D8",
    "draft": "#8A8F98",
    "review": "#B7791F",
    "ready": "#2B6CB0",
    "published": "#2F7D4F",
    "withdrawn": "#A3202A",
}

DARK = {
    "paper": "#16191D",
    "panel": "#1C2025",
    "rail": "#101215",
    "rail-on": "#343A42",
    "rail-ink": "#E8E6E1",
    "rail-mute": "#979CA4",
    "veil": "#101215",
    "on-picture": "#FFFFFF",
    "line": "#2C3138",
    "field": "#3A4048",
    "hover": "#262B31",
    "ink": "#E8E6E1",
    "mute": "#979CA4",
    "accent": "#E2707A",
    "accent-hover": "#EC8A93",
    "on-accent": "#16191D",
    "selected": "#2E2226",
    "selection": "#5A343A",
    "warn": "#DBA24A",
    "warn-line": "#C98F33",
    "comment": "#8FB3D6",
    "good": "#62B586",
    "came": "#83C3EE",
    "came-ground": "#173243",
    "gone": "#F0A57F",
    "gone-ground": "#3D271B",
    "draft": "#9AA0A9",
    "review": "#D9A04A",
    "ready": "#5B9BDB",
    "published": "#56AE7B",
    "withdrawn": "#E2707A",
}

SANS = ["Lato", "Noto Sans Armenian", "Noto Sans Georgian", "Noto Sans Arabic"]
SERIF = ["Noto Serif", "Noto Serif Armenian", "Noto Serif Georgian", "Noto Naskh Arabic"]

SMALL, LABEL, TEXT, BODY, TITLE = 11.0, 12.5, 14.0, 16.5, 32.0
"""The type sizes, in pixels at 100 %."""


class Theme(NamedTuple):
    """The tokens in force; `scale` is the person's text size (1.0 for 100 %)."""

    dark: bool
    scale: float = 1.0

    @property
    def tokens(self) -> dict[str, str]:
        """Return each token's colour as `#RRGGBB`."""
        return DARK if self.dark else LIGHT

    def colour(self, token: str) -> QColor:
        """Return a token's colour."""
        return QColor(self.tokens[token])

    def px(self, size: float) -> int:
        """Return a length in pixels at the person's text size."""
        return round(size * self.scale)

    def sans(self, size: float = LABEL, *, bold: bool = False) -> QFont:
        """Return the interface's font."""
        return self._font(SANS, size, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)

    def serif(self, size: float = BODY, *, bold: bool = False) -> QFont:
        """Return the font of headlines and stories."""
        return self._font(SERIF, size, QFont.Weight.Bold if bold else QFont.Weight.Normal)

    def _font(self, families: list[str], size: float, weight: QFont.Weight) -> QFont:
        return QFont(_font(tuple(families), max(9, self.px(size)), weight))

    def palette(self) -> QPalette:
        """Return the tokens in Qt's roles."""
        role = QPalette.ColorRole
        roles = {
            role.Window: "panel",
            role.Base: "paper",
            role.AlternateBase: "panel",
            role.Button: "panel",
            role.ToolTipBase: "ink",
            role.ToolTipText: "paper",
            role.Text: "ink",
            role.WindowText: "ink",
            role.ButtonText: "ink",
            role.BrightText: "accent",
            role.PlaceholderText: "mute",
            role.Highlight: "selection",
            role.HighlightedText: "ink",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.Mid: "line",
            role.Light: "paper",
            role.Dark: "line",
        }
        palette = QPalette()
        for name, token in roles.items():
            palette.setColor(name, self.colour(token))
        for name in (role.Text, role.WindowText, role.ButtonText):
            faded = self.colour("mute")
            faded.setAlphaF(0.6)
            palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
        return palette

    def sheet(self) -> str:
        """Return the one style sheet."""
        sheet = (paths.resources() / "look.qss").read_text(encoding="utf-8")
        for token, colour in self.tokens.items():
            sheet = sheet.replace(f"@{token};", f"{colour};")
        for name, size in {"small": SMALL, "label": LABEL, "text": TEXT}.items():
            sheet = sheet.replace(f"@size-{name};", f"{self.px(size)}px;")
        icons, shade = paths.resources() / "icons", "dark" if self.dark else "light"
        for token in ("chevron-up", "chevron", "check"):
            sheet = sheet.replace(f"@{token})", f"{(icons / f'{token}-{shade}.svg').as_posix()})")
        return sheet


class Look(QObject):
    """Applies the theme and follows the system's light or dark while it runs."""

    changed = Signal()

    _sheet_changed = Signal(str)

    def __init__(self, app: QApplication, choice: str = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._scale = scale
        self._theme: Theme | None = None
        self._sheet = ""
        self._dark = _is_dark(app)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def choice(self) -> str:
        """Return `system`, `light` or `dark`."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Switch to `system`, `light` or `dark` at once."""
        self._choice = choice
        self._apply()

    def dress(self, window: QWidget) -> None:
        """Give a window without a parent the style sheet, now and whenever it changes.

        Each window has it and not the application: under one of the application Qt styles a widget anew, with
        all in it, whenever it is put into another, and a pane then takes three times as long to build.
        """
        window.setStyleSheet(self._sheet)
        self._sheet_changed.connect(window.setStyleSheet)

    def zoom(self, scale: float) -> None:
        """Set the text size, 0.8 to 2."""
        self._scale = min(2.0, max(0.8, scale))
        self._apply()

    def _follow(self, scheme: "QtCore.Qt.ColorScheme") -> None:
        self._dark = scheme == QtCore.Qt.ColorScheme.Dark
        if self._choice == "system":
            self._apply()

    def _apply(self) -> None:
        dark = self._choice == "dark" or (self._choice == "system" and self._dark)
        theme = Theme(dark, self._scale)
        if self._theme == theme:
            return
        self._theme = theme
        _current[:] = [theme]
        self._app.setPalette(theme.palette())
        self._app.setFont(theme.sans())
        self._sheet = theme.sheet()
        self._sheet_changed.emit(self._sheet)
        self.changed.emit()


def _is_dark(app: QApplication) -> bool:
    """Return whether the system is dark: `colorScheme` says so too, but see `desk/ui/colouring.py`."""
    app.setPalette(QPalette())  # the system's own
    return app.palette().window().color().lightness() < 128


@cache
def _font(families: tuple[str, ...], pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(families)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


_current: list[Theme] = []


def current() -> Theme:
    """Return the theme in force, light where none was set yet."""
    return _current[0] if _current else Theme(dark=False)


@cache
def load_fonts() -> None:
    """Make the shipped fonts known to Qt."""
    for file in sorted((paths.resources() / "fonts").iterdir()):
        if file.suffix == ".ttf":
            QFontDatabase.addApplicationFont(str(file))
