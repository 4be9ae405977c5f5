"""How blocks and spans are kept in a QTextDocument: own properties say what they are, Qt's say how they look.

What is read back comes from the own properties alone, so that no look (a heading's weight, a theme) can be
mistaken for the author's marks. Properties, unlike QTextBlockUserData, survive undo.
"""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextFormat

from desk.text import Block, Kind, Mark, Source, Span

_USER: Final = int(QTextFormat.Property.UserProperty)
SHAPE: Final = _USER + 1
SOURCE: Final = _USER + 2
MARKS: Final = _USER + 3
TITLE: Final = _USER + 4
CARD: Final = _USER + 5
CARD_TYPE: Final = int(QTextFormat.ObjectTypes.UserObject) + 1
_RAW: Final = int(Mark.RAW)
OBJECT: Final = "\ufffc"
LINE: Final = "\u2028"
LINE_HEIGHT: Final = 118.0  # per cent of the font's own
PARAGRAPH: Final = Block(Kind.PARAGRAPH)

_SIZES: Final = {1: 3, 2: 2, 3: 1}  # steps of Qt's relative sizes: a heading follows the sheet's text size
_DIRECTIONS: Final = {"rtl": Qt.LayoutDirection.RightToLeft, "ltr": Qt.LayoutDirection.LeftToRight}
_MONOSPACE: Final = ["monospace"]


def shape_of(block: Block) -> Block:
    """Return what a block is, without its words."""
    ref = block.ref if block.kind is Kind.CODE else ""
    return Block(
        block.kind,
        level=block.level,
        quote=block.quote,
        depth=block.depth,
        ordered=block.ordered,
        start=block.start,
        loose=block.loose,
        ref=ref,
        dir=block.dir,
    )


@lru_cache(maxsize=2048)
def _packed(shape: Block) -> str:
    values = (shape.level, shape.quote, shape.depth, shape.ordered, shape.start, shape.loose, shape.ref)
    return json.dumps([shape.kind, *values, shape.dir])


@lru_cache(maxsize=2048)
def _unpacked(packed: str) -> Block:
    kind, level, quote, depth, ordered, start, loose, ref, own = json.loads(packed)
    shape = Block(Kind(kind), level=level, quote=quote, depth=depth, ordered=ordered, start=start)
    return replace(shape, loose=loose, ref=ref, dir=own)


_PLAIN: Final = _packed(PARAGRAPH)


def block_format(block: Block, source: Source | None = None, *, card: bool = False) -> QTextBlockFormat:
    """Return the format of a block of text; a card is a paragraph that holds an object."""
    shape = shape_of(block)
    look = QTextBlockFormat()
    packed = _packed(shape)
    if packed != _PLAIN:  # Qt looks through every block's properties at each key: the fewer the better
        look.setProperty(SHAPE, packed)
    if source is not None:
        look.setProperty(SOURCE, f"{source.index} {source.part} {source.parts} {source.stamp}\n{source.text}")
    indent = shape.quote + (shape.kind is Kind.PULL)
    indent += shape.depth + (shape.kind is Kind.ITEM)
    if indent:
        look.setIndent(indent)
    close = 4.0 if shape.listed and not shape.loose else 12.0  # neighbours keep the larger margin of the two
    look.setTopMargin({Kind.HEADING: 26.0, Kind.PULL: 18.0}.get(shape.kind, close))
    look.setBottomMargin({Kind.HEADING: 8.0, Kind.PULL: 18.0}.get(shape.kind, close))
    if not card:
        look.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if shape.dir:
        look.setLayoutDirection(_DIRECTIONS[shape.dir])
    if shape.kind is Kind.HEADING:
        look.setHeadingLevel(shape.level)
    return look


def shape_key(block: QTextBlock) -> str:
    """Return what tells blocks of one shape from those of another, quicker than the shape."""
    return block.blockFormat().property(SHAPE) or _PLAIN


