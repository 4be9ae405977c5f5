"""One input for each kind of field that a photo has: what it shows, what it holds, what is wrong with it."""

from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desk.domain import SOURCE_TYPES, BadInput, Clearance
from desk.domain.photo_fields import Kind, PhotoField
from desk.domain.source_type import SCHEME, source_type
from desk.ui import dates
from desk.ui.fields import GrowingText, framed, say_wrong

_CLEARANCE: Final = {
    Clearance.UNKNOWN: "Not said",
    Clearance.CLEARED: "Cleared",
    Clearance.REFUSED: "Refused",
}


SEVERAL: Final = "Several values"
"""Stands where photos that are shown together differ."""


class Words:
    """Words on one line or several; names with semicolons between."""

    def __init__(self, field: PhotoField, edited: Callable[[], None]) -> None:
        self._several = field.kind is Kind.SEVERAL
        self._hint = field.hint
        self.input = GrowingText(field.label, field.hint, lines=field.kind is Kind.TEXT)
        self.widget: QWidget = framed(self.input)
        self.input.edited.connect(edited)

    def value(self) -> Any:
        """Return what a photo holds for it."""
        words = self.input.words()
        if not self._several:
            return words
        return tuple(dict.fromkeys(part for one in words.split(";") if (part := one.strip())))

    def show(self, value: Any) -> None:
        """Show a value; what is being typed and means the same stays."""
        self.input.setPlaceholderText(self._hint)
        if value != self.value():
            self.input.set_words("; ".join(value) if self._several else value)

    def show_several(self, said: str = SEVERAL) -> None:
        """Show that it stands for several values."""
        self.input.set_words("")
        self.input.setPlaceholderText(said)

    def replace(self, words: str) -> None:
        """Put other words into it as one step of undo, with the cursor after what is new."""
        before = self.input.words()
        start = next((n for n, (a, b) in enumerate(zip(before, words, strict=False)) if a != b), None)
        start = min(len(before), len(words)) if start is None else start
        tail = 0
        while tail < min(len(before), len(words)) - start and before[-1 - tail] == words[-1 - tail]:
            tail += 1
        cursor = self.input.textCursor()
        cursor.setPosition(_units(before[:start]))
        cursor.setPosition(_units(before[: len(before) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words[start : len(words) - tail])
        self.input.setTextCursor(cursor)


def _units(words: str) -> int:
    """Return how long words are as Qt counts, in UTF-16."""
    return len(words.encode("utf-16-le")) // 2


class Time:
    """A moment in the publication's zone, or none.

    Words that name no time stay in the field, marked. When something else is shown they wait for their own to
    be shown again.
    """

    def __init__(self, field: PhotoField, edited: Callable[[], None], zone: Callable[[], tzinfo]) -> None:
        self._zone = zone
        self._label = field.label
        self._hint = field.hint
        self._value: Any = None
        self._of = ""
        self._waiting: dict[str, str] = {}
        self._edited = edited
        self.input = QLineEdit(placeholderText=field.hint, accessibleName=field.label)
        self.widget: QWidget = self.input
        self.input.editingFinished.connect(self.settle)

    @property
    def odd(self) -> str:
        """Return what was typed where it names no time, or nothing."""
        words = self.input.text().strip() if self.input.isModified() else ""
        return words if words and dates.read_time(words, self._zone()) is None else ""

    def settle(self) -> None:
        """Take what is typed, or say that it is no time."""
        if self.odd:
            say_wrong(self.input, "This is no time. Write such as 2026-12-24 18:00")
            return
        say_wrong(self.input, "")
        words = self.input.text().strip()
        if words != dates.write_time(self._value, self._zone()):
            self._value = dates.read_time(words, self._zone())
            self._edited()
        self.input.setText(dates.write_time(self._value, self._zone()))

    def belong(self, of: str) -> str:
        """Take the words of something else from now on; return what waits of the one before, in a line."""
        if of == self._of:
            return ""
        if odd := self.odd:
            self._waiting[self._of] = odd
        self._of = of
        self.input.setModified(False)
        return f"{self._label}: “{odd}”" if odd else ""

    def value(self) -> Any:
        """Return the moment."""
        return self._value

    def show(self, value: Any) -> None:
        """Show a moment, unless another is being typed."""
        same, self._value = value == self._value, value
        self.input.setPlaceholderText(self._hint)
        if not self.odd and not (same and self.input.isModified()):
            self._say(dates.write_time(value, self._zone()))

    def show_several(self, said: str = SEVERAL) -> None:
        """Show that it stands for several values."""
        self._value = None
        self.input.setPlaceholderText(said)
        if not self.input.isModified():
            self._say("")

    def _say(self, words: str) -> None:
        waiting = self._waiting.pop(self._of, "")
        self.input.setText(waiting or words)
        self.input.setModified(bool(waiting))
        self.settle()


class Yes:
    """Yes or no."""

    def __init__(self, field: PhotoField, edited: Callable[[], None]) -> None:
        self.input = QCheckBox(field.label)
        self.widget: QWidget = self.input
        self._edited = edited
        self.input.clicked.connect(self._clicked)

    def _clicked(self, _: bool) -> None:
        self.input.setTristate(False)
        self._edited()

    def value(self) -> Any:
        """Return whether it is ticked."""
        return self.input.isChecked()

    def show(self, value: Any) -> None:
        """Tick it or not."""
        self.input.setTristate(False)
        self.input.setChecked(bool(value))

    def show_several(self, _: str = SEVERAL) -> None:
        """Show that it stands for several values."""
        self.input.setCheckState(Qt.CheckState.PartiallyChecked)


class _Combo(QComboBox):
    """Is not turned by a wheel that scrolls the pane."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the pane."""
        event.ignore()


class Choice:
    """One of a list."""

    def __init__(self, field: PhotoField, edited: Callable[[], None]) -> None:
        self.input = _Combo(accessibleName=field.label)
        self.input.setMinimumContentsLength(8)
        self.input.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.widget: QWidget = self.input
        known = (
            {value.value: label for value, label in _CLEARANCE.items()}
            if field.kind is Kind.CLEARANCE
            else {"": "Not said", **{SCHEME + name: label for name, label in SOURCE_TYPES.items()}}
        )
        self._clearance = field.kind is Kind.CLEARANCE
        for value, label in known.items():
            self.input.addItem(label, value)
        self._edited = edited
        self.input.activated.connect(self._chosen)

    def _chosen(self, _: int) -> None:
        self._edited()

    def value(self) -> Any:
        """Return what is chosen."""
        said = str(self.input.currentData())
        return Clearance(said) if self._clearance else said

    def show(self, value: Any) -> None:
        """Show a value, also one that the list does not know."""
        said = (
            value.value if self._clearance else (SCHEME + known if (known := source_type(value)) else value)
        )
        if self.input.findData(said) < 0:
            self.input.addItem(said, said)
        self.input.setCurrentIndex(self.input.findData(said))

    def show_several(self, said: str = SEVERAL) -> None:
        """Show that it stands for several values."""
        self.input.setPlaceholderText(said)
        self.input.setCurrentIndex(-1)


Input = Words | Time | Yes | Choice


def settle(inputs: Iterable[Input]) -> None:
    """Take what stands in fields that are read once they are left."""
    for made in inputs:
        if isinstance(made, Time) and made.input.isModified():
            made.settle()


def belong(inputs: Iterable[Input], of: str) -> BadInput | None:
    """Take the words of something else from now on; return what is to be said of those that are no times."""
    waiting = [said for made in inputs if isinstance(made, Time) and (said := made.belong(of))]
    return (
        BadInput(
            f"{'; '.join(waiting)} is no day and time",
            kept="It stands there when the photo is shown again",
            todo="Write such as 2026-12-24 18:00",
        )
        if waiting
        else None
    )


def make(field: PhotoField, edited: Callable[[], None], zone: Callable[[], tzinfo]) -> Input:
    """Return the input of a field."""
    match field.kind:
        case Kind.TIME:
            return Time(field, edited, zone)
        case Kind.YES:
            return Yes(field, edited)
        case Kind.CLEARANCE | Kind.SOURCE_TYPE:
            return Choice(field, edited)
        case _:
            return Words(field, edited)
