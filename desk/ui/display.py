"""What the window shows as the story, its publication and the look change."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desk import operations as ops
from desk.domain import Change, Publication, Status, Story
from desk.domain.language import name
from desk.ui.curation import CurationPane
from desk.ui.details import DetailsPane
from desk.ui.editor import Formats
from desk.ui.front import BoardPage
from desk.ui.history import History
from desk.ui.library import LibraryPage
from desk.ui.rooms import Rooms
from desk.ui.settings_page import SettingsPage
from desk.ui.theme import Look, current
from desk.ui.writing import body_look

_FORMATS = ("bold", "italic", "strike", "sub", "sup", "code", "quote", "pull", "bullets", "numbers")


class Display(QObject):
    """Keeps every part at what is open, and each command at what can be done there."""

    def __init__(self, frame: Rooms, look: Look, open_: Callable[[str], None]) -> None:
        """Build it.

        Args:
            frame: the parts.
            look: the theme.
            open_: brings a story, by its id, onto the sheet.
        """
        super().__init__(frame)
        self._frame = frame
        self._session = frame.session
        self._open = open_
        look.changed.connect(self.restyle)
        self._follow_story()
        self._follow_writing()
        self._show_title()

    def _follow_story(self) -> None:
        frame = self._frame
        self._session.bus.changed.connect(self._changed)
        frame.open_story.opened.connect(self._opened)
        frame.open_story.changed.connect(self._story_changed)
        frame.open_story.opened.connect(frame.find_bar.refresh)
        frame.late.when(History, self._follow_history)
        frame.photos.cropping.connect(self._cropping)
        frame.photos.open_wanted.connect(self._open)
        frame.recovery.show_wanted.connect(self._show_left)
        frame.spelling.words_changed.connect(self._publication_changed)
        frame.late.when(SettingsPage, self._follow_settings)
        frame.clashes.publication_changed.connect(self._publication_changed)

    def _follow_history(self, history: History) -> None:
        history.shown.connect(self._changes_shown)
        self._frame.body.edited.connect(history.leave)

    def _follow_settings(self, page: SettingsPage) -> None:
        page.publication_changed.connect(self._publication_changed)

    def _follow_writing(self) -> None:
        frame, commands = self._frame, self._frame.commands
        frame.writing.formats_changed.connect(self._formats)
        frame.sheet.source_toggled.connect(self._source_shown)
        frame.cards.opened.connect(self._show_card)
        frame.counting.counted.connect(frame.status.length.setText)
        frame.counting.over.connect(frame.status.say_over)
        frame.spelling.said.connect(frame.status.say_spelling)
        frame.focus.changed.connect(commands["focus"].setChecked)
        frame.commenting.offer(commands["comment"])
        frame.comments.offer(commands["comment"], commands.tip(commands["comment"]))
        commands["spelling"].setChecked(frame.spelling.on)
        commands["typewriter"].setChecked(frame.focus.typewriter)
        commands["smart"].setChecked(frame.writing.smart)

    def restyle(self) -> None:
        """Take the theme's colours and sizes wherever no style sheet reaches."""
        frame = self._frame
        frame.top.restyle()
        frame.body.set_look(body_look(current()))
        frame.sheet.restyle()
        frame.commenting.restyle()
        frame.stories.view.doItemsLayout()
        for kind in (History, LibraryPage):
            if part := frame.late.there(kind):
                part.restyle()
        frame.toolbar.say_status(frame.open_story.story)

    def say_revisions(self, story: str) -> None:
        """Say how many revisions a story has."""
        desk = self._session.desk
        self._session.ask(lambda: len(ops.story.history(desk, story)), self._say_revision)

    def _say_revision(self, number: int) -> None:
        self._frame.status.revision.setText(f"rev {number}")

    def _show_title(self) -> None:
        title = self._frame.publication.title
        self._frame.top.title.setText(title)
        self._frame.setWindowTitle(f"{title} — Desk")

    def _opened(self, story: Story | None) -> None:
        frame = self._frame
        frame.cards.leave()
        if story is None or frame.sheets.currentWidget() is not frame.photos.page:
            frame.sheets.setCurrentWidget(frame.sheet if story else frame.empty)
        frame.stories.mark(story.id if story else "")
        self._say_story(story)
        if story is not None and frame.status.saved.text() == "":
            frame.status.say_saved(story.updated.astimezone() if story.updated else None)

    def _story_changed(self, origin: str) -> None:
        if origin in ("store", "language"):
            self._say_story(self._frame.open_story.story)

    def _say_story(self, story: Story | None) -> None:
        frame = self._frame
        frame.toolbar.say_status(story)
        frame.status.language.setText(name(story.language) if story else "")
        frame.spelling.take_story(story)
        if story is None:
            frame.status.length.setText("")
        for status in Status:
            can = story is not None and story.status is not status
            frame.commands[f"status-{status.value}"].setEnabled(can)

    def _changed(self, change: Change) -> None:
        story = self._frame.open_story.story
        if story is not None and story.id in change.ids:
            self.say_revisions(story.id)

    def _formats(self, formats: Formats) -> None:
        commands = self._frame.commands
        self._frame.toolbar.say_style(formats.heading)
        for one in _FORMATS:
            commands[one].setChecked(bool(getattr(formats, one)))
        commands["link"].setChecked(bool(formats.href))

    def _show_card(self) -> None:
        """Keep the card in sight once its bar has taken its room."""
        QTimer.singleShot(0, self._frame.sheet, self._frame.sheet.show_cursor)

    def _source_shown(self, on: bool) -> None:
        frame = self._frame
        frame.cards.leave()
        frame.link_bar.hide()
        for one in (*frame.writing.formats, *frame.cards.formats, "comment"):
            frame.commands[one].setEnabled(not on)
        frame.toolbar.style_button.setEnabled(not on)
        frame.commands["source"].setChecked(on)

    def _show_left(self, left: Story) -> None:
        """Open a story and show what was typed in it and never stored."""
        frame = self._frame
        if frame.open_story.story is None or frame.open_story.story.id != left.id:
            self._open(left.id)
        # Behind the story's own way from the store.
        self._session.ask(lambda: None, lambda _: frame.history.show_left(left))

    def _changes_shown(self, on: bool) -> None:
        """Show the changes in place of the sheet."""
        self._cover(self._frame.history.page, on)

    def _cropping(self, on: bool) -> None:
        """Show the large view of a photo in place of the sheet."""
        frame, page = self._frame, self._frame.photos.page
        if on:
            frame.go("write")
            frame.leave_history()
            frame.sheet.settle()
            self._cover(page, on)
        elif frame.sheets.currentWidget() is page:
            self._cover(page, on)
            frame.photos.canvas.setFocus()

    def _cover(self, page: QWidget, on: bool) -> None:
        """Show a page in place of the sheet, or the sheet again; nothing is written behind it."""
        frame = self._frame
        frame.sheets.setCurrentWidget(page if on else frame.sheet)
        frame.toolbar.setHidden(on or frame.focus.on)
        self._source_shown(not frame.sheet.source_view.isHidden())
        for command in frame.writing.commands():
            if on or command.id not in frame.writing.formats:
                frame.commands[command.id].setEnabled(not on)

    def _publication_changed(self, publication: Publication) -> None:
        frame = self._frame
        frame.publication = publication
        frame.stories.delegate.publication = publication
        frame.list_tools.set_publication(publication)
        frame.photos.set_publication(publication)
        frame.rights.take_publication(publication)
        frame.spelling.take_publication(publication)
        frame.counting.take_publication(publication)
        self._show_title()
        for kind in (DetailsPane, CurationPane, BoardPage, LibraryPage):
            if part := frame.late.there(kind):
                part.set_publication(publication)
        if history := frame.late.there(History):
            history.pane.set_publication(publication)
        if settings := frame.late.there(SettingsPage):
            settings.take(publication)
