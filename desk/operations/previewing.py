"""What is written now, as readers would see it: pages on this machine alone that follow each change."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from desk import text
from desk.domain import DeskError, NotFound, Photo, Story, Unwritable, new_id, storable
from desk.operations import exporting
from desk.operations.desk import Desk
from desk.site import Edition
from desk.site.preview import Pictures, Server, Standing, View

_LOOK = 0.5  # seconds between two looks at what other programs saved
_BEHIND = 5_000  # ms by which another program's clock may be behind
_FRONT = "front"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Written:
    """What a window holds that the desk may not have yet.

    Attributes:
        stories: working copies by id.
        typed: the story on the sheet.
        body: its blocks, or its Markdown; None where they are those of `typed`.
        photos: photos with other words than the stored ones, by id.
    """

    stories: Mapping[str, Story] = field(default_factory=dict[str, Story])
    typed: Story | None = None
    body: text.Doc | str | None = None
    photos: Mapping[str, Photo] = field(default_factory=dict[str, Photo])


class Preview:
    """Shows stories and the draft fronts of a desk to a browser on this machine, until it is closed.

    All pages follow what is saved in the desk, by whatever program, and what a window hands over by `write`.
    Pages are made on threads of its own.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin; raises Unwritable where the system gives no port."""
        self._desk = desk
        self._wake = threading.Event()
        self._ended = False
        try:
            self._server = Server(self._wake.set)
        except OSError as error:
            raise Unwritable(f"No preview can be served: {error.strerror or error}") from error
        self._given = Written()
        self._rest = False
        self._stale: set[str] = set()
        self._known = _Known(desk)
        self._pictures = Pictures(exporting.renditions(desk))
        self._thread = threading.Thread(target=self._run, name="preview")
        self._thread.start()

    def story(self, id_: str) -> str:
        """Return the address of the preview of a story by its id."""
        return self._view(id_)

    def front(self) -> str:
        """Return the address of the preview of all draft fronts, beginning with the front page."""
        return self._view("")

    def _view(self, story: str) -> str:
        name = story or _FRONT
        if name not in self._server.views:
            self._stale.add(name)
            self._server.views[name] = View(story, self._pictures)
        return self._server.address(name)

    def write(self, written: Written) -> None:
        """Show what a window holds, in place of what it gave before."""
        self._given = written
        self._wake.set()

    def look(self) -> None:
        """Look at once at what was saved in the desk, lists and settings too."""
        self._rest = True
        self._wake.set()

    def close(self) -> None:
        """End every page and let go of the desk; a second time does nothing."""
        self._ended = True
        self._wake.set()
        self._pictures.end()
        self._server.close()
        self._thread.join()

    # On its own thread

    def _run(self) -> None:
        while not self._ended:
            seen = [name for name in list(self._server.views) if self._server.listening(name)]
            self._wake.wait(_LOOK if seen else None)
            self._wake.clear()
            if self._ended:
                return
            try:
                self._step()
            except DeskError as error:
                self._say(error)
            except Exception as error:  # noqa: BLE001  (a bug of ours does not end the preview)
                _log.exception("the preview failed")
                self._say(DeskError(f"Something went wrong in the program ({type(error).__name__})"))

    def _step(self) -> None:
        """Take in what changed, and have the browser told where a page is another by it."""
        rest, self._rest = self._rest, False
        looked = [view.story for view in list(self._server.views.values()) if view.story]
        stories, more = self._known.update(self._given, looked, rest=rest)
        now = datetime.now(UTC)
        for name, view in list(self._server.views.items()):
            if more or name in self._stale or not all(map(view.take, stories)) or not view.is_current():
                self._stale.add(name)
            if not self._server.listening(name):
                continue
            if name in self._stale:
                view.renew(self._known.edition(drafts=name == _FRONT), now)
                self._stale.discard(name)
            self._server.tell(name, view.look())

    def _say(self, error: DeskError) -> None:
        for name in list(self._server.views):
            self._server.tell(name, Standing(state=str(error)))


class _Known:
    """The publication as it was read last, and what a window holds over it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._live: Edition | None = None
        self._drafts: Edition | None = None
        self._stories: dict[str, Story] = {}
        self._photos: dict[str, Photo] = {}
        self._own: dict[str, Story] = {}
        self._own_photos: Mapping[str, Photo] = {}
        self._writer = text.Writer()
        self._last = ""
        self._seen: set[str] = set()

    def edition(self, *, drafts: bool) -> Edition:
        """Return the publication as it stands, what a window holds included."""
        assert self._live is not None
        if drafts and self._drafts is None:
            now = datetime.now(UTC)
            self._drafts = exporting.edition(self._desk, now, drafts=True, before=self._live)
        known = self._drafts if drafts and self._drafts else self._live
        stories = list((self._stories | self._own).values())
        return replace(known, stories=stories, photos=self._photos | dict(self._own_photos))

    def update(self, written: Written, looked: list[str], *, rest: bool) -> tuple[list[Story], bool]:
        """Take in what was saved, and what a window holds.

        Args:
            written: what a window holds.
            looked: ids of the stories that somebody looks at; whether one was deleted no revision says.
            rest: read lists, fronts and settings again too.

        Returns:
            The stories with other words than before, and whether more changed than words of stories.
        """
        if self._live is None:
            self._read()
            self._hold(written)
            return [], True
        changed, more = self._saved()
        gone = self._stories.keys() & set(looked) - self._desk.store.rows_of(looked).keys()
        for id_ in gone:
            del self._stories[id_]
        rest |= bool(more or gone)
        if rest:
            now = datetime.now(UTC)
            self._live, self._drafts = exporting.edition(self._desk, now, before=self._live), None
        held, photos = self._hold(written)
        effective = self._stories | self._own
        return [effective[id_] for id_ in changed | held if id_ in effective], rest or photos

    def _read(self) -> None:
        self._last = new_id()
        self._live = exporting.edition(self._desk, datetime.now(UTC))
        self._stories = {story.id: story for story in self._live.stories}
        self._photos = dict(self._live.photos)

    def _saved(self) -> tuple[set[str], bool]:
        """Read again what was saved since; return the stories' ids, and whether there was anything else."""
        rows = self._desk.store.saved_since(_earlier(self._last))
        new = [row for row in rows if row[0] not in self._seen]
        self._seen = {row[0] for row in rows}
        self._last = max([self._last, *self._seen])
        more = False
        for kind, id_ in dict.fromkeys((kind, id_) for _, kind, id_ in new):
            try:
                if kind == "story":
                    self._stories[id_] = self._desk.store.story(id_)
                elif kind == "photo":
                    self._photos[id_] = self._desk.store.photo(id_)
            except NotFound:  # deleted since
                (self._stories if kind == "story" else self._photos).pop(id_, None)
                more = True
            more |= kind != "story"
        return {id_ for _, kind, id_ in new if kind == "story"}, more

    def _hold(self, written: Written) -> tuple[set[str], bool]:
        """Put what a window holds over what the desk has; return the stories that are others by that.

        Also returns whether a photo is.
        """
        own = {id_: storable(story) for id_, story in written.stories.items()}
        if written.typed is not None:
            body = written.body
            words = self._writer.written(body).markdown if isinstance(body, text.Doc) else body
            typed = written.typed if words is None else replace(written.typed, body=words)
            own[typed.id] = storable(typed)
        changed = {id_ for id_ in own.keys() | self._own.keys() if own.get(id_) != self._own.get(id_)}
        photos = written.photos != self._own_photos
        self._own, self._own_photos = own, dict(written.photos)
        return changed, photos


def _earlier(id_: str) -> str:
    """Return an id that sorts before all that were made a few seconds before another."""
    at = int(id_.replace("-", "")[:12], 16) - _BEHIND
    return f"{at >> 16:08x}-{at & 0xFFFF:04x}"
