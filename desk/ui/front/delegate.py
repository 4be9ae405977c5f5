"""How a card of the board is drawn."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.domain import Layout
from desk.domain.language import direction
from desk.ui import icons
from desk.ui.checks.flags import Flags
from desk.ui.curation.cards import CARD, headline
from desk.ui.front.tiles import Tile
from desk.ui.lines import draw_lines, lines_of, pitch
from desk.ui.theme import LABEL, SMALL, Theme, current
from desk.ui.thumbnails import Thumbnails
from desk.ui.unhurried import Unhurried

_LINES = 3
_GAP = 8
_KEPT = 1_000  # heights: of more cards than any front has
_Index = QModelIndex | QPersistentModelIndex


class TileDelegate(QStyledItemDelegate):
    """Draws number or grip, picture, headline, badges and facts; the first of a lead is drawn large."""

    def __init__(self, thumbnails: Thumbnails, flags: Flags, unhurried: Unhurried, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._flags = flags
        self._unhurried = unhurried
        self.layout_ = Layout.LIST
        self.columns = 1
        self.phone = False

    def _large(self, row: int) -> bool:
        return self.layout_ is Layout.LEAD and row == 0

    def height(self, tile: Tile, width: int, *, large: bool) -> int:
        """Return how high a card is at a width."""
        teaser = tile.teaser if large else ""
        return _height(headline(tile), teaser, width, large, self.phone, current())

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return a column's width and the card's height; in columns all are as high as the highest."""
        view = self.parent()
        assert isinstance(view, QListView)
        width = max(60, (view.viewport().width() - 2) // self.columns)
        tile: Tile | None = index.data(CARD)
        if tile is None:
            return QSize(width, 1)
        if self.columns == 1:
            return QSize(width, self.height(tile, width, large=self._large(index.row())))
        model = index.model()
        every = (model.index(n, 0).data(CARD) for n in range(model.rowCount()))
        return QSize(width, max(self.height(one, width, large=False) for one in every))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the card."""
        tile: Tile = index.data(CARD)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        if self.columns > 1:
            rect = rect.adjusted(0, 0, -current().px(12), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, state)
        if self._unhurried.may_draw(f"{tile.container} {tile.slot.id}", index):
            self._card(painter, tile, rect, large=self._large(index.row()))
        chosen = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        if state & chosen == chosen:  # over the picture, where that begins at the edge
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), current().colour("accent"))
        if state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            icons.paint(painter, dots(rect), "dots-three-bold", "mute")
        painter.restore()

    def _card(self, painter: QPainter, tile: Tile, rect: QRect, *, large: bool) -> None:
        picture, words = _boxes(rect, large=large, phone=self.phone)
        if not large:
            mark = QRect(rect.left() + 4, picture.top(), current().px(18), picture.height())
            self._mark(painter, tile, mark)
        self._picture(painter, tile, picture)
        self._words(painter, tile, words, large=large)

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = current()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))

    def _mark(self, painter: QPainter, tile: Tile, box: QRect) -> None:
        """Draw the number that readers count, or what stands in its place."""
        theme = current()
        if not tile.number:
            icon = QRect(0, 0, theme.px(14), theme.px(14))
            icon.moveCenter(box.center())
            icons.paint(painter, icon, "eye-slash", "mute")
            return
        painter.setFont(theme.sans(LABEL, bold=tile.by_hand))
        painter.setPen(theme.colour("ink" if tile.by_hand else "mute"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(tile.number))

    def _picture(self, painter: QPainter, tile: Tile, box: QRect) -> None:
        theme = current()
        photo = tile.slot.photo or (tile.row.photo if tile.row else "")
        picture = self._thumbnails.filled(photo, box.size(), painter.device().devicePixelRatioF())
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 4, 4)
        painter.save()
        painter.setClipPath(path)
        if picture is not None:
            painter.setOpacity(1 if tile.number else 0.45)
            painter.drawPixmap(box, picture)
        else:
            painter.fillRect(box, theme.colour("line"))
            side = min(theme.px(24), box.height() // 2)
            spot = QRect(0, 0, side, side)
            spot.moveCenter(box.center())
            icons.paint(painter, spot, "link-simple" if tile.slot.url else "image", "mute")
        painter.restore()

    def _words(self, painter: QPainter, tile: Tile, box: QRect, *, large: bool) -> None:
        theme = current()
        rtl = direction(tile.row.language if tile.row else "") == "rtl"
        small, top = theme.sans(SMALL, bold=large), box.top()
        section, _, when = tile.fact.partition(" · ")
        if large:
            role, at = "accent" if tile.number else "mute", _from(box, top)
            top += draw_lines(painter, section.upper(), small, at, lines=1, right_to_left=rtl, role=role)
        font = _font(large=large, phone=self.phone)
        said = headline(tile)
        role, at = "ink" if tile.number else "mute", _from(box, top)
        top += draw_lines(painter, said, font, at, lines=_LINES, right_to_left=rtl, role=role)
        if large and tile.teaser:
            teaser, at = theme.sans(LABEL), _from(box, top + theme.px(4))
            top += theme.px(4) + draw_lines(painter, tile.teaser, teaser, at, right_to_left=rtl, role="mute")
        line = QRect(box.left(), top, box.width(), pitch(theme.sans(SMALL)))
        self._facts(painter, tile, line, when if large else tile.fact)

    def _facts(self, painter: QPainter, tile: Tile, line: QRect, fact: str) -> None:
        """Draw the badges, each in its colour, and behind them the section and time as far as they go."""
        theme = current()
        font = theme.sans(SMALL)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        taken = "" if tile.by_hand else "newest · "
        number = self._flags.get(tile.slot.story)
        flag = (("warn", f"{number} to clear"),) if number else ()
        for role, said in (*flag, *tile.badges, ("mute", taken + fact)):
            if line.width() < theme.px(20) or not said:
                return
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, line.width())
            painter.setPen(theme.colour(role))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            line = line.adjusted(metrics.horizontalAdvance(shown) + theme.px(9), 0, 0, 0)


@lru_cache(_KEPT)
def _height(said: str, teaser: str, width: int, large: bool, phone: bool, theme: Theme) -> int:
    """Return how high a card is; the view asks for each of them many times while it lays them out."""
    picture, box = _boxes(QRect(0, 0, width, 10_000), large=large, phone=phone)
    font = _font(large=large, phone=phone)
    used = lines_of(said, font, box.width(), _LINES) * pitch(font)
    used += pitch(theme.sans(SMALL)) * (1 + large)
    if teaser:
        small = theme.sans(LABEL)
        used += theme.px(4) + lines_of(teaser, small, box.width(), 2) * pitch(small)
    beside = 0 if large and phone else picture.height() + 2
    over = picture.height() + theme.px(10) if large and phone else 0
    return over + max(used, beside) + 2 * theme.px(_GAP)


def _font(*, large: bool, phone: bool) -> QFont:
    return current().serif(20 if large and not phone else 17 if large else 12.5, bold=True)


def _boxes(rect: QRect, *, large: bool, phone: bool) -> tuple[QRect, QRect]:
    """Return where the picture and the words of a card stand."""
    px = current().px
    inner = rect.adjusted(0, px(_GAP), -px(26), -px(_GAP))
    if large and phone:
        wide = rect.width()
        picture = QRect(rect.left(), inner.top(), wide, wide * 9 // 16)
        words = QRect(rect.left(), picture.bottom() + px(10), inner.width(), inner.bottom())
        words.setBottom(inner.bottom())
        return picture, words
    if large:
        wide = min(px(230), max(px(110), rect.width() * 2 // 5))
        picture = QRect(rect.left(), inner.top(), wide, wide * 5 // 8)
    else:
        picture = QRect(inner.left() + px(26), inner.top() + 2, px(46), px(34))
    left = picture.right() + 1 + px(14 if large else 9)
    return picture, QRect(left, inner.top(), max(20, inner.right() - left), inner.height())


def _from(box: QRect, top: int) -> QRect:
    return QRect(box.left(), top, box.width(), box.height())


def dots(rect: QRect) -> QRect:
    """Return where a card's menu opens."""
    side = current().px(16)
    return QRect(rect.right() - current().px(21), rect.top() + (rect.height() - side) // 2, side, side)
