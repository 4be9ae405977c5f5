"""What the publication makes of each rule of the copy desk: a list that is unfolded in Settings."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import Level, Publication
from desk.ui.fields import choice_field
from desk.ui.session import Session


class Levels(QWidget):
    """A line for each rule with what it is here; a change is kept at once."""

    kept = Signal(object)
    """The publication as it now is."""

    failed = Signal(object)

    def __init__(self, session: Session, publication: Publication) -> None:
        super().__init__()
        self._session = session
        self._publication = publication
        self.choices: dict[str, QComboBox] = {}
        self.unfold = QToolButton(text="Rules of the copy desk…", checkable=True)
        self.unfold.setProperty("chip", True)
        self.unfold.toggled.connect(self._unfold)
        self._page: QWidget | None = None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.unfold)

    def take(self, publication: Publication) -> None:
        """Show what the publication now makes of its rules."""
        self._publication = publication
        levels = dict(publication.checks)
        for rule in ops.checking.rules() if self.choices else ():
            choice = self.choices[rule.name]
            choice.setCurrentIndex(choice.findData(levels.get(rule.name, rule.level)))

    def _unfold(self, on: bool) -> None:
        if self._page is None:
            self._page = self._list(ops.checking.rules())
            self._rows.addWidget(self._page)
            self.take(self._publication)
        self._page.setVisible(on)

    def _list(self, rules: Sequence["ops.checking.KnownRule"]) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        group = ""
        for rule in rules:
            if rule.group != group:
                group = rule.group
                head = QLabel(group.upper())
                head.setProperty("role", "head")
                head.setContentsMargins(0, 8, 0, 0)
                grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            row = grid.rowCount()
            name = QLabel(rule.title, wordWrap=True)
            name.setToolTip(rule.why)
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            grid.addWidget(name, row, 0)
            grid.addWidget(self._choice(rule), row, 1)
        return page

    def _choice(self, rule: "ops.checking.KnownRule") -> QComboBox:
        choice = choice_field(rule.title)
        for level in Level:
            choice.addItem(level.label, level)
        choice.activated.connect(partial(self._chosen, rule.name, choice))
        self.choices[rule.name] = choice
        return choice

    def _chosen(self, rule: str, choice: QComboBox, _: int) -> None:
        set_ = partial(ops.clearing.set_level, self._session.desk, rule, Level(choice.currentData()))
        self._session.do(set_, self.kept.emit, self.failed.emit)
