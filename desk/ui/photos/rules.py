"""The rules for photos on the settings page: what is required, rights, lists that words follow."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import BadInput, DeskError, Publication, Unfree, Unwritable
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.ui.fields import choice_field, say_wrong
from desk.ui.flow import FlowLayout
from desk.ui.theme import current

_UNFREE: Final = {Unfree.LEAVE: "Leave the photo out and say so", Unfree.STOP: "Stop and name it"}
_CSV: Final = "CSV (*.csv *.txt *.tsv);;All files (*)"
_MAY_BE_REQUIRED: Final = (
    *("caption", "alt", "extended", "credit", "rights", "headline", "persons", "taken", "city", "country"),
    *("keywords", "creator", "copyright", "source_type", "usage_terms"),
)


class _Table(QTableWidget):
    """Rows of words; the last one is empty and waits for more, Delete takes chosen rows out."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chosen rows out."""
        if event.key() == Qt.Key.Key_Delete:
            for row in sorted({index.row() for index in self.selectedIndexes()}, reverse=True):
                self.removeRow(row)
            self.itemChanged.emit(None)
        else:
            super().keyPressEvent(event)


class ListEditor(QWidget):
    """A list of the settings as a table, also from and to CSV."""

    edited = Signal()
    failed = Signal(object)

    def __init__(
        self, name: str, columns: Sequence[str], read: Callable[[Any], Any], write: Callable[[Any], Any]
    ) -> None:
        """`read` makes the setting of rows and raises BadInput; `write` gives the rows of a setting."""
        super().__init__()
        self._read, self._write = read, write
        self._name = name
        self.table = _Table(0, len(columns))
        self.table.setAccessibleName(name)
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for header in (self.table.horizontalHeader(), self.table.verticalHeader()):
            header.setAccessibleName(name)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.itemChanged.connect(self._changed)
        buttons = QHBoxLayout()
        for words, act in (("Import CSV…", self._import), ("Export CSV…", self._export)):
            button = QPushButton(words, accessibleName=f"{words} {name}")
            button.setProperty("kind", "link")
            button.clicked.connect(act)
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(self.table)
        rows.addLayout(buttons)

    def rows(self) -> list[tuple[str, ...]]:
        """Return the rows that hold something."""
        found = [
            tuple(
                item.text().strip() if (item := self.table.item(row, column)) else ""
                for column in range(self.table.columnCount())
            )
            for row in range(self.table.rowCount())
        ]
        return [row for row in found if any(row)]

    def value(self, otherwise: Any) -> Any:
        """Return the setting that the rows make; another one, and a mark, while they make none."""
        try:
            made = self._read(self.rows())
        except BadInput as error:
            say_wrong(self.table, str(error))
            return otherwise
        say_wrong(self.table, "")
        return made

    @property
    def name(self) -> str:
        """Return what people call the list."""
        return self._name

    def words(self) -> str:
        """Return the rows as a text: a line each, a tab between the cells."""
        return "\n".join("\t".join(row) for row in self.rows())

    def set_words(self, words: str) -> None:
        """Show the rows of such a text."""
        self._fill([line.split("\t") for line in words.split("\n")])

    def show_value(self, value: Any) -> None:
        """Show a setting's rows, with an empty one below."""
        self._fill(self._write(value))

    def _fill(self, rows: Sequence[Sequence[str]]) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows) + 1)
        for number, row in enumerate((*rows, [""] * self.table.columnCount())):
            for column, words in enumerate(row):
                self.table.setItem(number, column, QTableWidgetItem(words))
        self.table.blockSignals(False)
        self._fit()

    def _fit(self) -> None:
        shown = min(self.table.rowCount(), 8)
        self.table.setFixedHeight((shown + 1) * max(26, self.table.rowHeight(0)) + 6)

    def _changed(self, _: object) -> None:
        last = self.table.rowCount() - 1
        texts = (self.table.item(last, column) for column in range(self.table.columnCount()))
        if last < 0 or any(item and item.text().strip() for item in texts):
            self.table.insertRow(last + 1)
            self._fit()
        self.edited.emit()

    def take_csv(self, words: str) -> None:
        """Show the rows of a CSV in place of those that are there.

        Raises:
            BadInput: it makes no such setting; the rows stay.
        """
        rows = ops.photo_lists.read(words, self.table.columnCount())
        self._read(rows)
        self._fill(rows)
        self.edited.emit()

    def _import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, f"Import {self._name}", "", _CSV)
        if chosen:
            try:
                self.take_csv(Path(chosen).read_text(encoding="utf-8-sig"))
            except DeskError as error:
                self.failed.emit(error)
            except (OSError, UnicodeDecodeError) as error:
                self.failed.emit(
                    BadInput(f"{Path(chosen).name} cannot be read: {error}", todo="Save it as CSV in UTF-8")
                )

    def _export(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, f"Export {self._name}", f"{self._name}.csv", _CSV)
        if chosen:
            try:
                Path(chosen).write_text(ops.photo_lists.write(self.rows()), encoding="utf-8")
            except OSError as error:
                self.failed.emit(Unwritable(f"{chosen} cannot be written: {error.strerror or error}"))


