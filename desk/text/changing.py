"""Two versions of a story's text compared block by block and word by word, as readers see them.

Words are alike where their marks and links are too: a word made bold went plain and came bold.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, groupby
from typing import NamedTuple

from desk.text.comparing import TOKEN, Fate, Match, Run, matches, runs, settled
from desk.text.doc import CARDS, Block, Doc, Kind, Span

_END = Block(Kind.PARAGRAPH)  # the token that ends a block of words
_LEAST, _SHARE = 0.4, 0.15  # how much of the shorter and of the longer of two blocks must stay for a pair

Token = Span | Block
"""A word, space or sign with its marks; a card; or the end of a block of words."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same marks that stayed, went or came."""

    fate: Fate
    span: Span


@dataclass(frozen=True, slots=True)
class Changed:
    """A block of either version or both.

    Attributes:
        block: what it is, without its words; a card whole. Where it is in both versions, as in the new one.
        pieces: its words in reading order; none for a card.
        fate: what became of a card, or of the place where a block of words ends: two blocks made one have
            lost an end, one made two has a new one.
        was: what the block was before, where that differs.
    """

    block: Block
    pieces: tuple[Piece, ...]
    fate: Fate
    was: Block | None = None

    @property
    def same(self) -> bool:
        """Return whether nothing in it changed."""
        return self.fate is Fate.SAME and self.was is None and all(p.fate is Fate.SAME for p in self.pieces)


@dataclass(frozen=True, slots=True)
class _Side:
    """A version as tokens, with the block that each stands in.

    Attributes:
        keys: a number for each token, the same for equal ones of both sides: quicker to compare.
        starts: the first token of each block, and the number of all.
    """

    blocks: Sequence[Block]
    tokens: Sequence[Token]
    keys: Sequence[int]
    starts: Sequence[int]

    def block(self, token: int) -> int:
        """Return the place of the block that a token stands in."""
        return bisect_right(self.starts, token) - 1

    def window(self, first: int, last: int) -> slice:
        """Return where the tokens of blocks `first` to before `last` stand."""
        return slice(self.starts[first], self.starts[last])


class _Window(NamedTuple):
    """Blocks of both sides, each from a first to before an end."""

    old: int
    old_end: int
    new: int
    new_end: int


def changes(old: Doc, new: Doc) -> tuple[Changed, ...]:
    """Return the blocks of both versions in reading order, what went before what came for it.

    The words that stayed or went are those of `old`, the words that stayed or came those of `new`.
    """
    known: dict[Token, int] = {}
    before, after = _side(old, known), _side(new, known)
    found = list(runs(before.tokens, after.tokens, _stayed(before, after)))
    return tuple(_blocks(before, after, settled(found, _is_space)))


def _side(doc: Doc, known: dict[Token, int]) -> _Side:
    blocks = [[known.setdefault(token, len(known)) for token in _tokens(block)] for block in doc.blocks]
    keys = list(chain.from_iterable(blocks))
    every = list(known)  # one object for all that are equal: a long text has ten times fewer
    return _Side(doc.blocks, [every[key] for key in keys], keys, [0, *accumulate(map(len, blocks))])


def _tokens(block: Block) -> Iterator[Token]:
    if block.kind in CARDS:
        yield block.content
        return
    for span in block.spans or (Span(block.text),):
        for word in TOKEN.findall(span.text):
            yield Span(word, span.marks, span.href, span.title)
    yield _END


def _is_space(token: Token) -> bool:
    return isinstance(token, Span) and token.text.isspace() and "\n" not in token.text


def _stayed(old: _Side, new: _Side) -> list[Match]:
    """Return what stands in both: whole blocks first, then words between those."""
    whole = matches([b.content for b in old.blocks], [b.content for b in new.blocks])
    found: list[Match] = []
    i = j = 0
    for match in [*whole, Match(len(old.blocks), len(new.blocks), 0)]:
        for pair in _words_stayed(old, new, _Window(i, match.old, j, match.new)):
            _go_on(found, Match(*pair, 1))
        i, j = match.old + match.size, match.new + match.size
        start, size = old.starts[match.old], old.starts[i] - old.starts[match.old]
        _go_on(found, Match(start, new.starts[match.new], size))
    return found


