"""The Photos workspace: the whole library in a grid, searched as one types, with the words beside it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Change, DeskError, Done, Photo, PhotoIds, PhotoQuery, PhotoRow, PhotoSort, Role, Story
from desk.ui import words
from desk.ui.commands import Command
from desk.ui.editor import clip
from desk.ui.exports import Exports
from desk.ui.intake import failed
from desk.ui.library.deeds import FileDeeds
from desk.ui.library.delegate import SIZES, PhotoDelegate, described
from desk.ui.library.grid import Grid
from desk.ui.library.head import LibraryHead
from desk.ui.library.loupe import MOST, Loupe
from desk.ui.library.model import MIME, LibraryModel, carried
from desk.ui.library.words import PhotoWords
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.photos import PhotoPane
from desk.ui.photos.pane import PICTURES
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails

_LATER = 200  # ms behind a change, for several come together
_AROUND = 40  # rows read beyond those in sight
_EMPTY = "No photos yet. Drop files or folders here, or press Ctrl+V to paste a picture."


class LibraryPage(QFrame):
    """Shows the photos of one query; what a person does with those chosen."""

    said = Signal(str, object)
    """A thing was done: what, and how it is taken back (a callable) or None."""

    failed = Signal(object)
    open_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        open_story: OpenStory,
        photos: PhotoPane,
        thumbnails: Thumbnails,
        exports: Exports,
    ) -> None:
        super().__init__(objectName="library-page")
        self._session = session
        self._open = open_story
        self._pane = photos
        self._exports = exports
        self._query: PhotoQuery | None = None
        self._sort, self._descending = PhotoSort.ADDED, True
        self._asked = 0
        self._stale = True
        self.setAcceptDrops(True)
        self.model = LibraryModel(self)
        self.model.says = described
        self.delegate = PhotoDelegate(thumbnails, self)
        self.grid = Grid(self.model)
        self.grid.setItemDelegate(self.delegate)
        self.head = LibraryHead(session)
        self.words = PhotoWords(session, exports)
        self.loupe = Loupe(session, thumbnails)
        self.files = FileDeeds(session, exports, self)
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
        self.stack = QStackedWidget()
        self.empty = self._make_empty()
        for widget in (self.grid, self.empty, self.loupe):
            self.stack.addWidget(widget)
        column.addWidget(self.head)
        column.addWidget(_rule())
        column.addWidget(self.stack, 1)
        right = QFrame(objectName="inspector")
        right.setMinimumWidth(280)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.words, 1)
        side.addWidget(_rule())
        side.addWidget(self._make_target())
        self.split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([1000, 330])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.split)

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        self.why = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.why.setProperty("role", "hint")
        self.way = QPushButton("Add photos…")
        self.way.setProperty("kind", "link")
        self.way.clicked.connect(self._go_on)
        column = QVBoxLayout(empty)
        column.setContentsMargins(40, 0, 40, 0)
        column.addStretch(2)
        column.addWidget(self.why)
        column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return empty

    def _make_target(self) -> QWidget:
        """Make what adds the chosen photos to the story on the sheet."""
        target = QWidget()
        self.target = QLabel(wordWrap=True)
        self.target.setProperty("role", "field")
        self.as_lead = QPushButton("Add as lead")
        self.as_inline = QPushButton("Add to the text")
        self.as_lead.clicked.connect(partial(self.add_to_open, Role.LEAD))
        self.as_inline.clicked.connect(partial(self.add_to_open, Role.INLINE))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.as_lead)
        row.addWidget(self.as_inline)
        row.addStretch(1)
        column = QVBoxLayout(target)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self.target)
        column.addLayout(row)
        return target

    def _connect(self, thumbnails: Thumbnails) -> None:
        self.model.wanted.connect(self._fetch)
        self.grid.chosen.connect(self._choosing.soon)
        self.grid.zoomed.connect(self.zoom)
        self.grid.opened.connect(self.look_closer)
        self.loupe.left.connect(self.look_away)
        self.loupe.stepped.connect(self._step)
        self.grid.customContextMenuRequested.connect(self._menu)
        self.head.asked.connect(self._ask)
        self.head.resized.connect(self._resize)
        self.head.sorted.connect(self._sort_by)
        self.head.add.clicked.connect(self.choose_files)
        self.head.field.left.connect(self.take_focus)
        self.head.field.returnPressed.connect(self.take_focus)
        for part in (self.words, self.files):
            part.said.connect(self.said)
            part.failed.connect(self.failed)
        self.words.open_wanted.connect(self.open_wanted)
        self.head.more.setMenu(self._more())
        thumbnails.ready.connect(self.model.repaint)
        self._session.bus.changed.connect(self._changed)
        self._open.opened.connect(self._say_target)
        self._say_target(self._open.story)

    # What is asked for

    def showEvent(self, event: object) -> None:
        """Ask for what changed while nobody looked."""
        super().showEvent(event)  # pyright: ignore[reportArgumentType]
        self._ask_if_seen()

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
            self.grid.setCurrentIndex(self.model.index(places[0]))
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

    def _go_on(self) -> None:
        if self.head.typed:
            self.head.put("")
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose_files()

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
            self.grid.setCurrentIndex(self.model.index(0))

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
        self._say_target(self._open.story)

    def _say_target(self, story: Story | None) -> None:
        any_ = bool(self.grid.chosen_ids) and story is not None
        named = f"Story on the sheet: “{story.headline or 'Untitled'}”" if story else "No story is open."
        self.target.setText(named)
        self.as_lead.setEnabled(any_)
        self.as_inline.setEnabled(any_)

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
            self.grid.setCurrentIndex(self.model.index(place))
            self.look_closer()

    def look_away(self) -> None:
        """Show the grid again."""
        self.loupe.stop()
        self.stack.setCurrentWidget(self.grid)
        self.grid.scrollTo(self.grid.currentIndex())
        self.take_focus()

    # What is done with the chosen

    def add_to_open(self, role: Role, *_: object) -> None:
        """Add the chosen photos to the story on the sheet."""
        self.add(self.grid.chosen_ids, role)

    def add_to(self, story: str, photos: Sequence[str]) -> None:
        """Add photos to a story, as lead where it has none."""
        self.add(photos, story=story)

    def add(self, photos: Sequence[str], role: Role | None = None, story: str = "") -> None:
        """Add photos to a story, the one on the sheet unless one is named; as lead where that lacks one."""
        if not story and self._open.story is None:
            self.said.emit("No story is open. Open one first; then photos can be added to it.", None)
        elif not photos:
            self.said.emit("No photo is chosen. Choose one in Photos first.", None)
        else:
            story = story or (self._open.story.id if self._open.story else "")
            self._pane.flush()
            self._open.flush(partial(self._place, story, list(photos), role))

    def _place(self, story: str, photos: list[str], role: Role | None) -> None:
        desk = self._session.desk

        def run() -> Done[tuple[Story, Story]]:
            before = ops.story.get(desk, story)
            lead = before.lead is not None and before.lead.photo
            wanted = role or (Role.INLINE if lead else Role.LEAD)
            done = ops.library.place(desk, story, photos, wanted)
            return Done((before, done.value), done.change)

        self._session.do(run, partial(self._placed, len(photos)), self.failed.emit)

    def _placed(self, number: int, both: tuple[Story, Story]) -> None:
        before, after = both
        named = f"“{after.headline or 'Untitled'}”"
        if before.revision == after.revision:
            self.said.emit(f"{named} has {'it' if number == 1 else 'them'} already.", None)
            return
        back = partial(self._take_out, before, after)
        self.said.emit(f"{words.count(number, 'photo', 'photos')} added to {named}.", back)

    def _take_out(self, before: Story, after: Story) -> None:
        desk = self._session.desk
        back = replace(after, photos=before.photos, body=before.body)
        run = partial(ops.story.save, desk, back)
        self._open.flush(lambda: self._session.do(run, None, self.failed.emit))

    def copy(self) -> None:
        """Copy the chosen photos: a story takes them by paste."""
        chosen = self.grid.chosen_ids
        if chosen:
            QGuiApplication.clipboard().setMimeData(carried(chosen))
            self.said.emit(f"{words.count(len(chosen), 'photo', 'photos')} copied.", None)

    def _menu(self, at: QPoint) -> None:
        if not self.grid.chosen_ids:
            return
        menu = QMenu(self)
        for command in _of_chosen(lambda: self):
            menu.addAction(command.name.partition(": ")[2] or command.name, command.act)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def replace(self) -> None:
        """Give the chosen photo another file."""
        self.files.replace(self.grid.chosen_ids)

    def save_copy(self) -> None:
        """Save a copy of the chosen photo with its words inside."""
        self.words.flush()
        self.files.save_copy(self.grid.chosen_ids)

    def sheet(self) -> None:
        """Write a contact sheet of the chosen photos."""
        self.files.contact_sheet(self.grid.chosen_ids)

    def sheet_of_all(self) -> None:
        """Write a contact sheet of all that is shown."""
        self.files.contact_sheet(list(self.model.ids))

    def _more(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Contact sheet of all that is shown…", self.sheet_of_all)
        menu.addAction("Compare the chosen", self.compare)
        menu.addAction("Replace the file of the chosen…", self.replace)
        menu.addAction("Save a copy of the chosen with this metadata…", self.save_copy)
        return menu

    # What comes in

    def choose_files(self) -> None:
        """Let a person choose pictures to be taken in."""
        start = str(self._session.settings.get("pictures", ""))
        names, _ = QFileDialog.getOpenFileNames(self, "Add photos", start, PICTURES)
        if names:
            self._session.settings.set(pictures=str(Path(names[0]).parent))
            self.take_in([Path(name) for name in names])

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files and folders into the library."""
        self._exports.change(
            "Adding photos", partial(ops.intake.take, self._session.desk, files), self._taken
        )

    def _taken(self, taken: "ops.intake.Taken") -> None:
        """Say what came of files; one that was there already is no new photo."""
        there = len(taken.photos) - taken.new
        told = [f"{words.count(taken.new, 'photo was', 'photos were')} added."] if taken.new else []
        told += [f"{words.count(there, 'file was', 'files were')} in the library already."] if there else []
        if taken.alike:
            new, older = taken.alike[0]
            more = f", and {len(taken.alike) - 1} more look like older ones" if taken.alike[1:] else ""
            told.append(f"{new.name} looks like {older.name or 'an older photo'}{more}.")
        told += [f"{words.count(taken.left, 'file was', 'files were')} left out."] if taken.left else []
        if taken.failed:
            error = failed(taken)
            self.failed.emit(DeskError(" ".join([*told, error.what]), kept=error.kept, todo=error.todo))
        else:
            self.said.emit(" ".join(told), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and keep photos that come back from the window, which would add them to its story."""
        if event.mimeData().hasFormat(MIME) or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let no photos fall back."""
        event.setAccepted(not event.mimeData().hasFormat(MIME))

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files in."""
        files = _files(event.mimeData())
        if files and not event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.take_in(files)

    def paste(self) -> None:
        """Take in what the clipboard has: files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        files, picture = _files(data), clip.image(data)
        if data.hasFormat(MIME):
            return
        if files:
            self.take_in(files)
        elif picture is not None:
            run = partial(_pasted, self._session.desk, picture)
            self._session.do(run, self._pasted, self.failed.emit, long=True)

    def _pasted(self, photo: Photo) -> None:
        self.said.emit("The picture is in the library.", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and paste photos."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", True)
    return rule


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _pasted(desk: "ops.Desk", picture: bytes | QImage) -> Done[Photo]:
    source = clip.png(picture) if isinstance(picture, QImage) else picture
    return ops.photo.take_in(desk, source, name="pasted picture")


def commands(page: Callable[[], LibraryPage], go: Callable[[], object]) -> list[Command]:
    """Return what can be done here by name; `page` gives the workspace, `go` leads to it."""

    def show() -> None:
        go()
        page().take_focus()

    def search() -> None:
        go()
        page().search()

    return [
        Command("photos", "Photos", show, "Ctrl+3", "image-square"),
        Command("find-photos", "Search photos", search),
        Command("add-photos", "Add photos to the library…", lambda: page().choose_files()),
        Command("photos-sheet", "Contact sheet of all photos shown…", lambda: page().sheet_of_all()),
        Command("photos-larger", "Photos: larger pictures", lambda: page().zoom(1)),
        Command("photos-smaller", "Photos: smaller pictures", lambda: page().zoom(-1)),
        *_of_chosen(page),
    ]


def _of_chosen(page: Callable[[], LibraryPage]) -> list[Command]:
    """Return what can be done with the chosen photos."""
    return [
        Command("loupe", "Chosen photos: look closer", lambda: page().look_closer()),
        Command("compare", "Chosen photos: compare", lambda: page().compare()),
        Command("photo-lead", "Chosen photos: add as lead", lambda: page().add_to_open(Role.LEAD)),
        Command("photo-text", "Chosen photos: add to text", lambda: page().add_to_open(Role.INLINE)),
        Command("photo-copy", "Chosen photos: copy", lambda: page().copy()),
        Command("photo-replace", "Chosen photos: replace the file…", lambda: page().replace()),
        Command("photo-save", "Chosen photos: save a copy with this metadata…", lambda: page().save_copy()),
        Command("photo-sheet", "Chosen photos: contact sheet…", lambda: page().sheet()),
    ]
