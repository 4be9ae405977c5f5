"""What is done with many stories at once: what was typed is stored first, all is taken back as one."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desk import operations as ops
from desk.domain import DeskError, Done, Status, Story
from desk.operations.places import Place
from desk.ui import words
from desk.ui.exports import Exports
from desk.ui.open_story import OpenStory
from desk.ui.photos import PhotoPane
from desk.ui.session import Session
from desk.ui.withdrawing import WithdrawDialog

_NAMED = 3  # stories that could not be changed, named one by one


class Many(QObject):
    """Changes and exports the stories that are chosen in the list."""

    said = Signal(str, object)
    """What was done, and how it is taken back (a callable) or None."""

    failed = Signal(object, object)
    """What stands in the way (DeskError), and how the rest, which was done, is taken back or None."""

    def __init__(
        self, session: Session, open_story: OpenStory, photos: PhotoPane, exports: Exports, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._open = open_story
        self._photos = photos
        self._exports = exports
        self._window = window

    def set_status(self, stories: Sequence[str], status: Status) -> None:
        """Move stories to a status."""
        desk = self._session.desk
        run = partial(ops.bulk.set_status, desk, stories, status)
        said = f"{{}} {{}} now {status.label.lower()}."
        if status is Status.WITHDRAWN:
            self._stored(partial(self._ask_instead, list(stories)))
        else:
            self._change("Changing", run, said)

    def _ask_instead(self, stories: list[str]) -> None:
        """Withdraw stories; where some stand somewhere, ask first what shall stand there."""
        desk = self._session.desk

        def read() -> list[tuple[Story, list[Place]]]:
            return [
                (ops.story.get(desk, one), held) for one, held in ops.places.places_of(desk, stories).items()
            ]

        def ask(found: list[tuple[Story, list[Place]]]) -> None:
            if not found:
                self._withdraw(stories, {}, [])
                return
            dialog = WithdrawDialog(self._session, found, stories, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self._withdraw(stories, dialog.answers_given, found))
            dialog.open()

        self._session.tasks.work(read, ask, lambda error: self.failed.emit(error, None))

    def _withdraw(
        self, stories: list[str], answers: dict[str, str | None], found: list[tuple[Story, list[Place]]]
    ) -> None:
        instead = {story: answer for story, answer in answers.items() if answer != ""}
        left = [place for story, held in found if story.id not in instead for place in held]
        run = partial(ops.bulk.withdraw, self._session.desk, stories, instead)
        self._exports.change("Withdrawing", run, partial(self._withdrawn, left))

    def restore(self, stories: Sequence[str]) -> None:
        """Bring withdrawn stories back to where they stood before."""
        self._change("Restoring", partial(ops.bulk.restore, self._session.desk, stories), "{} {} back.")

    def set_section(self, stories: Sequence[str], section: str, name: str) -> None:
        """Move stories to a section."""
        run = partial(ops.bulk.set_section, self._session.desk, stories, section)
        self._change("Moving", run, f"{{}} {{}} now in {name}.")

    def add_tags(self, stories: Sequence[str], tags: Sequence[str]) -> None:
        """Put tags on stories."""
        run = partial(ops.bulk.add_tags, self._session.desk, stories, tags)
        self._change("Tagging", run, f"{{}} {{}} tagged {', '.join(tags)}.")

    def remove_tags(self, stories: Sequence[str], tags: Sequence[str]) -> None:
        """Take tags off stories."""
        run = partial(ops.bulk.remove_tags, self._session.desk, stories, tags)
        self._change("Changing tags", run, f"{{}} {{}} no longer tagged {', '.join(tags)}.")

    def copy_links(self, stories: Sequence[str]) -> None:
        """Put the addresses of stories' pages on the clipboard."""
        desk = self._session.desk

        def read() -> list[str]:
            return [link for story in stories if (link := ops.exporting.link(desk, story))]

        def done(links: list[str]) -> None:
            if links:
                QGuiApplication.clipboard().setText("\n".join(links))
                self.said.emit(f"{words.count(len(links), 'link', 'links')} copied.", None)
            else:
                self.said.emit("The publication has no address yet: Settings asks for it.", None)

        self._session.ask(read, done)

    def export(self, stories: Sequence[str], kind: str) -> None:
        """Write stories (see `operations.handing.Kind`) as files into a folder of the person's choice."""
        asked = f"Write {words.count(len(stories), 'story', 'stories')} into which folder?"
        start = str(self._session.settings.get("handed", ""))
        chosen = QFileDialog.getExistingDirectory(self._window, asked, start)
        if chosen:
            self._session.settings.set(handed=chosen)
            self.write(stories, Path(chosen), kind)

    def write(self, stories: Sequence[str], folder: Path, kind: str) -> None:
        """Write stories as files into a folder, beside the window, with progress and Cancel."""
        from desk.ui import proof

        def done(files: list[Path]) -> None:
            told = words.count(len(files), "story was", "stories were")
            self.said.emit(f"{told} written to {files[0] if len(files) == 1 else folder}.", None)

        desk, wanted = self._session.desk, ops.handing.Kind(kind)
        write: Callable[..., list[Path]] = partial(
            ops.handing.write, desk, stories, folder, wanted, draw=proof.draw
        )
        self._stored(lambda: self._exports.run("Writing", write, done))

    def _change(self, what: str, run: "Callable[..., Done[ops.bulk.Bulk]]", said: str) -> None:
        self._stored(lambda: self._exports.change(what, run, partial(self._done, said)))

    def _stored(self, then: Callable[[], object]) -> None:
        """Do something once every word on the sheet and the photo pane is stored."""
        self._photos.flush()
        self._open.flush(then)

    def _withdrawn(self, left: list[Place], made: "ops.bulk.Bulk") -> None:
        """Say what was done, and name the places where withdrawn stories still stand, unseen by readers."""
        lists = {slug for cleared in made.cleared for slug, *_ in cleared.lists}
        changed = f", {words.count(len(lists), 'list', 'lists')} changed." if lists else "."
        self._done(f"{{}} {{}} now withdrawn{changed}", made, _standing(left))

    def _done(self, said: str, made: "ops.bulk.Bulk", more: str = "") -> None:
        number = len(made.revisions)
        told = said.format(words.count(number, "story", "stories"), "is" if number == 1 else "are") + more
        back = partial(self._take_back, made) if number else None
        if made.passed:
            self.failed.emit(_passed(told if number else "Nothing was changed.", made.passed), back)
        elif number:
            self.said.emit(told, back)
        else:
            self.said.emit("Nothing had to be changed.", None)

    def _take_back(self, made: "ops.bulk.Bulk") -> None:
        run = partial(ops.bulk.take_back, self._session.desk, made)
        self._change("Undoing", run, "{} {} as before.")


def _passed(told: str, passed: Sequence["ops.bulk.Passed"]) -> DeskError:
    """Return the error that names what was left as it is, and why."""
    named = "; ".join(f"“{one.headline or 'Untitled'}”: {one.why.rstrip('.')}" for one in passed[:_NAMED])
    more = f"; and {words.number(len(passed) - _NAMED)} more" if len(passed) > _NAMED else ""
    number = words.count(len(passed), "story was", "stories were")
    return DeskError(f"{told} {number} left as before: {named}{more}")


def _standing(places: Sequence[Place]) -> str:
    """Return where stories still stand, as a sentence."""
    if not places:
        return ""
    named = "; ".join(f"{place.name}, place {place.position}" for place in places[:_NAMED])
    more = f"; and {words.number(len(places) - _NAMED)} more" if len(places) > _NAMED else ""
    return f" Readers no longer see what stands in: {named}{more}."