def _go_on(found: list[Match], more: Match) -> None:
    """Add a match, to the last one where it goes on from there."""
    if found:
        last = found[-1]
        if (last.old + last.size, last.new + last.size) == (more.old, more.new):
            found[-1] = Match(last.old, last.new, last.size + more.size)
            return
    found.append(more)


def _words_stayed(old: _Side, new: _Side, window: _Window) -> Iterator[tuple[int, int]]:
    """Yield places of words that stayed in a window, but for those of blocks with little in common."""
    common: Counter[tuple[int, int]] = Counter()
    for i, j in _pairs(old, new, window):
        common[old.block(i), new.block(j)] += _weight(old.tokens[i])
    alike = {pair for pair, weight in common.items() if _alike(weight, *_weights(old, new, pair))}
    for together in _together(sorted(alike)):  # once more, with nothing between them that is theirs by chance
        for i, j in _pairs(old, new, together):
            if (old.block(i), new.block(j)) in alike:
                yield i, j


def _pairs(old: _Side, new: _Side, window: _Window) -> Iterator[tuple[int, int]]:
    """Yield the places of tokens that stand on both sides of a window."""
    gone, come = old.window(window.old, window.old_end), new.window(window.new, window.new_end)
    for match in matches(old.keys[gone], new.keys[come]):
        for n in range(match.size):
            yield gone.start + match.old + n, come.start + match.new + n


def _together(pairs: Iterable[tuple[int, int]]) -> Iterator[_Window]:
    """Yield windows about pairs of blocks that share a block: one that was cut, or several made one."""
    window: _Window | None = None
    for i, j in pairs:
        if window is not None and (i < window.old_end or j < window.new_end):
            window = _Window(window.old, i + 1, window.new, j + 1)
        else:
            if window is not None:
                yield window
            window = _Window(i, i + 1, j, j + 1)
    if window is not None:
        yield window


def _weight(token: Token) -> int:
    return len(token.text.strip()) if isinstance(token, Span) else 0 if token is _END else 1


def _weights(old: _Side, new: _Side, pair: tuple[int, int]) -> tuple[int, int]:
    sides = (old.tokens[old.window(pair[0], pair[0] + 1)], new.tokens[new.window(pair[1], pair[1] + 1)])
    one, other = (sum(map(_weight, tokens)) for tokens in sides)
    return min(one, other), max(one, other)


def _alike(common: int, shorter: int, longer: int) -> bool:
    return common > 0 and common >= _LEAST * shorter and common >= _SHARE * longer


def _blocks(old: _Side, new: _Side, found: Iterable[Run[Token]]) -> Iterator[Changed]:
    """Yield blocks where their words end. A card stands before words that wait for their end."""
    i = j = 0
    waiting: list[Piece] = []
    for run in found:
        for token in run.tokens:
            if isinstance(token, Span):
                waiting.append(Piece(run.fate, token))
            elif token is not _END:
                yield Changed(token, (), run.fate)
            else:
                before, after = old.blocks[old.block(i) :][:1], new.blocks[new.block(j) :][:1]
                yield _ended(run.fate, before, after, _joined(waiting))
                waiting = []
            i += run.fate is not Fate.INSERTED
            j += run.fate is not Fate.DELETED


def _ended(fate: Fate, before: Sequence[Block], after: Sequence[Block], pieces: tuple[Piece, ...]) -> Changed:
    """Return a block of words; each side's block is one, or none past its last."""
    block, was = (before if fate is Fate.DELETED else after)[0].content, None
    if fate is Fate.SAME and _shape(before[0]) != _shape(block):
        was = _shape(before[0])
    return Changed(replace(block, spans=(), text=""), pieces, fate, was)


def _shape(block: Block) -> Block:
    """Return what a block is; a number or an air of its own makes an item no other one."""
    return replace(block.content, spans=(), text="", start=0, loose=False)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with equal neighbours joined."""
    groups = groupby(pieces, key=lambda one: (one.fate, (one.span.marks, one.span.href, one.span.title)))
    return tuple(
        Piece(fate, Span("".join(piece.span.text for piece in group), *look))
        for (fate, look), group in groups
    )
