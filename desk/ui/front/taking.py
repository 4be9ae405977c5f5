"""The board that takes what is dragged over it: cards, stories, and photos for a card."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, Qt

from desk.domain import Container, Status
from desk.ui import words
from desk.ui.curation.cards import headline
from desk.ui.front.board import Board
from desk.ui.front.head import Bubble
from desk.ui.front.model import let_go
from desk.ui.front.panel import ContainerPanel, targets
from desk.ui.front.tiles import Tile
from desk.ui.library.model import MIME as PHOTOS
from desk.ui.library.model import photos_in
from desk.ui.stories.model import MIME as STORIES
from desk.ui.stories.model import carried as stories_carried


class TakingBoard(Board):
    """Says over each place what would happen there, or why it would not."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.bubble = Bubble(self, objectName="bubble")
        self.bubble.hide()

    def _new_panel(self, front: str, container: Container) -> ContainerPanel:
        panel = super()._new_panel(front, container)
        panel.let_go.connect(partial(self._let_go, panel))
        panel.hovered.connect(partial(self._hovered, panel))
        return panel

    def _refusal(self) -> str:
        if self.at:
            return "This is what readers saw: give it to the draft, or change that"
        return "This is what readers see: change the draft" if self.is_live else ""

    def _may(self) -> bool:
        if self.is_live:
            self.said.emit(self._refusal() + ".", None)
        return not self.is_live

    def _hovered(self, panel: ContainerPanel, mime: QMimeData | None, at: QPoint, row: int) -> None:
        if mime is None:
            self.bubble.hide()
            return
        tile = panel.model.tiles[row] if 0 <= row < len(panel.model.tiles) else None
        refused = self._why_no_photo(mime, tile) if mime.hasFormat(PHOTOS) else self._why_not(mime)
        panel.refused = bool(refused)
        if mime.hasFormat(PHOTOS):
            said = f"Picture of · {_short(headline(tile))}" if tile else ""
        else:
            verb = "Put here" if panel.container.fill.by_hand else "Pin here"
            said = f"{verb} · {self._named(mime)}"
        self.bubble.tell(refused or said, refused=bool(refused))
        place = self.mapFromGlobal(at) - QPoint(0, 78)  # above the picture that is dragged
        place.setX(max(4, min(place.x(), self.width() - self.bubble.width() - 8)))
        self.bubble.move(place.x(), max(4, place.y()))

    def _named(self, mime: QMimeData) -> str:
        stories = targets(mime)
        row = self._row(stories[0])
        if len(stories) > 1:
            return words.count(len(stories), "story", "stories")
        return _short((row.headline if row else "") or "Untitled")

    def _why_no_photo(self, mime: QMimeData, tile: Tile | None) -> str:
        """Return why photos cannot be let go on a card, or nothing."""
        if self.is_live:
            return self._refusal()
        if len(photos_in(mime)) != 1:
            return "A card has one picture"
        if tile is None:
            return "Let a photo go on the card that it shall stand on"
        if not tile.by_hand:
            return "The container took this card itself: keep it here by hand first"
        return "" if tile.slot.story else "An outside link has no picture"

    def _why_not(self, mime: QMimeData) -> str:
        """Return why a drag cannot be let go here, or nothing."""
        if self.is_live:
            return self._refusal()
        for row in filter(None, map(self._row, targets(mime))):
            if row.status is Status.WITHDRAWN and mime.hasFormat(STORIES):
                return "Withdrawn stories cannot stand on a front"
        return ""

    def _let_go(self, panel: ContainerPanel, mime: QMimeData, row: int) -> None:
        # The next key means the board, and not where the drag began.
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if mime.hasFormat(PHOTOS):
            self._give_picture(panel, mime, row)
            return
        if self._why_not(mime):
            return
        if mime.hasFormat(STORIES):
            stories = targets(mime)
            self._wanted = (panel.container.slug, stories[0])
            self.deeds.place(panel.front, panel.container, stories, panel.position(row, set(stories)))
            return
        front, container, slot, story = let_go(mime)
        tile = self._find(front, container, slot or f"auto:{story}")
        if tile is not None:
            self._wanted = (panel.container.slug, tile.slot.target)
            position = panel.position(row, {tile.slot.id, tile.slot.target})
            self.deeds.move(tile, panel.front, panel.container, position)
        elif story:
            self._let_go(panel, stories_carried([story]), row)

    def _give_picture(self, panel: ContainerPanel, mime: QMimeData, row: int) -> None:
        tile = panel.model.tiles[row] if 0 <= row < len(panel.model.tiles) else None
        if tile is not None and not self._why_no_photo(mime, tile):
            self._wanted = (panel.container.slug, tile.slot.target)
            wanted = replace(tile.slot, photo=photos_in(mime)[0], crop=None)
            self.deeds.edit(tile.front, tile.container, tile.slot, wanted)

    def _find(self, front: str, container: str, slot: str) -> Tile | None:
        tiles = (one for panel in self.columns.panels for one in panel.model.tiles)
        return next((one for one in tiles if (one.front, one.slot.id) == (front, slot)), None)


def _short(said: str) -> str:
    return f"{said[:44]}…" if len(said) > 45 else said
