"""The words that keys make, told without the fields that they are meant for."""

from collections.abc import Iterable
from typing import Final
from unicodedata import category

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

_LINES: Final = "kicker", "headline", "standfirst", "body"
"""Fields of the sheet in the order in which Enter and Tab go through them."""

_TEXT: Final = "body", "markdown"
"""Fields in which Enter begins another paragraph."""

_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def told(keys: Iterable[QEvent], field: str) -> tuple[tuple[str, str], ...]:
    """Return what keys write, with the name of the field that each part goes to.

    A key that only moves the cursor within its field is passed over: no word is missing, some may stand
    elsewhere than they will.

    Args:
        keys: presses of keys, and what input methods gave.
        field: the field of the sheet that has the cursor first; `markdown` is the source of the body.
    """
    words: dict[str, str] = {}
    for key in keys:
        if not isinstance(key, QKeyEvent):
            said = key.commitString() if isinstance(key, QInputMethodEvent) else ""
        elif field not in _TEXT and (key.key() in _ENDS or key.key() == Qt.Key.Key_Tab):
            field, said = _next(field), ""
        elif key.key() == Qt.Key.Key_Backspace:
            words[field] = words.get(field, "")[:-1]
            continue
        else:
            said = "\n" if key.key() in _ENDS else key.text()
        words[field] = words.get(field, "") + "".join(one for one in said if _stays(one))
    return tuple((name, said) for name, said in words.items() if said.strip())


def _stays(letter: str) -> bool:
    """Return whether a letter is kept: joiners and spaces that do not break are, control codes are not."""
    return letter == "\n" or category(letter) != "Cc"


def _next(field: str) -> str:
    return _LINES[_LINES.index(field) + 1] if field in _LINES[:-1] else _LINES[-1]
