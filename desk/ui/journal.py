"""Keeps what is typed in a second place, every instant, until the store has it."""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, SignalInstance

from desk import operations as ops
from desk.domain import BadInput, Photo, Story, Typed, new_id, storable
from desk.text import Doc, Writer
from desk.ui.library.words import PhotoWords
from desk.ui.locks import locked
from desk.ui.open_story import OpenStory
from desk.ui.photos import PhotoPane
from desk.ui.session import Session

if TYPE_CHECKING:
    from desk.ui.curation.slot_form import SlotForm
    from desk.ui.front.container_form import ContainerForm
    from desk.ui.settings_page import SettingsPage

    # Fields whose words are kept once they are whole, or left: `typed` gives those that are not kept yet.
    Form = SettingsPage | ContainerForm | SlotForm

_EVERY: Final = 150  # ms between two writings while somebody types
_SHARE: Final = 20  # a writing that takes long comes so much less often
_log = logging.getLogger(__name__)


class Journal(QObject):
    """One window's journal: a file for each story, photo and form with words that the store does not have.

    The GUI thread only hands over what it holds anyway; another thread makes words of it and writes.
    """

    refused = Signal()
    """No place takes the journal any more, or one does again; see `refusing`."""

    def __init__(
        self,
        session: Session,
        open_story: OpenStory,
        body: Callable[[], Doc | str],
    ) -> None:
        super().__init__(open_story)
        self._session = session
        self._open = open_story
        self._photos: list[PhotoPane | PhotoWords] = []
        self._body = body
        self._forms: list[Form] = []
        self._awaited: Callable[[], list[Typed]] = list
        self._typed: dict[str, Typed] = {}
        self._sent = set[str]()
        """Forms whose words are on their way to the store."""
        self._keeper: Keeper | None = None
        self._writing = self._more = self.refusing = False
        self._soon = QTimer(self, singleShot=True, interval=_EVERY)
        self._soon.timeout.connect(self._write)
        session.ask(partial(ops.journal.places, session.desk), self._begin)
        self._listen(open_story)

    def watch(self, photos: PhotoPane | PhotoWords) -> None:
        """Keep the words of photos that are typed here too."""
        self._photos.append(photos)
        self._listen(photos)

    def _listen(self, place: OpenStory | PhotoPane | PhotoWords) -> None:
        place.touched.connect(self._touched)
        place.saved.connect(self._touched)

    def watch_form(self, form: "Form") -> None:
        """Keep what is typed in a form too."""
        self._forms.append(form)
        form.touched.connect(self._touched)

    def watch_awaited(self, unsaved: Callable[[], list[Typed]], touched: SignalInstance) -> None:
        """Keep what is typed for stories that have not come, until they have it."""
        self._awaited = unsaved
        touched.connect(self._touched)

    def _begin(self, places: list[Path]) -> None:
        self._keeper = Keeper([place / new_id() for place in places], self._session.desk.folder)
        if not self._safe:
            self._touched()

    @property
    def folder(self) -> Path | None:
        """Return where this window's journal lies, once there was something to keep."""
        return self._keeper.folder if self._keeper else None

    @property
    def _safe(self) -> bool:
        safe = self._open.safe and all(place.safe for place in self._photos)
        return safe and not self._awaited() and not any(form.typed() for form in self._forms)

    def _touched(self, *_: object) -> None:
        if self._keeper is not None and not self._soon.isActive():
            self._soon.start()

    def _write(self) -> None:
        if self._writing:
            self._more = True
        elif self._open.dirty and self._open.coming():
            self._soon.start()
        elif self._keeper is not None:
            self._writing = True
            self._send(self._keeper, self._written)

    def _send(self, keeper: "Keeper", done: Callable[[tuple[float, bool]], None] | None = None) -> None:
        """Have the journal hold what the store does not have, and nothing else."""
        things: dict[str, Story | Photo | Typed] = {**self._open.waiting(), **self._in_forms()}
        things |= {photo.id: photo for place in self._photos for photo in place.unsaved()}
        things |= {typed.id: typed for typed in self._awaited()}
        story = self._open.story
        typed = story if self._open.dirty else None
        body = self._body() if typed else ""
        self._session.tasks.prompt(partial(keeper.keep, things, typed, body), done)

    def _in_forms(self) -> dict[str, Typed]:
        """Return what is typed in forms; what left a form stays until the store is done with it."""
        now = {one.id: one for form in self._forms if (one := form.typed()) is not None}
        for id_ in self._typed.keys() - now.keys() - self._sent:
            self._sent.add(id_)
            self._session.ask(lambda: None, partial(self._arrived, id_))
        self._typed |= now
        return self._typed

    def _arrived(self, id_: str, _: object) -> None:
        self._sent.discard(id_)
        if all(one.id != id_ for form in self._forms if (one := form.typed()) is not None):
            self._typed.pop(id_, None)
            self._touched()

    def _written(self, outcome: tuple[float, bool]) -> None:
        seconds, kept = outcome
        self._writing = False
        self._soon.setInterval(max(_EVERY, round(seconds * 1000 * _SHARE)))
        if kept is self.refusing:
            self.refusing = not kept
            self.refused.emit()
        if self._more:
            self._more = False
            self._touched()

    def stop(self) -> None:
        """End with the window; what is not in the store stays for the next start."""
        self._soon.stop()
        if self._keeper is not None:
            self._send(self._keeper)
            self._session.tasks.prompt(partial(self._keeper.leave, kept=not self._safe))


