"""Stories that share rare words: the terms of each are chosen and stored when it is saved.

A term is a tag, or the stem of a name or word, as a number of 32 bits: a rare mistake of two words that share
a number weighs less than the room that the words would take.
"""

import hashlib
import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import cast

from sqlalchemy import Connection, delete, func, insert, select

from desk.domain import Story
from desk.store import tables
from desk.store.search import Entry, Index
from desk.store.words import BOUNDARY, by_threes, fold

_TERM = tables.story_term
_MOST = 24  # terms kept of a story
_READ = 5_000  # characters of a story that are looked at: news says early what it is about
_COMMON = 500  # a term of more stories than these tells little; only the newest of them are looked at
_TELLS = 5  # letters beyond which a word says why two stories are alike
_WIDE = 10  # a word that more than one in so many stories has tells nothing; a name or tag still does
_SMALL = 200  # stories of a desk on which plain words alone never make two alike: which are rare is not known
_FEW = 5  # on a small desk: a word that more stories than these have
_STEM = 6  # letters by which words of most languages agree in all their cases
_CLOSE = 0.6  # share of stems that two headlines must have in common
_ALIKE = 0.85  # or the share of letters
_LONGEST_HEADLINE = 300  # letters that are compared: twice as many take four times as long
_ARTICLE = "ال"

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NAME = re.compile(r"(?<=[\w,;:’'”»)—–-]) +(?:[«“\"(])?([^\W\d_][\w’'-]+)")


def stem(word: str) -> str:
    """Return a folded word cut to what its cases share."""
    if len(word) > 5 and word.startswith(_ARTICLE):
        word = word.removeprefix(_ARTICLE)
    return word[:_STEM]


