"""Where the stories in sight have what is searched for, read off the GUI thread row by row."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import Context, NotFound
from desk.ui.pause import Pause
from desk.ui.session import Session

_AT_ONCE = 4  # between which a save may come
_KEPT = 1_000


class Contexts(QObject):
    """Gives the context of a story where it is there, and asks for it where it is not."""

    ready = Signal(list)
    """The contexts of these stories (ids) can be had now."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._search = ""
        self._known: dict[str, Context] = {}
        self._wanted: list[str] = []
        self._asking = False
        self._soon = Pause(self, 0, self._ask)

    @property
    def searching(self) -> bool:
        """Return whether there are words to be shown where they stand."""
        return bool(self._search)

    def search(self, words: str) -> None:
        """Show another search from now on."""
        words = words if ops.typed.has_words(words) else ""
        if words != self._search:
            self._search = words
            self._known.clear()
            self._wanted.clear()

    def forget(self, stories: frozenset[str]) -> None:
        """Read these stories anew when they are next seen."""
        for story in stories:
            self._known.pop(story, None)

    def get(self, story: str) -> Context | None:
        """Return where a story has the words, or None until `ready` says so."""
        if not self._search:
            return None
        found = self._known.get(story)
        if found is None and story not in self._wanted:
            self._wanted.append(story)
            self._soon.soon()
        return found

    def _ask(self) -> None:
        if self._asking or not self._wanted:
            return
        self._asking = True
        # What was asked for last is what is in sight.
        stories, self._wanted = self._wanted[-_AT_ONCE:], self._wanted[:-_AT_ONCE]
        desk, search = self._session.desk, self._search

        def read() -> dict[str, Context]:
            return {story: _context(desk, story, search) for story in stories}

        self._session.ask(read, partial(self._take, search), lambda _: self._take("", {}))

    def _take(self, search: str, found: dict[str, Context]) -> None:
        self._asking = False
        if search == self._search and found:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known |= found
            self.ready.emit(list(found))
        self._ask()


def _context(desk: "ops.Desk", story: str, search: str) -> Context:
    try:
        return ops.searching.context(desk, story, search)
    except NotFound:
        return Context()
