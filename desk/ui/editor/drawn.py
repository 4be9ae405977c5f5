"""What a card of Markdown says, laid out to be read: tables as rows, footnotes and HTML as their words."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPainter,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from desk.text import (
    Align,
    Block,
    Embed,
    Kind,
    Mark,
    Span,
    Table,
    embed_of,
    from_html,
    html,
    read,
    read_table,
)
from desk.ui.editor.bridge import Filling
from desk.ui.editor.formats import LINE, LINE_HEIGHT, PARAGRAPH, char_format
from desk.ui.editor.look import Look
from desk.ui.editor.overdrawn import blocks_in
from desk.ui.editor.paint import paint_margins

_LONGEST: Final = 40_000  # characters: past this a card shows the start of its source
_NOTE: Final = re.compile(r"^ {0,3}\[\^([^\]\n]+)\]:[ \t]*", re.MULTILINE)
SIDES: Final = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute,
    Align.CENTER: Qt.AlignmentFlag.AlignHCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute,
}


def drawn(markdown: str, look: Look, width: float, *, rtl: bool) -> QTextDocument | None:
    """Return a card's words laid out to a width, None where only its source can be shown."""
    if len(markdown) > _LONGEST:
        return None
    table, embed = read_table(markdown), embed_of(markdown)
    blocks = () if table or embed else _blocks(markdown)
    if not (table or embed or blocks):
        return None
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setIndentWidth(20)
    document.setDefaultFont(look.table_font() if table else look.note_font())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LayoutDirectionAuto)
    document.setDefaultTextOption(option)
    if table:
        _fill_table(document, table, look, rtl=rtl)
    elif embed:
        _fill_embed(document, embed, look, rtl=rtl)
    else:
        _fill_blocks(document, blocks)
    document.setTextWidth(width)
    return document


def paint_words(painter: QPainter, at: QPointF, document: QTextDocument, look: Look) -> None:
    """Paint laid out words, list markers and quote bars too, from a place on."""
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette(context.palette)  # pyright: ignore[reportArgumentType]
    palette.setColor(QPalette.ColorRole.Text, look.ink)
    context.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
    painter.save()
    painter.translate(at)
    whole = QRectF(QPointF(0, 0), document.size())
    paint_margins(painter, blocks_in(document, whole), look, document.textWidth())
    document.documentLayout().draw(painter, context)
    painter.restore()


# Tables


def _fill_table(document: QTextDocument, table: Table, look: Look, *, rtl: bool) -> None:
    cursor = QTextCursor(document)
    grid = cursor.insertTable(len(table.rows), table.columns, _table_format())
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row):  # Qt stands the first column at the left whatever the direction
            there = grid.cellAt(at, table.columns - 1 - column if rtl else column)
            there.setFormat(_cell_format(look, header=at == 0))
            write_cell(there.firstCursorPosition(), cell, table.aligns[column], look, header=at == 0)


def _table_format() -> QTextTableFormat:
    form = QTextTableFormat()
    form.setBorder(0)
    form.setBorderCollapse(True)
    form.setCellSpacing(0)
    form.setCellPadding(6)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return form


def _cell_format(look: Look, *, header: bool) -> QTextTableCellFormat:
    form = QTextTableCellFormat()
    form.setBottomBorder(1)
    form.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBottomBorderBrush(look.mute if header else look.line)
    form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignTop)
    return form


def write_cell(cursor: QTextCursor, cell: Sequence[Span], side: Align, look: Look, *, header: bool) -> None:
    """Write a cell's words where a cursor stands: a header's bold, links in their colour."""
    lines = QTextBlockFormat()  # as high as where the cell is written in
    lines.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if side in SIDES:
        lines.setAlignment(SIDES[side])
    cursor.setBlockFormat(lines)
    for span in cell:
        form = char_format(PARAGRAPH, span.marks, span.href, span.title)
        if header:
            form.setFontWeight(QFont.Weight.Bold)
        if span.href:
            form.setForeground(look.accent)
        cursor.insertText(span.text.replace("\n", LINE), form)


# Embeds, footnotes, HTML and the rest


def _fill_embed(document: QTextDocument, embed: Embed, look: Look, *, rtl: bool) -> None:
    """Write an embed's title, and its address below, which reads from the left in any story."""
    cursor = QTextCursor(document)
    if embed.title:
        title = char_format(PARAGRAPH, Mark.STRONG)
        cursor.insertText(embed.title, title)
        cursor.insertBlock()
    form = QTextBlockFormat()
    form.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    form.setAlignment(SIDES[Align.RIGHT if rtl else Align.LEFT])
    cursor.setBlockFormat(form)
    address = QTextCharFormat()
    address.setFontFamilies(list(look.sans))
    address.setProperty(QTextCharFormat.Property.FontPixelSize, look.label_font().pixelSize())
    address.setForeground(look.mute)
    cursor.insertText(embed.href, address)


def _fill_blocks(document: QTextDocument, blocks: Sequence[Block]) -> None:
    filling = Filling(document, blocks)
    filling.add(filling.left)
    for edge in (document.begin(), document.lastBlock()):
        form = edge.blockFormat()
        form.setTopMargin(0 if edge == document.begin() else form.topMargin())
        form.setBottomMargin(0 if edge == document.lastBlock() else form.bottomMargin())
        QTextCursor(edge).setBlockFormat(form)


def _blocks(markdown: str) -> tuple[Block, ...]:
    """Return what a card says as blocks of words, nothing where its source says it best."""
    if _NOTE.match(markdown):
        return tuple(block for name, words in notes(markdown) for block in _note(name, words))
    page = html(markdown)
    blocks = () if "<table" in page else from_html(page).blocks
    return () if any(block.kind is Kind.CODE for block in blocks) else blocks


def notes(markdown: str) -> list[tuple[str, str]]:
    """Return the footnotes that a card holds: the name and the Markdown of each."""
    pieces = _NOTE.split(markdown)
    return [
        (name, re.sub(r"(?m)^(?: {4}|\t)", "", words).strip())
        for name, words in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


def _note(name: str, markdown: str) -> tuple[Block, ...]:
    """Return a footnote's blocks, its name before the first words."""
    mark = Span(f"{name}\xa0", Mark.SUP)
    held = [block for block in read(markdown).blocks if block.spans]
    if not held:
        return (Block(Kind.PARAGRAPH, (mark,)),)
    first = Block(held[0].kind, (mark, *held[0].spans), level=held[0].level, quote=held[0].quote)
    return (first, *(block.content for block in held[1:]))
