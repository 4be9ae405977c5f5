"""A sentence or paragraph that stands twice."""

import re
from collections.abc import Iterator
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.words import Words
from desk.domain import Level
from desk.text import Kind

_SENTENCE = re.compile(r"[^\s.!?…։][^.!?…։\n]*(?:[.!?…։](?![\s\n]|$)[^.!?…։\n]*)*[.!?…։]*[”»“\"]*")
_EDGES = " \n\u00a0.!?…։,;:”»“„«\"'()–—"
_LEAST = 8  # words of a sentence that nobody says twice


def _find(case: Case) -> Iterator[Found]:
    headline = _said(case.story.headline)
    titled = headline.count(" ") > 1
    seen: set[str] = set()
    before = ""
    for part in case.body:
        words = part.words
        if titled and len(words.prose) < 2 * len(headline) and _said(words.prose) == headline:
            yield at(part, 0, len(words.text), "The headline stands here again.")
        elif _twice(before, words.prose):
            yield at(part, 0, len(words.text), "This paragraph stands here twice.")
        else:
            before = words.prose
            for start, end, said in _sentences(words):
                if said in seen:
                    yield at(part, start, end, "This sentence stands twice in the story.")
                seen.add(said)


def _twice(before: str, now: str) -> bool:
    """Return whether a paragraph says again what the one before says, or ends in."""
    if before.rstrip(_EDGES)[-1:].casefold() != now.rstrip(_EDGES)[-1:].casefold():
        return False
    before, whole = _said(before), _said(now)
    spaces = whole.count(" ")
    return (spaces > 0 and whole == before) or (spaces > 2 and before.endswith(f" {whole}"))


@lru_cache(maxsize=8192)
def _sentences(words: Words) -> tuple[tuple[int, int, str], ...]:
    """Return where each long sentence of a paragraph begins and ends, and its words alone."""
    if words.kind not in (Kind.PARAGRAPH, Kind.ITEM, Kind.HEADING) or words.quoted:
        return ()
    found = ((*one.span(), one[0].strip(_EDGES)) for one in _SENTENCE.finditer(words.prose))
    return tuple(one for one in found if one[2].count(" ") >= _LEAST - 1)


@lru_cache(maxsize=8192)
def _said(words: str) -> str:
    return " ".join(words.casefold().strip(_EDGES).split())


RULE = Rule(
    name="repeated",
    title="A sentence that stands twice",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="It was pasted twice, or moved and not deleted.",
    looks=_find,
    wrong=(
        "The bridge over the river is closed today. Yes.\n\n[[The bridge over the river is closed today.]]",
        "Island to host the games\n\n[[Island to host the games]]\n\nThe games come.",
        Example(
            "[[Island to host the games]]\n\nThe games come.",
            said="The headline, pasted with the text.",
            story={"headline": "Island to host the games"},
        ),
    ),
    right=("He is a winner. Rain fell. He is a winner.", "The bridge was closed. The bridge was opened."),
)
