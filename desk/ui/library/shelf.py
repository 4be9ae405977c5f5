"""The photos of one query in a grid, one of them large or some side by side, and the words beside them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Change, PhotoIds, PhotoQuery, PhotoRow, PhotoSort, Publication
from desk.ui.exports import Exports
from desk.ui.library.delegate import SIZES, PhotoDelegate, described
from desk.ui.library.grid import Grid
from desk.ui.library.head import LibraryHead
from desk.ui.library.loupe import MOST, Loupe
from desk.ui.library.model import LibraryModel
from desk.ui.library.words import PhotoWords
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails

_LATER = 200  # ms behind a change, for several come together
_AROUND = 40  # rows read beyond those in sight
_EMPTY = "No photos yet. Drop files or folders here, or press Ctrl+V to paste a picture."


class Shelf(QFrame):
    """Asks for photos and shows them."""

    said = Signal(str, object)
    """A thing was done: what, and how it is taken back (a callable) or None."""

    failed = Signal(object)

    def __init__(
        self, session: Session, thumbnails: Thumbnails, exports: Exports, publication: Publication
    ) -> None:
        super().__init__(objectName="library-page")
        self._session = session
        self._query: PhotoQuery | None = None
        self._sort, self._descending = PhotoSort.ADDED, True
        self._asked = 0
        self._stale = True
        self.model = LibraryModel(self)
        self.model.says = described
        self.delegate = PhotoDelegate(thumbnails, self)
        self.grid = Grid(self.model)
        self.grid.setItemDelegate(self.delegate)
        self.head = LibraryHead(session)
        self.words = PhotoWords(session, exports, publication)
        self.loupe = Loupe(session, thumbnails)
        self._later = Pause(self, _LATER, self._ask_if_seen)
        self._choosing = Pause(self, 0, self._show_chosen)
        self._lay_out()
        self._connect(thumbnails)
        self._resize(int(session.settings.get("photo-size", 2)))

    # Building

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget(objectName="photo-shelf")
        self.empty = self._make_empty()
        for widget in (self.grid, self.empty, self.loupe):
            self.stack.addWidget(widget)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addWidget(self.stack, 1)
        right = QFrame(objectName="inspector")
        right.setMinimumWidth(280)
        side = self._side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.words, 1)
        side.addWidget(self.words.foot)
        self.split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1000, 330])
        # A button's own shortcut goes whenever it says something else.
        write = QShortcut(QKeySequence("Ctrl+Return"), self)
        write.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        write.activated.connect(self.words.flush)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        self.why = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.why.setProperty("role", "hint")
        self.way = QPushButton("Add photos…")
        self.way.setProperty("kind", "link")
        column = QVBoxLayout(empty)
        column.setContentsMargins(40, 0, 40, 0)
        column.addStretch(2)
        column.addWidget(self.why)
        column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return empty

    def _connect(self, thumbnails: Thumbnails) -> None:
        self.model.wanted.connect(self._fetch)
        self.grid.chosen.connect(self._choosing.soon)
        self.grid.zoomed.connect(self.zoom)
        self.grid.opened.connect(self.look_closer)
        self.loupe.left.connect(self.look_away)
        self.loupe.stepped.connect(self._step)
        self.head.asked.connect(self._ask)
        self.head.resized.connect(self._resize)
        self.head.sorted.connect(self._sort_by)
        self.head.field.left.connect(self.take_focus)
        self.head.field.returnPressed.connect(self.take_focus)
        thumbnails.ready.connect(self.model.repaint)
        self.delegate.left.connect(self.grid.viewport().update)
        self._session.bus.changed.connect(self._changed)

    # What is asked for

    def showEvent(self, event: object) -> None:
        """Ask for what changed while nobody looked."""
        super().showEvent(event)  # pyright: ignore[reportArgumentType]
        self.look_again()

    def look_again(self) -> None:
        """Ask anew: other programs may have written to the desk."""
        self._stale = True
        if not self.isVisible():
            return
        self._ask()
        first, last = self.grid.in_sight()
        seen = self.model.forget(first, last)
        if seen:
            self._session.ask(partial(ops.library.rows, self._session.desk, seen), self._take)
        self.words.look_again()

    def _ask_if_seen(self) -> None:
        if self.isVisible() and self._stale:
            self._ask()

    def _ask(self) -> None:
        query = PhotoQuery(search=self.head.typed, sort=self._sort, descending=self._descending)
        fresh = query != self._query
        self._query, self._stale = query, False
        self._asked += 1
        number, desk = self._asked, self._session.desk

        def arrived(found: PhotoIds) -> None:
            if number == self._asked:
                self._show(found, fresh=fresh)

        self._session.ask(partial(ops.library.ids, desk, query), arrived)

    def _show(self, found: PhotoIds, *, fresh: bool) -> None:
        if fresh:
            chosen = self.grid.chosen_ids[:1]
            self.loupe.stop()
            self.stack.setCurrentWidget(self.grid)
            self.model.reset(found.ids)
            self.grid.verticalScrollBar().setValue(0)
            self._choose(chosen)
        else:
            self.model.update(found.ids)
        self.head.say(len(found.ids), found.hints)
        self._teach()

    def _choose(self, chosen: Sequence[str]) -> None:
        places = [place for photo in chosen if (place := self.model.place(photo)) is not None]
        if places:
            self.grid.choose(self.model.index(places[0]))
        else:
            self._choosing.soon()

    def _teach(self) -> None:
        """Say why there are no photos, and what can be done about it."""
        any_ = bool(self.model.rowCount())
        lost = not any_ and self.grid.hasFocus()
        if not any_ or self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.grid if any_ else self.empty)
        typed = self.head.typed
        self.why.setText("No photo has all of this." if typed else _EMPTY)
        self.way.setText("Show all photos" if typed else "Add photos…")
        if lost:
            self.way.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self) -> None:
        """Read what is shown of the photos in sight and a little around them."""
        first, last = self.grid.in_sight()
        wanted = self.model.missing(first - _AROUND, last + _AROUND)
        if wanted:
            self._session.ask(partial(ops.library.rows, self._session.desk, wanted), self._take)

    def _take(self, rows: list[PhotoRow]) -> None:
        self.model.take(rows)

    def _changed(self, change: Change) -> None:
        if not change.kinds & {"photo", "story", "search"}:
            return
        self._stale = True
        self._later.soon()
        first, last = self.grid.in_sight()
        seen = self.model.ids[first : last + 1] if "story" in change.kinds else ()
        held = self.model.held({*change.ids, *seen})
        if held:
            self._session.ask(partial(ops.library.rows, self._session.desk, held), self._take)

    def _sort_by(self, sort: PhotoSort, descending: bool) -> None:
        self._sort, self._descending = sort, descending
        self.head.order_by(sort, descending=descending)
        self._ask()

    # What is seen

    def take_focus(self) -> None:
        """Put the keyboard where a person goes on."""
        if self.stack.currentWidget() is self.empty:
            self.way.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.grid.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.grid.currentIndex().isValid() and self.model.rowCount():
            self.grid.choose(self.model.index(0))

    def search(self) -> None:
        """Go to the search."""
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    def zoom(self, by: int) -> None:
        """Make the pictures larger or smaller."""
        self.head.zoom.setValue(self.delegate.size + by)

    def _resize(self, size: int) -> None:
        size = min(max(0, size), len(SIZES) - 1)
        if self.head.zoom.value() != size:
            self.head.zoom.setValue(size)
            return
        self.delegate.size = size
        self._session.settings.set(**{"photo-size": size})
        self.grid.relay()

    def restyle(self) -> None:
        """Take another theme or text size."""
        self.grid.relay()

    def _show_chosen(self) -> None:
        chosen = self.grid.chosen_ids
        self.words.show_photos(chosen)

    # One photo large, some side by side

    def look_closer(self, *_: object) -> None:
        """Show the current photo large."""
        place = self.grid.currentIndex().row()
        if place >= 0:
            self._show_large([self.model.ids[place]])

    def compare(self) -> None:
        """Show the chosen photos side by side."""
        chosen = self.grid.chosen_ids
        if not 2 <= len(chosen) <= MOST:
            self.said.emit(f"Choose two to {MOST} photos to compare them.", None)
        else:
            self._show_large(chosen)

    def _show_large(self, photos: Sequence[str]) -> None:
        def come(rows: list[PhotoRow]) -> None:
            if rows:
                self.stack.setCurrentWidget(self.loupe)
                self.loupe.show_rows(rows)
                self.loupe.setFocus(Qt.FocusReason.OtherFocusReason)

        self._session.ask(partial(ops.library.rows, self._session.desk, list(photos)), come)

    def _step(self, by: int) -> None:
        place = self.grid.currentIndex().row() + by
        if 0 <= place < self.model.rowCount():
            self.grid.choose(self.model.index(place))
            self.look_closer()

    def look_away(self) -> None:
        """Show the grid again."""
        self.loupe.stop()
        self.stack.setCurrentWidget(self.grid)
        self.grid.scrollTo(self.grid.currentIndex())
        self.take_focus()


def rule() -> QFrame:
    """Return a line between two parts."""
    line = QFrame()
    line.setProperty("rule", True)
    return line
