"""What was let stand, by whom and why, and the bar of a story that may not move on."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Dismissal, Finding, Scope, Status, Stopped
from desk.ui import icons, words
from desk.ui.checks.point import readable
from desk.ui.theme import LABEL, current

_VERBS = {Status.READY: "Mark as ready", Status.PUBLISHED: "Publish"}
Stood = tuple[Finding, Dismissal]


class StoodList(QWidget):
    """Lists what was let stand, once a person asks for it."""

    back_wanted = Signal(object)
    """A dismissal shall be taken back."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Stood, ...] = ()
        self.button = QToolButton(checkable=True)
        self.button.setProperty("chip", True)
        self.button.setToolTip("Show what was let stand")
        self.button.toggled.connect(self._show)
        self._rows = QVBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 8, 14, 8)
        rows.setSpacing(8)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(self._rows)

    def take(self, stood: tuple[Stood, ...]) -> None:
        """Show how many there are, and them where a person asked."""
        self.setVisible(bool(stood))
        self.button.setText(f"Let stand {len(stood)}")
        if stood != self._shown:
            self._shown = stood
            self._show()

    def _show(self, _: object = None) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one in self._shown if self.button.isChecked() else ():
            self._rows.addWidget(self._row(*one))

    def _row(self, finding: Finding, said: Dismissal) -> QWidget:
        row = QWidget()
        far = "" if said.scope is Scope.PLACE else f" {said.scope.label.lower()}"
        by = f"{said.author or 'Somebody'}, {words.age(said.at, datetime.now(UTC))}{far}: {said.reason}"
        what, why = QLabel(readable(finding.message)), QLabel(by)
        why.setProperty("role", "field")
        for label in (what, why):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        what.setFont(current().sans(LABEL))
        back = QPushButton("Bring back", accessibleName=f"Bring back: {finding.message}")
        back.setProperty("kind", "link")
        back.clicked.connect(partial(self.back_wanted.emit, said))
        rows = QVBoxLayout(row)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(1)
        rows.addWidget(what)
        rows.addWidget(why)
        rows.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return row


class StoppedBar(QFrame):
    """Says why a story stays where it is, and takes the reason for which it moves on all the same."""

    def __init__(self) -> None:
        super().__init__(objectName="stopped")
        self._move: Callable[[str], object] | None = None
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.reason = QLineEdit(placeholderText="Or say why it moves on all the same")
        self.reason.setAccessibleName("Why it moves on all the same")
        self.reason.textChanged.connect(self._typed)
        self.reason.returnPressed.connect(self._pressed)
        self.button = QPushButton()
        self.button.clicked.connect(self._pressed)
        cross = QToolButton(toolTip="Close", accessibleName="Close")
        cross.setIcon(icons.icon("x", "mute"))
        cross.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 10, 10, 10)
        rows.setSpacing(6)
        rows.addLayout(head)
        rows.addWidget(self.reason)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def ask(self, stopped: Stopped, move: Callable[[str], object]) -> None:
        """Say what stops a story; `move` takes the reason why it moves on."""
        number, status = len(stopped.findings), stopped.status.label.lower()
        self._move = move
        many = "One thing must" if number == 1 else f"{number} things must"
        self.words.setText(f"Not {status} yet: {many} be cleared first, listed below.")
        self.button.setText(f"{_VERBS.get(stopped.status, 'Move on')} all the same")
        self.reason.clear()
        self._typed("")
        self.show()

    def _typed(self, said: str) -> None:
        self.button.setEnabled(bool(said.strip()))

    def _pressed(self) -> None:
        reason = self.reason.text().strip()
        if reason and self._move is not None:
            self.hide()
            self._move(reason)
