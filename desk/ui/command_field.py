"""The one field that finds a story or runs a command."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import Status, StoryPage, StoryQuery, StoryRow
from desk.ui import icons
from desk.ui.commands import Commands
from desk.ui.pause import Pause
from desk.ui.session import Session

_STORIES, _COMMANDS = 7, 8
_WHAT = Qt.ItemDataRole.UserRole


class CommandField(QLineEdit):
    """Shows what fits under the field while one types; Enter takes it, Esc leaves."""

    story_wanted = Signal(str)

    def __init__(self, session: Session, commands: Commands, window: QWidget) -> None:
        super().__init__(
            placeholderText="Search stories or run a command…", accessibleName="Search or command"
        )
        self._session = session
        self._commands = commands
        self._asked = self._answered = ""
        self._entered = ""  # words that Enter was pressed on before their answer came
        self._chosen = False  # by the arrow keys
        self._before: QWidget | None = None
        self._window = window
        self._popup = QFrame(window, objectName="popup")
        self._popup.hide()
        self._list = QListWidget(self._popup, objectName="results", accessibleName="Found")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self._popup)
        rows.setContentsMargins(4, 4, 4, 4)
        rows.addWidget(self._list)
        self._list.itemClicked.connect(self._take)
        self.addAction(icons.icon("magnifying-glass", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = Pause(self, 80, self._search)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._enter)

    def ask(self, before: QWidget | None) -> None:
        """Take the focus; Esc gives it back to `before`."""
        self._before = before
        self.selectAll()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._typed()

    def _typed(self) -> None:
        self._answered = self._entered = ""
        self._chosen = False
        self._fill([])
        self._pause.soon()

    def _search(self) -> None:
        words = self.text().strip()
        if not words:
            return
        self._asked = words
        desk = self._session.desk
        query = StoryQuery(statuses=tuple(Status), search=words, limit=_STORIES)
        self._session.ask(lambda: ops.story.rows(desk, query), self._arrived)

    def _arrived(self, page: StoryPage) -> None:
        if self.hasFocus() and self.text().strip() == self._asked:
            self._answered, row = self._asked, self._list.currentRow()
            self._fill(page.rows)
            if self._chosen:
                self._list.setCurrentRow(row)  # the commands stand first, as before
            if self._entered == self._asked:
                self._take()

    def _fill(self, rows: list[StoryRow]) -> None:
        self._list.clear()
        for action in self._commands.matching(self.text())[:_COMMANDS]:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            icon = icons.icon("caret-right", "mute") if action.icon().isNull() else action.icon()
            item = QListWidgetItem(icon, f"{action.text()}    {keys}" if keys else action.text())
            item.setData(_WHAT, action)
            self._list.addItem(item)
        for row in rows:
            item = QListWidgetItem(
                icons.icon("article", "mute"), f"{row.headline or 'Untitled'}  ·  {row.status.label}"
            )
            item.setData(_WHAT, row.id)
            self._list.addItem(item)
        self._place()

    def _place(self) -> None:
        number = self._list.count()
        if not number or not self.hasFocus():
            self._popup.hide()
            return
        first = next((n for n in range(number) if isinstance(self._list.item(n).data(_WHAT), str)), 0)
        self._list.setCurrentRow(0 if self._names_a_command() else first)
        height = number * max(28, self._list.sizeHintForRow(0)) + 14
        at = self.mapTo(self._window, QPoint(0, self.height() + 4))
        self._popup.setGeometry(at.x(), at.y(), self.width(), min(height, 460))
        self._popup.raise_()
        self._popup.show()

    def _names_a_command(self) -> bool:
        """Return whether the words begin the name of the first command, which no story then comes before."""
        words, top = self.text().strip().casefold(), self._list.item(0)
        if top is None or not words:
            return not words
        harmless = top.data(_WHAT) is not self._commands["status-withdrawn"]
        return isinstance(top.data(_WHAT), QAction) and harmless and top.text().casefold().startswith(words)

    def _enter(self) -> None:
        """Take what is chosen; where the stories have not come yet, once they have."""
        words = self.text().strip()
        if self._chosen or self._answered == words or self._names_a_command():
            self._take()
        else:
            self._entered = words
            self._pause.stop()
            self._search()

    def _take(self) -> None:
        item = self._list.currentItem()
        what = item.data(_WHAT) if item else None
        if what is None:
            return
        self._leave()
        self.clear()
        if isinstance(what, QAction):
            what.trigger()
        else:
            self.story_wanted.emit(what)

    def _leave(self) -> None:
        self._popup.hide()
        if self._before is not None:
            self._before.setFocus()
        else:
            self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrows; Esc leaves."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            self._list.setCurrentRow(min(max(0, self._list.currentRow() + by), self._list.count() - 1))
            self._chosen = True
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what can be done."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._typed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Fold away."""
        super().focusOutEvent(event)
        if not self._popup.underMouse():
            self._popup.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the popup's place when the window changes its size."""
        super().resizeEvent(event)
        self._follow()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the popup's place."""
        super().moveEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self._popup.isVisible():
            self._place()
