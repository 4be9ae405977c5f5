"""The fields of one photo or of several at once: the common ones at hand, the rest folded away."""

from collections.abc import Container, Mapping, Sequence
from datetime import UTC, tzinfo
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from desk.domain.photo_fields import PHOTO_FIELDS, Kind
from desk.ui import icons
from desk.ui.fields import GrowingText, say_missing
from desk.ui.photos.inputs import Input, Words, make

NAMES: Final = (
    *("caption", "alt", "extended", "credit", "creator", "headline", "persons", "keywords", "taken"),
    *("place", "city", "country", "source", "copyright", "rights", "clearance", "licence_until"),
    *("usage_terms", "instructions"),
)
"""The fields that are always at hand, in order."""

REST: Final = tuple(name for name in PHOTO_FIELDS if name not in NAMES)


class PhotoForm(QWidget):
    """Shows values and takes others; whose they are is not its business."""

    edited = Signal(str)
    """A person changed the field of this name."""

    unfolded = Signal()
    """Fields were added, which show nothing yet."""

    reached = Signal(object)
    """The keyboard went to a field (QWidget), which may be out of sight."""

    def __init__(self) -> None:
        super().__init__()
        self.zone: tzinfo = UTC
        self.inputs: dict[str, Input] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        for name in NAMES:
            self._add(self._column, name)
        self.more = QToolButton(text="More", checkable=True, accessibleName="More about the photos")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setIcon(icons.icon("caret-right", "mute"))
        self.more.clicked.connect(self._unfold)
        self._column.addSpacing(4)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._folded: QWidget | None = None

    @property
    def fields(self) -> dict[str, GrowingText]:
        """Return the fields that take plain words."""
        return {name: made.input for name, made in self.inputs.items() if isinstance(made, Words)}

    def _add(self, column: QVBoxLayout, name: str) -> None:
        field = PHOTO_FIELDS[name]
        made = self.inputs[name] = make(field, partial(self.edited.emit, name), lambda: self.zone)
        if field.kind is not Kind.YES:
            label = QLabel(field.label)
            label.setProperty("role", "field")
            label.setContentsMargins(0, 6, 0, 0)
            label.setBuddy(made.input)
            column.addWidget(label)
        if isinstance(made, Words):
            made.input.left.connect(partial(self._go, name))
        column.addWidget(made.widget)

    def _go(self, name: str, way: int) -> None:
        """Go to the field below or above."""
        names = list(self.inputs)
        place = names.index(name) + way
        if 0 <= place < len(names):
            made = self.inputs[names[place]]
            made.input.setFocus(Qt.FocusReason.TabFocusReason)
            self.reached.emit(made.widget)

    def _unfold(self, on: bool) -> None:
        if on and self._folded is None:
            self._folded = QWidget()
            column = QVBoxLayout(self._folded)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(3)
            for name in REST:
                self._add(column, name)
            self._column.addWidget(self._folded)
            self.unfolded.emit()
        if self._folded is not None:
            self._folded.setVisible(on)
        self.more.setIcon(icons.icon("caret-down" if on else "caret-right", "mute"))

    # What is shown

    def show_values(self, values: Mapping[str, Any], typed: Container[str], added: Container[str]) -> None:
        """Show values; a field that has none here stands for several.

        Args:
            values: by the names of fields.
            typed: fields with words of a person that are not kept yet, which stay.
            added: fields whose words go behind those that each photo has.
        """
        for name, made in self.inputs.items():
            if name in typed:
                continue
            if name in added:
                made.show_several("Added to each photo")
            elif name not in values:
                made.show_several()
            elif not _being_typed(made, values[name]):
                made.show(values[name])

    def value(self, name: str) -> Any:
        """Return what a field holds, as the store would keep it."""
        held = self.inputs[name].value()
        return held.strip() if type(held) is str else held

    def mark(self, missing: Sequence[str]) -> None:
        """Mark the fields that a reader will miss."""
        for name, made in self.inputs.items():
            say_missing(made.widget, name in missing)


def _being_typed(made: Input, value: Any) -> bool:
    """Return whether a field says this but for a blank at its end, which goes before the next word."""
    if not isinstance(made, Words) or not made.input.hasFocus():
        return False
    held = made.value()
    return (held.strip() if isinstance(held, str) else held) == value
