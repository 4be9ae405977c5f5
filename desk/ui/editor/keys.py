"""Enter, Backspace and Delete at every edge of a block, as in a word processor; the keys of pages."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlock, QTextCursor

from desk.text import Block, Kind, Mark
from desk.ui.editor import editing
from desk.ui.editor.formats import LINE, PARAGRAPH, char_format, marks_of
from desk.ui.editor.look import is_attribution


def page_way(event: QKeyEvent) -> int:
    """Return whether a key turns the page: 1 down, -1 up, 0 not at all."""
    key = event.key()
    if key not in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) or (
        event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ):
        return 0
    return 1 if key == Qt.Key.Key_PageDown else -1


def enter(cursor: QTextCursor) -> None:
    """Start a new block, or end the list, quote or code that an empty line stands in."""
    with editing.step(cursor):
        editing.delete(cursor)
        block = cursor.block()
        shape = editing.shape(block)
        if editing.card_at(block) is not None:
            editing.leave_card(cursor)
        elif shape.kind is Kind.CODE:
            _enter_code(cursor)
        elif block.length() == 1 and shape != PARAGRAPH:
            editing.reshape(block, _ended(shape))
        elif cursor.atBlockStart() and block.length() > 1:
            editing.insert_before(cursor, _before(shape))
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        else:
            following = _following(shape)
            if cursor.atBlockEnd() and is_attribution(block):
                following = replace(PARAGRAPH, quote=shape.quote - 1)
            editing.split(cursor, following)
            if cursor.atBlockEnd():
                cursor.setCharFormat(char_format(following))


def _enter_code(cursor: QTextCursor) -> None:
    """Start a line of code; a second empty line at the end leaves the code."""
    before = QTextCursor(cursor)
    before.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
    if cursor.atBlockEnd() and before.selectedText() == LINE:
        before.removeSelectedText()
        editing.insert_after(cursor)
    else:
        cursor.insertText(LINE, char_format(editing.shape(cursor.block())))


def _ended(shape: Block) -> Block:
    """Return what an empty block becomes on Enter."""
    if shape.kind is Kind.ITEM and shape.depth:
        return replace(shape, depth=shape.depth - 1, start=0)
    if shape.kind is Kind.PARAGRAPH and shape.depth:
        return replace(shape, kind=Kind.ITEM, depth=shape.depth - 1, loose=True)
    if shape.kind is Kind.PARAGRAPH and shape.quote:
        return replace(shape, quote=shape.quote - 1)
    return replace(PARAGRAPH, quote=shape.quote, dir=shape.dir)


def _following(shape: Block) -> Block:
    """Return what the new block after one is."""
    if shape.kind in (Kind.HEADING, Kind.PULL):
        return replace(PARAGRAPH, quote=shape.quote, dir=shape.dir)
    return replace(shape, start=0)


def _before(shape: Block) -> Block:
    """Return what an empty block opened before one is."""
    return (
        replace(PARAGRAPH, quote=shape.quote, dir=shape.dir)
        if shape.kind in (Kind.HEADING, Kind.PULL)
        else shape
    )


def hard_break(cursor: QTextCursor) -> None:
    """Start a new line in the same block."""
    with editing.step(cursor):
        editing.delete(cursor)
        editing.leave_card(cursor)
        shape = editing.shape(cursor.block())
        look = editing.typing_format(cursor, cursor.charFormat())
        marks = Mark.NONE if marks_of(look) & Mark.CODE else marks_of(look)
        cursor.insertText(LINE, char_format(shape, marks))


def backspace(cursor: QTextCursor) -> bool:
    """Delete backwards where an edge or a card asks for more than a character; return whether it did."""
    if cursor.hasSelection():
        editing.delete(cursor)
        return True
    block = cursor.block()
    card = editing.card_at(block)
    if card is not None and cursor.position() > card[0]:
        return _select(cursor, card[0])
    if not cursor.atBlockStart():
        return False
    shape = editing.shape(block)
    before = block.previous()
    softer = _softer(shape)
    if not shape.listed and shape.kind is Kind.PARAGRAPH and _goes_on(before, shape.quote):
        softer = None
    if card is None and softer is not None:
        with editing.step(cursor):
            editing.reshape(block, softer)
        return True
    if not before.isValid():
        return True
    beside = editing.card_at(before)
    if beside is not None:
        if block.length() == 1:
            _remove_empty(cursor, back=True)
        return _select(cursor, beside[0])
    if card is not None and before.length() > 1:
        cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        return True
    editing.join(cursor)
    return True


def _goes_on(before: QTextBlock, quote: int) -> bool:
    """Return whether a quote's paragraph follows another one of the same quote."""
    return before.isValid() and 0 < quote <= editing.shape(before).quote


def _softer(shape: Block) -> Block | None:
    """Return what Backspace at its start makes of a block, None where it joins the block before."""
    if shape.listed:
        if shape.depth:
            return replace(shape, depth=shape.depth - 1, start=0)
        return replace(PARAGRAPH, quote=shape.quote, dir=shape.dir)
    if shape.kind in (Kind.PULL, Kind.CODE):
        return replace(PARAGRAPH, quote=shape.quote, dir=shape.dir)
    return replace(shape, quote=shape.quote - 1) if shape.quote else None


def forward(cursor: QTextCursor) -> bool:
    """Delete forwards where an edge or a card asks for more than a character; return whether it did."""
    if cursor.hasSelection():
        editing.delete(cursor)
        return True
    block = cursor.block()
    card = editing.card_at(block)
    if card is not None and cursor.position() <= card[0]:
        return _select(cursor, card[0])
    if not cursor.atBlockEnd():
        return False
    after = block.next()
    if not after.isValid():
        return True
    beside = editing.card_at(after)
    if beside is not None or card is not None:
        if block.length() == 1:
            _remove_empty(cursor, back=False)
        elif beside is None and after.length() == 1:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
            _remove_empty(cursor, back=True)
            return True
        if beside is not None:
            found = editing.card_at(cursor.block()) if block.length() == 1 else beside
            return _select(cursor, (found or beside)[0])
        return True
    cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    editing.join(cursor)
    return True


def _remove_empty(cursor: QTextCursor, *, back: bool) -> None:
    """Take away the empty block that the cursor stands in, the neighbour's format kept."""
    kept = cursor.block().previous() if back else cursor.block().next()
    look, chars = kept.blockFormat(), kept.charFormat()
    with editing.step(cursor):
        if back:
            cursor.deletePreviousChar()
        else:
            cursor.deleteChar()
        cursor.setBlockFormat(look)
        cursor.setBlockCharFormat(chars)


def _select(cursor: QTextCursor, at: int) -> bool:
    cursor.setPosition(at)
    cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
    return True
