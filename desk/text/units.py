"""Doc → Markdown: untouched runs byte for byte, edited blocks anew and read back before they are believed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from itertools import pairwise

from desk.text.compose import compose
from desk.text.dialect import Context, parse_piece
from desk.text.doc import BREAK, CARDS, Block, Kind, Mark, Span, intact
from desk.text.normalised import normal
from desk.text.reading import alike, defines, held_blocks, needed

_LIST_OR_QUOTE = re.compile(r"\s*(?:>|[*+-][ \t]|\d+\.[ \t])")
_ENDS = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*[ \t]*\Z")
_INDENTED = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*(?: {4}| {0,3}\t)")
# Says nothing to readers, and keeps two lists or quotes from running together.
_APART = "<!-- -->"
_SENTINEL = "\n\nafter"
_TAGS = {
    Mark.STRONG: "strong",
    Mark.EM: "em",
    Mark.CODE: "code",
    Mark.STRIKE: "del",
    Mark.SUB: "sub",
    Mark.SUP: "sup",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """Blocks that are written together; `index` is an untouched run's place in what was read, else -1."""

    text: str
    blocks: tuple[Block, ...]
    index: int = -1


def units_of(blocks: Sequence[Block], context: Context) -> tuple[list[Unit], list[Block]]:
    """Return blocks as units, and those of them that could not be said in Markdown."""
    failed: list[Block] = []
    units: list[Unit] = []
    for run in _apart(_runs(blocks, context)):
        if run.index >= 0:
            units.append(run)
            continue
        for blocks in _parted(normal(run.blocks)):
            text, sound = _settled(blocks, _needed_by(blocks, context))
            units.append(Unit(text, blocks))
            failed.extend(() if sound else blocks)
    return units, failed


def _runs(blocks: Sequence[Block], context: Context) -> list[Unit]:
    """Return untouched runs with their source, and every other block by itself to be written anew."""
    runs: list[Unit] = []
    at = 0
    while at < len(blocks):
        size = intact(blocks, at)
        source = blocks[at].source
        own = tuple(blocks[at : at + max(size, 1)])
        if size and source is not None and _still_says(own, source.text, context):
            runs.append(Unit(source.text, own, source.index))
        else:
            runs.extend(Unit("", (block.content,)) for block in own)
        at += max(size, 1)
    return runs


def _apart(runs: list[Unit]) -> list[Unit]:
    """Give up the source of runs that would not stand beside a new neighbour; join what is written anew."""
    pending = list(range(1, len(runs)))
    while pending:
        at = pending.pop()
        before, after = runs[at - 1], runs[at]
        if _follow(before, after):
            continue
        places = [
            place for place in (at - 1, at) if not any(b.plain or b.kind in CARDS for b in runs[place].blocks)
        ]
        if _run_together(before.blocks[-1], after.blocks[0]) or _sinks(before.blocks[-1], after):
            places = [at - 1, at]
        if before.blocks[-1].kind is Kind.OPAQUE and _swallows(before.blocks[-1].text):
            places = [at - 1]
        for place in places:  # what nobody sees need not stay beside what is new
            if runs[place].index >= 0:
                runs[place] = Unit("", tuple(block.content for block in runs[place].blocks))
                pending.extend(near for near in (place, place + 1) if 0 < near < len(runs))
    joined: list[Unit] = []
    for run in runs:
        if run.index < 0 and joined and joined[-1].index < 0:
            joined[-1] = Unit("", joined[-1].blocks + run.blocks)
        else:
            joined.append(run)
    return joined


def _follow(before: Unit, after: Unit) -> bool:
    """Return whether two runs stood one after the other in what was read."""
    return before.index >= 0 and after.index == before.index + 1


def _run_together(before: Block, after: Block) -> bool:
    """Return whether two blocks that stand one after the other belong to one list or quote."""
    if before.kind is Kind.OPAQUE or after.kind is Kind.OPAQUE:
        return False
    return (before.quoted and after.quoted) or (before.listed and after.listed)


