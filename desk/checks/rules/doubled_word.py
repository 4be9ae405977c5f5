"""The same word twice in a row."""

import re
from collections.abc import Iterator
from operator import eq

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)([ \u00a0\n]+)(\1)(?![\w'’-])", re.IGNORECASE)
# Languages double words on purpose; what is never doubled so are the small words between the others.
_SMALL = {
    "ru": "и в во на с со к ко от из за для по о об у не но а что как это или до при из-за под над без",
    "az": "və bu ilə üçün ki da də o amma isə kimi sonra",
    "tr": "ve bu ile için ki da de ama ise gibi sonra",
    "hy": "և ու որ է են էր այս այդ այն ի համար հետ մասին կամ նաև",
    "ka": "და რომ ეს ის არ თუ ან მაგრამ კი რომელიც ამ იმ",
    "ar": "في من إلى على عن أن إن هذا هذه التي الذي مع أو ثم قد",
}
_MEANT = {
    "en": "had that very no bye ha blah so many much long far really out knock night",
    "fr": "nous vous en non si oui très",
    "de": "die der das sie den dem ihr es was wie sehr ja nein so",
}
_WORDS = re.compile(r"[^\W\d_]+")


def _find(words: Words) -> Iterator[Found]:
    every = _WORDS.findall(words.prose.lower())
    if not any(map(eq, every, every[1:])):  # quicker than to look back from each word
        return
    small = _SMALL.get(words.language, "").split()
    meant = _MEANT.get(words.language, "").split()
    for twice in _TWICE.finditer(words.prose):
        first, second = twice[1], twice[3]
        word = second.lower()
        if (small and word not in small) or word in meant or (len(word) == 1 and word not in small):
            continue
        if (second[0].isupper() and not second.isupper() and first == second) or second.isupper():
            continue  # Duran Duran, New York New York
        yield Found(twice.start(), twice.end(), f"“{second}” stands here twice.", first)


RULE = Rule(
    name="doubled-word",
    title="A word twice in a row",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="It is nearly always a slip of the hand, and readers stumble over it.",
    languages=TYPED,
    reads=_find,
    wrong=(
        "This is [[the the|the]] end.",
        "[[The the|The]] end.",
        Example("Он живёт [[в в|в]] Москве.", language="ru"),
        Example("Das ist [[und und|und]] bleibt so.", language="de"),
        Example("Այսօր [[և և|և]] վաղը։", language="hy"),
    ),
    right=(
        "He had had enough of Duran Duran, and that that is so.",
        "Tom-tom drums, a so-so film.",
        Example("Он очень очень устал, чуть чуть.", language="ru"),
        Example("Yavaş yavaş yürüdü.", language="tr"),
        Example("Nous nous sommes vus.", language="fr"),
        Example("Ich weiß, dass die, die die Frau kennen, kommen.", language="de"),
    ),
)
