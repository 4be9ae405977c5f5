"""The words of one photo: caption, alt text, credit and rights, with what is missing marked."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from desk.ui.fields import GrowingText, framed, say_missing

ALT_AIM = 125
LABELS = {"caption": "Caption", "alt": "Alt text", "credit": "Credit", "rights": "Rights"}
_HINTS = {
    "caption": "Who, what, where, when",
    "alt": "What the picture shows, for those who cannot see it",
    "credit": "Photographer / agency",
    "rights": "Editorial use",
}
_PLACES = {"caption": (0, 0, 2), "alt": (2, 0, 2), "credit": (4, 0, 1), "rights": (4, 1, 1)}


class WordsForm(QFrame):
    """Shows and takes words; what they belong to is the pane's business."""

    typed = Signal(str)
    """A person changed the field of this name."""

    own_switched = Signal(str)
    """A person switched whether the words of this name are this story's alone."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, GrowingText] = {}
        self.own: dict[str, QToolButton] = {}
        self._notes: dict[str, QLabel] = {}
        self._holders: dict[str, QWidget] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for name, (row, column, span) in _PLACES.items():
            grid.addLayout(self._label(name), row, column, 1, span)
            grid.addWidget(self._field(name), row + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
            grid.setRowMinimumHeight(row + 1, 30)

    def _label(self, name: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(6)
        label = QLabel(LABELS[name])
        label.setProperty("role", "field")
        note = QLabel()
        note.setProperty("role", "warn")
        self._notes[name] = note
        line.addWidget(label)
        line.addWidget(note)
        line.addStretch(1)
        if name in ("caption", "alt"):
            line.addWidget(self._switch(name))
        return line

    def _switch(self, name: str) -> QToolButton:
        own = QToolButton(
            checkable=True, text="only here", accessibleName=f"{LABELS[name]} for this story only"
        )
        own.setProperty("chip", True)
        own.setToolTip("On: these words are this story’s own. Off: the photo’s words, wherever it is used.")
        own.clicked.connect(partial(self.own_switched.emit, name))
        self.own[name] = own
        return own

    def _field(self, name: str) -> QWidget:
        field = GrowingText(LABELS[name], _HINTS[name], lines=name == "caption")
        field.edited.connect(partial(self.typed.emit, name))
        self.fields[name] = field
        self._holders[name] = framed(field)
        return self._holders[name]

    def show_words(self, words: Mapping[str, str], own: Mapping[str, bool], *, photo: bool) -> None:
        """Show words and which of them are this story's alone; `photo` says whether there is a picture."""
        for name, field in self.fields.items():
            field.set_words(words[name])
        self.fields["rights"].setEnabled(photo)
        for name, switch in self.own.items():
            switch.setVisible(photo)
            switch.setChecked(own[name])
        self.note(photo=photo)

    def note(self, *, photo: bool) -> None:
        """Mark what a reader will miss."""
        said = {name: field.words().strip() for name, field in self.fields.items()}
        notes = {name: "missing" if photo and not said[name] and name != "rights" else "" for name in said}
        if said["alt"] and said["alt"] == said["caption"]:
            notes["alt"] = "same as the caption"
        elif len(said["alt"]) > ALT_AIM:
            notes["alt"] = f"{len(said['alt'])} of {ALT_AIM}"
        for name, words in notes.items():
            self._notes[name].setText(words)
            say_missing(self._holders[name], words == "missing")
