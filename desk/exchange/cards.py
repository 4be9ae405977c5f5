"""The cards after the story on a copied page: related articles, editor's choice, popular."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desk.exchange import vocabulary

_LONGEST_MARK = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card: plain words, empty where the page has none.

    Attributes:
        lists: the lists it stands in: that of the heading above it, and one that its kicker names.
    """

    headline: str
    kicker: str = ""
    section: str = ""
    teaser: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    words: str
    near: bool  # the next line follows without a blank one


def read_cards(lines: Sequence[str]) -> list[Card]:
    """Read cards from the first list heading on.

    A card is kicker and section (each may be missing), headline, the headline again as the picture's name
    (may be missing), teaser. A list's name is a heading; but "Editor's choice" right above another line, with
    a heading already open, is that card's kicker.
    """
    kept = [
        _Line(line.strip(), bool(after.strip()))
        for line, after in zip(lines, [*lines[1:], ""], strict=False)
        if line.strip()
    ]
    cards: list[Card] = []
    standing, at = "", 0
    while at < len(kept):
        named = vocabulary.heading(kept[at].words)
        if named and not _is_kicker(kept, at, standing):
            standing, at = named, at + 1
            continue
        card, at = _card(kept, at, standing)
        cards.append(card)
    return cards


def _is_kicker(lines: list[_Line], at: int, standing: str) -> bool:
    if not standing or at + 1 == len(lines) or vocabulary.heading(lines[at].words) != "editors-choice":
        return False
    return lines[at].near and not vocabulary.heading(lines[at + 1].words)


def _card(lines: list[_Line], at: int, standing: str) -> tuple[Card, int]:
    marks: list[str] = []
    while len(marks) < 2 and _is_mark(lines, at):
        marks.append(lines[at].words)
        at += 1
    headline = lines[at].words
    pictured = _twice(lines, at)
    at += 2 if pictured else 1
    teaser: list[str] = []
    while at < len(lines) and not _starts_card(lines, at, pictured and not teaser):
        teaser.append(lines[at].words)
        at += 1
    named = next((slug for mark in marks if (slug := vocabulary.heading(mark))), "")
    kicker = marks[0] if len(marks) == 2 or named else ""
    card = Card(
        headline=headline,
        kicker=kicker,
        section=marks[-1] if len(marks) == 2 or (marks and not named) else "",
        teaser=tuple(teaser),
        lists=tuple(dict.fromkeys(slug for slug in (standing, named) if slug)),
    )
    return card, at


def _is_mark(lines: list[_Line], at: int) -> bool:
    """Return whether a line can be a kicker or section: short, no sentence, and something follows."""
    if at + 1 >= len(lines) or _twice(lines, at):
        return False
    if vocabulary.heading(lines[at].words):
        return True
    return _is_short(lines[at].words) and (_twice(lines, at + 1) or not _is_sentence(lines[at + 1].words))


def _starts_card(lines: list[_Line], at: int, teaser_is_due: bool) -> bool:
    """Return whether a line that could be teaser is the next card's first."""
    words = lines[at].words
    if vocabulary.heading(words) or _twice(lines, at):
        return True
    if any(_twice(lines, at + ahead) and _is_short(words) for ahead in (1, 2)):
        return True
    return not teaser_is_due and not _is_sentence(words)


def _twice(lines: list[_Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at].words.casefold() == lines[at + 1].words.casefold()


def _is_short(words: str) -> bool:
    return len(words) <= _LONGEST_MARK and len(words.split()) <= 4 and not _is_sentence(words)


def _is_sentence(words: str) -> bool:
    return len(words) > 160 or re.search(r"[.!?…։。؟।][\"”»'’)\]]*$", words) is not None
