"""The cards of one container, changed in place so that the chosen one stays so."""

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt

from desk.ui.curation.cards import CardModel, headline
from desk.ui.front.tiles import Tile

PLACE = "application/x-desk-place"

_Index = QModelIndex | QPersistentModelIndex


class TileModel(CardModel):
    """Tiles; a drag of one carries front, container, slot and story."""

    @property
    def tiles(self) -> list[Tile]:
        """Return the tiles in order."""
        return cast("list[Tile]", self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return also what a screen reader says."""
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid() and index.row() < len(self.cards):
            tile = self.tiles[index.row()]
            place = f"{tile.number}. " if tile.number else "Not shown: "
            return place + ", ".join((headline(tile), *(said for _, said in tile.badges), tile.fact))
        return super().data(index, role)

    def mimeTypes(self) -> list[str]:
        """Return what a drag carries."""
        return [PLACE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the chosen card."""
        return carried(self.tiles[indexes[0].row()])


def carried(tile: Tile) -> QMimeData:
    """Return what a drag of a card, or a cut, carries."""
    mime = QMimeData()
    slot = tile.slot.id if tile.by_hand else ""
    mime.setData(PLACE, "\n".join((tile.front, tile.container, slot, tile.slot.story)).encode())
    return mime


def let_go(mime: QMimeData) -> tuple[str, str, str, str]:
    """Return front, container, slot (empty for one that the container took itself) and story of a card."""
    front, container, slot, story = bytes(mime.data(PLACE).data()).decode().split("\n")
    return front, container, slot, story
