"""What is done on a board, each thing stored at once and taken back with Ctrl+Z, also after a restart."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import Container, Done, Front, Slot, Version
from desk.ui.front.tiles import Tile
from desk.ui.session import Session

T = TypeVar("T")


class BoardDeeds(QObject):
    """Runs the operations of a board on the store's worker."""

    failed = Signal(object)
    said = Signal(str, object)
    """What was done, and how it is taken back (a callable), or None."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.shown: Sequence[str] = ()
        """The fronts on the board (slugs)."""
        self._past: list[tuple[str, ...]] = []
        self._coming: list[tuple[str, ...]] = []

    def _do(self, run: Callable[[], Done[T]], *fronts: str, said: str = "") -> None:
        def done(_: T) -> None:
            self._past.append(fronts)
            self._coming.clear()
            if said:
                self.said.emit(said, self.undo)

        self._session.do(run, done, self.failed.emit)

    def place(
        self, front: str, container: Container, stories: Sequence[str], position: int | None = None
    ) -> None:
        """Put stories into a container."""
        desk, slug = self._session.desk, container.slug
        self._do(lambda: ops.placing.stories(desk, front, slug, stories, position), front)

    def move(self, tile: Tile, front: str, container: Container, position: int | None) -> None:
        """Move a card within its container or to another; one that filled itself is put there by hand."""
        desk, slug = self._session.desk, container.slug
        if not tile.by_hand:
            self.place(front, container, [tile.slot.story], position)
            return
        pins = not container.fill.by_hand and not tile.slot.pinned
        if pins:
            self.place(front, container, [tile.slot.story], position)
            return
        run = partial(ops.placing.carry, desk, tile.front, tile.slot.id, front, slug, position)
        self._do(run, *dict.fromkeys((tile.front, front)))

    def take(self, tile: Tile, name: str) -> None:
        """Take a card off; one that filled itself is skipped there from now on."""
        desk = self._session.desk
        if tile.by_hand:
            run = partial(ops.fronts.edit, desk, tile.front, lambda now: ops.fronts.take(now, tile.slot.id))
            self._do(run, tile.front, said=f"“{name}” was taken off.")
        else:
            skip = partial(ops.placing.skip, desk, tile.front, tile.container, tile.slot.story)
            self._do(skip, tile.front, said=f"“{name}” is skipped here from now on.")

    def edit(self, front: str, container: str, was: Slot, wanted: Slot) -> None:
        """Set a slot's words, times or pin."""
        desk = self._session.desk
        self._do(lambda: ops.curation.edit_slot(desk, container, was, wanted, draft=True), front)

    def set_up(self, front: str, was: Container | None, wanted: Container) -> None:
        """Add a container or set its rules."""
        desk = self._session.desk
        self._do(lambda: ops.placing.set_up(desk, front, was, wanted), front)

    def shift(self, front: str, container: Container, by: int) -> None:
        """Move a container up or down."""
        desk = self._session.desk
        self._do(lambda: ops.placing.shift(desk, front, container.slug, by), front)

    def drop(self, front: str, container: Container) -> None:
        """Take a container off its front."""
        desk, said = self._session.desk, f"“{container.name}” was taken off the front."
        self._do(lambda: ops.placing.drop(desk, front, container.slug), front, said=said)

    # Draft and live

    def make_live(self, at: datetime | None) -> None:
        """Make the drafts on the board live."""
        desk, slugs = self._session.desk, [*self.shown]

        def done(_: tuple[Version, ...]) -> None:
            self.said.emit("Planned." if at else "Readers see this with the next export.", None)

        self._session.do(lambda: ops.placing.make_live(desk, slugs, at), done, self.failed.emit)

    def discard(self) -> None:
        """Give the drafts on the board what is live."""
        desk, slugs = self._session.desk, [*self.shown]
        said = "The changes that were not live were discarded."
        self._bring(lambda: ops.placing.discard(desk, slugs), said)

    def restore(self, at: datetime) -> None:
        """Give the drafts on the board what was live at an instant."""
        desk, slugs = self._session.desk, [*self.shown]
        said = "The draft is as readers saw it then. It is not live yet."
        self._bring(lambda: ops.placing.restore(desk, slugs, at), said)

    def _bring(self, run: Callable[[], Done[tuple[Front, ...]]], said: str) -> None:
        def done(brought: tuple[Front, ...]) -> None:
            self._past.append(tuple(one.slug for one in brought))
            self._coming.clear()
            self.said.emit(said, self.undo)

        self._session.do(run, done, self.failed.emit)

    def cancel(self, version: Version) -> None:
        """Take a planned version back."""
        desk = self._session.desk
        self._session.do(lambda: ops.fronts.cancel(desk, version), None, self.failed.emit)

    def undo(self) -> None:
        """Take the last step back: of this window, or from before it was opened."""
        self._step("undo", self._past, self._coming)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step("redo", self._coming, self._past)

    def _step(self, way: str, source: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> None:
        desk, slugs = self._session.desk, [*self.shown]
        if source:
            run = partial(ops.placing.step, desk, source.pop(), way)
        else:
            run = partial(ops.placing.newest_step, desk, slugs, way)

        def done(brought: tuple[Front, ...]) -> None:
            if brought:
                other.append(tuple(one.slug for one in brought))
            else:
                self.said.emit(f"Nothing to {way} here.", None)

        self._session.do(run, done, self.failed.emit)
