"""The words that keys make, told without the fields that they are meant for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from unicodedata import bidirectional, category

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

_LINES: Final = "kicker", "headline", "standfirst", "body"
"""Fields of the sheet in the order in which Enter and Tab go through them."""

_TEXT: Final = "body", "markdown"
"""Fields in which Enter begins another paragraph."""

_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVES: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste, with what the clipboard then held."""

    data: QMimeData


@dataclass(slots=True)
class _Written:
    """The words of a field so far, and how many characters stand before the cursor."""

    words: str = ""
    at: int = 0

    def put(self, said: str) -> None:
        self.words = self.words[: self.at] + said + self.words[self.at :]
        self.at += len(said)

    def take(self, start: int, end: int) -> None:
        self.words = self.words[: max(start, 0)] + self.words[end:]
        self.at = max(start, 0)

    def move(self, key: int, whole: bool) -> None:
        """Move the cursor; `whole` is to the end of all that is written, not of its paragraph."""
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            start = 0 if whole else self.words.rfind("\n", 0, self.at) + 1
            end = len(self.words) if whole else self.words.find("\n", self.at)
            self.at = start if key == Qt.Key.Key_Home else end if end >= 0 else len(self.words)
        elif (key == Qt.Key.Key_Left) is not _runs_left(self.words):
            self.at -= bool(self.at)
            while self.at and category(self.words[self.at])[0] == "M":  # it stands on the letter before
                self.at -= 1
        else:
            self.at += self.at < len(self.words)
            while self.at < len(self.words) and category(self.words[self.at])[0] == "M":
                self.at += 1


def told(keys: Iterable[QEvent | Pasted], field: str) -> tuple[tuple[str, str], ...]:
    """Return what keys write, with the name of the field that each part goes to.

    The cursor stays among the words that are told; of keys that choose words or lead it further no word is
    missing, but some may stand elsewhere than they will.

    Args:
        keys: presses of keys, what input methods gave, and pastes.
        field: the field of the sheet that has the cursor first; `markdown` is the source of the body.
    """
    fields: dict[str, _Written] = {}
    for key in keys:
        if isinstance(key, QKeyEvent) and field not in _TEXT and key.key() in {*_ENDS, Qt.Key.Key_Tab}:
            field = _next(field)
            continue
        written = fields.setdefault(field, _Written())
        if not isinstance(key, QKeyEvent):
            written.put(_given(key, field))
        elif key.key() == Qt.Key.Key_Backspace:
            written.take(written.at - 1, written.at)
        elif key.key() == Qt.Key.Key_Delete:
            written.take(written.at, written.at + 1)
        elif key.key() in _MOVES:
            written.move(key.key(), bool(key.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            written.put(_kept("\n" if key.key() in _ENDS else key.text()))
    return tuple((name, one.words) for name, one in fields.items() if one.words.strip())


def _given(key: QEvent | Pasted, field: str) -> str:
    """Return what an input method or a paste puts in."""
    if isinstance(key, QInputMethodEvent):
        return _kept(key.commitString())
    lines = key.data.text().replace("\t", " ").splitlines() if isinstance(key, Pasted) else []
    return ("\n" if field in _TEXT else " ").join(map(_kept, lines))


def _kept(words: str) -> str:
    """Return words without control codes; joiners and spaces that do not break stay."""
    return "".join(one for one in words if one == "\n" or category(one) != "Cc")


def _runs_left(words: str) -> bool:
    return next((way != "L" for way in map(bidirectional, words) if way in ("L", "R", "AL")), False)


def _next(field: str) -> str:
    return _LINES[_LINES.index(field) + 1] if field in _LINES[:-1] else _LINES[-1]
