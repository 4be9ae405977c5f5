"""A piece of a story: what is copied, and how it goes in elsewhere so that nothing beside it changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtGui import QTextCursor

from desk.text import CARDS, Block, Doc, Kind, Span, read, write
from desk.ui.editor import editing
from desk.ui.editor.bridge import read_range, write_block, write_spans
from desk.ui.editor.formats import LINE, PARAGRAPH, char_format, shape_of

_LISTED: Final = (Kind.ITEM, Kind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class Slice:
    """Blocks as they stand between two places.

    Attributes:
        blocks: the first and last may be parts of blocks, empty ones even.
        joins: the first one's words go on in the line they are put into.
        goes_on: what follows the place they are put into goes on behind the last one's words.
    """

    blocks: tuple[Block, ...] = ()
    joins: bool = False
    goes_on: bool = False


def whole(blocks: Sequence[Block]) -> Slice:
    """Return blocks of their own; one bare paragraph is words for the line."""
    line = _is_line(blocks)
    return Slice(tuple(blocks), line, line)


def _is_line(blocks: Sequence[Block]) -> bool:
    return len(blocks) == 1 and shape_of(blocks[0]) == PARAGRAPH


def take(cursor: QTextCursor) -> Slice:
    """Return what a selection holds, so that putting it back where it was cut gives the same text."""
    start, end = editing.reach(cursor)
    if start == end:
        return Slice()
    document = cursor.document()
    first, last = document.findBlock(start), document.findBlock(end)
    blocks = read_range(document, start, end)
    inside = start > first.position()
    if first == last:
        part = blocks[0].kind not in CARDS and (inside or end < last.position() + last.length() - 1)
        return Slice(blocks, joins=True, goes_on=True) if part else whole(blocks)
    if end == last.position():  # the end of the block before is part of it, nothing of this one
        return Slice((*blocks, editing.shape(last)), joins=True, goes_on=True) if inside else Slice(blocks)
    part = end < last.position() + last.length() - 1
    return Slice(blocks, joins=inside, goes_on=part and blocks[-1].kind not in CARDS)


def put(cursor: QTextCursor, piece: Slice) -> None:
    """Put a piece in place of the selection, in one step of undo; the cursor stands behind it."""
    with editing.step(cursor):
        for _ in putting(cursor, piece):
            pass


def putting(cursor: QTextCursor, piece: Slice) -> Iterator[None]:
    """Put a piece in place of the selection block by block; the text is sound after each."""
    if not piece.blocks:
        return
    editing.delete(cursor)
    editing.leave_card(cursor)
    here = editing.shape(cursor.block())
    inside = piece.joins or not cursor.atBlockStart()
    if here.kind is Kind.CODE and inside and piece.blocks[0].kind is not Kind.CODE:
        cursor.insertText(_source(piece.blocks).replace("\n", LINE), char_format(here))
        return
    blocks = list(piece.blocks)
    if piece.joins:
        _join(cursor, blocks.pop(0), more=bool(blocks))
    if blocks:
        last = blocks.pop() if piece.goes_on else None
        keeps = piece.joins and _alike(here, piece.blocks[0])
        yield from _putting_apart(cursor, blocks, last, last_keeps=keeps)


def _join(cursor: QTextCursor, first: Block, *, more: bool) -> None:
    """Put words into the line; an empty one becomes what they are part of where more follows."""
    block = cursor.block()
    if more and block.length() == 1 and editing.shape(block) == PARAGRAPH:
        editing.reshape(block, shape_of(first))
    _write_words(cursor, first)


def _putting_apart(
    cursor: QTextCursor, blocks: list[Block], last: Block | None, *, last_keeps: bool
) -> Iterator[None]:
    """Put blocks in between what stands before and after the cursor; the last one's words join the latter.

    It takes the last one's shape where it is empty, or where it was cut from there (`last_keeps`).
    """
    if not cursor.atBlockStart():
        editing.split(cursor, replace(editing.shape(cursor.block()), start=0))
    rest = cursor.block().length() > 1
    if blocks and (rest or last is not None):
        editing.insert_before(cursor)
    for at, block in enumerate(blocks):
        if at:
            editing.insert_after(cursor)
        write_block(cursor, _alone(block))
        yield
    if last is not None:
        if blocks:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        if not rest or last_keeps:
            editing.reshape(cursor.block(), shape_of(last))
        _write_words(cursor, last)
    elif not rest and blocks[-1].kind in CARDS:
        editing.insert_after(cursor)


def _alone(block: Block) -> Block:
    """Return a block as it can stand anywhere: a card that would swallow what follows becomes code."""
    alone = replace(block, source=None)
    if block.kind is Kind.OPAQUE:
        saved = read(write(Doc((alone,)))).blocks
        if len(saved) == 1 and saved[0].kind is Kind.CODE:
            return replace(saved[0], source=None)
    return alone


def _write_words(cursor: QTextCursor, part: Block) -> None:
    here = editing.shape(cursor.block())
    words = part.spans if here.kind is not Kind.CODE and part.spans else (Span(part.plain),)
    write_spans(cursor, here, words)


def _alike(one: Block, other: Block) -> bool:
    """Return whether two blocks have one shape, their place in a list left aside."""
    return replace(shape_of(one), start=0) == replace(shape_of(other), start=0)


def _source(blocks: Sequence[Block]) -> str:
    """Return blocks as lines of code, cards as their source."""
    return "\n".join(
        write(Doc((block,))).rstrip("\n") if block.kind in CARDS else block.plain for block in blocks
    )


def fitted(blocks: Sequence[Block], here: Block) -> tuple[Block, ...]:
    """Return blocks of other programs as they stand where they are put: in the list and the quotes there."""
    return tuple(blocks) if _is_line(blocks) else tuple(_fit(block, here) for block in blocks)


def _fit(block: Block, here: Block) -> Block:
    if here.listed and block.kind in _LISTED and not block.quote:
        depth = min(block.depth + here.depth, editing.DEEPEST)
        outermost = not block.depth  # an item of the list there, bullet or number as that has them
        kind, ordered = (Kind.ITEM, here.ordered) if outermost else (block.kind, block.ordered)
        return replace(block, kind=kind, ordered=ordered, depth=depth, quote=here.quote, loose=here.loose)
    if here.quote and block.kind is not Kind.OPAQUE:
        return replace(block, quote=min(block.quote + here.quote, editing.DEEPEST))
    return block