class PhotoRules(QObject):
    """The rows of the settings page that are about photos."""

    edited = Signal()
    failed = Signal(object)

    def __init__(self, publication: Publication, parent: QObject) -> None:
        super().__init__(parent)
        self.required = {
            name: QCheckBox(PHOTO_FIELDS[name].label, checked=name in publication.photo_required)
            for name in _MAY_BE_REQUIRED
        }
        self.cleared = QCheckBox("Show only photos that a person cleared", checked=publication.photo_cleared)
        self.unfree = choice_field("Export with photos that may not be shown")
        for choice, words in _UNFREE.items():
            self.unfree.addItem(words, choice)
        self.unfree.setCurrentIndex(self.unfree.findData(publication.photo_unfree))
        lists = ops.photo_lists
        self.lists = {
            "photo_templates": ListEditor(
                "Templates", ("Template", "Field", "Words or pattern"), lists.as_templates, lists.as_rows
            ),
            "photo_codes": ListEditor("Codes", ("Code", "Stands for"), lists.as_codes, list),
            "credit_rules": ListEditor(
                "Credit rules", ("In the caption’s tail", "In the credit"), lists.as_rules, list
            ),
        }
        for name, editor in self.lists.items():
            editor.show_value(getattr(publication, name))
            editor.edited.connect(self.edited)
            editor.failed.connect(self.failed)
        for box in (*self.required.values(), self.cleared):
            box.clicked.connect(self._said)
        self.unfree.activated.connect(self._said)

    def _said(self, _: object) -> None:
        self.edited.emit()

    def add_to(self, form: QFormLayout) -> None:
        """Put the rows on a form."""
        wide = current().px(620)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=10)
        for box in self.required.values():
            flow.addWidget(box)
        form.addRow("Required of a photo", holder)
        form.addRow("Rights", self.cleared)
        form.addRow("A photo that may not be shown", self.unfree)
        for name, editor in (
            ("Templates", self.lists["photo_templates"]),
            ("Codes, typed as \\code\\", self.lists["photo_codes"]),
            ("Credit rules", self.lists["credit_rules"]),
        ):
            form.addRow(name, editor)
        for widget in (holder, self.unfree, *self.lists.values()):
            widget.setMaximumWidth(wide)

    def wanted(self, now: Publication) -> dict[str, Any]:
        """Return the settings as the rows now say them; what makes none stays as it is."""
        listed = {name: editor.value(getattr(now, name)) for name, editor in self.lists.items()}
        boxes = tuple(name for name, box in self.required.items() if box.isChecked())
        others = tuple(name for name in now.photo_required if name not in self.required)
        required = (*boxes, *others)
        return listed | {
            "photo_required": now.photo_required if set(required) == set(now.photo_required) else required,
            "photo_cleared": self.cleared.isChecked(),
            "photo_unfree": Unfree(self.unfree.currentData()),
        }

    def take(self, before: Publication, now: Publication) -> None:
        """Show what somebody else set; what is being typed stays."""
        if before.photo_required != now.photo_required:
            for name, box in self.required.items():
                box.setChecked(name in now.photo_required)
        if before.photo_cleared != now.photo_cleared:
            self.cleared.setChecked(now.photo_cleared)
        if before.photo_unfree != now.photo_unfree:
            self.unfree.setCurrentIndex(self.unfree.findData(now.photo_unfree))
        for name, editor in self.lists.items():
            value = getattr(now, name)
            if getattr(before, name) != value and editor.value(None) != value:
                editor.show_value(value)
