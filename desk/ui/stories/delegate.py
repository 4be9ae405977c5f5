"""How a row of the story list is drawn."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyledItemDelegate

from desk.domain import LISTS, Status, StoryRow
from desk.domain.language import direction
from desk.ui import icons, words
from desk.ui.colouring import fill
from desk.ui.lines import draw_line, draw_lines
from desk.ui.stories.model import ROW
from desk.ui.theme import LABEL, current
from desk.ui.unhurried import Unhurried

if TYPE_CHECKING:
    # What only annotations name: PySide makes a class, with all its enumerations, when it is imported.
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desk.domain import Context, Masthead, Publication
    from desk.ui.checks.flags import Flags
    from desk.ui.rights import Rights
    from desk.ui.stories.contexts import Contexts
    from desk.ui.thumbnails import Thumbnails

_HEADLINE, _COMPACT_HEADLINE = 13.5, 12.5
_CARD, _COMPACT = 76, 32
_CARD_LINES, _COMPACT_LINES = 2, 1  # of context
_LINE = 16
_AGE, _LENGTH = 76, 30  # widths of the columns of a compact list
_BEFORE = 10  # characters of context before a marked word where there is one line

STATUS_ICONS = {
    Status.DRAFT: "circle-dashed-bold",
    Status.REVIEW: "circle-half-fill",
    Status.READY: "circle-fill",
    Status.PUBLISHED: "check-circle-fill",
    Status.WITHDRAWN: "x-circle-fill",
}
"""The shapes beside the status colours, so that none is told by colour alone."""

_NAMED = {"caption": "Caption", "byline": "Byline", "tags": "Tags", "source": "Source"}
"""Fields whose name stands before their words: a reader of the row would not know them."""


class StoryDelegate(QStyledItemDelegate):
    """Draws status, headline and a line of facts; as a card also the lead photo and a second headline line.

    Every row is of one height: Qt overlaps rows of mixed scripts where the delegate leaves the height open.
    While words are searched, each row has room for the words around the first place. Of rows that were never
    drawn only as many are drawn in one turn as hold nobody up.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.thumbnails: Thumbnails | None = None
        self.contexts: Contexts | None = None
        self.publication: Publication | Masthead | None = None
        self.rights: Rights | None = None
        self.flags: Flags | None = None
        self.compact = False
        self.untouched = False
        """Whether no row is chosen or under the mouse: to ask makes PySide load all that a style draws."""
        self.lists = dict(LISTS)
        """The names of lists by their slugs."""
        self._unhurried = Unhurried(self)
        self.left = self._unhurried.left
        """Rows were left out that can be drawn now (list of QPersistentModelIndex)."""

    def sizeHint(self, option: "QStyleOptionViewItem", index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the one height of all rows."""
        lines = _COMPACT_LINES if self.compact else _CARD_LINES
        more = lines * _LINE + 2 if self._searching else 0
        return QSize(200, current().px((_COMPACT if self.compact else _CARD) + more))

    @property
    def _searching(self) -> bool:
        return self.contexts is not None and self.contexts.searching

    def paint(
        self, painter: QPainter, option: "QStyleOptionViewItem", index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row: StoryRow = index.data(ROW)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.untouched:
            _ground(painter, rect, option)
        fill(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), "line")
        if self._unhurried.may_draw(row.id, index, at_once=self.untouched):
            self._row(painter, row, rect)
        painter.restore()

    def _row(self, painter: QPainter, row: StoryRow, rect: QRect) -> None:
        context = self.contexts.get(row.id) if self.contexts is not None else None
        if self.compact:
            self._line(painter, row, rect, context)
        else:
            self._card(painter, row, rect, context)

    def _card(self, painter: QPainter, row: StoryRow, rect: QRect, context: "Context | None") -> None:
        theme = current()
        pad = theme.px(12)
        inner = rect.adjusted(pad, theme.px(9), -pad, -theme.px(9))
        mark = QRect(inner.left() - 1, inner.top() + theme.px(4), theme.px(12), theme.px(12))
        icons.paint(painter, mark, STATUS_ICONS[row.status], row.status.value)
        text = inner.adjusted(theme.px(19), 0, 0, 0)
        if row.photo:
            text.setRight(text.right() - theme.px(74))
            self._picture(painter, row.photo, QRect(inner.right() - theme.px(64), inner.top() + 2, 0, 0))
        head = QRect(text.left(), text.top() - theme.px(1), text.width(), theme.px(38))
        used = _headline(painter, row, head, theme.serif(_HEADLINE, bold=True), context, lines=2)
        if context is not None and context.words:
            box = text.adjusted(0, used, 0, 0)
            used += theme.px(1) + _context(painter, row, box, context, lines=_CARD_LINES)
        self._facts(painter, row, text.adjusted(0, used + theme.px(2), 0, 0))

    def _line(self, painter: QPainter, row: StoryRow, rect: QRect, context: "Context | None") -> None:
        """Draw a row of one line: status, headline, how long, when."""
        theme = current()
        pad = theme.px(12)
        inner = rect.adjusted(pad, theme.px(7), -pad, -theme.px(5))
        mark = QRect(inner.left() - 1, inner.top() + theme.px(2), theme.px(12), theme.px(12))
        icons.paint(painter, mark, STATUS_ICONS[row.status], row.status.value)
        text = inner.adjusted(theme.px(19), 0, 0, 0)
        role, _, said = self._when(row)
        font = theme.sans(LABEL - 1)
        wide = QFontMetrics(font).horizontalAdvance(said)
        high = theme.px(_LINE)
        draw_line(painter, said, font, QRect(text.right() - wide, text.top(), wide, high), role)
        wide = max(wide, theme.px(_AGE))  # so that lengths stand in a column
        long = words.number(row.words) if row.words else ""
        right = text.right() - wide - theme.px(10)
        much = QFontMetrics(font).horizontalAdvance(long)
        draw_line(painter, long, font, QRect(right - much, text.top(), much, high), "mute")
        wide += max(much, theme.px(_LENGTH)) + theme.px(10)
        head = text.adjusted(0, -theme.px(1), -wide - theme.px(10), 0)
        _headline(painter, row, head, theme.serif(_COMPACT_HEADLINE, bold=True), context, lines=1)
        if context is not None and context.words:
            _context(painter, row, text.adjusted(0, theme.px(18), 0, 0), context, lines=_COMPACT_LINES)

    def _picture(self, painter: QPainter, photo: str, at: QRect) -> None:
        theme = current()
        size = QSize(theme.px(64), theme.px(48))
        box = QRect(at.topLeft(), size)
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), 3, 3)
        ratio = painter.device().devicePixelRatioF()
        picture = self.thumbnails.filled(photo, size, ratio) if self.thumbnails else None
        painter.save()
        painter.setClipPath(path)
        if picture is None:
            fill(painter, box, "line")
        else:
            painter.drawPixmap(box, picture)
        painter.restore()

    def _facts(self, painter: QPainter, row: StoryRow, box: QRect) -> None:
        """Draw a line of facts; where they have no room the longest gives way: a name, and not the time."""
        theme = current()
        font, gap = theme.sans(LABEL - 1), theme.px(8)
        metrics = QFontMetrics(font)
        high, side = metrics.height(), metrics.height() - 3
        facts = self._said(row)
        wide = [metrics.horizontalAdvance(fact) for _, _, fact in facts]
        beside = sum(side + theme.px(3) for _, icon, _ in facts if icon) + gap * (len(facts) - 1)
        longest, over = wide.index(max(wide)), sum(wide) + beside - box.width()
        line = QRect(box.left(), box.top(), box.width(), high)
        for number, (role, icon, fact) in enumerate(facts):
            if icon:
                icons.paint(painter, QRect(line.left(), line.top() + 2, side, side), icon, role)
                line.setLeft(line.left() + side + theme.px(3))
            room = QRect(line)
            if number == longest and over > 0:
                room.setWidth(max(theme.px(16), wide[number] - over))
            line.setLeft(line.left() + draw_line(painter, fact, font, room, role) + gap)
            if line.width() < theme.px(16):
                return

    def _said(self, row: StoryRow) -> list[tuple[str, str, str]]:
        """Return colour role, icon and words of each fact."""
        facts: list[tuple[str, str, str]] = []
        publication = self.publication
        if self.rights is not None and (what := self.rights.get(row.photo, row.id)):
            facts.append(("warn", "image", f"Photo {what}"))
        if row.section and publication is not None:
            facts.append(("mute", "", publication.section_name(row.section)))
        if row.lists:
            slug, place = row.lists[0]
            icon = "star-fill" if slug == "editors-choice" else "list-numbers"
            facts.append(("mute", icon, f"{self.lists.get(slug, slug)} {place}"))
        elif row.byline:
            facts.append(("mute", "", row.byline))
        facts.append(self._when(row))
        if self.flags is not None and (number := self.flags.get(row.id)):
            facts.append(("warn", "warning", str(number)))
        return facts

    def _when(self, row: StoryRow) -> tuple[str, str, str]:
        """Return colour role, icon and words of the time that counts."""
        now = datetime.now(UTC)
        if row.publish_at and row.publish_at > now:
            zone = self.publication.timezone if self.publication else ""
            return "warn", "clock", words.moment(row.publish_at, zone)
        told = row.published if row.status is Status.PUBLISHED else None
        return "mute", "", words.age(told or row.updated, now)


def _ground(painter: QPainter, rect: QRect, option: "QStyleOptionViewItem") -> None:
    """Draw the ground, which says whether a row is selected, hovered or has the keyboard."""
    from PySide6.QtWidgets import QStyle

    state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
    if state & QStyle.StateFlag.State_Selected:
        fill(painter, rect, "selected")
        fill(painter, QRect(rect.left(), rect.top(), 3, rect.height()), "accent")
    else:
        fill(painter, rect, "hover" if state & QStyle.StateFlag.State_MouseOver else "panel")
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
        painter.setPen(current().colour("accent"))
        painter.setBrush(QtCore.Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(4, 1, -2, -3))


def _headline(
    painter: QPainter, row: StoryRow, box: QRect, font: QFont, context: "Context | None", *, lines: int
) -> int:
    said, role = (row.headline, "ink") if row.headline else ("Untitled", "mute")
    marks = context.headline if context is not None and row.headline else ()
    rtl = direction(row.language) == "rtl"
    return draw_lines(painter, said, font, box, lines=lines, right_to_left=rtl, marks=marks, role=role)


def _context(painter: QPainter, row: StoryRow, box: QRect, context: "Context", *, lines: int) -> int:
    """Draw the words around the first place; return the height used."""
    theme = current()
    said, marks = context.words, context.marks
    cut = max(0, marks[0][0] - _BEFORE) if marks and lines == 1 else 0
    name = f"{_NAMED[context.field]}: " if context.field in _NAMED else ""
    ahead = name + ("…" if cut else "")
    moved = len(ahead) - cut
    return draw_lines(
        painter,
        ahead + said[cut:],
        theme.sans(LABEL - 1),
        box,
        lines=lines,
        right_to_left=direction(row.language) == "rtl",
        marks=[(start + moved, end + moved) for start, end in marks],
        role="mute",
    )
