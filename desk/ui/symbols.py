"""Signs that no key has: a small table to choose from, searched by their Unicode names."""

import unicodedata
from functools import cache
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desk.ui.settings import Settings
from desk.ui.theme import BODY, LABEL, current

OFFERED: Final = (
    "–—…·•§¶†‡№°′″“”„‘’‚«»‹›¿¡"
    "€£$¥₽₺₾֏₼₴₸₹©®™"
    "×÷−±≈≠≤≥½⅓¼¾⅔‰²³µ→←↑↓"
    "ÀÁÂÄÅÆÇÉÈÊËÍÎÏÑÓÔÖØŒÚÛÜŸßàáâäåæçéèêëíîïñóôöøœúûüÿ"
    "ƏəĞğİıŞşĀāČčĐđĒēŁłŠšŽžΑαΒβΩω"
)
"""What the table shows before anyone searches, commonest first."""

UNSEEN: Final = {
    "\u00a0": ("NBSP", "no-break space"),
    "\u202f": ("NNB", "narrow no-break space"),
    "\u2009": ("THSP", "thin space"),
    "\u2011": ("NBH", "no-break hyphen"),
    "\u00ad": ("SHY", "soft hyphen"),
    "\u200b": ("ZWSP", "zero width space"),
    "\u200c": ("ZWN", "zero width non-joiner"),
    "\u200d": ("ZWJ", "zero width joiner"),
    "\u200e": ("LRM", "left-to-right mark"),
    "\u200f": ("RLM", "right-to-left mark"),
}
"""Signs that leave no ink, with the letters that stand for them in the table, and their names."""

_SEARCHED: Final = ((0xA1, 0x600), (0x10A0, 0x1100), (0x1E00, 0x2000), (0x2000, 0x2BFF))
_MOST: Final = 120
_RECENT: Final = 10
_SIGN: Final = Qt.ItemDataRole.UserRole


class SymbolPicker(QFrame):
    """Opens beside a field's cursor; arrows choose, Enter puts the sign in, Esc leaves."""

    chosen = Signal(QWidget, str)
    """The field that asked, and the sign."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, objectName="popup")
        self.setWindowFlags(Qt.WindowType.Popup)
        self._settings = settings
        self._for: QWidget | None = None
        self.search = QLineEdit(
            placeholderText="Search by name: dash, euro, schwa…", accessibleName="Search signs"
        )
        self.table = QListWidget(objectName="symbols", accessibleName="Signs")
        self.table.setViewMode(QListWidget.ViewMode.IconMode)
        self.table.setMovement(QListWidget.Movement.Static)
        self.table.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name = QLabel(objectName="symbol-name")
        self.name.setProperty("role", "hint")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 8, 6)
        for widget in (self.search, self.table, self.name):
            rows.addWidget(widget)
        self.search.installEventFilter(self)
        self.search.textEdited.connect(self._fill)
        self.search.returnPressed.connect(self._take)
        self.table.currentItemChanged.connect(self._named)
        self.table.itemClicked.connect(self._take)

    def ask(self, field: QWidget) -> None:
        """Open for a field, below its cursor."""
        self._for = field
        theme = current()
        self.table.setFont(theme.serif(BODY + 4))
        self.name.setFont(theme.sans(LABEL))
        side = theme.px(34)
        self.table.setGridSize(QSize(side, side))
        self.resize(side * 12 + 44, side * 7 + 76)
        self.search.clear()
        self._fill("")
        at = field.mapToGlobal(self._below(field))
        room = field.screen().availableGeometry()
        self.move(
            max(room.left(), min(at.x(), room.right() - self.width())),
            max(room.top(), min(at.y(), room.bottom() - self.height())),
        )
        self.show()
        self.search.setFocus()

    @staticmethod
    def _below(field: QWidget) -> QPoint:
        if isinstance(field, QTextEdit):
            return field.viewport().mapTo(field, field.cursorRect().bottomLeft()) + QPoint(0, 6)
        return QPoint(0, field.height() + 4)

    def _fill(self, words: str) -> None:
        self.table.clear()
        signs = found(words) if words.strip() else [*self._recent(), *UNSEEN, *OFFERED]
        for sign in dict.fromkeys(signs):
            item = QListWidgetItem(UNSEEN[sign][0] if sign in UNSEEN else sign)
            item.setSizeHint(self.table.gridSize())
            item.setData(_SIGN, sign)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, named(sign))
            item.setToolTip(named(sign))
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            if sign in UNSEEN:
                item.setFont(current().sans(LABEL - 3, bold=True))
            self.table.addItem(item)
        self.table.setCurrentRow(0)
        if not self.table.count():
            self.name.setText("No sign has such a name.")

    def _recent(self) -> list[str]:
        return [sign for sign in self._settings.get("symbols", []) if isinstance(sign, str)]

    def _named(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            sign = item.data(_SIGN)
            self.name.setText(f"{named(sign)} · U+{ord(sign):04X}")

    def _take(self, _: object = None) -> None:
        item = self.table.currentItem()
        if item is None or self._for is None:
            return
        sign = item.data(_SIGN)
        self._settings.set(symbols=list(dict.fromkeys([sign, *self._recent()]))[:_RECENT])
        self.hide()
        self.chosen.emit(self._for, sign)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the table while the search field keeps the keys that write."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        across = max(1, self.table.viewport().width() // self.table.gridSize().width())
        steps = {Qt.Key.Key_Down: across, Qt.Key.Key_Up: -across, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        if not self.search.text():
            steps |= {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            return super().eventFilter(watched, event)
        row = self.table.currentRow() + step
        self.table.setCurrentRow(max(0, min(row, self.table.count() - 1)))
        return True


def named(sign: str) -> str:
    """Return a sign's name in small letters."""
    return UNSEEN[sign][1] if sign in UNSEEN else unicodedata.name(sign, "sign").lower()


def found(words: str) -> list[str]:
    """Return the signs whose names hold all the words, or the one of a code such as `U+20AC`."""
    asked = words.strip().lower()
    if asked.startswith("u+"):
        try:
            sign = chr(int(asked[2:], 16))
        except (ValueError, OverflowError):
            return []
        return [sign] if unicodedata.category(sign)[0] not in "C" or sign in UNSEEN else []
    parts = asked.split()
    hits = [sign for sign, name in _names().items() if all(part in name for part in parts)]
    return sorted(hits, key=lambda sign: (not named(sign).startswith(asked), len(named(sign))))[:_MOST]


@cache
def _names() -> dict[str, str]:
    signs = [*UNSEEN, *OFFERED, *(chr(code) for first, last in _SEARCHED for code in range(first, last))]
    known = {sign: unicodedata.name(sign, "").lower() for sign in dict.fromkeys(signs)}
    return {
        sign: f"{named(sign)} {name}"
        for sign, name in known.items()
        if name and not unicodedata.combining(sign)
    }
