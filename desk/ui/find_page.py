"""Find and replace over all stories: every hit is seen before anything is changed."""

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Cancelled, DeskError
from desk.operations.finding import FIELDS, Replaced, StoryHits
from desk.ui import icons, words
from desk.ui.found_delegate import FoundDelegate
from desk.ui.found_model import FoundModel
from desk.ui.open_story import OpenStory
from desk.ui.search_fields import SearchFields
from desk.ui.session import Session
from desk.ui.theme import current

_NAMES = {
    "headline": "Headline",
    "kicker": "Kicker",
    "standfirst": "Standfirst",
    "body": "Text",
    "captions": "Captions",
}


class FindPage(QWidget):
    """Looks through the desk off the GUI thread; what is ticked is replaced, and can be taken back."""

    said = Signal(str, object)
    """Words were replaced: what to say, and how to take it back (a callable)."""

    open_wanted = Signal(str)
    left = Signal()
    found = Signal()
    """A search ended, well or not."""

    _progressed = Signal(int, int)

    def __init__(self, session: Session, open_story: OpenStory) -> None:
        super().__init__(objectName="sheet-view")
        self._session = session
        self._open = open_story
        self._stop = threading.Event()
        self._asked = 0
        self._build()
        self._progressed.connect(self._say_progress)
        self.fields.changed.connect(self._retyped)
        self.fields.words.returnPressed.connect(self.find)
        self.fields.new.returnPressed.connect(self.find)
        self.hits.ticked.connect(self._say_number)
        self.hits.modelReset.connect(lambda: self._unfold(0, self.hits.rowCount() - 1))
        self.hits.rowsInserted.connect(lambda _, first, last: self._unfold(first, last))
        self.tree.activated.connect(self._open_hit)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)

    def _build(self) -> None:
        title = QLabel("Find in all stories")
        title.setFont(current().serif(22, bold=True))
        self.fields = SearchFields()
        self.button = QPushButton("Find", clicked=self.find)
        self.cancel = QPushButton("Cancel", clicked=self.stop)
        self.cancel.hide()
        close = QToolButton(toolTip="Back to the story (Esc)", accessibleName="Back to the story")
        close.setIcon(icons.icon("x", "mute"))
        close.clicked.connect(self._leave)
        self.hits = FoundModel(self)
        self.tree = QTreeView(headerHidden=True, uniformRowHeights=True, accessibleName="Hits")
        self.tree.setModel(self.hits)
        self.tree.setObjectName("found")
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.tree.setItemDelegate(FoundDelegate(self.tree))
        self.hint = QLabel("Write what to find and press Enter. Nothing is changed before you say so.")
        self.hint.setWordWrap(True)
        self.replace_button = QPushButton("Replace", clicked=self.replace, enabled=False)
        head, search, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        for widget, stretch in ((self.fields, 1), (self.button, 0), (self.cancel, 0)):
            search.addWidget(widget, stretch)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.replace_button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(40, 24, 40, 24)
        rows.setSpacing(10)
        for line in (head, search, self._kinds()):
            rows.addLayout(line)
        rows.addWidget(self.tree, 1)
        rows.addLayout(foot)

    def _kinds(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.kinds: dict[str, QToolButton] = {}
        for field in FIELDS:
            button = QToolButton(text=_NAMES[field], checkable=True, checked=True)
            button.setProperty("chip", True)
            button.toggled.connect(self._retyped)
            line.addWidget(button)
            self.kinds[field] = button
        line.addStretch(1)
        return line

    # Searching

    def ask(self, fields: SearchFields) -> None:
        """Open with what was looked for in one story."""
        self.fields.take(fields)
        self.fields.words.setFocus()
        self.fields.words.selectAll()
        if self.fields.words.text():
            self.find()

    def find(self) -> None:
        """Look through all stories, those being written as they now are."""
        self._open.flush(self._find)

    def _find(self) -> None:
        self._stop.set()  # an older search is of no use any more
        self._stop = stop = threading.Event()
        self._asked += 1
        self._clear("Looking…")
        self.cancel.show()
        desk, search, new = self._session.desk, self.fields.search(), self.fields.new.text()
        fields = [field for field, on in self.kinds.items() if on.isChecked()]

        def work() -> list[StoryHits]:
            tell = self._progressed.emit
            return ops.finding.find(desk, search, new, fields=fields, progress=tell, cancelled=stop.is_set)

        self._session.tasks.work(work, partial(self._show, self._asked), partial(self._wrong, self._asked))

    def stop(self) -> None:
        """End a search under way."""
        self._stop.set()

    def _say_progress(self, done: int, total: int) -> None:
        if self.cancel.isVisible():
            self._say(f"Looking… {done} of {words.count(total, 'story', 'stories')}")

    def _wrong(self, asked: int, error: DeskError) -> None:
        if asked == self._asked:
            self.cancel.hide()
            self._say(str(error), wrong=not isinstance(error, Cancelled))
            self.found.emit()

    def _show(self, asked: int, found: list[StoryHits]) -> None:
        if asked != self._asked:
            return
        self.cancel.hide()
        self.hits.show(found)
        if found:
            stories = words.count(len(found), "story", "stories")
            self._say(f"{words.count(self.hits.places, 'place', 'places')} in {stories}.")
            self._say_number()
        else:
            self._say("Not found in any story.")
        self.found.emit()

    def _retyped(self, _: object = None) -> None:
        """Forget hits that are no longer those of the fields."""
        if self.hits.rowCount() or self.cancel.isVisible():
            self._stop.set()
            self._asked += 1
            self.cancel.hide()
            self._clear("Press Enter to look again.")

    def _clear(self, hint: str) -> None:
        self.hits.show([])
        self.replace_button.setEnabled(False)
        self._say(hint)

    def _say(self, said: str, *, wrong: bool = False) -> None:
        self.hint.setText(said)
        self.hint.setProperty("role", "warn" if wrong else "hint")
        self.hint.style().polish(self.hint)

    def _say_number(self) -> None:
        number = self.hits.number
        self.replace_button.setText(f"Replace in {words.count(number, 'place', 'places')}")
        self.replace_button.setEnabled(number > 0)

    def _unfold(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self.tree.expand(self.hits.index(row, 0))

    # Replacing

    def replace(self) -> None:
        """Replace what is ticked, once every word being written is stored."""
        chosen, search, new = self.hits.chosen(), self.fields.search(), self.fields.new.text()
        desk = self._session.desk
        if not chosen or not self.replace_button.isEnabled():
            return
        self._clear("Replacing…")

        def work() -> None:
            self._session.do(
                lambda: ops.finding.replace_all(desk, search, new, chosen), self._replaced, self._refused
            )

        self._open.flush(work)

    def _replaced(self, done: Replaced) -> None:
        said = f"{words.count(done.hits, 'place', 'places')} replaced in "
        said += f"{words.count(len(done.revisions), 'story', 'stories')}."
        if done.published:
            named = ", ".join(f"“{headline}”" for headline in done.published[:5])
            more = f" and {len(done.published) - 5} more" if len(done.published) > 5 else ""
            said += f" Published: {named}{more}: export the site to bring this to readers."
        if done.passed:
            named = ", ".join(f"“{headline or 'Untitled'}”" for headline in done.passed)
            said += f" Changed since the search and left alone: {named}."
        self._say(said)
        self.said.emit(said, partial(self._take_back, done))

    def _refused(self, error: DeskError) -> None:
        self._say(str(error), wrong=True)

    def _take_back(self, done: Replaced) -> None:
        desk = self._session.desk

        def back(undone: Replaced) -> None:
            left = f" {words.count(len(undone.passed), 'story', 'stories')} changed since stayed as it is."
            stories = words.count(len(undone.revisions), "story", "stories")
            self._clear(f"Taken back in {stories}.{left if undone.passed else ''}")

        work: Callable[[], None] = lambda: self._session.do(  # noqa: E731
            lambda: ops.finding.take_back(desk, done), back, self._refused
        )
        self._open.flush(work)

    # Going on

    def _open_hit(self, index: QModelIndex) -> None:
        self.open_wanted.emit(self.hits.story(index).story)

    def _leave(self) -> None:
        self._stop.set()
        self.left.emit()
