"""Quotations in a run of paragraphs: which signs belong together, and which have no other half."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from desk.checks.words import Part, Words, signs_in

_MARKS: Final = frozenset('"“”„«»‟')
SIGNS: Final = re.compile('["“”„«»‟]')
_OPENERS: Final = re.compile(r"(?:^|[\s(\[{—–\-/…“„«‘‚\"'])$")
_CLOSED_EACH: Final = ("en", "fr", "de")  # elsewhere one » may close two quotations: «Клуб «Заря»
_FEET: Final = re.compile(r"\d['’′] ?\d{1,2}$")  # behind which a mark stands for inches
_SPACE: Final = re.compile(r"\s")


class Sign(NamedTuple):
    """A quotation mark in a paragraph, and whether it opens a quotation."""

    at: int
    sign: str
    opens: bool


@dataclass(frozen=True)
class Quotation:
    """A quotation: the paragraph and place of its first sign and of its last, and how deep it stands."""

    first: int
    start: int
    last: int
    end: int
    depth: int


@dataclass
class Pairs:
    """The quotations of a field, and the signs (paragraph, place) that nothing closes or opens."""

    quotations: list[Quotation] = field(default_factory=list[Quotation])
    unclosed: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    unopened: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


@lru_cache(maxsize=8192)
def signs(words: Words) -> tuple[Sign, ...]:
    """Return the quotation marks of a paragraph; inches and marks after a number are not told here."""
    text = words.prose
    if signs_in(text).isdisjoint(_MARKS):
        return ()
    found: list[Sign] = []
    straight = 0
    for sign in SIGNS.finditer(text):
        at = sign.start()
        if not (sign[0] in '"”' and _FEET.search(text, max(at - 6, 0), at)):
            found.append(Sign(at, sign[0], _opens(text, at, words.language, even=straight % 2 == 0)))
        straight += sign[0] == '"'
    return tuple(found)


def _opens(text: str, at: int, language: str, *, even: bool) -> bool:
    """Return whether a mark opens a quotation; `even` says whether straight ones before it make pairs."""
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if sign == "„" or sign == "‟":
        return True
    bare_before = not before or bool(_OPENERS.search(before))
    bare_after = not after or bool(_SPACE.match(after))
    if sign in "«»":  # Germany sets »so«, Switzerland «so»
        starts = (bare_before and before not in tuple("“‘")) or before == ":"
        return starts and (not bare_after or sign == "«") if language == "de" else sign == "«"
    if sign == "”":
        return bare_before and not bare_after and at == 0
    if sign == "“":
        inner = before == "«" and language == "de"  # „»So«“
        starts = (bare_before and not inner) or language not in ("de", "ru", "ka", "bg", "cs")
        return not bare_after and starts
    if bare_before != bare_after:
        return bare_before
    return even and (bare_before or (after.isalpha() and not before.isdigit()))  # no space before it: بـ"لا"


@lru_cache(maxsize=32)  # several rules ask for the same
def pairs(parts: tuple[Part, ...]) -> Pairs:
    """Pair the quotation marks of a field's paragraphs, in order.

    A quotation that goes on has a mark before each of its paragraphs, the opening or the closing one, and is
    closed in the last.
    """
    made = Pairs()
    going: tuple[int, int] | None = None  # a quotation that waits for its next paragraph
    for number, part in enumerate(parts):
        found = signs(part.words)
        if going is not None:
            if found and (found[0].opens or found[0].sign in "»”") and found[0].at <= 1:
                found = found[1:]
            elif part.words.text.strip():
                made.unclosed.append(going)
                going = None
        going = _paragraph(made, number, part, found, going)
    if going is not None:
        made.unclosed.append(going)
    made.unclosed.sort()
    return made


def _paragraph(
    made: Pairs, number: int, part: Part, found: Sequence[Sign], going: tuple[int, int] | None
) -> tuple[int, int] | None:
    """Pair the marks of one paragraph; return the quotation that is still open at its end."""
    stack: list[tuple[int, int]] = [going] if going else []
    shared = part.words.language not in _CLOSED_EACH
    ended = 0  # of the outermost in the stack, whose end may be that of a quotation inside
    inches = 0  # marks that closed a quotation and may have stood for inches in it: "a 19" screen"
    for sign in found:
        if sign.opens:
            stack.append((number, sign.at))
        elif stack:
            first, start = stack.pop()
            made.quotations.append(Quotation(first, start, number, sign.at + 1, len(stack)))
            inches += _measure(part.words.prose, sign)
            ended = len(stack) if shared and sign.sign == "»" else min(ended, len(stack))
        elif inches:
            inches -= 1
        elif not _measure(part.words.prose, sign):
            made.unopened.append((number, sign.at))
    open_ = stack[ended:]
    made.unclosed += open_[1:]
    return open_[0] if open_ else None


def _measure(text: str, sign: Sign) -> bool:
    """Return whether a mark is one of inches or seconds."""
    return sign.sign in '"”' and text[sign.at - 1 : sign.at].isdigit()


def attributed(before: str, inside: str, after: str) -> bool:
    """Return whether the sentence of a quotation goes on about it: “…,” she beamed."""
    more = after.lstrip()[:1]
    return (
        before.rstrip().endswith((":", ","))
        or inside.endswith(",")
        or more.islower()
        or more in tuple(",–—-")
    )
