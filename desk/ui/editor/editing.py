"""What can be done to a body: each is one undoable step at a QTextCursor, and no widget is needed."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from desk.text import Block, Kind, Mark, Span
from desk.ui.editor.bridge import read_block, write_block
from desk.ui.editor.formats import (
    OBJECT,
    PARAGRAPH,
    block_format,
    block_shape,
    block_source,
    card_of,
    char_format,
    marks_of,
    span_of,
)

DEEPEST = 5


@contextmanager
def step(cursor: QTextCursor) -> Generator[None]:
    """Make what is done inside one step of undo."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()


def shape(block: QTextBlock) -> Block:
    """Return what a block is."""
    return block_shape(block.blockFormat())


def card_at(block: QTextBlock) -> tuple[int, Block] | None:
    """Return the position and content of the card that a block holds."""
    if OBJECT not in block.text():
        return None
    for at, _, look in fragments(block, with_cards=True):
        card = card_of(look)
        if card is not None:
            return at, card
    return None


def fragments(block: QTextBlock, *, with_cards: bool = False) -> list[tuple[int, int, QTextCharFormat]]:
    """Return start, end and format of each stretch of a block that looks the same."""
    if not block.length() > 1:
        return []
    out: list[tuple[int, int, QTextCharFormat]] = []
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if with_cards or OBJECT not in piece.text():
            out.append((piece.position(), piece.position() + piece.length(), piece.charFormat()))
        pieces += 1
    return out


def blocks_in(cursor: QTextCursor) -> list[QTextBlock]:
    """Return the blocks that a selection touches, or the one the cursor stands in."""
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = cursor.selectionEnd() - (cursor.selectionEnd() > cursor.selectionStart())
    out: list[QTextBlock] = []
    while block.isValid() and (not out or block.position() <= last):
        out.append(block)
        block = block.next()
    return out


def reshape(block: QTextBlock, new: Block) -> None:
    """Make a block another kind: its format, and the look of its words, whose marks stay."""
    cursor = QTextCursor(block)
    look = block_format(new, block_source(block.blockFormat()), card=card_at(block) is not None)
    if look != block.blockFormat():
        cursor.setBlockFormat(look)
    cursor.setBlockCharFormat(char_format(new))
    for start, end, look in fragments(block):
        span = span_of(look, "")
        marks = Mark.NONE if new.kind is Kind.CODE else span.marks
        wanted = char_format(new, marks, span.href, span.title)
        if wanted != look:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(wanted)


def remark(cursor: QTextCursor, change: Callable[[Span], Span]) -> None:
    """Change marks and links over a selection, cards left alone."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    with step(cursor):
        for block in blocks_in(cursor):
            kind = shape(block)
            if kind.kind is Kind.CODE:
                continue
            for at, to, look in fragments(block):
                at, to = max(at, start), min(to, end)
                if at < to:
                    one = QTextCursor(block)
                    one.setPosition(at)
                    one.setPosition(to, QTextCursor.MoveMode.KeepAnchor)
                    span = change(span_of(look, ""))
                    one.setCharFormat(char_format(kind, span.marks, span.href, span.title))


def all_marked(cursor: QTextCursor, mark: Mark) -> bool:
    """Return whether every word of a selection has a mark."""
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    looks = [
        look
        for block in blocks_in(cursor)
        for at, to, look in fragments(block)
        if max(at, start) < min(to, end)
    ]
    return bool(looks) and all(marks_of(look) & mark for look in looks)


def typing_format(cursor: QTextCursor, current: QTextCharFormat) -> QTextCharFormat:
    """Return the format of what is typed at a cursor: the marks there, no card's, a link's only inside it."""
    block = cursor.block()
    span = span_of(current, "")
    marks = span.marks
    inside = _look_after(cursor) if span.href or marks & Mark.RAW else None
    after = span_of(inside, "") if inside is not None else Span("")
    if span.href and (cursor.atBlockStart() or (after.href, after.title) != (span.href, span.title)):
        span = Span("", marks)
    if marks & Mark.RAW and (cursor.atBlockStart() or not after.marks & Mark.RAW):
        marks = Mark.NONE
    if card_of(current) is not None:
        marks = Mark.NONE
    return char_format(shape(block), marks, span.href, span.title)


def _look_after(cursor: QTextCursor) -> QTextCharFormat | None:
    if cursor.atBlockEnd():
        return None
    after = QTextCursor(cursor)
    after.clearSelection()
    after.movePosition(QTextCursor.MoveOperation.NextCharacter)
    return after.charFormat()


def leave_card(cursor: QTextCursor) -> None:
    """Move a cursor that stands beside a card to an empty paragraph before or after it."""
    found = card_at(cursor.block())
    if found is not None:
        if cursor.position() <= found[0]:
            insert_before(cursor)
        else:
            insert_after(cursor)


def insert_after(cursor: QTextCursor, new: Block = PARAGRAPH) -> None:
    """Open an empty block after the cursor's and go there."""
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.insertBlock(block_format(new), char_format(new))
    cursor.setCharFormat(char_format(new))


