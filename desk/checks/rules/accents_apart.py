"""A name with accents here and without there."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.checks.words import Words, inside_sentence, signs_in
from desk.domain import Level

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ɏА-ЯЁ](?<![^\W_].)[^\W\d_]{3,}(?![^\W_])")
_YO = frozenset("ёЁ")
_WORDS_ALIKE = ("fr", "tr", "az", "ru")  # where words that begin a sentence differ in their accents alone


def _find(case: Case) -> Iterator[Found]:
    accented = _YO if case.language == "ru" else None  # what must stand somewhere in the story
    if not any(_has(part.words.prose, accented) for part in case.parts):
        return
    ways: defaultdict[str, Counter[str]] = defaultdict(Counter)
    inside: set[str] = set()
    for part in case.parts:
        for bare, form, start in _names(part.words):
            ways[bare][form] += 1
            if case.language in _WORDS_ALIKE and inside_sentence(part.words.prose, start):
                inside.add(form)
    two = {
        bare: forms
        for bare, forms in ways.items()
        if len(forms) > 1 and (case.language not in _WORDS_ALIKE or _names_all(forms, inside))
    }
    for part in case.parts if two else ():
        for bare, form, start in _names(part.words):
            if bare in two:
                best = max(two[bare], key=lambda way: (two[bare][way], not way.isascii()))
                if form != best:
                    said = f"“{form}” is written “{best}” elsewhere in the story."
                    yield at(part, start, start + len(form), said, best)


def _names_all(forms: Iterable[str], inside: set[str]) -> bool:
    """Return whether all forms are names, and no two words or forms of a verb: Marche and Marché."""
    return inside.issuperset(forms) and len({form.removesuffix("é").removesuffix("e") for form in forms}) > 1


def _has(prose: str, accented: frozenset[str] | None) -> bool:
    return not prose.isascii() if accented is None else not signs_in(prose).isdisjoint(accented)


@lru_cache(maxsize=8192)
def _names(words: Words) -> tuple[tuple[str, str, int], ...]:
    """Return the capitalised words of a paragraph: without accents, as written, and where."""
    return tuple(
        (_bare(found[0], words.language), found[0], found.start())
        for found in _NAME.finditer(words.prose)
        if found[0][0].isupper() and not found[0].isupper()
    )


@lru_cache(maxsize=32_768)
def _bare(word: str, language: str) -> str:
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word.replace("ı", "i"))
    dropped = (sign for sign in parts if not unicodedata.combining(sign) or _kept(sign, language))
    return unicodedata.normalize("NFC", "".join(dropped))


def _kept(sign: str, language: str) -> bool:
    """Return whether an accent makes another letter: Vater and Väter are one and many."""
    return language == "de" and sign == "\u0308"


RULE = Rule(
    name="accents-apart",
    title="A name with accents and without",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="One of the two spells somebody’s name wrong.",
    languages=("en", "fr", "de", "tr", "az", "ru"),
    looks=_find,
    wrong=("In Belém, the city of Belém, and [[Belem|Belém]].", "Erdoğan met; [[Erdogan|Erdoğan]] said."),
    right=(
        "In Belém, the city of Belém.",
        "A Resume and a résumé.",
        Example("Der Vater kam, alle Väter kamen; im Hafen und in den Häfen.", language="de"),
        Example("Entre les deux, rien. Entré en fonctions, il va à la Marche et au Marché.", language="fr"),
    ),
)
