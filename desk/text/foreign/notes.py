"""Footnotes: what other programs set at the foot of a page goes behind the words that refer to it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk.text.compose import inline
from desk.text.doc import Block, Kind, Mark, Span, normal_spans

_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]:")


def with_notes(blocks: list[Block], notes: dict[str, list[Block]]) -> list[Block]:
    """Return blocks with the footnotes they refer to behind them; a mark without its note is a number."""
    found: dict[str, None] = {}
    out: list[Block] = []
    for block in blocks:
        spans = tuple(_mark(span, notes, found) for span in block.spans)
        out.append(replace(block, spans=spans) if spans != block.spans else block)
    for name, words in notes.items():
        spans = [span for block in words for span in (*block.spans, Span(" "))]
        said = inline(normal_spans(spans)).replace("  \n", " ")
        if name in found and said:
            out.append(Block(Kind.OPAQUE, text=f"[^{name}]: {said}"))
        else:
            out += words
    return out


def _mark(span: Span, notes: dict[str, list[Block]], found: dict[str, None]) -> Span:
    name = _MARK.fullmatch(span.text) if span.marks & Mark.RAW else None
    if name is None:
        return span
    if name[1] in notes:
        found[name[1]] = None
        return span
    return Span(name[1], Mark.SUP)


def noted(blocks: Iterable[Block]) -> list[str]:
    """Return the names of the footnotes that stand among blocks."""
    cards = (_NOTE.match(block.text) for block in blocks if block.kind is Kind.OPAQUE)
    return [card[1] for card in cards if card]


def renamed(blocks: Sequence[Block], taken: Iterable[str]) -> tuple[Block, ...]:
    """Return blocks whose footnotes have other names than those that are taken in a text."""
    used, names = set(taken), dict[str, str]()
    for name in noted(blocks):
        free = (str(number) for number in range(1, len(used) + 2))
        names[name] = name if name not in used else next(one for one in free if one not in used)
        used.add(names[name])
    return tuple(_renamed(block, names) for block in blocks)


def _renamed(block: Block, names: dict[str, str]) -> Block:
    if block.kind is Kind.OPAQUE:
        name = _NOTE.match(block.text)
        return replace(block, text=f"[^{names[name[1]]}]:{block.text[name.end() :]}") if name else block
    spans = tuple(
        replace(span, text=_MARK.sub(lambda found: f"[^{names.get(found[1], found[1])}]", span.text))
        if span.marks & Mark.RAW
        else span
        for span in block.spans
    )
    return replace(block, spans=spans)