def is_plain(look: QTextBlockFormat) -> bool:
    """Return whether a block is an ordinary paragraph, quicker than `block_shape`."""
    return not look.property(SHAPE)


def block_shape(look: QTextBlockFormat) -> Block:
    """Return what a block is, an ordinary paragraph where nothing says so."""
    packed = look.property(SHAPE)
    return _unpacked(packed) if packed else PARAGRAPH


def block_source(look: QTextBlockFormat) -> Source | None:
    """Return the source that a block was filled from."""
    packed = look.property(SOURCE)
    if not packed:
        return None
    head, text = packed.split("\n", 1)
    index, part, parts, stamp = head.split(" ")
    return Source(text, int(index), int(part), int(parts), stamp)


def char_format(shape: Block, marks: Mark = Mark.NONE, href: str = "", title: str = "") -> QTextCharFormat:
    """Return the look of words with these marks in a block of this shape."""
    return QTextCharFormat(_char_format(shape.kind, shape.level, int(marks), href, title))


@lru_cache(maxsize=512)
def _char_format(kind: Kind, level: int, bits: int, href: str, title: str) -> QTextCharFormat:
    marks = Mark(bits)
    look = QTextCharFormat()
    look.setProperty(MARKS, bits)
    bold = bool(marks & Mark.STRONG) or kind is Kind.HEADING
    look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    look.setFontItalic(bool(marks & Mark.EM) != (kind is Kind.PULL))
    look.setFontStrikeOut(bool(marks & Mark.STRIKE))
    if marks & (Mark.CODE | Mark.RAW) or kind is Kind.CODE:
        look.setFontFamilies(_MONOSPACE)
        look.setFontStyleHint(QFont.StyleHint.TypeWriter)
        look.setProperty(QTextFormat.Property.FontSizeAdjustment, -1)
    if kind is Kind.HEADING and level in _SIZES:
        look.setProperty(QTextFormat.Property.FontSizeAdjustment, _SIZES[level])
    if kind is Kind.PULL:
        look.setProperty(QTextFormat.Property.FontSizeAdjustment, 1)
    if marks & Mark.SUB:
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSubScript)
    elif marks & Mark.SUP:
        look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    if href:
        look.setAnchor(True)
        look.setAnchorHref(href)
        look.setProperty(TITLE, title)
        look.setFontUnderline(True)
    return look


def card_format(block: Block) -> QTextCharFormat:
    """Return the format of the one character that stands for a photo, a divider or an opaque block."""
    look = QTextCharFormat()
    look.setObjectType(CARD_TYPE)
    look.setProperty(CARD, json.dumps([block.kind, block.quote, block.ref, block.alt, block.text]))
    return look


@lru_cache(maxsize=1024)
def _card(packed: str) -> Block:
    kind, quote, ref, alt, text = json.loads(packed)
    return Block(Kind(kind), quote=quote, ref=ref, alt=alt, text=text)


def card_of(look: QTextFormat) -> Block | None:
    """Return the photo, divider or opaque block that a character stands for."""
    packed = look.property(CARD)
    return _card(packed) if packed else None


def marks_of(look: QTextFormat) -> Mark:
    """Return the author's marks on words."""
    return _marks(look.property(MARKS) or 0)


def bits_of(look: QTextFormat) -> int:
    """Return the author's marks on words as the bits of `Mark`, quicker than `marks_of`."""
    return look.property(MARKS) or 0


def is_raw(look: QTextFormat) -> bool:
    """Return whether words are Markdown source."""
    return bool(bits_of(look) & _RAW)


_marks = lru_cache(maxsize=256)(Mark)  # looked up at every key


def span_of(look: QTextCharFormat, text: str) -> Span:
    """Return words with their marks and link."""
    href = look.anchorHref() if look.isAnchor() else ""
    return Span(text, marks_of(look), href, (look.property(TITLE) or "") if href else "")
