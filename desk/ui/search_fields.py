"""What is looked for and what replaces it: two fields and three switches."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desk.text import Search

_SWITCHES = (
    ("case", "Aa", "Upper and lower case matter"),
    ("whole", "“W”", "Whole words only"),
    ("expression", ".*", "Regular expression; $1 is its first group in the replacement"),
)


class SearchFields(QWidget):
    """Says what a person wants to find."""

    changed = Signal()
    """The words, a switch or the replacement changed."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLineEdit(placeholderText="Find", accessibleName="Find", clearButtonEnabled=True)
        self.new = QLineEdit(placeholderText="Replace with", accessibleName="Replace with")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 3)
        self.switches: dict[str, QToolButton] = {}
        for name, sign, tip in _SWITCHES:
            button = QToolButton(text=sign, checkable=True, toolTip=tip, accessibleName=tip)
            button.toggled.connect(self._change)
            row.addWidget(button)
            self.switches[name] = button
        row.addWidget(self.new, 2)
        self.words.textChanged.connect(self._change)
        self.new.textChanged.connect(self._change)

    def search(self) -> Search:
        """Return what is looked for."""
        return Search(self.words.text(), **{name: on.isChecked() for name, on in self.switches.items()})

    def take(self, other: "SearchFields") -> None:
        """Look for the same as other fields do."""
        self.words.setText(other.words.text())
        self.new.setText(other.new.text())
        for name, button in other.switches.items():
            self.switches[name].setChecked(button.isChecked())

    def _change(self, _: object) -> None:
        self.changed.emit()
