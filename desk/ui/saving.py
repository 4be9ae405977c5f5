"""What stands in the way of saving, and whether a window may go."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desk.domain import DeskError, Photo, Story
from desk.ui.awaiting import Awaiting
from desk.ui.pause import Pause
from desk.ui.rooms import Rooms


class Saving(QObject):
    """Says whether every word is on disk; where one is not, keeps the window and offers a copy."""

    def __init__(self, frame: Rooms, awaiting: Awaiting, leave: Callable[[], object]) -> None:
        """Build it.

        Args:
            frame: the parts, of which story and photos are what is saved.
            awaiting: what is typed for a story that is on its way.
            leave: closes the window.
        """
        super().__init__(frame)
        self._frame, self._awaiting = frame, awaiting
        self._rescued: list[Story | Photo] = []
        self._hindrance: DeskError | None = None
        self._leave_later = Pause(self, 150, leave)
        story = frame.open_story
        story.saving.connect(frame.status.say_saving)
        story.saved.connect(self._saved)
        story.failed.connect(self._unsaved)
        frame.journal.refused.connect(self._journal_refused)
        frame.exports.rescued.connect(self._note_rescue)

    def may_leave(self) -> bool:
        """Store everything; what is on its way, or refused by the disk and in no copy, holds the window."""
        frame = self._frame
        frame.flush()
        frame.photos.flush()
        frame.sheet.show_source(False)  # its cursor is the one that is remembered
        frame.open_story.flush()
        if not self._awaiting.holding and self._unsaved_now() in ([], self._rescued):
            self._leave_later.stop()
            return True
        self._leave_later.soon()
        return False

    def warn(self, error: DeskError) -> None:
        """Say what went wrong; while words are not on disk, where they are too."""
        self._leave_later.stop()
        if all(part.safe for part in (self._frame.open_story, *self._frame.captions)):
            self._frame.notice.warn(error)
        else:
            self._warn_unsaved(error)

    def _saved(self, when: object) -> None:
        self._frame.status.say_saved(when)  # pyright: ignore[reportArgumentType]
        self._hindrance = None
        self._frame.notice.clear("save")

    def _unsaved(self, error: DeskError) -> None:
        self._leave_later.stop()  # a window that cannot save stays until it can, or a copy is made
        self._frame.status.say_unsaved()
        self._warn_unsaved(error)

    def _warn_unsaved(self, error: DeskError) -> None:
        """Say what stands in the way of saving, and where the words are meanwhile."""
        self._hindrance = error
        alone, safe = "What you write is in this window alone", "What you write stays here and in a journal"
        kept = alone if self._frame.journal.refusing else safe
        said = DeskError(error.what, kept=kept, todo=error.todo)
        self._frame.notice.warn(said, self._rescue, "Save a copy…", topic="save")

    def _journal_refused(self) -> None:
        if self._hindrance is not None:
            self._warn_unsaved(self._hindrance)

    def _rescue(self) -> None:
        self._frame.exports.rescue(self._frame.open_story, self._photos())

    def _unsaved_now(self) -> list[Story | Photo]:
        return [*self._frame.open_story.unsaved(), *self._photos()]

    def _photos(self) -> list[Photo]:
        return [photo for part in self._frame.captions for photo in part.unsaved()]

    def _note_rescue(self) -> None:
        self._rescued = self._unsaved_now()
