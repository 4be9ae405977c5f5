"""Reviewing an export: what it would change, and the words of each page, before anything is written."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListView, QScrollArea, QSplitter, QWidget

from desk import operations as ops
from desk.domain import DeskError, Target
from desk.text import Fate, Part
from desk.ui.asking import Asking
from desk.ui.history.texts import ComparedField
from desk.ui.session import Session
from desk.ui.theme import current

_SIGNS: Final = {"new": "+", "changed": "·", "ended": "−"}
_AROUND: Final = 160  # characters that stay, shown before and behind a change
_BEHIND: Final = "A reader sees the same words; the page differs in what is behind them."
_WORDLESS: Final = "Nobody reads this file itself; pages and programs use it."
_Index = QModelIndex | QPersistentModelIndex


class Changes(QAbstractListModel):
    """The files of a plan, a row each: stories first, then other pages, then what pages use."""

    def __init__(self, plan: ops.exporting.Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = sorted(plan.changes, key=lambda row: (not row.title, not row.path.endswith(".html")))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return how many files change."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_SIGNS[row.fate]}  {row.title or row.path}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, current().px(28))
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.fate}: {row.title or row.path}"
        return None

    def path(self, index: _Index) -> str:
        """Return the file of a row."""
        return self._rows[index.row()].path


class PlanDialog(Asking):
    """Shows a plan; accepted, the export is wanted and, where there are targets, that it is published."""

    def __init__(
        self, session: Session, plan: ops.exporting.Plan, parent: QWidget, targets: Sequence[Target] = ()
    ) -> None:
        accept = "Export" if not targets else "Export and publish" if plan.changes else "Publish"
        title = "What the export changes" if plan.changes else "The export is as the desk has it"
        super().__init__(title, accept, parent)
        self._session = session
        self._plan = plan
        self.resize(current().px(920), current().px(600))
        self.said.setText(" ".join([ops.exporting.summary(plan), *plan.warnings[:1]]))
        self.target = QComboBox(accessibleName="Publish to")
        for target in targets:
            self.target.addItem(f"{target.name}  ({target.address})", target.name)
        self.list = QListView(accessibleName="Files that change", uniformItemSizes=True)
        self.list.setModel(Changes(plan, self))
        self.words = ComparedField("Words of the page")
        self.words.document().setDocumentMargin(current().px(16))
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setWidget(self.words)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(scrolled)
        parts.setSizes([current().px(330), current().px(560)])
        parts.setChildrenCollapsible(False)
        self.rows.addWidget(parts, 1)
        if targets:
            where = QHBoxLayout()
            where.addWidget(QLabel("Publish to"))
            where.addWidget(self.target, 1)
            self.rows.addLayout(where)
        self.rows.addWidget(self.buttons)
        self.go.setEnabled(bool(plan.changes or targets))
        self.go.setDefault(True)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()

    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            path = self.list.model().path(now)  # pyright: ignore[reportAttributeAccessIssue]
            self._session.tasks.work(
                partial(_shown, self._plan, path), partial(self._show, path), self._refused
            )

    def _show(self, path: str, parts: Sequence[Part]) -> None:
        now = self.list.currentIndex()
        if now.isValid() and now.data(Qt.ItemDataRole.ToolTipRole) == path:
            ink = QTextCharFormat()
            ink.setForeground(current().colour("ink"))
            self.words.show_parts(parts, ink)

    def _refused(self, error: DeskError) -> None:
        self.said.setText(str(error))


def _shown(plan: ops.exporting.Plan, path: str) -> list[Part]:
    """Return the words of a page that came and went, and of those that stayed what stands beside them."""
    parts = plan.words(path)
    if not any(part.fate is not Fate.SAME for part in parts):
        return [Part(Fate.SAME, _BEHIND if path.endswith(".html") else _WORDLESS)]
    last = len(parts) - 1
    return [
        part
        if part.fate is not Fate.SAME
        else Part(part.fate, _cut(part.text, first=not at, last=at == last))
        for at, part in enumerate(parts)
    ]


def _cut(words: str, *, first: bool, last: bool) -> str:
    """Return what stands beside changes of a long stretch that stayed."""
    behind = "" if first else words[:_AROUND].rpartition(" ")[0]
    before = "" if last else words[-_AROUND:].partition(" ")[2]
    return words if len(words) <= 2 * _AROUND else f"{behind} … {before}".strip(" ")
