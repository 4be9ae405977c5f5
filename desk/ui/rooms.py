"""What of the window is made when it is first shown or asked for: workspaces, pages, tabs."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desk.domain import Publication
from desk.ui.checks import Checking
from desk.ui.curation import CurationPane
from desk.ui.details import DetailsPane
from desk.ui.find_page import FindPage
from desk.ui.frame import FOLDS, Frame
from desk.ui.front import BoardPage
from desk.ui.history import History
from desk.ui.library import LibraryPage
from desk.ui.library.words import PhotoWords
from desk.ui.photos import PhotoPane
from desk.ui.session import Session
from desk.ui.settings_page import SettingsPage
from desk.ui.stories import StoriesPane
from desk.ui.theme import Look


class Rooms(Frame):
    """The window's parts with those that wait until they are needed."""

    def __init__(
        self, session: Session, look: Look, publication: Publication, stories: StoriesPane | None
    ) -> None:
        """See `Window`."""
        super().__init__(session, publication, stories)
        look.dress(self)
        self._offer_parts(look)

    @property
    def curation(self) -> CurationPane:
        """Return the tab of lists."""
        return self.late.get(CurationPane)

    @property
    def checking(self) -> Checking:
        """Return the copy desk, with its tab."""
        return self.late.get(Checking)

    @property
    def details(self) -> DetailsPane:
        """Return the tab of what a story carries beside its words."""
        return self.late.get(DetailsPane)

    @property
    def history(self) -> History:
        """Return the timeline and the page of changes."""
        return self.late.get(History)

    @property
    def library(self) -> LibraryPage:
        """Return the Photos workspace."""
        return self.late.get(LibraryPage)

    @property
    def board(self) -> BoardPage:
        """Return the Front workspace."""
        return self.late.get(BoardPage)

    @property
    def find_page(self) -> FindPage:
        """Return the page that finds in all stories."""
        return self.late.get(FindPage)

    @property
    def settings_page(self) -> SettingsPage:
        """Return the settings."""
        return self.late.get(SettingsPage)

    @property
    def captions(self) -> "tuple[PhotoPane | PhotoWords, ...]":
        """Return where words of photos are typed."""
        library = self.late.there(LibraryPage)
        return (self.photos, library.words) if library else (self.photos,)

    @property
    def on_board(self) -> bool:
        """Return whether the board is what is seen."""
        board = self.late.there(BoardPage)
        return board is not None and board.isVisible()

    def leave_history(self) -> None:
        """Show the story where the changes between versions are shown."""
        if history := self.late.there(History):
            history.leave()

    def flush(self) -> None:
        """Send to the store what was typed on the pages."""
        if settings := self.late.there(SettingsPage):
            settings.flush()
        if library := self.late.there(LibraryPage):
            library.words.flush()
        if curation := self.late.there(CurationPane):
            for editor in (curation.related, curation.named):
                editor.form.keep()
        if board := self.late.there(BoardPage):
            board.form.keep()

    # Zones

    def go(self, workspace: str) -> None:
        """Show a workspace of the rail."""
        self.flush()
        kinds: dict[str, type[QWidget]] = {"settings": SettingsPage, "photos": LibraryPage}
        kind = kinds.get(workspace)
        self.workspaces.setCurrentWidget(self.late.get(kind) if kind else self.split)
        self.rail.mark(workspace)
        if workspace in ("write", "front"):
            self._show_board(workspace == "front")

    def _show_board(self, on: bool) -> None:
        """Show the board beside the story list in place of sheet and inspector, or these again."""
        if on == bool(self.centres.currentIndex()):
            return
        if on:
            self._beside_sheet = not self.inspector.isHidden() or self._folded_by_width
            self.inspector.hide()
            self.stories.show()
            self.split.refresh()  # or the board would be laid out for the room beside the inspector first
            self.centres.setCurrentWidget(self.board)
            self.board.take_focus()
        else:
            self.centres.setCurrentIndex(0)
            self.inspector.setVisible(self._beside_sheet and self.width() >= FOLDS)
            self._folded_by_width = self._beside_sheet and self.width() < FOLDS

    def show_tab(self, number: int) -> None:
        """Show a tab of the inspector."""
        self.go("write")
        self._show_inspector(True)
        self.inspector.setCurrentIndex(number)

    def toggle_inspector(self) -> None:
        """Fold the inspector away or bring it back."""
        if not self.on_board:
            self._show_inspector(not self.inspector.isVisible())

    # How they are made

    def _offer_parts(self, look: Look) -> None:
        """Say how parts are made that wait until they are needed, the likeliest first."""
        offer = self.late.offer
        offer(Checking, self._make_checking)
        offer(CurationPane, self._make_curation)
        offer(DetailsPane, self._make_details)
        offer(History, self._make_history)
        offer(LibraryPage, self._make_library)
        offer(BoardPage, self._make_board)
        offer(FindPage, self._make_find_page)
        offer(SettingsPage, partial(self._make_settings, look))

    def _make_curation(self) -> CurationPane:
        pane = CurationPane(self.session, self.open_story, self.thumbnails, self.publication)
        for editor in (pane.related, pane.named):
            editor.delegate.rights = self.rights
            self.rights.ready.connect(editor.view.viewport().update)
            self.journal.watch_form(editor.form)
        self.tabs[CurationPane].take(pane)
        return pane

    def _make_checking(self) -> Checking:
        checking = Checking(self.session, self.open_story, self.sheet, self.photos, self.spelling)
        self.tabs[Checking].take(checking.pane)
        return checking

    def _make_details(self) -> DetailsPane:
        pane = DetailsPane(self.session, self.open_story, self.publication)
        self.tabs[DetailsPane].take(pane)
        return pane

    def _make_history(self) -> History:
        history = History(self.session, self.open_story, self.sheet.settle, self.thumbnails, self.publication)
        self.sheets.addWidget(history.page)
        self.tabs[History].take(history.pane)
        return history

    def _make_library(self) -> LibraryPage:
        shared = (self.photos, self.thumbnails, self.exports, self.publication)
        page = LibraryPage(self.session, self.open_story, *shared)
        self.journal.watch(page.words)
        self.workspaces.addWidget(page)
        return page

    def _make_board(self) -> BoardPage:
        page = BoardPage(self.session, self.thumbnails, self.publication, self.stories.row, self.flags)
        for form in (page.form, page.setting):
            self.journal.watch_form(form)
        self.centres.addWidget(page)
        return page

    def _make_find_page(self) -> FindPage:
        page = FindPage(self.session, self.open_story)
        self.workspaces.addWidget(page)
        return page

    def _make_settings(self, look: Look) -> SettingsPage:
        page = SettingsPage(self.session, look, self.publication)
        self.journal.watch_form(page)
        self.workspaces.addWidget(page)
        return page