def stems(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words, without the shortest, each once."""
    return [*dict.fromkeys(stem(word) for word in by_threes(words) if len(word) > 2)]


def terms(story: Story, made: Entry) -> dict[int, str]:
    """Return the terms that stand for a story, from what is indexed of it, each with its stem or tag."""
    words = made.words[:_READ].split()
    chosen = _chosen(made.title, made.tags, tuple(words), _names(story.body[:_READ]))
    return {_number(term): term for term in chosen}


def _number(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=4).digest(), signed=True)


@lru_cache(maxsize=16)
def _chosen(title: str, tags: str, words: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    often = Counter([stem(word) for word in words if len(word) > 4])
    chosen = (
        *[f"#{' '.join(tag.split())}" for tag in tags.split(BOUNDARY) if tag.strip()][:8],
        *stems(title.split())[:10],
        *stems(names)[:10],
        *(word for word, times in often.most_common(2 * _MOST) if times > 1),
    )
    return tuple(dict.fromkeys(chosen))[:_MOST]


@lru_cache(maxsize=16)
def _names(body: str) -> tuple[str, ...]:
    """Return the folded words that start with a capital within sentences, the most frequent first."""
    from desk import text

    found = Counter(name for name in _NAME.findall(text.searchable(body)) if name[0] != name[0].lower())
    return tuple(part for name, _ in found.most_common(10) for part in fold(name))


def put(connection: Connection, terms: Iterable[tuple[int, int]]) -> None:
    """Store terms, each with the number of its story."""
    rows = [{"term": term, "number": number} for term, number in sorted(terms)]
    if rows:
        connection.execute(insert(_TERM), rows)


def change(connection: Connection, number: int, old: set[int], new: set[int]) -> None:
    """Store a story's terms in place of those it had."""
    if gone := old - new:
        connection.execute(delete(_TERM).where(_TERM.c.number == number, _TERM.c.term.in_(gone)))
    put(connection, ((term, number) for term in new - old))


Tally = tuple[int, int]
"""How many terms a story has, and their sum: no term is lost or turned into another without a trace."""


def tally(terms: Collection[int]) -> Tally:
    """Return what tells a story's terms from others."""
    return len(terms), sum(terms)


def tallies(connection: Connection) -> dict[int, Tally]:
    """Return what tells the stored terms of each story, by its number."""
    query = select(_TERM.c.number, func.count(), func.sum(_TERM.c.term)).group_by(_TERM.c.number)
    return {number: (many, int(total)) for number, many, total in connection.execute(query)}


def crooked(connection: Connection) -> bool:
    """Return whether terms are stored of a story that is not indexed."""
    entry = tables.search_entry
    stray = select(_TERM.c.number).where(_TERM.c.number.not_in(select(entry.c.number))).limit(1)
    return connection.execute(stray).first() is not None


@dataclass(frozen=True, slots=True)
class Near:
    """A story by its number, the stems and tags that it shares, rarest first, and how much these weigh."""

    number: int
    shared: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """How a story writes its words, by their stems; those of names apart, and which are days and months."""

    names: dict[str, str]
    words: dict[str, str]
    dated: frozenset[str]

    def of(self, shared: Iterable[str]) -> tuple[str, ...]:
        """Return stems and tags as people read them: names first, then tags, then longer words."""
        held = list(dict.fromkeys(shared))
        names = [self.names[one] for one in held if one in self.names]
        tags = [one for one in held if one.startswith("#")]
        others = [self.words.get(one, one) for one in held if one not in self.names and one not in tags]
        return tuple(dict.fromkeys([*names, *tags, *(word for word in others if len(word) > _TELLS)]))


def spoken(story: Story, language: str) -> Spoken:
    """Return how a story in a language writes its words; its most frequent names come first."""
    from desk import text

    body = text.searchable(story.body[:_READ])
    often = Counter(name for name in _NAME.findall(body) if name[0] != name[0].lower())
    names: dict[str, str] = {}
    dated = _calendar(language)
    for name, _ in often.most_common():
        for part in fold(name):
            if stem(part) not in dated:
                names.setdefault(stem(part), name)
    words: dict[str, str] = {}
    for word in _WORD.findall(f"{story.headline}\n{body}"):
        for part in fold(word):
            words.setdefault(stem(part), word.lower())
    return Spoken(names, words, dated)


@lru_cache(maxsize=16)
def _calendar(language: str) -> frozenset[str]:
    """Return the stems of a language's days and months: half of all news names one of them."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    kinds = cast(
        "Iterable[Mapping[str, Mapping[int, str]]]", (*locale.days.values(), *locale.months.values())
    )
    said = {name for kind in kinds for width in kind.values() for name in width.values()}
    return frozenset(stem(part) for name in said for part in fold(name))


def near(connection: Connection, index: Index, own: dict[int, str], most: int, words: Spoken) -> list[Near]:
    """Return the stories that share the rarest terms, best first.

    Common words, days and months are passed over; a tag is enough, or a name and one more, or (on a desk that
    is large enough to tell which are rare) three words.
    """
    known = connection.execute(select(func.max(tables.search_entry.c.number))).scalar() or 1
    common = min(max(_FEW, known // _WIDE), _COMMON - 1)
    scores: defaultdict[int, float] = defaultdict(float)
    shared: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    # How many terms must be shared: two where one is a name, one that is a tag.
    plain = 3 if known >= _SMALL else len(own) + 1
    need: defaultdict[int, int] = defaultdict(lambda: plain)
    asked = [term for term, said in own.items() if said not in words.dated]
    for term, numbers in index.holding(connection, asked, _COMMON).items():
        said = own[term]
        tag, name = said.startswith("#"), said in words.names
        if not (tag or name) and len(numbers) > common:
            continue
        weight = math.log(1 + known / max(1, len(numbers)))
        if len(numbers) >= _COMMON:
            weight /= 4  # how many more have it was not counted
        for number in numbers:
            scores[number] += weight * (1.5 if tag else 1)
            shared[number].append((-weight, said))
            need[number] = min(
                need[number], 1 if tag and len(numbers) < _COMMON else 2 if tag or name else plain
            )
    enough = (number for number in scores if len(shared[number]) >= need[number])
    best = sorted(enough, key=lambda n: (-scores[n], -n))
    return [
        Near(number, tuple(said for _, said in sorted(shared[number])), scores[number])
        for number in best[:most]
    ]


def headlines(connection: Connection, index: Index, headline: str, without: str, most: int) -> list[int]:
    """Return numbers of the stories whose headlines are close to one, closest first."""
    wanted = stems(fold(headline))[:10]
    if not wanted:
        return []
    holding = index.holding(connection, [_number(word) for word in wanted], _COMMON)
    held = Counter(number for numbers in holding.values() for number in numbers)
    enough = max(1, math.ceil(len(wanted) / 2))
    likely = [number for number, times in held.most_common(50) if times >= enough]
    story = tables.story
    query = select(story.c.number, story.c.headline).where(
        story.c.number.in_(likely), story.c.id != without, story.c.status != "withdrawn"
    )
    close = [(closeness(headline, row.headline), row.number) for row in connection.execute(query)]
    return [number for share, number in sorted(close, reverse=True)[:most] if share]


def closeness(one: str, other: str) -> float:
    """Return how close two headlines are, from 0 where they are not to 1 where only signs differ."""
    words, others = fold(one), fold(other)
    if words == others:
        return 1.0
    mine, theirs = set(stems(words)), set(stems(others))
    if min(len(mine), len(theirs)) < 3:
        return 0.0
    share = len(mine & theirs) / len(mine | theirs)
    lines = [" ".join(said)[:_LONGEST_HEADLINE] for said in (words, others)]  # one may be a whole text
    alike = SequenceMatcher(None, *lines, autojunk=False).ratio()
    return max(share, alike) if share >= _CLOSE or alike >= _ALIKE else 0.0
