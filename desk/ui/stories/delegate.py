"""How a row of the story list is drawn."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk.domain import LISTS, Publication, Status, StoryRow
from desk.domain.language import direction
from desk.ui import icons, words
from desk.ui.stories.model import ROW
from desk.ui.theme import LABEL, current
from desk.ui.thumbnails import Thumbnails

_HEADLINE = 13.5

LINE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
"""One line of facts; letters of other scripts may stand out of the line that Latin needs."""

STATUS_ICONS = {
    Status.DRAFT: "circle-dashed-bold",
    Status.REVIEW: "circle-half-fill",
    Status.READY: "circle-fill",
    Status.PUBLISHED: "check-circle-fill",
    Status.WITHDRAWN: "x-circle-fill",
}
"""The shapes beside the status colours, so that none is told by colour alone."""


class StoryDelegate(QStyledItemDelegate):
    """Draws status dot, headline of two lines at most, one line of facts, and the lead photo.

    Every row is of one height: Qt overlaps rows of mixed scripts where the delegate leaves the height open.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.thumbnails: Thumbnails | None = None
        self.publication: Publication | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the one height of all rows."""
        return QSize(200, current().px(76))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row: StoryRow = index.data(ROW)
        theme = current()
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        pad = theme.px(12)
        inner = rect.adjusted(pad, theme.px(9), -pad, -theme.px(9))
        mark = QRect(inner.left() - 1, inner.top() + theme.px(4), theme.px(12), theme.px(12))
        icons.paint(painter, mark, STATUS_ICONS[row.status], row.status.value)
        text = inner.adjusted(theme.px(19), 0, 0, 0)
        if row.photo:
            text.setRight(text.right() - theme.px(74))
            self._picture(painter, row.photo, QRect(inner.right() - theme.px(64), inner.top() + 2, 0, 0))
        used = self._headline(painter, row, text)
        self._facts(painter, row, text.adjusted(0, used + theme.px(2), 0, 0))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(4, 1, -2, -3))
        painter.restore()

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
            painter.fillRect(box, theme.colour("line"))
        else:
            painter.drawPixmap(box, picture)
        painter.restore()

    def _headline(self, painter: QPainter, row: StoryRow, box: QRect) -> int:
        theme = current()
        font = theme.serif(_HEADLINE, bold=True)
        painter.setPen(theme.colour("ink" if row.headline else "mute"))
        return draw_lines(
            painter,
            row.headline or "Untitled",
            font,
            QRect(box.left(), box.top() - theme.px(1), box.width(), theme.px(38)),
            right_to_left=direction(row.language) == "rtl",
        )

    def _facts(self, painter: QPainter, row: StoryRow, box: QRect) -> None:
        theme = current()
        font = theme.sans(LABEL - 1)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        line = QRect(box.left(), box.top(), box.width(), metrics.height())
        for role, icon, fact in self._said(row):
            if icon:
                side = metrics.height() - 3
                icons.paint(painter, QRect(line.left(), line.top() + 2, side, side), icon, role)
                line.setLeft(line.left() + side + theme.px(3))
            said = metrics.elidedText(fact, Qt.TextElideMode.ElideRight, max(0, line.width()))
            painter.setPen(theme.colour(role))
            painter.drawText(line, LINE, said)
            line.setLeft(line.left() + metrics.horizontalAdvance(said) + theme.px(8))
            if line.width() < theme.px(16):
                return

    def _said(self, row: StoryRow) -> list[tuple[str, str, str]]:
        """Return colour role, icon and words of each fact."""
        now = datetime.now(UTC)
        told = row.published if row.status is Status.PUBLISHED else None
        facts: list[tuple[str, str, str]] = []
        publication = self.publication
        if row.section and publication is not None:
            facts.append(("mute", "", publication.section_name(row.section)))
        if row.lists:
            slug, place = row.lists[0]
            facts.append(
                (
                    "mute",
                    "star-fill" if slug == "editors-choice" else "list-numbers",
                    f"{LISTS.get(slug, slug)} {place}",
                )
            )
        elif row.byline:
            facts.append(("mute", "", row.byline))
        if row.publish_at and row.publish_at > now:
            facts.append(
                ("warn", "clock", words.moment(row.publish_at, publication.timezone if publication else ""))
            )
        else:
            facts.append(
                (
                    "mute",
                    "",
                    words.age(told or row.updated, now),
                )
            )
        return facts


def draw_lines(
    painter: QPainter, text: str, font: QFont, box: QRect, *, lines: int = 2, right_to_left: bool = False
) -> int:
    """Draw text in so many lines at most, the last one ended with an ellipsis; return the height used."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    metrics = QFontMetrics(font)
    pitch = round(font.pixelSize() * 1.36)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= lines and (line := layout.createLine()).isValid():
        line.setLineWidth(box.width())
        starts.append(line.textStart())
    layout.endLayout()
    flags = Qt.AlignmentFlag.AlignVCenter | (
        Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    )
    painter.setFont(font)
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    shown = min(lines, len(starts))
    for n in range(shown):
        end = starts[n + 1] if n + 1 < len(starts) and n < lines - 1 else len(text)
        piece = text[starts[n] : end].strip()
        piece = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, box.width())
        where = QRectF(QPointF(box.left(), box.top() + n * pitch), QSize(box.width(), pitch).toSizeF())
        painter.drawText(where, flags | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip, piece)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return shown * pitch
