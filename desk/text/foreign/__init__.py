"""Foreign HTML (a clipboard, another program's file) → what a story can say of it, and nothing else.

Only what is known is kept, so no script, handler or style can come through; addresses are checked one by one.
`markup` mends the nesting, `looks` knows what the programs write, `inside` what holds where; `reader` walks.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from desk.text.doc import Block, Kind
from desk.text.foreign.links import base_of, contained
from desk.text.foreign.markup import seen
from desk.text.foreign.notes import noted, renamed, with_notes
from desk.text.foreign.reader import Picture, Reader, TooLong
from desk.text.normalised import normal

__all__ = ["Foreign", "Picture", "TooLong", "from_html", "noted", "renamed", "seen"]

MOST: Final = 12_000_000
"""Characters of HTML, pictures in it not counted, that are read."""

_CLIPBOARD_HEAD = re.compile(r"\s*Version:\d")


@dataclass(frozen=True, slots=True)
class Foreign:
    """What was read.

    Attributes:
        blocks: a picture that came along is a photo whose `ref` is `pasted:N`.
        pictures: those, in their order; nobody has looked yet whether they are pictures.
        left_out: how many pictures could not be had; one that lies on the web is a link in the blocks.
    """

    blocks: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    left_out: int = 0


def from_html(html: str, base: str = "") -> Foreign:
    """Return what a story can hold of foreign HTML, in time that grows with its length alone.

    Args:
        html: as another program gives it, its clipboard's head before it or not.
        base: the page's address, for links that leave it out; one that the HTML names goes before.

    Raises:
        TooLong: it is more than a story can take.
    """
    base = base_of(html) or base
    if _CLIPBOARD_HEAD.match(html):  # how Windows hands HTML over: where it starts and ends, in bytes
        html = html[max(html.find("<"), 0) :]
    html, pictures = contained(html)
    if len(html) > MOST:
        raise TooLong
    reader = Reader(base, pictures)
    reader.read(html)
    blocks = normal(with_notes(_ranked(reader.blocks), reader.notes))
    return Foreign(blocks, tuple(reader.pictures), reader.left_out)


def _ranked(blocks: list[Block]) -> list[Block]:
    """Return blocks whose headings are of levels 2 to 4, the highest that stands there 2."""
    levels = sorted({block.level for block in blocks if block.kind is Kind.HEADING})
    rank = {level: min(2 + n, 4) for n, level in enumerate(levels)}
    return [replace(b, level=rank[b.level]) if b.kind is Kind.HEADING else b for b in blocks]
