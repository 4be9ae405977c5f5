"""What a paste becomes where it is put: an address on a line of its own is an embed, among words a link."""

from PySide6.QtGui import QTextCursor

from desk.text import Block, Kind, Span, embed_of
from desk.text.services import service
from desk.ui.editor.formats import OBJECT, is_plain


def placed(blocks: tuple[Block, ...], cursor: QTextCursor) -> tuple[Block, ...]:
    """Return what another program gave as it suits the cursor's block."""
    only = blocks[0] if len(blocks) == 1 else None
    if only is None:
        return blocks
    words = cursor.block().text()
    if only.kind is Kind.PARAGRAPH and not words and is_plain(cursor.blockFormat()) and service(only.plain):
        return (Block(Kind.OPAQUE, text=only.plain),)
    embed = embed_of(only.text) if only.kind is Kind.OPAQUE and words not in ("", OBJECT) else None
    if embed is not None:
        return (Block(Kind.PARAGRAPH, (Span(embed.title or embed.href, href=embed.href),)),)
    return blocks
