"""Photos, dividers and opaque blocks, painted as calm cards in the text."""

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)

from desk.text import Block, Kind, embed_of, read_table
from desk.ui.editor.drawn import drawn, paint_words
from desk.ui.editor.formats import block_shape, card_of
from desk.ui.editor.look import Look

PhotoProvider = Callable[[str], tuple[QImage | None, str]]

_PAD: Final = 12.0
_RADIUS: Final = 6.0
_LINES: Final = 6
_TALLEST: Final = 420.0
_NO_PICTURE: Final = 72.0
_KEPT: Final = 128  # drawings of cards that stay laid out


class Cards(QPyTextObject):
    """Measures and paints cards; a photo's scaled picture is kept until the width or the photo changes."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.photo: PhotoProvider | None = None
        self.selected: Callable[[int], bool] | None = None
        self.as_source: set[str] = set()
        """The Markdown of cards that a person wants to see as it is written."""
        self._pictures: dict[tuple[str, int], tuple[QImage | None, str]] = {}
        self._drawings: dict[tuple[str, int, bool], QTextDocument | None] = {}

    def forget(self) -> None:
        """Ask for every photo and lay out every card anew when it is next measured."""
        self._pictures.clear()
        self._drawings.clear()

    def intrinsicSize(self, doc: QTextDocument, pos_in_document: int, look: QTextFormat) -> QSizeF:
        """Return a card's size: the measure's width, as high as its content asks."""
        card = card_of(look)
        width = self._width(doc, pos_in_document)
        if card is None:
            return QSizeF(0, 0)
        if card.kind is Kind.DIVIDER:
            return QSizeF(width, self.look.size * 1.6)
        if card.kind is Kind.PHOTO:
            picture, caption = self._photo(card, int(width))
            height = picture.height() / picture.devicePixelRatio() if picture is not None else _NO_PICTURE
            return QSizeF(width, height + self._caption_height(caption, width) + 4)
        return QSizeF(width, self._markdown_height(card.text, width, rtl=_rtl(doc)))

    def drawObject(
        self, painter: QPainter, rect: QRectF, doc: QTextDocument, pos_in_document: int, look: QTextFormat
    ) -> None:
        """Paint a card."""
        card = card_of(look)
        if card is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card.kind is Kind.DIVIDER:
            self._draw_divider(painter, rect)
        elif card.kind is Kind.PHOTO:
            self._draw_photo(painter, rect, card)
        else:
            self._draw_markdown(painter, rect, card.text, rtl=_rtl(doc))
        if self.selected is not None and self.selected(pos_in_document):
            painter.setPen(QPen(self.look.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        painter.restore()

    def _width(self, doc: QTextDocument, position: int) -> float:
        block = doc.findBlock(position)
        shape = block_shape(block.blockFormat())
        width = doc.textWidth() if doc.textWidth() > 0 else 660.0
        return max(
            120.0, width - doc.indentWidth() * (shape.quote + shape.depth) - 2 * doc.documentMargin() - 1
        )

    def _photo(self, card: Block, width: int) -> tuple[QImage | None, str]:
        key = (card.ref, width)
        if key not in self._pictures:
            picture, caption = self.photo(card.ref) if self.photo is not None else (None, "")
            if picture is not None and not picture.isNull():
                size = QSizeF(picture.width(), picture.height())
                size.scale(QSizeF(width, _TALLEST), Qt.AspectRatioMode.KeepAspectRatio)
                mode = Qt.TransformationMode.SmoothTransformation
                picture = picture.scaled(size.toSize(), Qt.AspectRatioMode.KeepAspectRatio, mode)
            else:
                picture = None
            self._pictures[key] = (picture, caption)
        picture, caption = self._pictures[key]
        return picture, card.text or caption or card.alt

    def _caption_height(self, caption: str, width: float) -> float:
        if not caption:
            return 0.0
        metrics = QFontMetricsF(self.look.label_font())
        box = QRectF(0, 0, width, 4 * metrics.lineSpacing())
        return (
            min(metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), caption).height(), box.height()) + 8
        )

    def _draw_divider(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self.look.line, 1))
        middle = rect.center().y()
        painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))

    def _draw_photo(self, painter: QPainter, rect: QRectF, card: Block) -> None:
        picture, caption = self._photo(card, int(rect.width()))
        painter.setFont(self.look.label_font())
        if picture is not None:
            shown = QRectF(
                rect.left() + (rect.width() - picture.width()) / 2,
                rect.top(),
                picture.width(),
                picture.height(),
            )
            painter.drawImage(shown, picture)
        else:
            shown = QRectF(rect.left(), rect.top(), rect.width(), _NO_PICTURE)
            self._draw_frame(painter, shown)
            painter.setPen(self.look.mute)
            painter.drawText(shown, int(Qt.AlignmentFlag.AlignCenter), "Photo not here yet")
        painter.setPen(self.look.mute)
        below = QRectF(
            rect.left(), shown.bottom() + 6, rect.width(), max(0.0, rect.bottom() - shown.bottom() - 6)
        )
        painter.drawText(below, int(Qt.TextFlag.TextWordWrap), caption)

    # Markdown that the editor has no blocks for

    def _drawing(self, markdown: str, width: float, *, rtl: bool) -> QTextDocument | None:
        """Return what a card says laid out, None where its source is shown."""
        if markdown in self.as_source:
            return None
        key = (markdown, int(width), rtl)
        if key not in self._drawings:
            while len(self._drawings) >= _KEPT:
                self._drawings.pop(next(iter(self._drawings)))
            self._drawings[key] = drawn(markdown, self.look, int(width), rtl=rtl)
        return self._drawings[key]

    def _markdown_height(self, markdown: str, width: float, *, rtl: bool) -> float:
        if read_table(markdown) and (table := self._drawing(markdown, width, rtl=rtl)):
            return table.size().height()
        drawing = self._drawing(markdown, width - 2 * _PAD, rtl=rtl)
        lines = min(len(markdown.splitlines()), _LINES)
        inner = lines * QFontMetricsF(self.look.source_font()).lineSpacing()
        return 2 * _PAD + self._label_height() + (drawing.size().height() if drawing else inner)

    def _label_height(self) -> float:
        return QFontMetricsF(self.look.label_font()).height() + 4

    def _draw_markdown(self, painter: QPainter, rect: QRectF, markdown: str, *, rtl: bool) -> None:
        if read_table(markdown) and (table := self._drawing(markdown, rect.width(), rtl=rtl)):
            paint_words(painter, rect.topLeft(), table, self.look)
            return
        self._draw_frame(painter, rect)
        inner = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setClipRect(inner)
        painter.setFont(self.look.label_font())
        painter.setPen(self.look.mute)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, int(side), _name(markdown))
        below = inner.adjusted(0, self._label_height(), 0, 0)
        drawing = self._drawing(markdown, inner.width(), rtl=rtl)
        if drawing:
            paint_words(painter, below.topLeft(), drawing, self.look)
        else:
            self._draw_source(painter, below, markdown)

    def _draw_source(self, painter: QPainter, rect: QRectF, markdown: str) -> None:
        painter.setFont(self.look.source_font())
        painter.setPen(self.look.ink)
        metrics = QFontMetricsF(self.look.source_font())
        for n, line in enumerate(markdown.expandtabs(4).splitlines()[:_LINES]):
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(
                QPointF(rect.left(), rect.top() + n * metrics.lineSpacing() + metrics.ascent()), shown
            )

    def _draw_frame(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QPen(self.look.line, 1))
        painter.setBrush(self.look.paper)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def _rtl(document: QTextDocument) -> bool:
    return document.defaultTextOption().textDirection() == Qt.LayoutDirection.RightToLeft


def _name(source: str) -> str:
    """Return what a newsroom would call what a card holds."""
    embed = embed_of(source)
    if embed is not None:
        return embed.service
    start = source.lstrip()
    if start.startswith("[^"):
        return "Footnote"
    if start.startswith("["):
        return "Link addresses"
    if start.startswith("<"):
        return "HTML"
    if re.search(r"\|[ :]*-", start):
        return "Table"
    return "Markdown"
