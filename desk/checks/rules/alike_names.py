"""Two names so alike that one is likely a slip."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, combinations, pairwise

from desk.checks.case import Case
from desk.checks.places import GROUPS
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.words import Part, Words, inside_sentence
from desk.domain import Level

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏА-ЯЁ](?<![^\W_].)[^\W\d_]{4,}(?![^\W_])")
_CODES = {
    **dict.fromkeys("bfpv", "1"), **dict.fromkeys("cgjkqsxz", "2"), **dict.fromkeys("dt", "3"),
    "l": "4", **dict.fromkeys("mn", "5"), "r": "6",
    **dict.fromkeys("бпфв", "1"), **dict.fromkeys("гжкзсцчшщх", "2"), **dict.fromkeys("дт", "3"),
    "л": "4", **dict.fromkeys("мн", "5"), "р": "6",
}  # fmt: skip
_RARE = 2  # times that a slip is made; who is named more often is somebody else
_LONG = 8  # letters of a word that is hardly any other where it begins a sentence
_INFLECTED, _TAIL = ("ru",), 2  # names that differ in their last letters are one in two cases
_CAPITAL = r"\b[A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_]+"
_CAPITALS = re.compile(rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL})+")
_Names = defaultdict[str, set[str]]
_Beside = tuple[_Names, _Names]
_TITLES = frozenset(  # and other words that stand before a surname and are no first names
    re.findall(
        r"\w+",
        "Mr Mrs Ms Miss Dr Sir Lady Lord Dame President Minister Premier Chancellor King Queen Prince "
        "Princess Governor Mayor Senator Ambassador Speaker General Colonel Major Captain Admiral Marshal "
        "Professor Judge Bishop Pope Monsieur Madame And The But When In Le La Les "
        "Президент Премьер Министр Генерал Глава Канцлер Король Королева Губернатор Мэр Посол Депутат Судья",
    )
)
_APART = 2  # letters by which two spellings differ, at one place
# What words of one stem end in: these are no two spellings.
_ENDINGS = frozenset(re.split(" ", " s es n an ian ians ans a o as os e er ers en ed ing ese i ia ish ry is"))


def _find(case: Case) -> Iterator[Found]:
    found = [one for part in case.parts for one in _names(part.words)]
    inside = {form for form, _, inside in found if inside}
    known = Counter(form for form, _, _ in found if len(form) >= _LONG or form in inside)
    pairs = list(_pairs(known, case.language))
    beside = _beside(case.parts if pairs else ())
    wrong = {
        rare: usual
        for rare, usual in pairs
        if known[rare] <= _RARE and not inside.isdisjoint((rare, usual)) and not _two(beside, rare, usual)
    }
    for part in case.parts if wrong else ():
        for form, start, _ in _names(part.words):
            if form in wrong:
                other = wrong[form]
                said = f"“{form}” looks like “{other}”, which also stands in the story."
                yield at(part, start, start + len(form), said, other)


def _pairs(known: Counter[str], language: str) -> Iterator[tuple[str, str]]:
    """Yield each name that is perhaps a slip for another, and that other."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for name in known:
        groups[_bare(name)[:3], _sound(_bare(name))].append(name)
    for one, other in chain.from_iterable(combinations(group, 2) for group in groups.values()):
        if _alike(one, other, inflected=language in _INFLECTED) and not _both(language, one, other):
            # Of two as rare, the one without accents is likelier the slip.
            rare, usual = sorted((one, other), key=lambda name: (known[name], not name.isascii()))
            yield rare, usual


def _beside(parts: Sequence[Part]) -> _Beside:
    """Return the names that stand right before each name, and right after it."""
    before: _Names = defaultdict(set)
    after: _Names = defaultdict(set)
    for part in parts:
        for run in _CAPITALS.finditer(part.words.prose):
            for first, second in pairwise(run[0].replace("\u00a0", " ").split(" ")):
                after[first].add(second)
                before[second].add(first)
    return before, after


def _two(beside: _Beside, one: str, other: str) -> bool:
    """Return whether two names are of two people: each stands with other first names, or other surnames."""
    for names in beside:
        first, second = names[one] - _TITLES, names[other] - _TITLES
        if first and second and first.isdisjoint(second):
            return True
    return False


def _both(language: str, one: str, other: str) -> bool:
    """Return whether two names are known to be of one place: another rule says so."""
    return any(one in names and other in names for names in GROUPS[language])


def _alike(one: str, other: str, *, inflected: bool) -> bool:
    """Return whether two names that sound alike differ in a letter or two that are no endings."""
    first, second = _bare(one), _bare(other)
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    shared = _shared(first, second)
    one, other = first[shared:], second[shared:]
    behind = _shared(one[::-1], other[::-1])
    if (one in _ENDINGS and other in _ENDINGS) or (inflected and behind < _TAIL):
        return False
    return max(len(one), len(other)) - behind <= _APART


def _shared(one: str, other: str) -> int:
    """Return with how many letters both begin."""
    differ = (at_ for at_, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


@lru_cache(maxsize=32_768)
def _sound(word: str) -> str:
    """Return how a word sounds: its consonants by kind, doubled ones once, as Soundex has it but whole."""
    codes = [_CODES.get(letter, "" if letter in "hwьъй" else ".") for letter in word.lower()]
    said: list[str] = []
    for code in codes:
        if code and (not said or said[-1] != code):
            said.append(code)
    return "".join(code for code in said if code != ".")


@lru_cache(maxsize=32_768)
def _bare(word: str) -> str:
    return "".join(s for s in unicodedata.normalize("NFD", word) if not unicodedata.combining(s)).lower()


@lru_cache(maxsize=8192)
def _names(words: Words) -> tuple[tuple[str, int, bool], ...]:
    """Return the capitalised words of a paragraph, and whether each stands inside a sentence."""
    text = words.prose
    return tuple(
        (found[0], found.start(), inside_sentence(text, found.start()))
        for found in _NAME.finditer(text)
        if found[0][0].isupper() and found[0][1:].islower()
    )


RULE = Rule(
    name="alike-names",
    title="Two names that are nearly one",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="It is likely one name, spelled wrong once; readers look for two.",
    languages=("en", "fr", "ru"),  # German has a capital letter for Staat and Stadt, Gericht and Gerücht
    looks=_find,
    wrong=(
        "The talks in [[Veran|Vérem]], on the coast, end; in the city of Vérem, too, they began.",
        Example(
            "Он встретил Тарасова. Потом Тарасян и [[Тарассян|Тарасян]] уехали с Тарасян.", language="ru"
        ),
        "They met Tarasov in town. He told Tarasov and [[Tarassov|Tarasov]] so.",
    ),
    right=(
        "From Austria to Australia, for Russia and Russian troops, by Tarasov and Tarasova.",
        "The minister of Georgia, a Georgian, saw Martin, not Morton.",
        Example("Тарасов и Тарасова, Россия и Россию, Софья и София.", language="ru"),
        "First Ann Andersen won; then came Peter Anderson.",
    ),
)
