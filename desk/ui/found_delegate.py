"""How a hit is drawn: its words in their context, what goes and what comes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk.operations.finding import Found
from desk.ui.positions import units
from desk.ui.theme import LABEL, current

HIT = int(Qt.ItemDataRole.UserRole)
_ROW = 30


class FoundDelegate(QStyledItemDelegate):
    """Draws the rows of hits; those of stories as usual. Every row is of one height, whatever its script."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the one height of all rows."""
        return QSize(200, current().px(_ROW))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        hit = index.data(HIT)
        if not isinstance(hit, Found):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""  # pyright: ignore[reportAttributeAccessIssue]
        tree: QWidget = option.widget  # pyright: ignore[reportAttributeAccessIssue]
        tree.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, tree)
        box = tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, tree)
        layout = _layout(hit, box.width() - 8)
        painter.save()
        painter.setClipRect(box)
        painter.setPen(current().colour("mute"))
        top = box.top() + (box.height() - layout.boundingRect().height()) / 2
        layout.draw(painter, QPointF(box.left() + 4, top))
        painter.restore()


def _layout(hit: Found, width: int) -> QTextLayout:
    """Return one line that holds the hit, with as much before it as leaves the hit in sight."""
    theme = current()
    font = theme.sans(LABEL)
    before = hit.before if width > theme.px(480) else hit.before[-20:]
    text = before + hit.words + hit.new + hit.after
    gone, come = QTextCharFormat(), QTextCharFormat()
    gone.setForeground(theme.colour("accent"))
    gone.setFontWeight(QFont.Weight.Bold)
    gone.setFontStrikeOut(bool(hit.new))
    come.setForeground(theme.colour("good"))
    come.setFontWeight(QFont.Weight.Bold)
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    formats: list[QTextLayout.FormatRange] = []
    for start, end, look in (
        (len(before), len(before + hit.words), gone),
        (len(before + hit.words), len(before + hit.words + hit.new), come),
    ):
        piece = QTextLayout.FormatRange()
        piece.start = units(text, start)
        piece.length = units(text, end) - piece.start
        piece.format = look
        formats.append(piece)
    layout.setFormats(formats)
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout
