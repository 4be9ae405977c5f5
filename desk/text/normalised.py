"""The one form of blocks that say the same."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk.text.compose import compose
from desk.text.direction import DIRECTIONS
from desk.text.doc import UNHELD, Block, Kind, normal_spans
from desk.text.embeds import embed_of, service

# In a quote, where code is lines that stand in, these spaces are not kept.
_SPACES_BEFORE_GAP = re.compile(r"[ ]+(?=\n\n)")


def normal(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks as they can be written: none empty, lists without gaps, looseness and numbers settled."""
    out: list[Block] = []
    for block in blocks:
        block = _settled(block, out[-1] if out else None)
        if block.kind in (Kind.DIVIDER, Kind.PHOTO) or block.plain.strip():
            out.append(block)
    return tuple(_lists(out))


def _settled(block: Block, before: Block | None) -> Block:
    """Return one block with only what its kind knows, its depth fitting what stands before."""
    in_list = before if before is not None and before.listed and before.quote == block.quote else None
    deepest = 0 if in_list is None else in_list.depth + (in_list.kind is Kind.ITEM)
    depth = min(block.depth, deepest)
    spans, own = normal_spans(block.spans), block.dir if block.dir in DIRECTIONS else ""
    match block.kind:
        case Kind.ITEM:
            return Block(
                Kind.ITEM,
                spans,
                quote=block.quote,
                depth=depth,
                ordered=block.ordered,
                start=block.start,
                loose=block.loose,
                dir=own,
            )
        case Kind.PARAGRAPH:
            return _embedded(Block(Kind.PARAGRAPH, spans, quote=block.quote, depth=depth, dir=own))
        case Kind.HEADING:
            level = min(max(block.level, 1), 6)
            return Block(Kind.HEADING, spans, quote=block.quote, level=level, dir=own)
        case Kind.PULL:
            return Block(Kind.PULL, spans, quote=block.quote, dir=own)
        case Kind.CODE:
            text = _lines(block.text)
            if not block.quote:
                return Block(Kind.CODE, ref=block.ref, text=text)
            return Block(Kind.CODE, quote=block.quote, text=_SPACES_BEFORE_GAP.sub("", text))
        case Kind.PHOTO:
            ref, alt, text = (_line(words) for words in (block.ref, block.alt, block.text))
            return Block(Kind.PHOTO, quote=block.quote, ref=ref, alt=alt, text=text)
        case _:
            return replace(block, spans=(), dir="", source=None)


def _embedded(block: Block) -> Block:
    """Return a link alone in its paragraph as the card it reads back as where it leads to an embed."""
    alone = len(block.spans) == 1 and not (block.spans[0].marks or block.quote or block.depth or block.dir)
    if not alone or not service(block.spans[0].href):
        return block
    markdown = compose((block,))
    return Block(Kind.OPAQUE, text=markdown) if embed_of(markdown) else block


def _line(words: str) -> str:
    return UNHELD.sub("", words).replace("\t", " ").replace("\n", " ").strip(" ")


def _lines(code: str) -> str:
    lines = [line if line.strip() else "" for line in UNHELD.sub("", code).expandtabs(4).split("\n")]
    return "\n".join(lines).strip("\n").rstrip()


def _lists(blocks: list[Block]) -> Iterator[Block]:
    """Yield blocks with each list wholly loose or wholly tight and numbered from its first item."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and blocks[end].listed and blocks[end].quote == blocks[at].quote:
            end += 1
        run = blocks[at:end]
        yield from _list(run)
        if end == at:
            yield blocks[at]
            end += 1
        at = end


def _list(run: list[Block]) -> Iterator[Block]:
    """Yield the blocks of a list, numbers on first items only, each level's items loose or tight together."""
    groups, held = _siblings(run), _held(run)
    loose: dict[int, bool] = {}  # by the first item of each list
    for at, block in enumerate(run):
        if block.kind is not Kind.ITEM:
            yield block
            continue
        first = groups[at][0]
        if first == at:
            loose[at] = _loose(run, groups[at], held)
        start = (block.start or 1) if block.ordered and first == at else 0
        yield replace(block, start=start, loose=loose[first], source=None)


def _loose(run: list[Block], group: list[int], held: list[set[Kind]]) -> bool:
    """Return whether a list's items stand apart."""
    if any(Kind.PARAGRAPH in held[item] for item in group):
        return True
    lone = len(group) == 1 and Kind.ITEM not in held[group[0]]
    return not lone and any(run[item].loose for item in group)


def _siblings(run: list[Block]) -> dict[int, list[int]]:
    """Return, for each item of a run, the places of the items of its own list."""
    groups: dict[int, list[int]] = {}
    opened: dict[int, list[int]] = {}
    for at, block in enumerate(run):
        if block.kind is not Kind.ITEM:
            continue
        opened = {depth: group for depth, group in opened.items() if depth <= block.depth}
        group = opened.get(block.depth)
        if group is None or run[group[0]].ordered is not block.ordered:
            group = opened[block.depth] = []
        group.append(at)
        groups[at] = group
    return groups


def _held(run: list[Block]) -> list[set[Kind]]:
    """Return which kinds stand right inside each block of a run: further paragraphs of an item, a list."""
    held: list[set[Kind]] = [set() for _ in run]
    open_: list[int] = []  # the items in which a block stands, the innermost last
    for at, block in enumerate(run):
        while open_ and run[open_[-1]].depth >= block.depth:
            open_.pop()
        if open_ and run[open_[-1]].depth == block.depth - 1:
            held[open_[-1]].add(block.kind)
        if block.kind is Kind.ITEM:
            open_.append(at)
    return held
