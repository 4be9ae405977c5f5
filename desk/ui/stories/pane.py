"""The story list: rows of what its field asks for, and what stands there where there are none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import Cancelled, DeskError, Sort, StoryPage, StoryQuery, StoryRow
from desk.ui.stories.choice import Choice
from desk.ui.stories.delegate import StoryDelegate
from desk.ui.stories.head import ListHead
from desk.ui.stories.model import MIME, ROW, StoryModel
from desk.ui.stories.view import StoryView

if TYPE_CHECKING:
    # What only annotations name: PySide makes a class, with all its enumerations, when it is imported.
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

    from desk.domain import Change, Counts, Masthead, Publication
    from desk.ui.session import Session
    from desk.ui.thumbnails import Thumbnails

PAGE = 100
"""Rows that are read at once."""

PHOTOS = "application/x-desk-photos"
"""What a drag of photos carries: their ids, a line each."""

_FEW = 30  # changed stories that are looked up one by one


class StoriesPane(QFrame):
    """Shows the stories of one query and says which one a person wants."""

    wanted = Signal(str)
    """Open the story with this id."""

    new_wanted = Signal()
    first = Signal(str)
    """Rows came; the id of the first."""

    counted = Signal(object)
    """How many stories there are of each kind (Counts)."""

    photos_dropped = Signal(str, list)
    """Photos (ids) to be added to a story (its id)."""

    files_dropped = Signal(list)
    """Files to import (list of Path)."""

    def __init__(self) -> None:
        super().__init__(objectName="stories")
        self.setMinimumWidth(280)
        self._session: Session | None = None
        self.recalled = False
        self.sort, self.descending = Sort.CHANGED, True
        self._open = ""
        self._query = StoryQuery(limit=PAGE)
        self._asked = 0
        self._counting = Event()
        self.taking: Callable[[], bool] = bool
        """Tells whether Enter in the field takes an offer."""
        self.setAcceptDrops(True)
        self.model = StoryModel(self)
        self.delegate = StoryDelegate(self)
        self.head = ListHead()
        self.filter = self.head.field
        self.view = StoryView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(self.delegate)
        self.choice = Choice(self.view, self.model)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.model.more.connect(self._next_page)
        self.view.dragged.connect(self._drag_ended)
        self.view.wanted.connect(self._choose)
        self.view.every_wanted.connect(self._choose_every)
        self.head.asked.connect(self._ask)
        self.head.new.clicked.connect(self.new_wanted)
        self.delegate.left.connect(self._draw_rows)
        self.filter.returnPressed.connect(self._enter)
        self.filter.left.connect(self.take_focus)

    def attach(self, session: "Session", thumbnails: "Thumbnails", publication: "Publication") -> None:
        """Show this desk from now on; before that the pane shows only what it is given."""
        from desk.ui.lists import ListNames
        from desk.ui.stories.contexts import Contexts  # late, for the first paint searches nothing

        self._session = session
        self.view.watch_cover()
        self.delegate.publication = publication
        self.delegate.thumbnails = thumbnails
        self._lists = ListNames(session, self)
        self._lists.changed.connect(self._name_lists)
        self.delegate.contexts = Contexts(session, self)
        self.delegate.contexts.ready.connect(self.model.redraw)
        thumbnails.ready.connect(self.model.repaint)
        session.bus.changed.connect(self._changed)

    def _name_lists(self) -> None:
        self.delegate.lists = self._lists.names
        self._draw_again()

    def _draw_rows(self, rows: list[QPersistentModelIndex]) -> None:
        for row in rows:
            if row.isValid():
                self.view.update(self.model.index(row.row()))

    def _draw_again(self) -> None:
        self.view.viewport().update()

    def take_first(self, masthead: "Masthead", page: StoryPage) -> None:
        """Show rows that were read before the desk was open."""
        self.delegate.publication = masthead
        self.model.reset(page.rows, whole=True)
        self.view.doItemsLayout()
        self.view.repaint()

    def _lay_out(self) -> None:
        rule = QFrame()
        rule.setProperty("rule", True)
        self.empty = self._make_empty()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.head)
        self.column.addWidget(rule)
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.empty, 1)
        self.empty.hide()

    def _make_empty(self) -> QWidget:
        """Make what stands in place of rows: why there are none, and the way on."""
        empty = QWidget()
        self.why = QLabel(wordWrap=True)
        self.why.setProperty("alignment", "AlignCenter")
        self.why.setProperty("role", "hint")
        self.way = QPushButton("New story")
        self.way.setProperty("kind", "link")
        self.way.clicked.connect(self._go_on)
        column = QVBoxLayout(empty)
        column.addStretch(2)
        column.addWidget(self.why)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.way)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)
        return empty

    # What is asked for

    @property
    def query(self) -> StoryQuery:
        """Return what is asked for at first."""
        return StoryQuery(search=self.head.typed, sort=self.sort, descending=self.descending, limit=PAGE)

    def recall(self, query: StoryQuery, *, compact: bool) -> None:
        """Set field, order and view as they stood when the program was left."""
        self.filter.setText(query.search)
        self.sort, self.descending = query.sort, query.descending
        self.delegate.compact = compact
        self.recalled = True
        self.start()

    def start(self) -> None:
        """Ask for what the field says."""
        self._ask()

    def order_by(self, sort: Sort, *, descending: bool) -> None:
        """Show the rows in another order."""
        self.sort, self.descending = sort, descending
        self.start()

    def show_compact(self, compact: bool) -> None:
        """Show rows of one line, or cards."""
        self.delegate.compact = compact
        self.view.doItemsLayout()
        self.view.scrollTo(self.view.currentIndex())

    def _ask(self) -> None:
        query = self.query
        fresh = query != self._query or not self.model.rowCount()
        self._query = query
        self._asked += 1
        if self._session is None:
            return
        number, desk = self._asked, self._session.desk
        # Read again, rows that are in sight stay so.
        first, last = self._in_sight()
        seen = {row.id for row in self.model.rows[first : last + 1]} if first and not fresh else set[str]()
        wanted = query if fresh else replace(query, limit=max(PAGE, last + PAGE))
        chosen = set(self.choice.ids()) if self.choice.several and not fresh else set[str]()

        def read() -> tuple[StoryPage, list[str]]:
            every = ops.story.ids(desk, replace(query, limit=0)) if chosen else []
            return ops.story.rows_to(desk, wanted, seen), [story for story in every if story in chosen]

        def arrived(found: tuple[StoryPage, list[str]]) -> None:
            page, kept = found
            if number == self._asked:
                whole = len(page.rows) < wanted.limit
                if fresh:
                    self._show_fresh(page, whole=whole)
                else:
                    stays = chosen and chosen == set(self.choice.ids())
                    with self.view.staying():
                        self.model.update(page.rows, whole=whole)
                    if stays:
                        self.choice.keep(kept)
                self._shown(page)

        self._session.ask(read, arrived)

    def _shown(self, page: StoryPage) -> None:
        if page.rows:
            self.first.emit(page.rows[0].id)
        self.mark(self._open)
        self._teach(page)
        self._count()

    def _show_fresh(self, page: StoryPage, *, whole: bool) -> None:
        """Show the rows of another query; what was chosen stays so where it is among them."""
        current, chosen = self.choice.reset()
        if self.delegate.contexts is not None:
            self.delegate.contexts.search(self._query.search)
        self.model.reset(page.rows, whole=whole)
        self.view.doItemsLayout()
        self.view.scrollToTop()
        self.choice.bring_back(current, chosen)

    def _next_page(self) -> None:
        if self._session is None or not self.model.rows:
            return
        number, desk = self._asked, self._session.desk
        query = replace(self._query, after=self.model.rows[-1])

        def arrived(page: StoryPage) -> None:
            if number == self._asked:
                self._append(page)

        self._session.ask(lambda: ops.story.rows(desk, query), arrived)

    def _append(self, page: StoryPage) -> None:
        last = self.model.rowCount()
        self.model.append(page.rows, whole=len(page.rows) < PAGE)
        self.choice.go_on(last)

    # Counts, which come behind the rows

    def _count(self) -> None:
        """Count what is shown, beside the store's worker; a count that is no longer wanted ends."""
        if self._session is None:
            return
        self._counting.set()
        stop = self._counting = Event()
        query, desk = self._query, self._session.desk

        def counted(counts: "Counts") -> None:
            if not stop.is_set():
                self._say_counts(counts)

        def failed(error: DeskError) -> None:
            if self._session is not None and not isinstance(error, Cancelled):
                self._session.tasks.failed.emit(error)

        self._session.tasks.work(lambda: ops.story.counts(desk, query, stop.is_set), counted, failed)

    def _say_counts(self, counts: "Counts") -> None:
        self.head.say_counts(counts)
        self.counted.emit(counts)

    def stop(self) -> None:
        """Count no more."""
        self._counting.set()

    def _teach(self, page: StoryPage) -> None:
        """Say why there are no rows, and what can be done about it."""
        self.head.say_hints(page.hints)
        lost = self.view.hasFocus() and not page.rows
        self.view.setVisible(bool(page.rows))
        self.empty.setVisible(not page.rows)
        if page.rows:
            return
        typed = self._query.search
        if typed and ops.typed.filters_status_alone(typed):
            self.why.setText("No story stands here.")
        elif typed:
            self.why.setText("No story has all of this.")
        else:
            self.why.setText("No stories yet. Start one, or drop a text or Markdown file here.")
        self.way.setText("Show all stories" if typed else "New story")
        self.way.setToolTip("Esc in the field" if typed else "Ctrl+N")
        if lost:
            self.way.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        if self._query.search:
            self.head.put("")
            self.filter.setFocus(QtCore.Qt.FocusReason.OtherFocusReason)
        else:
            self.new_wanted.emit()

    def take_focus(self) -> None:
        """Put the keyboard where a person goes on: the rows, or what stands in their place."""
        (self.way if self.view.isHidden() else self.view).setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)

    # What changed

    def _changed(self, change: "Change") -> None:
        if change.kinds & {"story", "list"}:
            if self.delegate.contexts is not None:
                self.delegate.contexts.forget(change.ids)
            self._settle(sorted(change.ids))

    def look_again(self) -> None:
        """Take in what another window or program changed: what is newer, and what is in sight."""
        if self._session is None or not self._asked:
            return
        first, last = self._in_sight()
        shown = [row.id for row in self.model.rows[first : last + 1]]
        newest = max((row.updated for row in self.model.rows), default=None)
        desk = self._session.desk
        self._session.ask(
            lambda: ops.story.changed(desk, newest, _FEW), lambda new: self._settle([*shown, *new])
        )

    def _settle(self, stories: list[str]) -> None:
        """Bring some stories to where they stand now; many at once, by reading what is in sight anew."""
        if self._session is None or not self._asked:
            return
        stories = list(dict.fromkeys(stories))
        if len(stories) > _FEW or not self.model.rowCount():
            self._ask()
            return
        number, desk, query = self._asked, self._session.desk, self._query

        def arrived(found: list[ops.story.Standing]) -> None:
            if number == self._asked:
                self._take(found)

        self._session.ask(lambda: ops.story.stand(desk, query, stories), arrived)

    def _take(self, found: "list[ops.story.Standing]") -> None:
        before = self.model.rowCount()
        with self.view.staying():
            for one in found:
                self.model.put(one.story, one.row, one.before)
        if bool(before) != bool(self.model.rowCount()):
            self._teach(StoryPage([*self.model.rows], ()))
        self.mark(self._open)
        self._count()

    def _in_sight(self) -> tuple[int, int]:
        """Return the first and the last row that can be seen."""
        rect = self.view.viewport().rect()
        first = self.view.indexAt(rect.topLeft()).row()
        last = self.view.indexAt(rect.bottomLeft()).row()
        return max(0, first), last if last >= 0 else self.model.rowCount() - 1

    # What is chosen

    def mark(self, story: str) -> None:
        """Select the row of the story on the sheet, where no others are chosen."""
        self._open = story
        self.choice.show_one(story)

    def row(self, story: str) -> StoryRow | None:
        """Return a story that is loaded, by its id."""
        place = self.model.place(story)
        return None if place is None else self.model.rows[place]

    def chosen_row(self) -> StoryRow | None:
        """Return the story that the keyboard stands on."""
        row: StoryRow | None = self.view.currentIndex().data(ROW)
        return row

    def _drag_ended(self) -> None:
        """Select the story on the sheet again: the press that began the drag chose another row."""
        self.mark(self._open)

    def _choose_every(self) -> None:
        if self._session is not None:
            self.choice.choose_every(self._session, replace(self._query, limit=0))

    def step(self, by: int) -> None:
        """Open the story that many rows further down."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.view.choose(self.model.index(row))
            self._choose(self.model.index(row))

    def _choose(self, index: QModelIndex) -> None:
        row: StoryRow | None = index.data(ROW)
        if row is not None and row.id != self._open:
            self.wanted.emit(row.id)

    def _enter(self) -> None:
        if self.model.rowCount() and not self.taking():
            self.view.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
            self.view.choose(self.model.index(0))
            self._choose(self.model.index(0))

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Take files, but not stories that come back; photos on a row."""
        data = event.mimeData()
        if data.hasFormat(PHOTOS) or (data.hasUrls() and not data.hasFormat(MIME)):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: "QDragMoveEvent") -> None:
        """Let photos fall on a story alone."""
        on_row = self._under(event) is not None
        event.setAccepted(on_row or not event.mimeData().hasFormat(PHOTOS))

    def _under(self, event: "QDropEvent") -> StoryRow | None:
        at = self.view.viewport().mapFrom(self, event.position().toPoint())
        return self.view.indexAt(at).data(ROW) if self.view.isVisible() else None

    def dropEvent(self, event: "QDropEvent") -> None:
        """Hand dropped files over for import, photos to the story under them."""
        photos = event.mimeData().data(PHOTOS)
        if photos:
            row = self._under(event)
            if row is not None:
                event.acceptProposedAction()
                self.photos_dropped.emit(row.id, bytes(photos.data()).decode().split())
            return
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)