def insert_before(cursor: QTextCursor, new: Block = PARAGRAPH) -> None:
    """Open an empty block before the cursor's and go there."""
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    look = cursor.blockFormat()
    cursor.insertBlock(look, cursor.blockCharFormat())
    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    reshape(cursor.block(), new)
    cursor.setBlockFormat(block_format(new))


def reach(cursor: QTextCursor) -> tuple[int, int]:
    """Return from where to where a selection reaches; at the edge of a card it leaves the line end alone.

    Words would else end up in the card's line.
    """
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first, last = (cursor.document().findBlock(at) for at in (start, end))
    if first == last:
        return start, end
    card = card_at(first)
    if card is not None and start > card[0]:
        start = min(first.next().position(), end)
    elif start > first.position() and end == last.position() and card_at(last) is not None:
        end -= 1
    return start, end


def delete(cursor: QTextCursor) -> None:
    """Delete a selection; what is left takes the first block's shape, the last one's where the first went.

    A card never takes words or another card into its block.
    """
    start, end = reach(cursor)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    if start == end:
        return
    first, last = touched = [cursor.document().findBlock(at) for at in (start, end)]
    whole = start == first.position() and first != last
    rest = end < last.position() + last.length() - 1
    shapes = [shape(block) for block in touched]
    with step(cursor):
        cursor.removeSelectedText()
        block = cursor.block()
        if OBJECT in block.text() and block.length() > 2:
            cursor.insertBlock()
            reshape(cursor.block(), shapes[1])
            cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            reshape(cursor.block(), shapes[0])
        else:
            reshape(block, shapes[1] if whole and rest else shapes[0])


def join(cursor: QTextCursor) -> None:
    """Join the cursor's block to the one before it."""
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    before = cursor.block().previous()
    if before.isValid():
        left = shape(cursor.block()) if before.length() == 1 else shape(before)
        with step(cursor):
            cursor.deletePreviousChar()
            reshape(cursor.block(), left)


def split(cursor: QTextCursor, new: Block) -> None:
    """Split the cursor's block; what follows becomes a block of another shape."""
    with step(cursor):
        cursor.insertBlock()
        reshape(cursor.block(), new)


def replace_block(cursor: QTextCursor, block: QTextBlock, blocks: Sequence[Block]) -> None:
    """Put other blocks in place of one, in one step."""
    cursor.setPosition(block.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    with step(cursor):
        cursor.removeSelectedText()
        for at, new in enumerate(blocks or (PARAGRAPH,)):
            if at:
                insert_after(cursor)
            write_block(cursor, replace(new, source=None))


def indent(blocks: Sequence[QTextBlock], by: int) -> None:
    """Move list items deeper or back; an outermost item moved back becomes a paragraph."""
    for block in blocks:
        old = shape(block)
        if not old.listed:
            continue
        before = shape(block.previous()) if block.previous().isValid() else PARAGRAPH
        deepest = min(before.depth + 1, DEEPEST) if before.listed else 0
        if by < 0 and old.depth == 0:
            reshape(block, replace(PARAGRAPH, quote=old.quote, dir=old.dir))
        elif by < 0 or old.depth < deepest:
            reshape(block, replace(old, depth=max(0, old.depth + by), start=0))


def content(block: QTextBlock) -> tuple[Block, ...]:
    """Return what a block says."""
    return tuple(part.content for part in read_block(block))


def link_around(cursor: QTextCursor) -> QTextCursor:
    """Return a cursor that selects the whole link which another stands in or at the end of, or nothing."""
    found = QTextCursor(cursor)
    found.clearSelection()
    block = cursor.block()
    at = cursor.position()
    runs: list[tuple[int, int, tuple[str, str]]] = []
    for start, end, look in fragments(block):
        span = span_of(look, "")
        link = (span.href, span.title)
        if runs and runs[-1][2] == link and runs[-1][1] == start:
            start = runs.pop()[0]
        runs.append((start, end, link))
    for start, end, link in runs:
        if link[0] and start < at <= end:
            found.setPosition(start)
            found.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return found


def units(text: str) -> int:
    """Return how many of Qt's positions some words take: one for each UTF-16 unit."""
    return len(text) + sum(sign > "\uffff" for sign in text)
