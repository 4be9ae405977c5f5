"""The rows of a curated list: a model that reorders, and how a card is drawn."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.domain import Publication, Status
from desk.domain.language import direction
from desk.operations.curation import Card
from desk.ui import icons, words
from desk.ui.lines import draw_lines
from desk.ui.rights import Rights
from desk.ui.stories.model import MIME as STORIES
from desk.ui.theme import LABEL, SMALL, current
from desk.ui.thumbnails import Thumbnails

CARD = Qt.ItemDataRole.UserRole
MOVED = "application/x-desk-slot"

_Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The cards of one list."""

    moved = Signal(int, int)
    """A card was dragged: from which place, and before which."""

    dropped = Signal(list, int)
    """Stories were dropped (ids): before which place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def show(self, cards: list[Card]) -> None:
        """Bring the rows to these cards, moving the ones that stay."""
        wanted = {card.slot.id for card in cards}
        for place in range(len(self.cards) - 1, -1, -1):
            if self.cards[place].slot.id not in wanted:
                self.beginRemoveRows(QModelIndex(), place, place)
                del self.cards[place]
                self.endRemoveRows()
        for place, card in enumerate(cards):
            ids = [held.slot.id for held in self.cards]
            if card.slot.id not in ids:
                self.beginInsertRows(QModelIndex(), place, place)
                self.cards.insert(place, card)
                self.endInsertRows()
                continue
            here = ids.index(card.slot.id)
            if here != place:
                self.beginMoveRows(QModelIndex(), here, here, QModelIndex(), place)
                self.cards.insert(place, self.cards.pop(here))
                self.endMoveRows()
            if self.cards[place] != card:
                self.cards[place] = card
                self.dataChanged.emit(self.index(place), self.index(place))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """Return how many cards there are."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the card under CARD, and its headline."""
        if not index.isValid() or index.row() >= len(self.cards):
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return headline(card)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let cards be dragged, and dropped between."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Cards move; stories are copied in."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return what can be dropped."""
        return [MOVED, STORIES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the place of the dragged card."""
        mime = QMimeData()
        mime.setData(MOVED, str(indexes[0].row()).encode())
        return mime

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Say what was dropped where; the pane does it and the store announces it."""
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self.cards)
        if data.hasFormat(MOVED):
            self.moved.emit(int(bytes(data.data(MOVED).data()).decode()), before)
        elif data.hasFormat(STORIES):
            self.dropped.emit(bytes(data.data(STORIES).data()).decode().split("\n"), before)
        return False  # the rows move when the store has it, not here


def headline(card: Card) -> str:
    """Return what the card says first."""
    return card.slot.headline or (card.row.headline if card.row else "") or card.slot.url or "Untitled"


class CardView(QListView):
    """A list as high as its cards."""

    def prepare(self) -> None:
        """Take the looks of a list of cards, once the model stands."""
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fit()

    def fit(self) -> None:
        """Take the height of the cards there are."""
        self.setFixedHeight(max(1, self.model().rowCount()) * current().px(64) + 4)


class CardDelegate(QStyledItemDelegate):
    """Draws a grip or a number, the picture, the headline and a line of facts."""

    grip, act = "dots-six-vertical", "x"
    """The icons before a card that has no number, and of what a click at its end does."""

    def __init__(
        self, thumbnails: Thumbnails, publication: Publication, *, numbered: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.publication = publication
        self.rights: Rights | None = None
        self.numbered = numbered

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the one height of all cards."""
        return QSize(160, current().px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the card."""
        card: Card = index.data(CARD)
        theme = current()
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        inner = rect.adjusted(0, theme.px(8), -theme.px(24), -theme.px(6))
        grip = QRect(inner.left() + 2, inner.top(), theme.px(16), theme.px(34))
        if self.numbered:
            painter.setFont(theme.sans(LABEL, bold=True))
            painter.setPen(theme.colour("ink"))
            painter.drawText(grip, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        else:
            icons.paint(painter, grip, self.grip, "mute")
        box = QRect(inner.left() + theme.px(24), inner.top() + 1, theme.px(46), theme.px(34))
        self._picture(painter, card, box)
        text = QRect(box.right() + theme.px(9), inner.top() - theme.px(2), 0, inner.height())
        text.setRight(inner.right())
        self._words(painter, card, text)
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            icons.paint(painter, cross(rect), self.act, "mute")
        painter.restore()

    def _picture(self, painter: QPainter, card: Card, box: QRect) -> None:
        theme = current()
        picture = None
        if card.row and card.row.photo:
            picture = self._thumbnails.filled(
                card.row.photo, box.size(), painter.device().devicePixelRatioF()
            )
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 3, 3)
        painter.save()
        painter.setClipPath(path)
        if picture is not None:
            painter.drawPixmap(box, picture)
        else:
            painter.fillRect(box, theme.colour("line"))
            spot = QRect(0, 0, theme.px(15), theme.px(15))
            spot.moveCenter(box.center())
            icons.paint(painter, spot, "link-simple" if card.slot.url else "image", "mute")
        painter.restore()

    def _words(self, painter: QPainter, card: Card, box: QRect) -> None:
        theme = current()
        used = draw_lines(
            painter,
            headline(card),
            theme.serif(12, bold=True),
            box,
            right_to_left=direction(card.row.language if card.row else "") == "rtl",
        )
        font = theme.sans(SMALL)
        metrics = QFontMetrics(font)
        role, said = self.said(card)
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        line = QRect(box.left(), box.top() + used, box.width(), metrics.height())
        painter.drawText(
            line,
            Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(said, Qt.TextElideMode.ElideRight, line.width()),
        )

    def said(self, card: Card) -> tuple[str, str]:
        """Return the colour role and words of the line of facts."""
        now = datetime.now(UTC)
        slot, row = card.slot, card.row
        if slot.ends and slot.ends <= now:
            return "warn", f"ended {words.moment(slot.ends, self.publication.timezone)}"
        if row and row.status is not Status.PUBLISHED:
            return "warn", f"{row.status.label} · held back until published"
        if row and self.rights is not None and (what := self.rights.get(row.photo, row.id)):
            return "warn", f"photo {what}"
        if slot.starts and slot.starts > now:
            return "warn", f"starts {words.moment(slot.starts, self.publication.timezone)}"
        stands = words.since(slot.added, now) if slot.added and self.numbered else ""
        if slot.ends:
            until = f"until {words.moment(slot.ends, self.publication.timezone)}"
            return "mute", " · ".join(part for part in (stands, until) if part)
        if row is None:
            return "mute", " · ".join(part for part in (stands, slot.source or slot.url) if part)
        section = self.publication.section_name(row.section) if row.section else ""
        when = stands or words.age(row.published or row.updated, now)
        return "mute", " · ".join(part for part in (section, when) if part)


def cross(rect: QRect) -> QRect:
    """Return where a card's remove cross stands."""
    side = current().px(12)
    return QRect(rect.right() - current().px(18), rect.top() + (rect.height() - side) // 2, side, side)
