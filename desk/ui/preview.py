"""The story on the sheet and the draft fronts in the system's browser, following each pause in typing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desk import operations as ops
from desk.domain import Change, DeskError
from desk.text import Doc
from desk.ui.notice import Notice
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.photos import PhotoPane
from desk.ui.session import Session

_PAUSE = 80  # ms without a key
_LONGEST = 500  # ms of typing without a pause
_BOTH = "#both"


class Preview(QObject):
    """Begins with the first page that is wanted and ends with the window.

    The GUI thread only hands over what it holds anyway; pages are made on the preview's own threads.
    """

    def __init__(
        self,
        session: Session,
        open_story: OpenStory,
        photos: PhotoPane,
        body: Callable[[], Doc | str],
        notice: Notice,
    ) -> None:
        """Build it; `body` gives the body on the sheet as blocks, or as Markdown."""
        super().__init__(open_story)
        self._session = session
        self._open = open_story
        self._photos = photos
        self._body = body
        self._notice = notice
        self._made: ops.previewing.Preview | None = None
        self._pause = Pause(self, _PAUSE, self._write)
        self._longest = Pause(self, _LONGEST, self._write)
        for signal in (open_story.touched, open_story.changed, open_story.opened, open_story.saved):
            signal.connect(self._touched)
        photos.touched.connect(self._touched)
        photos.saved.connect(self._touched)
        session.bus.changed.connect(self._changed)

    def story(self, *, both: bool = False) -> None:
        """Show the story on the sheet; `both` as a phone and a desktop do, side by side."""
        story = self._open.story
        if story is None:
            self._notice.say("Open a story first: its page is shown as you write.")
        elif made := self._begin():
            self._show(made.story(story.id), both=both)

    def front(self, *, both: bool = False) -> None:
        """Show the draft of the front page; those of the sections are a link away."""
        if made := self._begin():
            self._show(made.front(), both=both)

    def _begin(self) -> "ops.previewing.Preview | None":
        if self._made is None:
            try:
                self._made = ops.previewing.Preview(self._session.desk)
            except DeskError as error:
                self._notice.warn(error)
            else:
                self._write()
        return self._made

    def _show(self, address: str, *, both: bool) -> None:
        address += _BOTH if both else ""
        if not QDesktopServices.openUrl(QUrl(address)):
            self._notice.say(f"No browser could be opened. The preview is at {address}", stays=True)

    def _touched(self, *_: object) -> None:
        if self._made is not None:
            self._pause.soon()
            if not self._longest.isActive():
                self._longest.soon()

    def _changed(self, change: Change) -> None:
        if self._made is not None and change.kinds != {"story"}:
            self._made.look()

    def _write(self) -> None:
        """Hand over what this window holds and the desk may not have."""
        self._pause.stop()
        self._longest.stop()
        if self._made is None:
            return
        if self._open.dirty and self._open.coming():
            self._pause.soon()  # a long paste is on its way into the sheet
            return
        body = self._body() if self._open.dirty else None
        photos = {photo.id: photo for photo in self._photos.unsaved()}
        self._made.write(ops.previewing.Written(self._open.waiting(), self._open.story, body, photos))

    def stop(self) -> None:
        """End with the window."""
        made, self._made = self._made, None
        if made is not None:
            self._session.tasks.prompt(made.close)  # a picture that is being made takes a moment to end
