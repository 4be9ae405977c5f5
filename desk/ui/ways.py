"""Where a command takes a person: to a field, a tab, a page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from desk.ui.comments import told
from desk.ui.find_page import FindPage
from desk.ui.front import BoardPage
from desk.ui.history import History
from desk.ui.library import LibraryPage
from desk.ui.rooms import Rooms


class Ways(QObject):
    """Shows what a command is about and puts the keyboard there."""

    def __init__(self, frame: Rooms, open_: Callable[[str], None]) -> None:
        """Build it.

        Args:
            frame: the parts.
            open_: brings a story, by its id, onto the sheet.
        """
        super().__init__(frame)
        self._frame = frame
        self._open = open_
        frame.find_bar.everywhere_wanted.connect(self.find_everywhere)
        frame.late.when(FindPage, self._hear_finding)
        frame.commenting.wanted.connect(self._show_comments)
        frame.commenting.counted.connect(self._say_comments)

    def _hear_finding(self, page: FindPage) -> None:
        page.open_wanted.connect(self.open_found)
        page.left.connect(self._write)

    def _write(self) -> None:
        self._frame.go("write")

    def search(self) -> None:
        """Edit the link of the selection in the body, else go to the command field."""
        body = self._frame.body
        if body.hasFocus() and body.textCursor().hasSelection():
            self._frame.writing.edit_link()
        else:
            self._frame.field.ask(QApplication.focusWidget())

    def find(self, *, new: bool = False) -> None:
        """Find in the story on the sheet; `new` replaces."""
        if self._frame.open_story.story is not None:
            self._write()
            self._frame.leave_history()
            self._frame.find_bar.ask(new=new)

    def find_everywhere(self) -> None:
        """Find and replace in all stories."""
        frame = self._frame
        frame.photos.flush()
        self._write()
        frame.workspaces.setCurrentWidget(frame.find_page)
        frame.find_page.ask(frame.find_bar.fields)

    def open_found(self, story: str) -> None:
        """Open a story with what was found in it."""
        frame = self._frame
        self._open(story)
        frame.find_bar.fields.take(frame.find_page.fields)
        frame.find_bar.ask()
        # Behind the story's own way from the store.
        frame.session.ask(lambda: None, lambda _: frame.find_bar.next())

    def filter(self) -> None:
        """Go to the filter of the story list."""
        self._write()
        stories = self._frame.stories
        stories.show()
        stories.filter.setFocus()
        stories.filter.selectAll()

    def choose_lead(self) -> None:
        """Let the person pick the lead photo."""
        self._frame.show_tab(0)
        self._frame.photos.choose_file()

    def crop(self) -> None:
        """Set the frames and the focal point of the photo in the pane."""
        self._frame.show_tab(0)
        self._frame.photos.crop()

    def caption(self) -> None:
        """Go to the caption."""
        self._frame.show_tab(0)
        caption = self._frame.photos.form.fields["caption"]
        caption.setFocus()
        caption.moveCursor(QTextCursor.MoveOperation.End)

    def relate(self) -> None:
        """Open the picker of related links."""
        self._frame.show_tab(1)
        self._frame.curation.related.pick()

    def editors_choice(self) -> None:
        """Put the story on the sheet on Editor's choice."""
        self._frame.show_tab(1)
        self._frame.curation.add_to_choice()

    def place(self) -> None:
        """Let the person choose where the open story, or the one chosen beside the board, is placed."""
        frame, story = self._frame, self._frame.open_story.story
        if frame.on_board:
            row = frame.stories.chosen_row()
            if row is not None:
                frame.board.offer(row.id)
        elif story is not None:
            frame.open_story.flush(lambda: frame.board.offer(story.id))

    def make_live(self) -> None:
        """Show what making the front live would change."""
        self._on_board(BoardPage.ask_live)

    def add_container(self) -> None:
        """Set up a new container of the front."""
        self._on_board(BoardPage.add_container)

    def _on_board(self, act: Callable[[BoardPage], None]) -> None:
        self._frame.go("front")
        # Behind the board's own way from the store.
        self._frame.session.ask(lambda: None, lambda _: act(self._frame.board))

    def history(self) -> None:
        """Go to the earlier versions of the story on the sheet."""
        self._frame.show_tab(self._frame.inspector.indexOf(self._frame.tabs[History]))
        self._frame.history.pane.view.setFocus()

    def next_change(self) -> None:
        """Go to the next change between the versions that are compared."""
        self._frame.history.page.next()

    def previous_change(self) -> None:
        """Go to the change before."""
        self._frame.history.page.previous()

    def name_version(self) -> None:
        """Name the chosen version of the story, or the newest."""
        frame = self._frame

        def ready() -> None:
            self.history()
            # Behind the timeline's own way from the store.
            frame.session.ask(lambda: None, lambda _: frame.history.pane.to_name())

        frame.open_story.flush(ready)

    def next_zone(self, way: int = 1) -> None:
        """Move the keyboard to the next zone of the window, or the one before."""
        zones = [(zone, take) for zone, take in self._zones() if zone.isVisible()]
        now = QApplication.focusWidget()
        here = (n for n, (zone, _) in enumerate(zones) if now and (zone is now or zone.isAncestorOf(now)))
        zones[(next(here, -1) + way) % len(zones)][1]()

    def _zones(self) -> list[tuple[QWidget, Callable[[], object]]]:
        """Return the zones there are, each with what puts the keyboard into it."""
        frame, late = self._frame, self._frame.late
        zones: list[tuple[QWidget, Callable[[], object]]] = [
            (frame.field, partial(_enter, frame.field)),
            (frame.rail, partial(_enter_first, frame.rail)),
            (frame.stories, frame.stories.take_focus),
            (frame.sheet, lambda: _enter(frame.sheet.text_field)),
        ]
        if board := late.there(BoardPage):
            zones.append((board, board.take_focus))
        if history := late.there(History):
            zones.append((history.page, partial(_enter, history.page.text)))
        zones.append((frame.photos.page, partial(_enter, frame.photos.page.canvas)))
        zones.append((frame.inspector, partial(_enter, frame.inspector.tabBar())))
        if library := late.there(LibraryPage):
            zones.append((library.grid, library.take_focus))
            zones.append((library.words, partial(_enter, library.words.fields["caption"])))
        return zones

    def _show_comments(self) -> None:
        self._frame.show_tab(self._frame.inspector.indexOf(self._frame.comments))

    def _say_comments(self, number: int) -> None:
        inspector = self._frame.inspector
        inspector.setTabText(inspector.indexOf(self._frame.comments), told(number))


def _enter(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _enter_first(zone: QWidget) -> None:
    """Put the keyboard on the first thing of a zone."""
    first = zone.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    _enter(first or zone)
