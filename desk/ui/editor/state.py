"""What holds at the cursor, for a toolbar to show."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QTextCharFormat

from desk.text import Block, Kind, Mark
from desk.ui.editor.formats import marks_of


@dataclass(frozen=True, slots=True)
class Formats:
    """What holds at the cursor: marks, the link's address, the heading level (0 for none), list and quote."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    sub: bool = False
    sup: bool = False
    href: str = ""
    heading: int = 0
    quote: bool = False
    pull: bool = False
    bullets: bool = False
    numbers: bool = False
    card: bool = False


def formats_at(look: QTextCharFormat, shape: Block, *, card: bool) -> Formats:
    """Return what holds for words of a format in a block of a shape."""
    return _formats(marks_of(look), look.anchorHref() if look.isAnchor() else "", shape, card=card)


@lru_cache(maxsize=64)
def _formats(marks: Mark, href: str, shape: Block, *, card: bool) -> Formats:
    return Formats(
        bold=bool(marks & Mark.STRONG),
        italic=bool(marks & Mark.EM),
        strike=bool(marks & Mark.STRIKE),
        code=bool(marks & Mark.CODE),
        sub=bool(marks & Mark.SUB),
        sup=bool(marks & Mark.SUP),
        href=href,
        heading=shape.level if shape.kind is Kind.HEADING else 0,
        quote=shape.quote > 0,
        pull=shape.kind is Kind.PULL,
        bullets=shape.kind is Kind.ITEM and not shape.ordered,
        numbers=shape.kind is Kind.ITEM and shape.ordered,
        card=card,
    )
