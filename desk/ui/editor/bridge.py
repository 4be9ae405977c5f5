"""Doc ↔ QTextDocument: filled by cursor, read by blocks and fragments, so that nothing is lost on the way.

Qt's own Markdown and HTML readers rewrap, drop and renumber; `toPlainText` turns no-break spaces into spaces.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from desk.text import CARDS, Block, Doc, Kind, Span
from desk.text.doc import intact, normal_spans
from desk.ui.editor.formats import (
    LINE,
    OBJECT,
    PARAGRAPH,
    block_format,
    block_shape,
    block_source,
    card_format,
    card_of,
    char_format,
    shape_of,
    span_of,
)


def fill(document: QTextDocument, doc: Doc) -> None:
    """Put a Doc in place of a document's content; the undo history starts anew."""
    filling = Filling(document, doc.blocks)
    filling.add(filling.left)
    filling.end()


class Filling:
    """Puts blocks in place of a document's content, some at a time; there is no undo until it has ended."""

    def __init__(self, document: QTextDocument, blocks: Sequence[Block]) -> None:
        self._blocks = blocks or (PARAGRAPH,)
        self._at = 0
        self._undo = document.isUndoRedoEnabled()
        document.setUndoRedoEnabled(False)
        self._cursor = QTextCursor(document)

    @property
    def left(self) -> int:
        """How many blocks are still to come."""
        return len(self._blocks) - self._at

    @property
    def done(self) -> tuple[Block, ...]:
        """The blocks that are there yet."""
        return tuple(self._blocks[: self._at])

    def add(self, count: int) -> None:
        """Write the next blocks at the end."""
        cursor = self._cursor
        cursor.beginEditBlock()
        if not self._at:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.removeSelectedText()
        for block in self._blocks[self._at : self._at + count]:
            if self._at:
                cursor.insertBlock()
            write_block(cursor, block)
            self._at += 1
        cursor.endEditBlock()

    def end(self) -> None:
        """Let the undo history start."""
        self._cursor.document().setUndoRedoEnabled(self._undo)


def write_block(cursor: QTextCursor, block: Block) -> None:
    """Write a block at a cursor that stands in an empty block."""
    shape = PARAGRAPH if block.kind in CARDS else shape_of(block)
    cursor.setBlockFormat(block_format(shape, block.source, card=block.kind in CARDS))
    cursor.setBlockCharFormat(char_format(shape))
    if block.kind in CARDS:
        cursor.insertText(OBJECT, card_format(block))
    elif block.kind is Kind.CODE:
        cursor.insertText(block.text.replace("\n", LINE), char_format(shape))
    else:
        write_spans(cursor, shape, block.spans)


def write_spans(cursor: QTextCursor, shape: Block, spans: tuple[Span, ...]) -> None:
    """Write words at a cursor in a block of a shape."""
    for span in spans:
        look = char_format(shape, span.marks, span.href, span.title)
        cursor.insertText(span.text.replace("\n", LINE), look)


def read(document: QTextDocument) -> Doc:
    """Return what a document holds. Empty blocks say nothing; an unread object character is no word."""
    block = document.begin()
    blocks: list[Block] = []
    while block.isValid():
        blocks.extend(read_block(block))
        block = block.next()
    return Doc(tuple(blocks))


def read_range(document: QTextDocument, start: int, end: int) -> tuple[Block, ...]:
    """Return what stands between two positions exactly as it is: spaces at its edges and empty blocks too."""
    block = document.findBlock(start)
    blocks: list[Block] = []
    while block.isValid() and block.position() < end:
        blocks.extend(_parts(block, start, end))
        block = block.next()
    return tuple(blocks)


def _parts(block: QTextBlock, start: int, end: int) -> list[Block]:
    shape = block_shape(block.blockFormat())
    out: list[Block] = []
    for piece in pieces(block, start, end):
        if isinstance(piece, Block):
            out.append(piece)
        elif out and out[-1].kind not in CARDS:
            out[-1] = _with_words(out[-1], piece)
        else:
            out.append(_with_words(shape, piece))
    return out or [shape]


def _with_words(block: Block, words: Span) -> Block:
    if block.kind is Kind.CODE:
        return replace(block, text=block.text + words.text)
    return replace(block, spans=(*block.spans, words))


def read_block(block: QTextBlock, start: int = 0, end: int | None = None) -> tuple[Block, ...]:
    """Return what one text block holds, cut to positions: one block, or more where words stand by a card."""
    look = block.blockFormat()
    shape = block_shape(look)
    out: list[Block] = []
    spans: list[Span] = []
    for piece in pieces(block, start, end):
        if isinstance(piece, Span):
            spans.append(piece)
        else:
            out.extend(_text_block(shape, spans))
            out.append(piece)
            spans = []
    out.extend(_text_block(shape, spans))
    source = block_source(look)
    if source is None or len(out) > 1:
        return tuple(out)
    if not out:  # only a text of nothing but blank lines has a source and no words
        blank = replace(PARAGRAPH, source=source)
        return (
            (blank,)
            if shape == PARAGRAPH and not block.text() and source.text and intact((blank,), 0)
            else ()
        )
    return (replace(out[0], source=source),)


def _text_block(shape: Block, spans: list[Span]) -> Iterator[Block]:
    if shape.kind is Kind.CODE:
        text = "".join(span.text for span in spans)
        if text.strip():
            yield replace(shape, text=text)
        return
    settled = normal_spans(spans)
    if settled:
        yield replace(shape, spans=settled)


def pieces(block: QTextBlock, start: int, end: int | None) -> Iterator[Span | Block]:
    """Yield the words and cards of a block in their order."""
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        at, look = fragment.position(), fragment.charFormat()
        text = fragment.text()
        if at < start or (end is not None and at + fragment.length() > end):
            text = _cut(text, max(start - at, 0), fragment.length() if end is None else max(end - at, 0))
        card = card_of(look) if OBJECT in text else None
        for n, part in enumerate(text.split(OBJECT)):
            if n and card is not None:
                yield card
            if part:
                yield span_of(look, part.replace(LINE, "\n"))
        fragments += 1


def _cut(text: str, start: int, end: int) -> str:
    """Cut a text at Qt's positions, which count UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
