"""The page of the first start: who you are, and which desk to begin with."""

import re
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QLocale, Qt, QTimeZone, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desk import paths
from desk.domain import DeskError
from desk.domain.language import NAMES
from desk.ui import memory
from desk.ui.theme import TITLE, current

_WIDTH: Final = 560  # px of the column
_ABOVE: Final = 88  # px above it
_CHOICES: Final = {
    "sample": (
        "Try the sample publication",
        "An invented newsroom with stories, photos and a front page. Change whatever you like.",
    ),
    "new": ("Begin with an empty desk", "A folder on this device that holds everything of one publication."),
    "open": ("Open a desk that is here already", "A folder whose name ends in .desk."),
}


class Begin(NamedTuple):
    """What a person chose.

    Attributes:
        kind: `sample`, `new` or `open`.
        folder: where the desk stands, or is to stand.
        person, title, language, timezone: as they were typed; the last three are for a new desk.
    """

    kind: str
    folder: Path
    person: str
    title: str
    language: str
    timezone: str


class FirstRun(QWidget):
    """Stands alone until a desk is there."""

    wanted = Signal(object)
    """Begin with this (Begin)."""

    def __init__(self, first: Path | None = None, person: str = "") -> None:
        """`first` is where the administrator wants the desk to stand; `person` may be known already."""
        super().__init__(objectName="first-run")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Welcome to Desk")
        self.setMinimumSize(memory.LEAST.boundedTo(self.screen().availableSize()))
        self._new_folder = first  # None while it follows the title
        self._old_folder: Path | None = None
        self._make_fields()
        column = QWidget()
        column.setFixedWidth(current().px(_WIDTH))
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._fill(rows)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(column)
        outer.addStretch(1)
        self.name.setText(person)
        self._choose("new" if first else "sample")
        self.name.setFocus()

    def _make_fields(self) -> None:
        self.name = QLineEdit(accessibleName="Your name", placeholderText="As it stands on what you write")
        self.title = QLineEdit("My newsroom", accessibleName="Name of the publication")
        self.title.textEdited.connect(self._show_places)
        self.language = QComboBox(accessibleName="Language of the publication")
        for tag, name in NAMES.items():
            self.language.addItem(name, tag)
        system = QLocale.system().bcp47Name()
        found = self.language.findData(system)
        self.language.setCurrentIndex(found if found >= 0 else max(0, self.language.findData(system[:2])))
        self.new_place, self.old_place = QLabel(), QLabel()
        self.choices = QButtonGroup(self)
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "hint")
        self.start = QPushButton("Start", autoDefault=True)
        self.start.setProperty("kind", "primary")
        self.start.clicked.connect(self._begin)
        for line in (self.name, self.title):
            line.returnPressed.connect(self._begin)

    def _fill(self, rows: QVBoxLayout) -> None:
        title = QLabel("Welcome to Desk")
        title.setFont(current().serif(TITLE, bold=True))
        lead = QLabel(
            "Write, pick photos, curate and publish, without a network. Everything stays on this device: "
            "there is no account, and nothing is sent anywhere.",
            wordWrap=True,
        )
        lead.setFont(current().sans(14))
        label = QLabel("Your name")
        label.setProperty("role", "head")
        label.setBuddy(self.name)
        rows.addSpacing(current().px(_ABOVE))  # and no stretch: nothing jumps when a choice unfolds
        for widget, space in ((title, 8), (lead, 28), (label, 4), (self.name, 28)):
            rows.addWidget(widget)
            rows.addSpacing(space)
        self._parts = {"new": self._new_form(), "open": self._open_form()}
        for kind in _CHOICES:
            self._add_choice(rows, kind)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.start, 0, Qt.AlignmentFlag.AlignTop)
        rows.addSpacing(12)
        rows.addLayout(foot)
        rows.addStretch(1)

    def _add_choice(self, rows: QVBoxLayout, kind: str) -> None:
        name, hint = _CHOICES[kind]
        button = QRadioButton(name, accessibleDescription=hint)
        button.setObjectName(kind)
        button.toggled.connect(partial(self._toggled, kind))
        self.choices.addButton(button)
        words = QLabel(hint, wordWrap=True)
        words.setProperty("role", "hint")
        words.setBuddy(button)
        words.setContentsMargins(current().px(24), 0, 0, 0)
        rows.addWidget(button)
        rows.addSpacing(2)
        rows.addWidget(words)
        if part := self._parts.get(kind):
            rows.addWidget(part)
        rows.addSpacing(16)

    def _new_form(self) -> QWidget:
        part = QWidget()
        form = QFormLayout(part)
        form.setContentsMargins(current().px(24), 10, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setHorizontalSpacing(16)
        for name, field in (("Publication", self.title), ("Language", self.language)):
            form.addRow(_field(name), field)
        form.addRow(_field("Folder"), _row(self.new_place, "Another…", self._ask_new))
        return part

    def _open_form(self) -> QWidget:
        part = _row(self.old_place, "Choose…", self._ask_old)
        part.layout().setContentsMargins(current().px(24), 10, 0, 0)
        return part

    def _toggled(self, kind: str, on: bool) -> None:
        if part := self._parts.get(kind):
            part.setVisible(on)
        if on:
            self._tell("")
            self._show_places()

    def _choose(self, kind: str) -> None:
        for part in self._parts.values():
            part.hide()
        self.findChild(QRadioButton, kind).setChecked(True)

    # Places

    @property
    def kind(self) -> str:
        """Return which choice is made."""
        return self.choices.checkedButton().objectName()

    @property
    def folder(self) -> Path | None:
        """Return where the desk of the choice stands; None where none was named."""
        if self.kind == "sample":
            return paths.desks() / "Sample.desk"
        return self._wished() if self.kind == "new" else self._old_folder

    def _wished(self) -> Path:
        name = re.sub(r'[\s\\/:*?"<>|\x00-\x1f]+', " ", self.title.text()).strip(" .") or "My newsroom"
        return self._new_folder or paths.desks() / f"{name}.desk"

    def _show_places(self) -> None:
        for label, folder in ((self.new_place, self._wished()), (self.old_place, self._old_folder)):
            said = str(folder) if folder else "None chosen yet"
            room = current().px(_WIDTH - 200)
            label.setText(label.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, room))
            label.setToolTip(said if folder else "")

    def _ask_new(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Where shall the new desk stand?", str(self._wished()), "Desks (*.desk)"
        )
        if chosen:
            folder = Path(chosen)
            self._new_folder = folder if folder.suffix == ".desk" else folder.with_name(folder.name + ".desk")
            self._show_places()

    def _ask_old(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Open which desk folder?", str(paths.desks()))
        if chosen:
            self._old_folder = Path(chosen)
            self._show_places()

    # The end

    def _begin(self) -> None:
        name = self.name.text().strip()
        if not name:
            self._tell("Write your name first: it stands on what you write.", wrong=True)
            self.name.setFocus()
            return
        if self.folder is None:
            self._ask_old()
        if self.folder is not None:
            said = {"sample": "Preparing the sample publication…", "new": "Making the desk…"}
            self._tell(said.get(self.kind, "Opening the desk…"))
            self._let(False)
            title, language = self.title.text().strip(), str(self.language.currentData())
            self.wanted.emit(Begin(self.kind, self.folder, name, title, language, _zone()))

    def fail(self, error: DeskError) -> None:
        """Say why it could not begin so, and let the person choose anew."""
        self._tell(str(error), wrong=True)
        self._let(True)

    def _let(self, free: bool) -> None:
        for widget in (self.name, self.start, *self.choices.buttons(), *self._parts.values()):
            widget.setEnabled(free)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self.said.setProperty("role", "warn" if wrong else "hint")
        self.said.style().polish(self.said)
        self.said.setText(words)


def _field(name: str) -> QLabel:
    label = QLabel(name)
    label.setMinimumHeight(current().px(30))  # as its field, beside whose middle it stands
    label.setProperty("role", "hint")
    return label


def _row(label: QLabel, words: str, ask: object) -> QWidget:
    part = QWidget()
    row = QHBoxLayout(part)
    row.setContentsMargins(0, 0, 0, 0)
    button = QPushButton(words, clicked=ask)
    row.addWidget(label, 1)
    row.addWidget(button)
    return part


def _zone() -> str:
    """Return this device's time zone by its IANA name, UTC where it says none."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if "/" in name else "UTC"
