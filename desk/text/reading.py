"""Markdown → Doc: each piece as blocks where that says exactly the same, as an opaque block where not."""

import re
from functools import lru_cache
from html import unescape

from desk.text.chunks import chunks
from desk.text.compose import compose
from desk.text.dialect import Context, parse, parse_piece
from desk.text.doc import UNHELD, Block, Doc, Kind, sourced
from desk.text.embeds import embed_of
from desk.text.normalised import normal
from desk.text.tree import Unheld, blocks_of
from desk.text.without_marks import unmarked

_NUMBERED = re.compile(r'<sup id="fnref\d*:')
_NOTES = re.compile(r'\n?<div class="footnote">\n<hr />\n<ol>.*\Z', re.DOTALL)
_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|\w+);")
_PRE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)
_DEFINES = re.compile(r"\[[^\[\]]*\]:")
_BLANK_LINES = re.compile(r"\A(?:[ \t]*(?:\r\n|\n|\r))+")
_BLANK_END = re.compile(r"(?:\r\n|\n|\r)\s*\Z|\A[ \t]*\Z")
_TRIES = 48


def html(markdown: str) -> str:
    """Return the HTML of a story's text, raw HTML in it as it stands (whoever shows it cleans it).

    Total: no text raises, hangs or overflows.
    """
    return unmarked(markdown) or parse(markdown).html


def read(markdown: str) -> Doc:
    """Return the Doc of a story's text; `write` gives back the same bytes."""
    whole = parse(markdown)
    pieces, sound = _settled(chunks(markdown), alike(_NOTES.sub("", whole.html)), whole.context)
    blocks: list[Block] = []
    for index, piece in enumerate(pieces):
        held = held_blocks(piece, needed(piece, whole.context)) if index < sound else ()
        blocks.extend(sourced(held or _opaque(piece), piece, index))
    return Doc(tuple(blocks))


def _opaque(piece: str) -> tuple[Block, ...]:
    """Return a card of a piece; what no reader sees a sign of is an empty line."""
    words = _BLANK_END.sub("", _BLANK_LINES.sub("", piece))
    says = UNHELD.sub("", words).strip()
    return (Block(Kind.OPAQUE, text=words),) if says else (Block(Kind.PARAGRAPH),)


def needed(piece: str, context: Context) -> Context:
    """Return the context where a piece can refer to it, so that the others are read once for all."""
    return context if "[" in piece else Context()


def _settled(pieces: list[str], whole: str, context: Context) -> tuple[list[str], int]:
    """Join pieces until the HTML of each, one after another, is the HTML of the whole.

    Returns the pieces and how many of them, from the first, are sure.
    """
    settled: list[str] = []
    ends = [0]
    at, tries = 0, 0
    while at < len(pieces):
        end = _follows(pieces[at], whole, ends[-1], context)
        size = 2
        while end < 0 and at + size // 2 < len(pieces) and tries < _TRIES:
            joined = "".join(pieces[at : at + size])
            end = _follows(joined, whole, ends[-1], context)
            tries += 1
            if end >= 0:
                pieces[at : at + size] = [joined]
            size *= 2
        if end >= 0:
            settled.append(pieces[at])
            ends.append(end)
            at += 1
        elif settled and tries < _TRIES:
            at -= 1
            pieces[at : at + 2] = [settled.pop() + pieces[at + 1]]
            ends.pop()
        else:
            return [*settled, "".join(pieces[at:])], len(settled)
    if whole[ends[-1] :].strip():
        return ["".join(pieces)], 0
    return settled, len(settled)


def _follows(piece: str, whole: str, at: int, context: Context) -> int:
    """Return where the HTML of a piece ends if it stands at a place of the whole, or -1."""
    own = _piece_html(piece, needed(piece, context))
    while at < len(whole) and whole[at].isspace():
        at += 1
    return at + len(own) if whole.startswith(own, at) else -1


@lru_cache(maxsize=8192)
def _piece_html(piece: str, context: Context) -> str:
    return alike(parse_piece(piece, context).html)


@lru_cache(maxsize=16384)
def held_blocks(piece: str, context: Context) -> tuple[Block, ...]:
    """Return the blocks that say exactly what a piece says, or none where blocks cannot."""
    if defines(piece) != Context() or embed_of(piece):
        return ()
    parsed = parse_piece(piece, context)
    try:
        blocks = blocks_of(parsed.root, parsed.raw)
    except Unheld:
        return ()
    return blocks if blocks == normal(blocks) and says(blocks, alike(parsed.html), piece, context) else ()


@lru_cache(maxsize=1024)
def _defined(piece: str) -> Context:
    return parse_piece(piece, Context()).context


def defines(piece: str) -> Context:
    """Return the link definitions and footnotes in a piece."""
    return _defined(piece) if _DEFINES.search(piece) else Context()


def says(blocks: tuple[Block, ...], html: str, piece: str, context: Context) -> bool:
    """Return whether blocks, written anew, make the same HTML."""
    for strict in ((), range(len(blocks))):
        written = compose(blocks, strict)
        if written == piece.strip(" \r\n") or alike(parse_piece(written, context).html) == html:
            return True
    return False


def alike(html: str) -> str:
    """Return HTML in one form for what a reader cannot tell apart: line ends, entities, breaks."""
    if "&" in html:
        html = _ENTITY.sub(_character, html)
    html = _NUMBERED.sub('<sup id="fnref:', html.replace("<br>", "<br />"))
    parts = _PRE.split(html) if "<pre" in html else [html]
    parts[::2] = [re.sub(r"<br /> ?", "<br />", re.sub(r"[ \t\n]+", " ", part)) for part in parts[::2]]
    return "".join(parts).strip(" \n")


def _character(entity: re.Match[str]) -> str:
    character = unescape(entity[0])
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "": entity[0]}.get(character, character)