def _sinks(before: Block, after: Unit) -> bool:
    """Return whether code that stands in by spaces would become part of a list or of other code before it."""
    indented = after.blocks[0].kind is Kind.CODE and after.index >= 0 and _INDENTED.match(after.text)
    return bool(indented) and (before.listed or before.kind in (Kind.CODE, Kind.OPAQUE))


def _parted(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield a stretch as units: a list is one, a quote is one, any other block is one."""
    start = 0
    for at in range(1, len(blocks) + 1):
        if at == len(blocks) or not _run_together(blocks[at - 1], blocks[at]):
            if start < at:
                yield tuple(blocks[start:at])
            start = at


def may_define(block: Block) -> bool:
    """Return whether a block may hold link definitions or footnotes."""
    return block.kind is Kind.OPAQUE and "]:" in block.text


def context_of(blocks: Iterable[Block]) -> Context:
    """Return the link definitions and footnotes that stand in opaque blocks."""
    references: dict[str, tuple[str, str | None]] = {}
    footnotes: dict[str, None] = {}
    for block in blocks:
        if may_define(block):
            own = defines(block.text)
            references.update(own.references)
            footnotes.update(dict.fromkeys(own.footnotes))
    return Context(tuple(references.items()), tuple(footnotes))


def _needed_by(blocks: Sequence[Block], context: Context) -> Context:
    """Return the context where blocks can refer to it."""
    return context if any("[" in block.plain for block in blocks) else Context()


def _still_says(blocks: Sequence[Block], text: str, context: Context) -> bool:
    """Return whether an untouched run that refers to definitions still finds them."""
    if "[" not in text or blocks[0].kind is Kind.OPAQUE:
        return True
    return held_blocks(text, context) == tuple(block.content for block in blocks)


@lru_cache(maxsize=8192)
def _settled(unit: tuple[Block, ...], context: Context) -> tuple[str, bool]:
    """Return the Markdown of a unit that reads back as the unit, and whether Markdown could say it."""
    if unit[0].kind is Kind.OPAQUE:
        return _card(unit[0].text), True
    plain = compose(unit)
    if held_blocks(plain, context) == unit:
        return plain, True
    odd = [at for at, block in enumerate(unit) if not _plainly(normal((block,)), context)]
    ways = ((), odd, range(len(unit)))
    for strict in ways[1:]:
        text = compose(unit, strict)
        if held_blocks(text, context) == unit:
            return text, True
    for loose in (True, False) if unit[0].listed else ():
        spaced = tuple(replace(block, loose=loose and block.kind is Kind.ITEM) for block in unit)
        for strict in ways:
            text = compose(spaced, strict)
            if _unspaced(held_blocks(text, context)) == _unspaced(unit):
                return text, True
    bare = normal([_without_raw(block) for block in unit])
    if bare != unit:
        return _settled(bare, context)
    parts = _parts(unit)
    if len(parts) > 1 and all(normal(part) == part for part in parts):
        settled = [_settled(part, context) for part in parts]
        return f"\n\n{_APART}\n\n".join(text for text, _ in settled), all(sound for _, sound in settled)
    return _html(unit), False


def _parts(unit: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """Return the stretches that a comment may stand between: lists, quotes, code after code."""
    parts = [unit[:1]]
    for before, block in pairwise(unit):
        code = before.kind is block.kind is Kind.CODE
        if code or (before.listed, before.quote) != (block.listed, block.quote):
            parts.append((block,))
        else:
            parts[-1] += (block,)
    return parts


def _plainly(unit: tuple[Block, ...], context: Context) -> bool:
    """Return whether a unit written as a person would type it reads back as it is."""
    return held_blocks(compose(unit), context) == unit


def _unspaced(unit: tuple[Block, ...]) -> list[Block]:
    return [replace(block, loose=False) for block in unit]


def _without_raw(block: Block) -> Block:
    """Take what was source as plain words: its footnote or tag says nothing any more."""
    return replace(block, spans=tuple(replace(span, marks=span.marks & ~Mark.RAW) for span in block.spans))


def _card(markdown: str) -> str:
    """Return an opaque block's Markdown, as code where it would swallow what follows."""
    return compose((Block(Kind.CODE, text=markdown),)) if _swallows(markdown) else markdown


@lru_cache(maxsize=1024)
def _swallows(markdown: str) -> bool:
    """Return whether an opaque block, like an unclosed tag, takes in what is written after it."""
    alone = alike(parse_piece(markdown, Context()).html)
    return alike(parse_piece(markdown + _SENTINEL, Context()).html) != f"{alone} <p>after</p>".strip()


def joined(units: Sequence[Unit], context: Context) -> str:
    """Put units one after another with a blank line between, but none where the source had none."""
    parts: list[str] = []
    before: Unit | None = None
    running = False  # what readers last saw is a list or quote, definitions after it passed over
    for unit in units:
        if before is not None:
            parts.append(gap(before, unit, context, running=running))
        parts.append(unit.text)
        before = unit
        running = runs_on(unit) or (running and _defines(unit))
    return "".join(parts)


def gap(before: Unit, unit: Unit, context: Context, *, running: bool) -> str:
    """Return what stands between two units."""
    runs_together = running and runs_on(unit)
    if _follow(before, unit) and not (runs_together and _defines(before)):
        return ""
    ends = _ENDS.search(before.text)
    lines = len(re.findall(r"\r\n|\n|\r", ends[0])) if ends else 0
    line = "\r\n" if "\r\n" in before.text and before.index >= 0 else "\n"
    opaque = Kind.OPAQUE in (before.blocks[-1].kind, unit.blocks[0].kind)
    both = needed(before.text + unit.text, context)
    apart = not opaque or (not runs_together and _stand_apart(before.text, unit.text, both))
    return line * (2 - min(lines, 2)) + ("" if apart else f"{_APART}{line}{line}")


def _defines(unit: Unit) -> bool:
    return unit.blocks[0].kind is Kind.OPAQUE and defines(unit.text) != Context()


def runs_on(unit: Unit) -> bool:
    """Return whether a text is a list or quote, which the next one of its kind would go on with."""
    return _LIST_OR_QUOTE.match(unit.text) is not None


@lru_cache(maxsize=1024)
def _stand_apart(before: str, after: str, context: Context) -> bool:
    """Return whether two texts, one after the other, say what each says alone."""
    one, other, both = (
        alike(parse_piece(text, context).html) for text in (before, after, f"{before}\n\n{after}")
    )
    return both == f"{one} {other}".strip()


def _html(unit: Sequence[Block]) -> str:
    """Return blocks as raw HTML: the last resort that keeps every word and mark."""
    return "\n".join(_html_block(block) for block in unit)


def _html_block(block: Block) -> str:
    words = "".join(_html_span(span) for span in block.spans) or escape(block.text, quote=False).replace(
        "\n", "&#10;"
    )
    own = f' dir="{block.dir}"' if block.dir else ""
    match block.kind:
        case Kind.HEADING:
            html = f"<h{block.level}{own}>{words}</h{block.level}>"
        case Kind.ITEM:
            html = (
                f'<ol start="{max(block.start, 1)}"><li{own}>{words}</li></ol>'
                if block.ordered
                else f"<ul><li{own}>{words}</li></ul>"
            )
        case Kind.PULL:
            html = f'<blockquote class="pull"><p{own}>{words}</p></blockquote>'
        case Kind.CODE:
            html = f"<pre><code>{words}</code></pre>"
        case Kind.PHOTO:
            alt, ref, title = (escape(words) for words in (block.alt, block.ref, block.text))
            html = f'<p><img alt="{alt}" src="{ref}" title="{title}" /></p>'
        case Kind.DIVIDER:
            html = "<hr />"
        case _:
            html = f"<p{own}>{words}</p>"
    return "<blockquote>" * block.quote + html + "</blockquote>" * block.quote


def _html_span(span: Span) -> str:
    if span.marks & Mark.RAW:
        return escape(span.text, quote=False)
    text = escape(span.text, quote=False).replace(BREAK, "<br />")
    for mark, tag in _TAGS.items():
        if span.marks & mark:
            text = f"<{tag}>{text}</{tag}>"
    if span.href:
        title = f' title="{escape(span.title)}"' if span.title else ""
        text = f'<a href="{escape(span.href)}"{title}>{text}</a>'
    return text
