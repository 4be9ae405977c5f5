"""The main window: what a person does there, and what passes between the panes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
)

from desk import operations as ops
from desk.domain import Change, DeskError, Photo, Publication, Status, Story
from desk.ui.commands import Command
from desk.ui.comments import told
from desk.ui.editor import Formats
from desk.ui.frame import Frame
from desk.ui.indexing import Indexing
from desk.ui.pause import Pause
from desk.ui.restoring import RestoreDialog
from desk.ui.session import Session
from desk.ui.stories import StoriesPane
from desk.ui.stories.model import MIME as STORIES
from desk.ui.theme import Look, current
from desk.ui.writing import body_look

TEXTS = (".txt", ".text", ".md", ".markdown")
_FORMATS = ("bold", "italic", "strike", "sub", "sup", "code", "quote", "pull", "bullets", "numbers")


class Window(Frame):
    """One desk in one window."""

    desk_wanted = Signal(object, bool)
    """Open another desk (its folder, whether to make it first)."""

    restore_wanted = Signal(object)
    """Bring this desk back from a backup (its file); every word is on disk."""

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
        welcome: bool,
        stories: StoriesPane | None = None,
        whole: bool = True,
    ) -> None:
        """Build a window.

        Args:
            session: the open desk.
            look: the theme.
            publication: its settings.
            menu: gives what can be done here.
            welcome: shows the bar of the first start.
            stories: a story list that stands already and is taken over.
            whole: build it at once; otherwise whoever asked goes through `steps`.
        """
        super().__init__(session, look, publication, menu=menu, welcome=welcome, stories=stories)
        self._rescued: list[Story | Photo] = []
        self._hindrance: DeskError | None = None  # to saving
        self._close_later = Pause(self, 150, self.close)
        self.steps = self._steps()
        if whole:
            for _ in self.steps:
                pass

    def _steps(self) -> Iterator[None]:
        yield from super()._steps()
        yield
        self._connect()
        self._title()
        yield
        self._take_list()
        self._restyle()

    def _connect(self) -> None:
        session, open_story = self.session, self.open_story
        session.tasks.failed.connect(self._warn)
        open_story.merged.connect(self._say_merged)
        self.sheet.wrong.connect(self.notice.say)
        session.bus.changed.connect(self._changed)
        open_story.opened.connect(self._opened)
        open_story.changed.connect(self._story_changed)
        open_story.saving.connect(self.status.say_saving)
        open_story.saved.connect(self._saved)
        open_story.failed.connect(self._unsaved)
        self.stories.wanted.connect(self.open)
        self.stories.new_wanted.connect(self.new_story)
        self.list_tools.chosen.duplicate_wanted.connect(self.duplicate)
        self.list_tools.chosen.status_wanted.connect(self.set_status)
        self.list_tools.said.connect(self.notice.say)
        self.list_tools.failed.connect(self.notice.warn)
        self.many.said.connect(self.notice.say)
        self.withdrawing.said.connect(self.notice.say)
        self.withdrawing.failed.connect(self.notice.warn)
        self.pruning.said.connect(self.notice.say)
        self.pruning.failed.connect(self.notice.warn)
        self.history.pane.prune_wanted.connect(self.pruning.ask)
        self.many.failed.connect(self._warn_of_some)
        self.leaving.connect(self.stories.stop)
        self.leaving.connect(self.list_tools.dragging.stop)
        self.stories.files_dropped.connect(self.take_texts)
        self.field.story_wanted.connect(self.open)
        for pane in (self.photos, self.curation):
            pane.failed.connect(self._warn)
            pane.said.connect(self.notice.say)
        self.details.failed.connect(self.notice.warn)
        self.curation.open_wanted.connect(self.open)
        self.duplicates.open_wanted.connect(self.open)
        self.history.shown.connect(self._changes_shown)
        self.history.said.connect(self.notice.say)
        self.history.failed.connect(self.notice.warn)
        self.body.edited.connect(self.history.leave)
        self.writing.failed.connect(self.notice.warn)
        self.writing.said.connect(self.notice.say)
        self.commenting.said.connect(self.notice.say)
        self.commenting.failed.connect(self.notice.warn)
        self.commenting.wanted.connect(self._show_comments)
        self.commenting.counted.connect(self._say_comments)
        self.commenting.offer(self.commands["comment"])
        self.comments.offer(self.commands["comment"], self.commands.tip(self.commands["comment"]))
        self.body.said.connect(self.notice.say)
        self.counting.counted.connect(self.status.length.setText)
        self.counting.over.connect(self.status.say_over)
        self.mistakes.said.connect(self.notice.say)
        self.spelling.said.connect(self.status.say_spelling)
        self.spelling.told.connect(self.notice.say)
        self.spelling.failed.connect(self.notice.warn)
        self.spelling.words_changed.connect(self._publication_changed)
        self.leaving.connect(self.cards.leave)
        self.leaving.connect(self.spelling.stop)
        self.leaving.connect(self.focus.leave)
        self.leaving.connect(self.journal.stop)
        self.journal.refused.connect(self._journal_refused)
        self.recovery.settled.connect(self.open)
        self.recovery.show_wanted.connect(self._show_left)
        self.recovery.failed.connect(self.notice.warn)
        self.commands["spelling"].setChecked(self.spelling.on)
        self.commands["typewriter"].setChecked(self.focus.typewriter)
        self.focus.changed.connect(self.commands["focus"].setChecked)
        self.writing.formats_changed.connect(self._formats)
        self.commands["smart"].setChecked(self.writing.smart)
        self.sheet.source_toggled.connect(self._source_shown)
        self.cards.opened.connect(self._show_card)
        open_story.opened.connect(self.find_bar.refresh)
        self.find_bar.said.connect(self.notice.say)
        self.find_bar.everywhere_wanted.connect(self.find_everywhere)
        self.find_page.said.connect(self.notice.say)
        self.find_page.open_wanted.connect(self.open_found)
        self.find_page.left.connect(partial(self.go, "write"))
        self.settings_page.failed.connect(self.notice.warn)
        self.settings_page.person_named.connect(self.name_person)
        self.settings_page.publication_changed.connect(self._publication_changed)
        self.welcome.named.connect(self._welcomed)
        self.welcome.new_wanted.connect(self.new_desk)
        self.welcome.open_wanted.connect(self.open_desk)
        self.rail.chosen.connect(self.go)
        self._look.changed.connect(self._restyle)
        self.exports.rescued.connect(self._note_rescue)
        self.status.person.setText(session.desk.who.author)
        self.indexing = Indexing(session, self.status, self)
        self.leaving.connect(self.indexing.stop)
        self.indexing.begin()

    # What is shown

    def _title(self) -> None:
        self.top.title.setText(self._publication.title)
        self.setWindowTitle(f"{self._publication.title} — Desk")

    def _restyle(self) -> None:
        theme = current()
        self.top.restyle()
        self.body.set_look(body_look(theme))
        self.sheet.restyle()
        self.commenting.restyle()
        self.history.restyle()
        self.stories.view.doItemsLayout()
        story = self.open_story.story
        self.toolbar.say_status(story)

    def _opened(self, story: Story | None) -> None:
        self.cards.leave()
        self.sheets.setCurrentWidget(self.sheet if story else self.empty)
        self.stories.mark(story.id if story else "")
        self._say_story(story)
        if story is not None and self.status.saved.text() == "":
            self.status.say_saved(story.updated.astimezone() if story.updated else None)

    def _story_changed(self, origin: str) -> None:
        if origin in ("store", "language"):
            self._say_story(self.open_story.story)

    def _say_story(self, story: Story | None) -> None:
        from desk.domain.language import name

        self.toolbar.say_status(story)
        self.status.language.setText(name(story.language) if story else "")
        self.spelling.take_story(story)
        if story is None:
            self.status.length.setText("")
        for status in Status:
            self.commands[f"status-{status.value}"].setEnabled(
                story is not None and story.status is not status
            )

    def _saved(self, when: object) -> None:
        self.status.say_saved(when)  # pyright: ignore[reportArgumentType]
        self._hindrance = None
        self.notice.clear_warning("save")

    def _unsaved(self, error: DeskError) -> None:
        self._close_later.stop()  # a window that cannot save stays until it can, or a copy is made
        self.status.say_unsaved()
        self._warn_unsaved(error)

    def _warn_unsaved(self, error: DeskError) -> None:
        """Say what stands in the way of saving, and where the words are meanwhile."""
        self._hindrance = error
        alone, safe = "What you write is in this window alone", "What you write stays here and in a journal"
        said = DeskError(error.what, kept=alone if self.journal.refusing else safe, todo=error.todo)
        self.notice.warn(said, self._rescue, "Save a copy…", topic="save")

    def _journal_refused(self) -> None:
        if self._hindrance is not None:
            self._warn_unsaved(self._hindrance)

    def _rescue(self) -> None:
        self.exports.rescue(self.open_story, self.photos)

    def _warn(self, error: DeskError) -> None:
        self._close_later.stop()
        if self.open_story.safe and self.photos.safe:
            self.notice.warn(error)
        else:
            self._warn_unsaved(error)

    def _warn_of_some(self, error: DeskError, back: Callable[[], object] | None) -> None:
        """Say what of many things could not be done; the rest can be taken back."""
        self.notice.warn(error, back, "Undo" if back else "")

    def _say_merged(self) -> None:
        self.notice.say(
            "Somebody else saved this story meanwhile: both versions were joined. "
            "Where both changed the same words, both stand one after the other."
        )

    def changeEvent(self, event: QEvent) -> None:
        """Look for what others wrote when a person comes back to this window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.open_story.look_again()
            self.stories.look_again()
            self.curation.look_again()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files wherever no pane does."""
        if event.mimeData().hasUrls() and not event.mimeData().hasFormat(STORIES):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pictures become photos of the open story, texts become stories."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        texts = [file for file in files if file.is_dir() or file.suffix.lower() in TEXTS]
        if texts:
            self.take_texts(texts)
        elif files and self.open_story.story is not None:
            self.show_tab(0)
            self.photos.add(files)

    def _formats(self, formats: Formats) -> None:
        self.toolbar.say_style(formats.heading)
        for name in _FORMATS:
            self.commands[name].setChecked(bool(getattr(formats, name)))
        self.commands["link"].setChecked(bool(formats.href))

    def _show_card(self) -> None:
        """Keep the card in sight once its bar has taken its room."""
        QTimer.singleShot(0, self.sheet, self.sheet.show_cursor)

    def _source_shown(self, on: bool) -> None:
        self.cards.leave()
        self.link_bar.hide()
        for name in (*self.writing.formats, *self.cards.formats, "comment"):
            self.commands[name].setEnabled(not on)
        self.toolbar.style_button.setEnabled(not on)
        self.commands["source"].setChecked(on)

    def _show_left(self, left: Story) -> None:
        """Open a story and show what was typed in it and never stored."""
        if self.open_story.story is None or self.open_story.story.id != left.id:
            self.open(left.id)
        # Behind the story's own way from the store.
        self.session.ask(lambda: None, lambda _: self.history.show_left(left))

    def _changes_shown(self, on: bool) -> None:
        """Show the changes in place of the sheet; nothing is written behind them."""
        self.sheets.setCurrentWidget(self.history.page if on else self.sheet)
        self.toolbar.setHidden(on or self.focus.on)
        self._source_shown(not self.sheet.source_view.isHidden())
        for command in self.writing.commands():
            if on or command.id not in self.writing.formats:
                self.commands[command.id].setEnabled(not on)

    def _changed(self, change: Change) -> None:
        story = self.open_story.story
        if story is not None and story.id in change.ids:
            desk, key = self.session.desk, story.id
            self.session.ask(lambda: len(ops.story.history(desk, key)), self._say_revision)

    def _say_revision(self, number: int) -> None:
        self.status.revision.setText(f"rev {number}")

    def _publication_changed(self, publication: Publication) -> None:
        self._publication = publication
        self.stories.delegate.publication = publication
        self.list_tools.set_publication(publication)
        self.details.set_publication(publication)
        self.curation.set_publication(publication)
        self.history.pane.set_publication(publication)
        self.settings_page.take(publication)
        self.spelling.take_publication(publication)
        self.counting.take_publication(publication)
        self._title()

    # What a person does

    def open(self, story: str) -> None:
        """Bring a story onto the sheet."""
        self.go("write")
        self.photos.flush()
        self.sheet.settle()
        self.details.settle()
        self.open_story.open(story)
        desk = self.session.desk
        self.session.ask(lambda: len(ops.story.history(desk, story)), self._say_revision)

    def new_story(self) -> None:
        """Start a story and put the cursor into its headline."""
        self.go("write")
        self.open_story.flush()
        desk = self.session.desk

        def made(story: Story) -> None:
            self.open(story.id)
            QTimer.singleShot(0, self, self.sheet.headline.setFocus)

        byline = str(self.session.settings.get("person", ""))
        self.session.do(lambda: ops.story.new(desk, byline=byline), made)

    def duplicate(self, story: str) -> None:
        """Make a draft with the same words and open it."""
        desk = self.session.desk

        def made(copy: Story) -> None:
            self.open(copy.id)
            self.notice.say(f"“{copy.headline or 'Untitled'}” was duplicated; this is the copy.")

        self.open_story.flush(lambda: self.session.do(lambda: ops.story.duplicate(desk, story), made))

    def duplicate_open(self) -> None:
        """Duplicate the story on the sheet."""
        if self.open_story.story is not None:
            self.duplicate(self.open_story.story.id)

    def set_open_status(self, status: Status) -> None:
        """Move the story on the sheet to a status."""
        if self.open_story.story is not None:
            self.set_status(self.open_story.story.id, status)

    def set_status(self, story: str, status: Status) -> None:
        """Move a story to a status and offer to take it back; withdrawing asks about its places first."""
        move = partial(self._move, story, status)
        if status is Status.WITHDRAWN:
            self.open_story.flush(partial(self.withdrawing.withdraw, story, move))
        else:
            move()

    def _move(self, story: str, status: Status) -> None:
        desk = self.session.desk

        def run(before: Status) -> None:
            def done(moved: Story) -> None:
                said = f"“{moved.headline or 'Untitled'}” is {moved.status.label.lower()}."
                self.notice.say(said, partial(self.set_status, story, before))

            self.session.do(lambda: ops.story.set_status(desk, story, status), done, self.notice.warn)

        self.open_story.flush(lambda: self.session.ask(lambda: ops.story.get(desk, story).status, run))

    def import_files(self) -> None:
        """Let the person choose texts to bring in."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileNames(
            self, "Import texts", "", "Texts (*.txt *.md *.markdown);;All files (*)"
        )
        if chosen:
            self.take_texts([Path(name) for name in chosen])

    def take_texts(self, files: list[Path]) -> None:
        """Import texts and folders."""
        self.exports.take_in(files, self.open)

    def preview(self) -> None:
        """Show the story's page in the browser."""
        story = self.open_story.story
        if story is not None:
            self.open_story.flush(partial(self.exports.preview, story.id))

    def export(self, *, choose: bool = False) -> None:
        """Write the site, once every word is stored."""
        self.photos.flush()
        self.open_story.flush(partial(self.exports.export, choose=choose))

    def search(self) -> None:
        """Edit the link of the selection in the body, else go to the command field."""
        if self.body.hasFocus() and self.body.textCursor().hasSelection():
            self.writing.edit_link()
        else:
            self.field.ask(QApplication.focusWidget())

    def find(self, *, new: bool = False) -> None:
        """Find in the story on the sheet; `new` replaces."""
        if self.open_story.story is not None:
            self.go("write")
            self.history.leave()
            self.find_bar.ask(new=new)

    def find_everywhere(self) -> None:
        """Find and replace in all stories."""
        self.photos.flush()
        self.go("write")
        self.workspaces.setCurrentWidget(self.find_page)
        self.find_page.ask(self.find_bar.fields)

    def open_found(self, story: str) -> None:
        """Open a story with what was found in it."""
        self.open(story)
        self.find_bar.fields.take(self.find_page.fields)
        self.find_bar.ask()
        # Behind the story's own way from the store.
        self.session.ask(lambda: None, lambda _: self.find_bar.next())

    def focus_filter(self) -> None:
        """Go to the filter of the story list."""
        self.go("write")
        self.stories.show()
        self.stories.filter.setFocus()
        self.stories.filter.selectAll()

    def choose_lead(self) -> None:
        """Let the person pick the lead photo."""
        self.show_tab(0)
        self.photos.choose_file()

    def to_caption(self) -> None:
        """Go to the caption."""
        self.show_tab(0)
        caption = self.photos.form.fields["caption"]
        caption.setFocus()
        caption.moveCursor(QTextCursor.MoveOperation.End)

    def relate(self) -> None:
        """Open the picker of related links."""
        self.show_tab(1)
        self.curation.related.pick()

    def to_editors_choice(self) -> None:
        """Put the story on the sheet on Editor's choice."""
        self.show_tab(1)
        self.curation.add_to_choice()

    def show_history(self) -> None:
        """Go to the earlier versions of the story on the sheet."""
        self.show_tab(self.inspector.indexOf(self.history.pane))
        self.history.pane.view.setFocus()

    def name_version(self) -> None:
        """Name the chosen version of the story, or the newest."""

        def ready() -> None:
            self.show_history()
            # Behind the timeline's own way from the store.
            self.session.ask(lambda: None, lambda _: self.history.pane.to_name())

        self.open_story.flush(ready)

    def name_person(self, name: str) -> None:
        """Put a name on what is written from now on."""
        self.session.settings.set(person=name)
        self.session.desk = ops.desk.signed(self.session.desk, name)
        self.status.person.setText(name)

    def _welcomed(self, name: str) -> None:
        self.name_person(name)
        self.settings_page.person.setText(name)
        self.welcome.hide()
        self.stories.take_focus()

    def new_desk(self) -> None:
        """Choose where an empty desk shall stand."""
        folder = self.exports.ask_new_desk()
        if folder is not None:
            self._leave_for(folder, make=True)

    def open_desk(self) -> None:
        """Choose a desk folder."""
        folder = self.exports.ask_desk()
        if folder is not None:
            self._leave_for(folder, make=False)

    def restore(self) -> None:
        """Choose a backup to bring the desk back from."""
        dialog = RestoreDialog(self.session.desk.folder, self.session.tasks, self)
        dialog.chosen.connect(self._restore_from, Qt.ConnectionType.QueuedConnection)
        dialog.open()

    def _restore_from(self, file: Path) -> None:
        self.photos.flush()
        self.open_story.flush(partial(self.restore_wanted.emit, file))

    def _leave_for(self, folder: Path, *, make: bool) -> None:
        self.open_story.flush(lambda: self.desk_wanted.emit(folder, make))

    def choose_look(self, choice: str) -> None:
        """Switch between light, dark and the system's choice."""
        self.session.settings.set(look=choice)
        self._look.choose(choice)

    def zoom(self, by: float) -> None:
        """Make all text larger or smaller; 0 for its own size."""
        scale = round(min(2.0, max(0.8, current().scale + by)), 1) if by else 1.0
        self.session.settings.set(scale=scale)
        self._look.zoom(scale)

    def _show_comments(self) -> None:
        self.show_tab(self.inspector.indexOf(self.comments))

    def _say_comments(self, number: int) -> None:
        self.inspector.setTabText(self.inspector.indexOf(self.comments), told(number))

    # Leaving and coming back

    def open_first(self, story: str) -> None:
        """Open a story where none is open yet, once."""
        self.stories.first.disconnect(self.open_first)
        if not self.open_story.wanted:
            self.open(story)

    def showEvent(self, event: QShowEvent) -> None:
        """Start where a person goes on: the name on the first start, else the story list."""
        super().showEvent(event)
        if QApplication.focusWidget() is None:
            if self.welcome.isVisible():
                self.welcome.name.setFocus()
            else:
                self.stories.take_focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave once every word is on disk, or in the copy that the person made of it."""
        self.settings_page.flush()
        self.photos.flush()
        self.sheet.show_source(False)  # its cursor is the one that is remembered
        self.open_story.flush()
        if self._unsaved_now() in ([], self._rescued):
            self._close_later.stop()
            self.leaving.emit()
            self.exports.stop()
            self.find_page.stop()
            event.accept()
            self.closed.emit(self.session)
        else:
            event.ignore()
            self._close_later.soon()

    def _unsaved_now(self) -> list[Story | Photo]:
        return [*self.open_story.unsaved(), *self.photos.unsaved()]

    def _note_rescue(self) -> None:
        self._rescued = self._unsaved_now()
