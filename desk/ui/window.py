"""The main window: its parts brought together, and how it comes and goes."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk.domain import DeskError, Publication, Role, Typed
from desk.ui.awaiting import Awaiting
from desk.ui.checks import Checking
from desk.ui.commands import Command
from desk.ui.curation import CurationPane
from desk.ui.desks import Desks
from desk.ui.details import DetailsPane
from desk.ui.display import Display
from desk.ui.find_page import FindPage
from desk.ui.front import BoardPage
from desk.ui.going import Going
from desk.ui.history import History
from desk.ui.indexing import Indexing
from desk.ui.library import MIME as PHOTOS
from desk.ui.library import LibraryPage, photos_in
from desk.ui.publishing import Publishing
from desk.ui.rooms import Rooms
from desk.ui.saving import Saving
from desk.ui.session import Session
from desk.ui.settings_page import SettingsPage
from desk.ui.stories import StoriesPane
from desk.ui.stories.model import MIME as STORIES
from desk.ui.story_deeds import StoryDeeds
from desk.ui.theme import Look
from desk.ui.ways import Ways

_FEW = 40  # commands that are made in one step


class Window(Rooms):
    """One desk in one window."""

    leaving = Signal()
    """Everything is on disk and the window is about to go."""

    closed = Signal(object)
    """The window is gone and everything is on disk (Session)."""

    def __init__(
        self,
        session: Session,
        look: Look,
        publication: Publication,
        *,
        menu: Callable[["Window"], list[Command]],
        stories: StoriesPane | None = None,
        whole: bool = True,
    ) -> None:
        """Build a window.

        Args:
            session: the open desk.
            look: the theme.
            publication: its settings.
            menu: gives what can be done here.
            stories: a story list that stands already and is taken over.
            whole: build it at once; otherwise whoever asked goes through `steps`.
        """
        super().__init__(session, look, publication, stories)
        self.steps = self._steps(look, menu)
        if whole:
            for _ in self.steps:
                pass

    # Building, in steps, so that a start can give the window that stands a turn between them

    def _steps(self, look: Look, menu: Callable[["Window"], list[Command]]) -> Iterator[None]:
        yield from self._make_parts()
        self.publishing = Publishing(self.session, self.exports, self.notice, self)
        self.deeds = StoryDeeds(self, self.open)
        self.ways = Ways(self, self.open)
        self.desks = Desks(self, look)
        self.going = Going(self)
        yield
        commands = iter(menu(self))
        while some := list(islice(commands, _FEW)):
            self.commands.add(some)
            yield
        yield from self._make_bars()
        yield from self._build()
        yield
        self._display = Display(self, look, self.open)
        self._awaiting = Awaiting(self, self._bring)  # behind the display, which shows the sheet
        self._saving = Saving(self, self._awaiting, self.close)
        self._hear_notices()
        self._hear_wishes()
        self._hear_leaving()
        yield
        self._take_list()
        yield
        self._display.restyle()

    def _hear_notices(self) -> None:
        """Show in the notice what the parts say."""
        say, warn, when = self.notice.say, self.notice.warn, self.late.when
        deeds = self.withdrawing, self.renaming, self.pruning
        for part in (*deeds, self.list_tools, self.writing, self.commenting):
            part.said.connect(say)
            part.failed.connect(warn)
        self.photos.said.connect(say)
        self.photos.failed.connect(self._saving.warn)
        for part in (self.many, self.body, self.mistakes, self.find_bar):
            part.said.connect(say)
        for part in (self.spelling, self.recovery, self.clashes):
            part.failed.connect(warn)
        for kind in (History, CurationPane, LibraryPage, BoardPage, FindPage, Checking):
            when(kind, lambda part: part.said.connect(say))
        for kind in (CurationPane, LibraryPage, BoardPage):
            when(kind, lambda part: part.failed.connect(self._saving.warn))
        for kind in (History, DetailsPane, SettingsPage, Checking):
            when(kind, lambda part: part.failed.connect(warn))
        self.session.tasks.failed.connect(self._saving.warn)
        self.spelling.told.connect(say)
        self.sheet.wrong.connect(say)
        self.many.failed.connect(self._warn_of_some)
        self.open_story.merged.connect(self._say_merged)

    def _hear_wishes(self) -> None:
        """Do what a part asks for."""
        self.stories.wanted.connect(self._choose)
        self.field.story_wanted.connect(self.open)
        self.stories.photos_dropped.connect(self._add_photos)
        self.duplicates.open_wanted.connect(self.open)
        self.recovery.settled.connect(self.open)
        self.recovery.form_wanted.connect(self._put_typed)
        self.rail.chosen.connect(self.go)
        self.photos.files_given.connect(self.intake.add)
        self.photos.photos_given.connect(self._give_lead)
        for kind in (BoardPage, CurationPane, LibraryPage):
            self.late.when(kind, lambda part: part.open_wanted.connect(self.open))
        self.late.when(CurationPane, self._hear_standing)
        self.late.when(History, lambda part: part.pane.prune_wanted.connect(self.pruning.ask))

    def _hear_standing(self, curation: CurationPane) -> None:
        curation.standing.open_wanted.connect(self.open)
        curation.standing.place_wanted.connect(self._show_place)

    def _hear_leaving(self) -> None:
        """End what runs on its own once the window goes."""
        indexing = Indexing(self.session, self.status, self)
        indexing.begin()
        self.exports.changing.connect(indexing.stand_back)
        for part in (
            self.stories,
            self.list_tools.dragging,
            self.spelling,
            self.rights,
            self.flags,
            self.journal,
            self.preview,
            self.renaming,
            self.focus,
            self._awaiting,
            indexing,
        ):
            self.leaving.connect(part.stop)
        self.late.when(Checking, lambda part: self.leaving.connect(part.stop))
        self.leaving.connect(self.cards.leave)

    def _warn_of_some(self, error: DeskError, back: Callable[[], object] | None) -> None:
        """Say what of many things could not be done; the rest can be taken back."""
        self.notice.warn(error, back, "Undo" if back else "")

    def _put_typed(self, typed: Typed) -> None:
        """Show the settings with the words that were left."""
        self.go("settings")
        self.settings_page.put(typed)

    def _say_merged(self) -> None:
        self.notice.say("Somebody else saved this story meanwhile: both versions were joined.")

    def _choose(self, story: str) -> None:
        """Open a story of the list; beside the board it is only chosen, to be dragged or placed."""
        if not self.on_board:
            self.open(story)

    def _add_photos(self, story: str, photos: list[str]) -> None:
        """Add photos of the library that were dropped on a story of the list."""
        self.library.add_to(story, photos)

    def _give_lead(self, photos: list[str]) -> None:
        """Add photos of the library that were dropped on the photo pane."""
        self.library.add(photos, Role.LEAD)

    def _show_place(self, front: str, container: str, story: str, live: bool) -> None:
        """Show on the board where a story stands."""
        self.go("front")
        self.board.show_place(front, container, story, live=live)

    def open(self, story: str, *, go: bool = True, field: QWidget | None = None) -> None:
        """Bring a story onto the sheet, and the sheet in sight unless told not to `go` there.

        A `field` of the sheet gets the cursor.
        """
        if not self._awaiting.behind(story, field):
            self._bring(story, go=go)
            if field is not None:
                field.setFocus()

    def _bring(self, story: str, *, go: bool = True) -> None:
        if go:
            self.go("write")
        self.photos.flush()
        self.sheet.settle()
        if details := self.late.there(DetailsPane):
            details.settle()
        self.open_story.open(story)
        self._display.say_revisions(story)

    def open_first(self, story: str) -> None:
        """Open a story where none is open yet, once."""
        self.stories.first.disconnect(self.open_first)
        if not self.open_story.wanted:
            self.open(story, go=self.rail.place == "write")  # a person may be elsewhere by now

    # Coming and going

    def changeEvent(self, event: QEvent) -> None:
        """Look for what others wrote when a person comes back to this window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.open_story.look_again()
            self.stories.look_again()
            self.flags.look_again()
            for kind in (CurationPane, BoardPage, LibraryPage):
                if part := self.late.there(kind):
                    part.look_again()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files wherever no pane does."""
        data = event.mimeData()
        if data.hasFormat(PHOTOS) or (data.hasUrls() and not data.hasFormat(STORIES)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pictures become photos of the open story, texts become stories."""
        if event.mimeData().hasFormat(PHOTOS):
            self.library.add(photos_in(event.mimeData()))
            return
        urls = event.mimeData().urls()
        self.deeds.take_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def showEvent(self, event: QShowEvent) -> None:
        """Start where a person goes on: in the story list."""
        super().showEvent(event)
        if QApplication.focusWidget() is None:
            self.stories.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave once every word is on disk, or in the copy that the person made of it."""
        if self._saving.may_leave():
            self.leaving.emit()
            self.exports.stop()
            if find_page := self.late.there(FindPage):
                find_page.stop()
            event.accept()
            self.closed.emit(self.session)
        else:
            event.ignore()
