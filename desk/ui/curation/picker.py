"""Find a story to put on a list, or paste a link."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from desk import operations as ops
from desk.domain import Status, StoryPage, StoryQuery
from desk.ui import icons
from desk.ui.pause import Pause
from desk.ui.session import Session

_SHOWN = 8
_LINE = 26


class Picker(QFrame):
    """A search field with the stories that fit under it."""

    picked = Signal(str)
    """A story's id, or a web address."""

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="popup")
        self._session = session
        self._without: set[str] = set()
        self.field = QLineEdit(placeholderText="Find a story or paste a link", accessibleName="Find a story")
        self.field.addAction(icons.icon("magnifying-glass", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        self.found = QListWidget(objectName="results", accessibleName="Stories found")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(6, 6, 6, 6)
        rows.addWidget(self.field)
        rows.addWidget(self.found)
        self._pause = Pause(self, 100, self._search)
        self.field.textChanged.connect(self._pause.soon)
        self.field.returnPressed.connect(self._take)
        self.field.installEventFilter(self)
        self.found.itemClicked.connect(self._take)

    def ask(self, without: set[str]) -> None:
        """Open with an empty field; stories already chosen are left out."""
        self._without = without
        self.show()
        self.field.clear()
        self.field.setFocus()
        self._search()

    def again(self) -> None:
        """Be ready for the next one."""
        self.field.clear()
        self.field.setFocus()

    def _search(self) -> None:
        words, desk = self.field.text().strip(), self._session.desk
        if ops.curation.is_link(words):
            self.found.clear()
            item = QListWidgetItem(icons.icon("link-simple", "mute"), f"Link to {words}")
            item.setData(Qt.ItemDataRole.UserRole, words)
            self._show([item])
            return
        statuses = tuple(status for status in Status if status is not Status.WITHDRAWN)
        query = StoryQuery(statuses=statuses, search=words, limit=_SHOWN + len(self._without))
        self._session.ask(lambda: ops.story.rows(desk, query), self._arrived)

    def _arrived(self, page: StoryPage) -> None:
        self.found.clear()
        items: list[QListWidgetItem] = []
        for row in page.rows:
            if row.id not in self._without and len(items) < _SHOWN:
                mark = "" if row.status is Status.PUBLISHED else f"  ({row.status.label.lower()})"
                item = QListWidgetItem((row.headline or "Untitled") + mark)
                item.setToolTip(item.text())
                item.setData(Qt.ItemDataRole.UserRole, row.id)
                items.append(item)
        if not items:
            items = [QListWidgetItem("No story has these words")]
            items[0].setFlags(Qt.ItemFlag.NoItemFlags)
        self._show(items)

    def _show(self, items: list[QListWidgetItem]) -> None:
        for item in items:
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        self.found.setFixedHeight(len(items) * max(_LINE, self.found.sizeHintForRow(0)) + 6)

    def _take(self) -> None:
        item = self.found.currentItem()
        target = item.data(Qt.ItemDataRole.UserRole) if item else None
        if target:
            self._without.add(target)
            self.picked.emit(target)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                by = 1 if event.key() == Qt.Key.Key_Down else -1
                self.found.setCurrentRow(min(max(0, self.found.currentRow() + by), self.found.count() - 1))
                return True
        return super().eventFilter(watched, event)
