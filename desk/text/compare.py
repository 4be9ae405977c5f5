"""Two versions of a text compared word by word, in any script."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby
from operator import itemgetter
from typing import NamedTuple

# Spaces, words, single signs. What is neither space nor punctuation belongs to a word: marks and vowel signs
# of every script do, which `\w` leaves out. Signs of scripts written without spaces stand alone.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_POINTS = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u0387\u055a-\u055f"
    r"\u0589\u058a\u05be\u060c\u061b\u061f\u06d4\u0964\u0965\u10fb\u2010-\u2027\u2030-\u205e\u3000-\u303f\uff01-\uff0f"
)
_TOKEN = re.compile(rf"\s+|[{_SIGNS}]|[^\s{_POINTS}{_SIGNS}]+|.", re.DOTALL)
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


class _Match(NamedTuple):
    """So many tokens from `old` on stand again from `new` on."""

    old: int
    new: int
    size: int


def compare(old: str, new: str) -> tuple[Part, ...]:
    """Return what stayed, went and came, in reading order; what went stands before what came for it.

    The stayed and gone parts joined are `old`, the stayed and new ones `new`, character by character.
    """
    parts: list[Part] = []
    for same, gone, come in _stretches(_paragraphs(old), _paragraphs(new)):
        if same:
            parts.append(Part(Fate.SAME, "".join(same)))
        elif gone and come:
            words = _TOKEN.findall("".join(gone)), _TOKEN.findall("".join(come))
            for stay, left, right in _stretches(*words):
                parts += _parts("".join(stay), "".join(left), "".join(right))
        else:
            parts += _parts("", "".join(gone), "".join(come))
    return tuple(_settled(parts))


def _paragraphs(text: str) -> list[str]:
    return [piece for piece in _PARAGRAPH.findall(text) if piece]


def place(old: str, new: str, offset: int) -> int:
    """Return where the place `offset` characters into one text stands in another version of it."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    starts = [0, *accumulate(map(len, before))]
    found = [0, *accumulate(map(len, after))]
    best = 0
    for match in _matches(before, after):
        start, end = starts[match.old], starts[match.old + match.size]
        if offset < start:
            break
        best = found[match.new] + min(offset, end) - start
        if offset < end:
            break
    return min(best, len(new))


def _parts(same: str, gone: str, come: str) -> Iterator[Part]:
    for kind, text in ((Fate.SAME, same), (Fate.DELETED, gone), (Fate.INSERTED, come)):
        if text:
            yield Part(kind, text)


def _settled(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield parts in their order, a lone space between two changes taken into both, neighbours joined."""
    changes = [part.fate is not Fate.SAME for part in parts]
    for at, part in enumerate(parts):
        alone = part.text.isspace() and "\n" not in part.text
        if not changes[at] and alone and any(changes[at - 1 : at]) and any(changes[at + 1 : at + 2]):
            changes[at] = True
    for changed, run in groupby(zip(changes, parts, strict=True), key=itemgetter(0)):
        here = [part for _, part in run]
        if changed:
            gone = "".join(part.text for part in here if part.fate is not Fate.INSERTED)
            come = "".join(part.text for part in here if part.fate is not Fate.DELETED)
            yield from _parts("", gone, come)
        else:
            yield Part(Fate.SAME, "".join(part.text for part in here))


def _stretches(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Yield stretches of tokens: those that stayed, or those that went and those that came."""
    i = j = 0
    for match in [*_matches(old, new), _Match(len(old), len(new), 0)]:
        if match.old > i or match.new > j:
            yield (), old[i : match.old], new[j : match.new]
        i, j = match.old + match.size, match.new + match.size
        if match.size:
            yield old[match.old : i], (), ()


def _matches(old: Sequence[str], new: Sequence[str]) -> list[_Match]:
    """Return the stretches that stand in both, in order, anchored at tokens that stand once on each side."""
    found: list[_Match] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        a, b, c, d = waiting.pop()
        ahead, behind = a, c
        while a < b and c < d and old[a] == new[c]:
            a, c = a + 1, c + 1
        if a > ahead:
            found.append(_Match(ahead, behind, a - ahead))
        end = b
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
        if end > b:
            found.append(_Match(b, d, end - b))
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, (a, b, c, d))
        for i, j in anchors:
            waiting.append((a, i, c, j))
            found.append(_Match(i, j, 1))
            a, c = i + 1, j + 1
        if anchors:
            waiting.append((a, b, c, d))
        elif (b - a) * (d - c) <= _PATIENCE:
            blocks = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False).get_matching_blocks()
            found += [_Match(a + block.a, c + block.b, block.size) for block in blocks if block.size]
    return sorted(found)


def _anchors(
    old: Sequence[str], new: Sequence[str], window: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
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
