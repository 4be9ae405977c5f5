"""Quotations as they were first saved, and how they were changed since."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from desk.checks.quoting import pairs, signs
from desk.checks.words import Part, of_body
from desk.domain import KeptQuote, Story

_MARKS: Final = '"“”„«»'
_LEAST: Final = 4  # words: fewer are a title or a doubt, not what somebody said
_ALIKE: Final = 0.5  # of the words that one quotation shares with what it was
_SETTLING: Final = dt.timedelta(minutes=2)  # in which who typed it may still put it right
_SIGNS: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})


class Said(NamedTuple):
    """A quotation in one paragraph: its words without the marks, and where they stand in it."""

    part: Part
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return the words."""
        return self.part.words.text[self.start : self.end]


def quotations(parts: Sequence[Part]) -> Iterator[Said]:
    """Yield the outermost quotations of a body that hold enough words, each paragraph of one by itself."""
    for one in pairs(tuple(parts)).quotations:
        for number in range(one.first, one.last + 1) if not one.depth else ():
            part = parts[number]
            start = one.start if number == one.first else signs(part.words)[0].at
            inside = part.words.text[start + 1 : one.end - 1 if number == one.last else None]
            start += 1 + len(inside) - len(inside.lstrip())
            said = Said(part, start, start + len(inside.strip()))
            if len(said.words.split()) >= _LEAST:
                yield said


@lru_cache(maxsize=256)  # each save asks for the same again, kept and standing
def bare(words: str) -> str:
    """Return words without what typography makes of them."""
    return re.sub(r"\s+", " ", words.translate(_SIGNS)).strip(" ,.")


def changed(now: Sequence[Said], kept: Sequence[KeptQuote]) -> Iterator[tuple[Said, KeptQuote]]:
    """Yield the quotations that are not as they were kept, each with what it was."""
    standing = {bare(said.words) for said in now}
    lost = [quote for quote in kept if bare(quote.words) not in standing]
    known = {bare(quote.words) for quote in kept}
    for said in now:
        if bare(said.words) not in known:
            was = max(lost, key=lambda quote: _shared(quote.words, said.words), default=None)
            if was is not None and _shared(was.words, said.words) >= _ALIKE:
                lost.remove(was)
                yield said, was


def remembered(story: Story, author: str, at: dt.datetime) -> tuple[KeptQuote, ...]:
    """Return the quotations to keep of a story that is saved: those kept before, and those that came.

    What its author changes within two minutes is still being typed.
    """
    quoted = "\n\n".join(part for part in story.body.split("\n\n") if any(mark in part for mark in _MARKS))
    now = _said(quoted, story.language.split("-", maxsplit=1)[0].lower())
    held = list(story.quotes)
    other = dict(changed(now, held))
    for said, was in other.items():
        if was.author == author and at - was.at < _SETTLING:
            held[held.index(was)] = KeptQuote(words=said.words, at=was.at, author=author)
    known = {bare(quote.words) for quote in held}
    came = [said.words for said in now if said not in other and bare(said.words) not in known]
    return (*held, *(KeptQuote(words=words, at=at, author=author) for words in dict.fromkeys(came)))


@lru_cache(maxsize=64)  # most saves change no paragraph with a quotation
def _said(markdown: str, language: str) -> tuple[Said, ...]:
    return tuple(quotations(tuple(of_body(markdown, language))))


def _shared(one: str, other: str) -> float:
    """Return which share of their words two quotations have in common."""
    first, second = (Counter(re.findall(r"\w+", words.casefold())) for words in (one, other))
    most = max(first.total(), second.total())
    return (first & second).total() / most if most else 0.0
