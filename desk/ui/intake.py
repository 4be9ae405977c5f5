"""Picture files that a person drops or picks: taken in beside the window, and what came of them said."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from desk import operations as ops
from desk.domain import DeskError, Photo, Placement, Role
from desk.operations.intake import Taken
from desk.ui import words
from desk.ui.exports import Exports
from desk.ui.notice import Notice
from desk.ui.open_story import OpenStory
from desk.ui.session import Session


class Intake(QObject):
    """Brings files into the open story."""

    def __init__(
        self, session: Session, open_story: OpenStory, exports: Exports, notice: Notice, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._open = open_story
        self._exports = exports
        self._notice = notice

    def add(self, files: list[Path]) -> None:
        """Take the first file as the lead and the others, those of folders too, as inline photos."""
        story = self._open.story
        if story is not None and files:
            self._open.flush(partial(self._begin, story.id, story.photos, files))

    def _begin(self, story: str, before: tuple[Placement, ...], files: list[Path]) -> None:
        work = partial(ops.intake.add, self._session.desk, story, files)
        done = partial(self._say, story, before)
        if len(files) == 1 and not files[0].is_dir():  # so short that it may go beside other long work
            self._session.do(work, done, self._notice.warn, long=True)
        else:
            self._exports.change("Adding photos", work, done)

    def _say(self, story: str, before: tuple[Placement, ...], taken: Taken) -> None:
        """Say the one thing that asks for an answer: what failed, what looks alike, what was replaced."""
        if taken.failed:
            self._notice.warn(failed(taken))
        elif taken.alike:
            self._say_alike(story, taken)
        elif taken.photos and any(place.photo for place in before if place.role is Role.LEAD):
            self._notice.say("The lead photo was replaced.", partial(self._back, story, before))
        elif taken.left:
            self._notice.say(f"Stopped: {words.count(taken.left, 'file was', 'files were')} not looked at.")
        elif len(taken.photos) > 1:
            self._notice.say(f"{len(taken.photos)} photos were added.")

    def _say_alike(self, story: str, taken: Taken) -> None:
        new, older = taken.alike[0]
        said = f"{new.name} looks like {older.name or 'a photo'}, which was in the library before."
        if len(taken.alike) > 1:
            said += (
                f" So do {words.count(len(taken.alike) - 1, 'other photo', 'other photos')} like older ones."
            )
        use = partial(self._use_older, story, taken.alike)
        self._notice.say(
            said, use, "Use the older" if len(taken.alike) == 1 else "Use the older ones", stays=True
        )

    def _use_older(self, story: str, alike: tuple[tuple[Photo, Photo], ...]) -> None:
        pairs = [(new.id, older.id) for new, older in alike]
        swap = partial(ops.intake.use_older, self._session.desk, story, pairs)
        self._open.flush(lambda: self._session.do(swap, None, self._notice.warn))

    def _back(self, story: str, before: tuple[Placement, ...]) -> None:
        if self._open.story is not None and self._open.story.id == story:
            self._open.edit("intake", photos=before)


def failed(taken: Taken) -> DeskError:
    """Return one line of the files that were not taken."""
    (_, first), *others = taken.failed
    if not others:
        return first
    names = ", ".join(path.name for path, _ in others[:3]) + (" …" if len(others) > 3 else "")
    return DeskError(
        f"{len(taken.failed)} of the files were not taken. {first}",
        todo=f"The others: {names}",
    )
