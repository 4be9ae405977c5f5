"""Stories dragged out of the list: to a slot, as links, or as files that are made meanwhile."""

import tempfile
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QUrl

from desk import operations as ops
from desk.domain import DeskError
from desk.ui.session import Session
from desk.ui.stories.model import MIME

_FILES, _PLAIN, _HTML = "text/uri-list", "text/plain", "text/html"
_PATIENCE = 5  # s; files are made while the hand moves, so that nobody waits for them
_MOST = 200  # stories; of more only their places are carried


class Carried(QMimeData):
    """What a drag holds: ids for this window, links and files for others."""

    def __init__(self, stories: Sequence[str], made: "Future[Made]") -> None:
        super().__init__()
        self._stories = stories
        self._made = made

    def formats(self) -> list[str]:
        """Return what can be dropped."""
        return [MIME, _FILES, _PLAIN, _HTML] if len(self._stories) <= _MOST else [MIME]

    def hasFormat(self, mimetype: str) -> bool:
        """Say whether something can be dropped so."""
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: QMetaType | QMetaType.Type) -> Any:
        """Return what is dropped."""
        if mimetype == MIME:
            return QByteArray("\n".join(self._stories).encode())
        if mimetype not in self.formats():
            return None
        try:
            made = self._made.result(_PATIENCE)
        except (DeskError, TooLong):
            return None
        if mimetype == _FILES:
            return [QUrl.fromLocalFile(str(file)) for file in made.files]
        return made.html if mimetype == _HTML else made.plain


class Made:
    """The files, and the words that stand for them where words are dropped."""

    def __init__(self, desk: "ops.Desk", stories: Sequence[str], folder: Path) -> None:
        self.files = ops.exporting.files(desk, stories, folder)
        told = [(ops.exporting.link(desk, story), ops.story.get(desk, story).headline) for story in stories]
        self.plain = "\n".join(link or headline for link, headline in told)
        self.html = "<br>".join(
            f'<a href="{escape(link)}">{escape(headline or link)}</a>' if link else escape(headline)
            for link, headline in told
        )


class Dragging:
    """Makes what drags carry; the files live as long as the window, for whoever reads them later."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._folder = tempfile.TemporaryDirectory(prefix="desk-drag-", ignore_cleanup_errors=True)

    def carry(self, stories: list[str]) -> QMimeData:
        """Return what a drag of stories carries."""
        made: Future[Made] = Future()
        desk = self._session.desk
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))

        def make() -> None:
            try:
                made.set_result(Made(desk, stories[:_MOST], folder))
            except DeskError as error:
                made.set_exception(error)

        self._session.tasks.work(make)
        return Carried(stories, made)

    def stop(self) -> None:
        """Take the files away."""
        self._folder.cleanup()
