"""Words that the newsroom writes otherwise: its own list, in the publication's settings."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.words import MASK, Part, Words
from desk.domain import Level, Term
from desk.text import BadSearch, Finder, Search

_SCOPES = {"headline": ("kicker", "headline", "standfirst"), "body": ("body",)}


class _Style:
    """The terms of one language, ready to be looked for."""

    def __init__(self, terms: Sequence[Term]) -> None:
        made = [(term, _finder(term), tuple(map(_exact, term.exceptions)), _key(term)) for term in terms]
        self.terms = [(term, finder, free, key) for term, finder, free, key in made if finder]


@lru_cache(maxsize=64)
def _style(terms: tuple[Term, ...], language: str) -> _Style:
    tag = f"{language.lower()}-"
    return _Style(
        [term for term in terms if not term.language or tag.startswith(f"{term.language.lower()}-")]
    )


def _find(case: Case) -> Iterator[Found]:
    if not case.publication.terms:
        return
    style = _style(case.publication.terms, case.story.language)
    for part in case.parts:
        for term, start, end, fix in _read(part.words, style):
            if _in_scope(term, part):
                yield at(part, start, end, _message(part.words.text[start:end], fix, term), fix)


@lru_cache(maxsize=8192)
def _read(words: Words, style: _Style) -> tuple[tuple[Term, int, int, str | None], ...]:
    """Return where a paragraph is not as the house has it, and what it would write there."""
    found: list[tuple[Term, int, int, str | None]] = []
    low = words.prose.casefold()
    for term, finder, exceptions, key in style.terms:
        if key and key not in low:
            continue
        free = [match.span() for phrase in exceptions for match in phrase.finditer(words.prose)]
        for hit in _hits(finder, words.prose):
            said = words.prose[hit[0] : hit[1]]
            inside = any(start <= hit[0] and hit[1] <= end for start, end in free)
            if not inside and said != hit[2] and MASK not in said:
                found.append((term, hit[0], hit[1], _cased(said, hit[2]) if term.right else None))
    return tuple(found)


def _hits(finder: Finder, text: str) -> list[tuple[int, int, str]]:
    try:
        return [(hit.start, hit.end, hit.new) for hit in finder.hits(text)]
    except BadSearch:  # an expression that takes for ever finds nothing
        return []


def _finder(term: Term) -> Finder | None:
    """Return what finds a term; None for one that says nothing or is no expression."""
    search = Search(term.wrong, case=term.case, whole=not term.pattern, expression=term.pattern)
    try:
        return Finder(search, term.right, seconds=0.05) if term.wrong.strip() else None
    except BadSearch:
        return None


def _exact(phrase: str) -> re.Pattern[str]:
    return re.compile(re.escape(phrase), re.IGNORECASE)


def _key(term: Term) -> str:
    """Return letters that stand in every hit, folded; nothing for an expression."""
    runs = [] if term.pattern else re.findall(r"\w+", term.wrong.casefold())
    return max(runs, key=len, default="")


def _in_scope(term: Term, part: Part) -> bool:
    if term.scope == "caption":
        return part.caption
    return not term.scope or part.field in _SCOPES.get(term.scope, ())


def _cased(said: str, right: str) -> str:
    """Return what the house writes, with a capital where the sentence has one."""
    return right[:1].upper() + right[1:] if said[:1].isupper() and right[:1].islower() else right


def _message(said: str, fix: str | None, term: Term) -> str:
    first = (
        f"The house writes “{fix}”, not “{said}”."
        if fix is not None
        else f"The house does not write “{said}”."
    )
    return f"{first} {term.note.strip()}".strip()


_TERMS = (
    Term(wrong="e-mail", right="email"),
    Term(wrong="illegal immigrant", note="A person is not illegal."),
    Term(wrong="Macedonia", right="North Macedonia", exceptions=("North Macedonia", "ancient Macedonia")),
    Term(wrong=r"(\d+)\s?%", right="$1 per cent", language="en", scope="body", pattern=True),
    Term(wrong="US", right="U.S.", case=True),
)

RULE = Rule(
    name="house-style",
    title="Not as the house writes it",
    group=Group.STYLE,
    level=Level.ADVICE,
    why="One publication writes one way; the list is in the settings.",
    looks=_find,
    wrong=(
        Example("[[E-mail|Email]] me, or [[e-mail|email]] us.", publication={"terms": _TERMS}),
        Example("An [[illegal immigrant]] came.", publication={"terms": _TERMS}),
        Example("In [[Macedonia|North Macedonia]] it rains.", publication={"terms": _TERMS}),
        Example("It is [[5 %|5 per cent]].", publication={"terms": _TERMS}),
        Example("The [[US|U.S.]] told us.", publication={"terms": _TERMS}),
    ),
    right=(
        Example("Email me from North Macedonia or ancient Macedonia.", publication={"terms": _TERMS}),
        Example("C'est 5 %.", language="fr", publication={"terms": _TERMS}),
        Example("Some `e-mail` code, emails, and a reemailing.", publication={"terms": _TERMS}),
    ),
)
