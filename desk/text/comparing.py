"""Two versions of a text compared word by word, in any script."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

# Spaces, words, single signs. What is neither space nor punctuation belongs to a word: marks and vowel signs
# of every script do, which `\w` leaves out. Signs of scripts written without spaces stand alone.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_POINTS = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u0387\u055a-\u055f"
    r"\u0589\u058a\u05be\u060c\u061b\u061f\u06d4\u0964\u0965\u10fb\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f"
)
TOKEN = re.compile(rf"\s+|[{_SIGNS}]|[^\s{_POINTS}{_SIGNS}]+|.", re.DOTALL)
_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)*(?:\n(?:[ \t]*\n)+|.|\Z)", re.DOTALL)
_PATIENCE = 250_000  # pairs of words without one that stands once on both sides, compared one with another


class Fate(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that stayed, went or came."""

    fate: Fate
    text: str


T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Run(Generic[T]):
    """Tokens in a row that stayed, went or came."""

    fate: Fate
    tokens: tuple[T, ...]


class Match(NamedTuple):
    """So many tokens from `old` on stand again from `new` on."""

    old: int
    new: int
    size: int


def compare(old: str, new: str) -> tuple[Part, ...]:
    """Return what stayed, went and came, in reading order; what went stands before what came for it.

    The stayed and gone parts joined are `old`, the stayed and new ones `new`, character by character.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Run[str]] = []
    for run in runs(before, after, matches(before, after)):
        if run.fate is Fate.INSERTED and found and found[-1].fate is Fate.DELETED:
            gone, come = (TOKEN.findall("".join(side.tokens)) for side in (found.pop(), run))
            found += runs(gone, come, matches(gone, come))
        else:
            found.append(run)
    return tuple(Part(run.fate, "".join(run.tokens)) for run in settled(found, _is_space))


def _paragraphs(text: str) -> list[str]:
    return [piece for piece in _PARAGRAPH.findall(text) if piece]


def place(old: str, new: str, offset: int) -> int:
    """Return where the place `offset` characters into one text stands in another version of it."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    starts = [0, *accumulate(map(len, before))]
    found = [0, *accumulate(map(len, after))]
    best = 0
    for match in matches(before, after):
        start, end = starts[match.old], starts[match.old + match.size]
        if offset < start:
            break
        best = found[match.new] + min(offset, end) - start
        if offset < end:
            break
    return min(best, len(new))


def _is_space(token: str) -> bool:
    return token.isspace() and "\n" not in token


def settled(found: Sequence[Run[T]], is_space: Callable[[T], bool]) -> Iterator[Run[T]]:
    """Yield runs in their order, a lone space between two changes taken into both, neighbours joined."""
    changes = [run.fate is not Fate.SAME for run in found]
    for at, run in enumerate(found):
        alone = len(run.tokens) == 1 and is_space(run.tokens[0])
        if not changes[at] and alone and any(changes[at - 1 : at]) and any(changes[at + 1 : at + 2]):
            changes[at] = True
    for changed, together in groupby(zip(changes, found, strict=True), key=itemgetter(0)):
        here = [run for _, run in together]
        if changed:
            yield from _run(Fate.DELETED, _joined(run for run in here if run.fate is not Fate.INSERTED))
            yield from _run(Fate.INSERTED, _joined(run for run in here if run.fate is not Fate.DELETED))
        else:
            yield from _run(Fate.SAME, _joined(here))


def _joined(found: Iterable[Run[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(run.tokens for run in found))


def _run(fate: Fate, tokens: Sequence[T]) -> Iterator[Run[T]]:
    if tokens:
        yield Run(fate, tuple(tokens))


def runs(old: Sequence[T], new: Sequence[T], stayed: Sequence[Match]) -> Iterator[Run[T]]:
    """Yield both sides in reading order, what went before what came for it; `stayed` are matches in order."""
    i = j = 0
    for match in [*stayed, Match(len(old), len(new), 0)]:
        yield from _run(Fate.DELETED, old[i : match.old])
        yield from _run(Fate.INSERTED, new[j : match.new])
        i, j = match.old + match.size, match.new + match.size
        yield from _run(Fate.SAME, old[match.old : i])


def matches(old: Sequence[T], new: Sequence[T]) -> list[Match]:
    """Return the stretches that stand in both, in order, anchored at tokens that stand once on each side."""
    found: list[Match] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        ahead, behind = a, c
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        if a > ahead:
            found.append(Match(ahead, behind, a - ahead))
        end = b
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        if end > b:
            found.append(Match(b, d, end - b))
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, (a, b, c, d))
        for i, j in anchors:
            waiting.append((a, i, c, j))
            found.append(Match(i, j, 1))
            a, c = i + 1, j + 1
        if anchors:
            waiting.append((a, b, c, d))
        elif (b - a) * (d - c) <= _PATIENCE:
            blocks = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks()
            found += [Match(a + block.a, c + block.b, block.size) for block in blocks if block.size]
    return sorted(found)


def _anchors(old: Sequence[T], new: Sequence[T], window: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Return places of tokens that stand once on both sides, the most that keep their order."""
    a, b, c, d = window
    there = {token: c + at for at, token in enumerate(new[c:d])}
    once = {token for token, number in Counter(new[c:d]).items() if number == 1}
    once &= {token for token, number in Counter(old[a:b]).items() if number == 1}
    pairs = [(i, there[old[i]]) for i in range(a, b) if old[i] in once]
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [at]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
