"""The words and rights of one photo: the common ones at hand, the rest folded, what is missing marked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Photo
from desk.domain.photo_fields import GROUPS, PHOTO_FIELDS, Kind
from desk.ui import icons
from desk.ui.fields import GrowingText, say_missing, write_from
from desk.ui.photos.inputs import Input, Words, make

ALT_AIM: Final = 125
ALT_MOST: Final = 250
HERE: Final = ("caption", "alt", "credit")
"""What a place for a photo can hold before there is one."""

_HALVES: Final = {"credit": 0, "rights": 1, "city": 0, "state": 1, "country": 0, "country_code": 1}
_OWN: Final = HERE


@dataclass(frozen=True)
class Offer:
    """What could stand in a field instead, said in a line, and what takes it."""

    words: str
    button: str
    take: Callable[[], object]


class WordsForm(QFrame):
    """Shows and takes words; what they belong to is the pane's business."""

    typed = Signal(str)
    """A person changed the field of this name."""

    own_switched = Signal(str)
    """A person switched whether the words of this name are this story's alone."""

    more_made = Signal()
    """The folded fields stand now."""

    def __init__(self, zone: Callable[[], tzinfo] = lambda: UTC) -> None:
        super().__init__()
        self._zone = zone
        self.inputs: dict[str, Input] = {}
        self.fields: dict[str, GrowingText] = {}
        self.own: dict[str, QToolButton] = {}
        self.template = QToolButton(text="Template", accessibleName="Fill in by a template")
        self._notes: dict[str, QLabel] = {}
        self._offers: dict[str, tuple[QWidget, QVBoxLayout, tuple[Offer, ...]]] = {}
        self._direction = "ltr"
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(self._group(GROUPS[""]))
        self.more = QToolButton(text="More", checkable=True, accessibleName="More about the photo")
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setIcon(icons.icon("caret-right", "mute"))
        self.more.clicked.connect(self._unfold)
        rows.addSpacing(4)
        rows.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._folded: QWidget | None = None
        self._rows = rows

    # Building

    def _group(self, fields: Iterable[Any]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row = -1
        for field in fields:
            half = _HALVES.get(field.name)
            row += half != 1
            span = 1 if half is not None else 2
            grid.addLayout(self._label(field.name), row * 3, half or 0, 1, span)
            grid.addWidget(
                self._field(field.name), row * 3 + 1, half or 0, 1, span, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(self._offer_place(field.name), row * 3 + 2, half or 0, 1, span)
        return grid

    def _label(self, name: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(6)
        label = QLabel("" if PHOTO_FIELDS[name].kind is Kind.YES else PHOTO_FIELDS[name].label)
        label.setProperty("role", "field")
        self._notes[name] = note = QLabel()
        note.setProperty("role", "warn")
        line.addWidget(label)
        line.addWidget(note)
        line.addStretch(1)
        if name == "caption":
            self.template.setProperty("chip", True)
            self.template.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            self.template.setToolTip("Fill the words in by a template of the newsroom")
            self.template.hide()
            line.addWidget(self.template)
        if name in _OWN:
            line.addWidget(self._switch(name))
        return line

    def _switch(self, name: str) -> QToolButton:
        label = PHOTO_FIELDS[name].label
        own = QToolButton(checkable=True, text="only here", accessibleName=f"{label} for this story only")
        own.setProperty("chip", True)
        own.setToolTip("On: these words are this story’s own. Off: the photo’s words, wherever it is used.")
        own.clicked.connect(partial(self.own_switched.emit, name))
        self.own[name] = own
        return own

    def _field(self, name: str) -> QWidget:
        self.inputs[name] = made = make(PHOTO_FIELDS[name], partial(self.typed.emit, name), self._zone)
        if isinstance(made, Words):
            self.fields[name] = made.input
            write_from(made.input, self._direction)
        return made.widget

    def _offer_place(self, name: str) -> QWidget:
        place = QWidget()
        rows = QVBoxLayout(place)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        place.hide()
        self._offers[name] = (place, rows, ())
        return place

    def _unfold(self, on: bool) -> None:
        if on and self._folded is None:
            self._folded = QWidget()
            rows = QVBoxLayout(self._folded)
            rows.setContentsMargins(0, 0, 0, 0)
            for name, fields in GROUPS.items():
                if name:
                    head = QLabel(name.upper())
                    head.setProperty("role", "head")
                    rows.addSpacing(10)
                    rows.addWidget(head)
                    rows.addLayout(self._group(fields))
            self._rows.addWidget(self._folded)
            self.more_made.emit()
        if self._folded is not None:
            self._folded.setVisible(on)
        self.more.setIcon(icons.icon("caret-down" if on else "caret-right", "mute"))

    def unfold(self, on: bool) -> None:
        """Show or fold away what is not always at hand."""
        self.more.setChecked(on)
        self._unfold(on)

    # What is shown

    def set_direction(self, direction: str) -> None:
        """Write from the left or the right, as the story does."""
        self._direction = direction
        for field in self.fields.values():
            write_from(field, direction)

    def show_words(self, words: Mapping[str, Any], own: Mapping[str, bool], *, photo: bool) -> None:
        """Show words and which of them are this story's alone; `photo` says whether there is a picture."""
        for name, made in self.inputs.items():
            made.show(words[name])
            made.input.setEnabled(photo or name in HERE)
        for name, switch in self.own.items():
            switch.setVisible(photo)
            switch.setChecked(own[name])
        self.more.setVisible(photo)
        if self._folded is not None:
            self._folded.setVisible(photo and self.more.isChecked())

    def value(self, name: str) -> Any:
        """Return what a field holds."""
        return self.inputs[name].value()

    def note(self, photo: Photo | None, required: Sequence[str]) -> None:
        """Mark what the publication requires and is not there, and count what should not be long."""
        caption, alt = (str(self.value(name)).strip() for name in ("caption", "alt"))
        folded = 0
        for name in PHOTO_FIELDS:
            made = self.inputs.get(name)
            value = made.value() if made else getattr(photo, name, "")
            empty = not (value.strip() if isinstance(value, str) else value)
            missing = photo is not None and name in required and empty
            folded += missing and PHOTO_FIELDS[name] not in GROUPS[""]
            if made is not None:
                self._say(name, "missing" if missing else "", warn=True)
                say_missing(made.widget, missing)
        if alt:
            over = len(alt) > ALT_AIM
            said = f"{len(alt)}, at most {ALT_MOST}" if len(alt) > ALT_MOST else f"{len(alt)} of {ALT_AIM}"
            self._say("alt", "same as the caption" if alt == caption else said, warn=over or alt == caption)
            say_missing(self.inputs["alt"].widget, len(alt) > ALT_MOST)
        self.more.setText(f"More · {folded} missing" if folded else "More")

    def _say(self, name: str, words: str, *, warn: bool) -> None:
        note = self._notes[name]
        note.setText(words)
        role = "warn" if warn else "field"
        if note.property("role") != role:
            note.setProperty("role", role)
            note.style().unpolish(note)
            note.style().polish(note)

    def offer(self, name: str, offers: Sequence[Offer]) -> None:
        """Show what could stand in a field instead, or nothing."""
        if name not in self._offers:
            return
        place, rows, before = self._offers[name]
        if [one.words for one in before] == [one.words for one in offers]:
            return
        self._offers[name] = (place, rows, tuple(offers))
        while (item := rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for one in offers:
            rows.addWidget(_offered(one))
        place.setVisible(bool(offers))

    def offered(self, name: str) -> tuple[Offer, ...]:
        """Return what is offered for a field."""
        return self._offers[name][2] if name in self._offers else ()


def _offered(offer: Offer) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    words = QLabel(offer.words, wordWrap=True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setProperty("role", "field")
    button = QPushButton(offer.button, accessibleName=f"{offer.button}: {offer.words}")
    button.setProperty("kind", "link")
    button.clicked.connect(offer.take)
    row.addWidget(words, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return line
