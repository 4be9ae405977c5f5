"""Who said a quote: its last paragraph, which starts with a dash."""

from PySide6.QtGui import QTextBlock, QTextCursor

from desk.text import Block, Kind
from desk.ui.editor import editing
from desk.ui.editor.formats import char_format
from desk.ui.editor.look import DASHES


def attribute(cursor: QTextCursor) -> None:
    """Go to the attribution of the quote that a cursor stands in; open one where there is none yet."""
    shape = editing.shape(cursor.block())
    if not shape.quoted or editing.card_at(cursor.block()) is not None:
        return
    last = _last(cursor.block())
    cursor.setPosition(last.position())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    if last.text().startswith(DASHES):
        return
    new = Block(Kind.PARAGRAPH, quote=max(shape.quote, 1), dir=shape.dir)
    with editing.step(cursor):
        editing.insert_after(cursor, new)
        cursor.insertText(DASHES[0], char_format(new))


def _last(block: QTextBlock) -> QTextBlock:
    """Return the attribution of a block's quote, or the last block before one would have to stand."""
    shape = editing.shape(block)
    while not block.text().startswith(DASHES):
        after = block.next()
        below = editing.shape(after) if after.isValid() else None
        goes_on = below is not None and below.kind is Kind.PARAGRAPH and below.quote == max(shape.quote, 1)
        if not goes_on or (shape.kind is Kind.PULL and not after.text().startswith(DASHES)):
            break
        block = after
    return block
