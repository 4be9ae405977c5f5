"""Brings the timeline and the page of changes together with the store."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import Change, DeskError, Publication, Story
from desk.operations.comparing import Comparison
from desk.operations.history import Entry, Restored
from desk.ui.history.entries import version
from desk.ui.history.marks import Laid, lay
from desk.ui.history.page import ChangesPage
from desk.ui.history.pane import HistoryPane
from desk.ui.open_story import OpenStory
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails


class History(QObject):
    """Compares, restores and names versions of the open story, once every word being written is stored."""

    shown = Signal(bool)
    """The page of changes is wanted in place of the sheet, or the sheet again."""

    said = Signal(str, object)
    """What was done, and how to take it back (a callable)."""

    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        open_story: OpenStory,
        settle: Callable[[], None],
        thumbnails: Thumbnails,
        publication: Publication,
    ) -> None:
        """`settle` puts what stands half written in the sheet's fields into the story."""
        super().__init__(open_story)
        self._settle = settle
        self._session = session
        self._open = open_story
        self._story = ""  # whose timeline the pane shows
        self._asked = 0
        self._versions = ("", "")  # what is compared
        self.on = False
        self.pane = HistoryPane(publication)
        self.page = ChangesPage(thumbnails)
        self.pane.needed.connect(self._ask)
        self.pane.chosen.connect(self._compare)
        self.pane.restore_wanted.connect(self.restore)
        self.pane.name_wanted.connect(self._name)
        for part in (self.pane, self.page):
            part.left.connect(self.leave)
        open_story.opened.connect(self._opened)
        session.bus.changed.connect(self._changed)

    # The timeline

    def _opened(self, story: Story | None) -> None:
        self.leave()
        if story is None or story.id != self._story:
            self.pane.clear()
        self.pane.refresh()

    def _changed(self, change: Change) -> None:
        story = self._open.story
        if story is not None and story.id in change.ids and "story" in change.kinds:
            self.pane.refresh()

    def _ask(self) -> None:
        story, desk, gap = self._open.story, self._session.desk, self.pane.gap
        if story is not None:
            self._session.ask(lambda: ops.history.of(desk, story.id, gap), partial(self._show, story.id))

    def _show(self, story: str, entries: Sequence[Entry]) -> None:
        if self._open.story is not None and self._open.story.id == story:
            same, self._story = story == self._story, story
            self.pane.show_entries(entries, same=same)
            if self.on and self.pane.versions() != self._versions:
                self._compare()

    # Comparing

    def _compare(self) -> None:
        self._asked += 1
        if self.pane.versions()[0]:
            self._open.flush(partial(self._read, self._asked))
        else:
            self._hide()

    def _read(self, asked: int) -> None:
        self._versions = old, new = self.pane.versions()
        if asked == self._asked and old:
            desk = self._session.desk
            self._session.ask(
                lambda: ops.comparing.versions(desk, old, new),
                partial(self._work, asked, self._said()),
                self.failed.emit,
            )

    def show_left(self, left: Story) -> None:
        """Compare the stored version of the open story with words that were never stored."""
        self._asked += 1
        desk = self._session.desk
        self._versions = self.pane.versions()
        self._session.ask(
            lambda: ops.comparing.beside(desk, left),
            partial(self._work, self._asked, "The stored version → the words that were not stored"),
            self.failed.emit,
        )

    def _work(self, asked: int, said: str, versions: ops.comparing.Versions) -> None:
        """Compare beside the store's worker: saving goes on meanwhile."""

        def work() -> tuple[Comparison, Laid] | None:
            if asked != self._asked:
                return None  # other versions were chosen while this one waited for its turn
            compared = ops.comparing.compare(versions)
            return compared, lay(compared.blocks)

        self._session.tasks.work(work, partial(self._compared, asked, said))

    def _said(self) -> str:
        """Return what is compared with what."""
        zone, now = self.pane.model.zone, datetime.now(self.pane.model.zone)
        chosen = [version(entry, zone, now) for entry in self.pane.entries()]
        if len(chosen) == 2:
            return f"{chosen[1]} → {chosen[0]}"
        if self.pane.versions()[1]:
            return f"What changed: {chosen[0]}"
        return f"{chosen[0]} → the present version"

    def _compared(self, asked: int, said: str, found: tuple[Comparison, Laid] | None) -> None:
        if found is not None and asked == self._asked:
            if not self.on:
                self.on = True
                self.shown.emit(True)
            self.page.show_versions(said, *found)

    def restyle(self) -> None:
        """Take the fonts, sizes and colours of the theme in force."""
        self.page.restyle()
        self.pane.view.doItemsLayout()

    def leave(self) -> None:
        """Show the story again."""
        self._asked += 1
        if self.on or self.pane.entries():
            self.pane.drop_choice()
            self._hide()

    def _hide(self) -> None:
        if self.on:
            self.on = False
            self.page.clear()
            self.shown.emit(False)

    # Restoring and naming

    def restore(self, entry: Entry) -> None:
        """Bring a version's words back as a new one."""
        desk, zone = self._session.desk, self.pane.model.zone
        said = version(entry, zone, datetime.now(zone))
        self._settle()
        self._open.flush(
            lambda: self._session.do(
                lambda: ops.history.restore(desk, entry.last.id),
                partial(self._restored, said),
                self.failed.emit,
            )
        )

    def _show_again(self, story: Story) -> None:
        """Bring the story's other words onto the sheet, read beside the GUI thread."""
        if self._open.story is not None and self._open.story.id == story.id:
            self._open.open(story.id)

    def _restored(self, said: str, restored: Restored) -> None:
        self.leave()
        self._show_again(restored.story)
        if restored.story.revision == restored.before:
            self.said.emit(f"The story has these words already ({said}).", None)
        else:
            told = f"Brought back: {said}. What stood before is in the history."
            self.said.emit(told, partial(self._undo, restored))

    def _undo(self, restored: Restored) -> None:
        desk = self._session.desk
        self._settle()
        self._open.flush(
            lambda: self._session.do(
                lambda: ops.history.take_back(desk, restored), self._undone, self.failed.emit
            )
        )

    def _undone(self, story: Story) -> None:
        self._show_again(story)
        self.said.emit("Taken back.", None)

    def _name(self, revision: str, words: str) -> None:
        desk = self._session.desk
        self._session.do(lambda: ops.history.name(desk, revision, words), None, partial(self._unnamed, words))

    def _unnamed(self, words: str, error: DeskError) -> None:
        self.failed.emit(DeskError(f"The name “{words}” is not kept", todo=str(error)))
