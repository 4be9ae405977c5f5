"""What a person does with a whole story: begin, bring in, duplicate, move to a status, show, export."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desk import operations as ops
from desk.domain import DeskError, Done, Status, Stopped, Story
from desk.ui.rooms import Rooms

_TEXTS = (".txt", ".text", ".md", ".markdown", ".zip")


class StoryDeeds(QObject):
    """Acts on stories, and says what became of it."""

    def __init__(self, frame: Rooms, open_: Callable[..., None]) -> None:
        """Build it.

        Args:
            frame: the parts.
            open_: brings a story, by its id, onto the sheet, and the cursor into a `field`.
        """
        super().__init__(frame)
        self._frame = frame
        self._session = frame.session
        self._story = frame.open_story
        self._open = open_
        frame.stories.new_wanted.connect(self.new)
        frame.stories.files_dropped.connect(self.take_texts)
        frame.list_tools.chosen.duplicate_wanted.connect(self.duplicate)
        frame.list_tools.chosen.status_wanted.connect(self.set_status)

    def new(self) -> None:
        """Start a story and put the cursor into its headline; no store has to take it first."""
        frame = self._frame
        byline = str(self._session.settings.get("person", ""))
        story = ops.story.draft(frame.publication, byline=byline)
        self._story.begin(story)
        self._open(story.id, field=frame.sheet.headline)

    def duplicate(self, story: str) -> None:
        """Make a draft with the same words and open it."""
        desk = self._session.desk

        def made(copy: Story) -> None:
            self._open(copy.id)
            said = f"“{copy.headline or 'Untitled'}” was duplicated; this is the copy."
            self._frame.notice.say(said)

        self._story.flush(lambda: self._session.do(lambda: ops.story.duplicate(desk, story), made))

    def duplicate_open(self) -> None:
        """Duplicate the story on the sheet."""
        if self._story.story is not None:
            self.duplicate(self._story.story.id)

    def set_open_status(self, status: Status) -> None:
        """Move the story on the sheet to a status."""
        if self._story.story is not None:
            self.set_status(self._story.story.id, status)

    def set_status(self, story: str, status: Status) -> None:
        """Move a story to a status and offer to take it back; withdrawing asks about its places first."""
        move = partial(self._move, story, status)
        if status is Status.WITHDRAWN:
            self._story.flush(partial(self._frame.withdrawing.withdraw, story, move))
        else:
            move()

    def _move(self, story: str, status: Status, reason: str = "") -> None:
        self._run(story, partial(ops.clearing.move, self._session.desk, story, status, reason=reason))

    def _run(self, story: str, move: Callable[[], Done[Story]]) -> None:
        """Move a story, and offer the way back."""
        desk, session, notice = self._session.desk, self._session, self._frame.notice

        def run(before: Status) -> None:
            def done(moved: Story) -> None:
                said = f"“{moved.headline or 'Untitled'}” is {moved.status.label.lower()}."
                notice.say(said, partial(self._take_back, story, before))

            session.do(move, done, partial(self._refused, story))

        self._story.flush(lambda: session.ask(lambda: ops.story.get(desk, story).status, run))

    def _take_back(self, story: str, before: Status) -> None:
        """Move a story back to the status that it had, whatever is open in it."""
        if before is Status.WITHDRAWN:
            self.set_status(story, before)  # asks about its places
        else:
            self._run(story, partial(ops.story.set_status, self._session.desk, story, before))

    def _refused(self, story: str, error: DeskError) -> None:
        if isinstance(error, Stopped):
            self._stop(story, error)
        else:
            self._frame.notice.warn(error)

    def _stop(self, story: str, stopped: Stopped) -> None:
        """Show a story with what keeps it from a status."""
        opened = self._story.story
        if opened is None or opened.id != story:
            self._open(story)
        move = partial(self._move, story, stopped.status)
        # Behind the story's own way from the store.
        self._session.ask(lambda: None, lambda _: self._frame.checking.stop_at(stopped, move))

    def import_files(self) -> None:
        """Let the person choose texts to bring in."""
        chosen, _ = QFileDialog.getOpenFileNames(
            self._frame, "Import texts", "", "Texts (*.txt *.md *.markdown *.zip);;All files (*)"
        )
        if chosen:
            self.take_texts([Path(name) for name in chosen])

    def take_texts(self, files: list[Path]) -> None:
        """Import texts and folders."""
        self._frame.exports.take_in(files, self._open)

    def take_files(self, files: list[Path]) -> None:
        """Make stories of texts; of files without any, photos of the story on the sheet."""
        texts = [file for file in files if file.is_dir() or file.suffix.lower() in _TEXTS]
        if texts:
            self.take_texts(texts)
        elif files and self._story.story is not None:
            self._frame.show_tab(0)
            self._frame.photos.add(files)

    def preview(self, *, both: bool = False) -> None:
        """Show in the browser what is worked on: the draft front on the board, else the story's page."""
        preview = self._frame.preview
        (preview.front if self._frame.on_board else preview.story)(both=both)

    def copy_html(self) -> None:
        """Copy the story for another system or a mail: formatted, and as its source where that is wanted."""
        self._copy(ops.exporting.html, "The story is copied as HTML.", html=True)

    def copy_plain(self) -> None:
        """Copy the words of the story alone."""
        self._copy(ops.story.plain, "The story is copied as plain text.")

    def _copy(self, read: Callable[[ops.Desk, str], str], said: str, *, html: bool = False) -> None:
        story, desk = self._story.story, self._session.desk
        if story is None:
            return

        def take(words: str) -> None:
            mime = QMimeData()
            mime.setText(words)
            if html:
                mime.setHtml(words)
            QGuiApplication.clipboard().setMimeData(mime)
            self._frame.notice.say(said)

        self._story.flush(lambda: self._session.ask(partial(read, desk, story.id), take))

    def write(self, kind: str) -> None:
        """Write the story on the sheet as a file; see `operations.handing.Kind`."""
        if self._story.story is not None:
            self._frame.many.export([self._story.story.id], kind)

    def export(self, *, choose: bool = False) -> None:
        """Show what an export changes, once every word is stored, and write it."""
        self.stored(partial(self._frame.exports.export, choose=choose))

    def stored(self, then: Callable[[], object]) -> None:
        """Do something once every word is stored."""
        self._frame.photos.flush()
        self._story.flush(then)
