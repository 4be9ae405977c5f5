"""Blocks that change places with their neighbour, words and cards alike."""

from PySide6.QtGui import QTextBlock, QTextCursor

from desk.text import Block
from desk.ui.editor import editing
from desk.ui.editor.bridge import read_block, write_block


def move(cursor: QTextCursor, way: int) -> None:
    """Move the blocks of a selection one place up (-1) or down (1), in one step; the cursor goes along."""
    blocks = editing.blocks_in(cursor)
    beside = blocks[0].previous() if way < 0 else blocks[-1].next()
    if not beside.isValid():
        return
    run = [beside, *blocks] if way < 0 else [*blocks, beside]
    held = [_content(block) for block in run]
    if None in held:
        return
    places = [(cursor.document().findBlock(at).blockNumber() + way, at) for at in _ends(cursor)]
    offsets = [at - cursor.document().findBlock(at).position() for _, at in places]
    ordered = [*held[1:], held[0]] if way < 0 else [held[-1], *held[:-1]]
    with editing.step(cursor):
        for block, content in zip(run, ordered, strict=True):
            _rewrite(block, content)
    anchor, end = (
        cursor.document().findBlockByNumber(number).position() + offset
        for (number, _), offset in zip(places, offsets, strict=True)
    )
    cursor.setPosition(anchor)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def _ends(cursor: QTextCursor) -> tuple[int, int]:
    return cursor.anchor(), cursor.position()


def _content(block: QTextBlock) -> Block | None:
    """Return what a block says with its source, None where words stand beside a card in it."""
    held = read_block(block)
    if len(held) > 1:
        return None
    return held[0] if held else editing.shape(block)


def _rewrite(block: QTextBlock, content: Block | None) -> None:
    if content is None:
        return
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    write_block(cursor, content)