class Keeper:
    """Writes a journal, on one thread; a place that refuses is left for the next one.

    The folder is locked while the window stands, so that the next start knows what was left.
    """

    def __init__(self, folders: list[Path], desk: Path) -> None:
        self._folders = folders
        self._desk = desk
        self._writer = Writer()
        self._locks: dict[Path, QLockFile] = {}
        self._kept: dict[str, tuple[Path, Story | Photo | Typed]] = {}
        self.folder: Path | None = None

    def keep(
        self, things: Mapping[str, Story | Photo | Typed], typed: Story | None, body: Doc | str
    ) -> tuple[float, bool]:
        """Have the journal hold these and nothing else.

        Args:
            things: stories, photos and forms by id.
            typed: the story that is typed in, if any.
            body: its words; those in it may be older.

        Returns:
            The seconds of work that it took, and whether all are kept.
        """
        start = time.thread_time()
        if typed is not None:
            words = body if isinstance(body, str) else self._writer.written(body).markdown
            things = {**things, typed.id: replace(typed, body=words)}
        refused = [thing for thing in things.values() if not self._put(storable(thing))]
        for id_ in self._kept.keys() - things.keys():
            ops.journal.drop(self._kept.pop(id_)[0])
        return time.thread_time() - start, not refused

    def _put(self, thing: Story | Photo | Typed) -> bool:
        """Keep one where there is room; what it was before stays until then."""
        before = self._kept.get(thing.id)
        if before is not None and before[1] == thing:
            return True
        for folder in self._folders:
            file = folder / f"{thing.id}.json"
            try:
                self._enter(folder)
                ops.journal.keep(file, self._desk, thing)
            except (OSError, BadInput) as error:
                _log.warning("the journal could not be written: %s", error)
                continue
            if before is not None and before[0] != file:
                ops.journal.drop(before[0])
            self._kept[thing.id] = file, thing
            self.folder = folder
            return True
        return False

    def _enter(self, folder: Path) -> None:
        base = folder.parents[2]
        base.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(base):
            raise PermissionError(f"{base} is somebody else's")
        if not folder.is_dir():
            ops.journal.make(folder)
            self._locks.pop(folder, None)
        lock = None if folder in self._locks else locked(folder)
        if lock is not None:
            self._locks[folder] = lock

    def leave(self, *, kept: bool) -> None:
        """Let go of the folders; the words in them stay where they are still needed."""
        for folder, lock in self._locks.items():
            lock.unlock()
            if not kept:
                shutil.rmtree(folder, ignore_errors=True)


def ended(places: Iterable[Path]) -> list[tuple[Path, QLockFile]]:
    """Return the journals of windows that are gone, each with its lock."""
    own = [place for place in places if place.is_dir() and _own(place.parents[1])]
    held = [(folder, locked(folder)) for place in own for folder in sorted(place.iterdir())]
    return [(folder, lock) for folder, lock in held if lock is not None]


def _own(folder: Path) -> bool:
    """Return whether a folder is the person's own: anybody may make one among the temporary ones."""
    return os.name != "posix" or folder.stat().st_uid == os.getuid()
