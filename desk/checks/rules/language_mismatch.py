"""A text that is not in the language that the story says."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, whole
from desk.checks.tongues import COMMON, SCRIPT_OF, SCRIPTS
from desk.domain import Level
from desk.domain.language import name

_ENGLISH = (
    "The bridge over the river was closed on the day that the water came, and it is not to be opened. " * 3
)
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTED = re.compile(r"-[A-Za-z]{4}(?:-|$)")
_ENOUGH = 200  # letters of a text that tell its language
_MOST = 1000


def _find(case: Case) -> Iterator[Found]:
    own_script = _SCRIPTED.search(case.story.language)  # az-Cyrl is told by its tag
    meant = "" if own_script else _meant(case.language, _head(case))
    if meant:
        yield whole("language", f"The story says {name(case.language)}, its text is in {meant}.", meant)


def _head(case: Case) -> str:
    """Return the start of the text."""
    text = ""
    for part in case.body:
        if len(text) >= _MOST:
            break
        text += f"{part.words.prose} "
    return text[:_MOST]


@lru_cache(maxsize=64)
def _meant(language: str, text: str) -> str:
    """Return what a text is in where that is not its language, else nothing."""
    every = _WORD.findall(text.lower())
    letters = sum(map(len, every))
    script = SCRIPT_OF.get(language)
    if script is None or letters < _ENOUGH:
        return ""
    plain = script == "latin" and text.isascii()  # quicker than to look at each letter
    if not plain and len(SCRIPTS[script].findall(text)) < letters / 2:
        held = {one: len(letter.findall(text)) for one, letter in SCRIPTS.items()}
        most = max(held, key=held.__getitem__)
        return f"{most.capitalize()} letters" if most != script and held[most] > 0.6 * letters else ""
    alike = [one for one in COMMON if SCRIPT_OF.get(one) == script]
    if not alike:
        return ""
    words = Counter(every)
    shares = {one: sum(map(words.__getitem__, COMMON[one])) / max(words.total(), 1) for one in alike}
    best = max(shares, key=shares.__getitem__)
    own = shares.get(language, 1.0)
    return name(best) if best != language and shares[best] > max(0.12, 2.5 * own) else ""


RULE = Rule(
    name="language-mismatch",
    title="A text in another language than the story says",
    group=Group.LINKS,
    level=Level.PUBLISHED,
    why="Spelling, quotation marks, dates and the screen reader’s voice all follow the language.",
    looks=_find,
    wrong=(
        Example(_ENGLISH, language="ru", said="An English text that says it is Russian.", field="language"),
        Example(_ENGLISH, language="de", said="An English text that says it is German.", field="language"),
    ),
    right=(
        Example(_ENGLISH),
        Example("Да.", said="Too little to tell."),
        Example("Мост над реком је затворен. " * 12, language="sr"),
    ),
)
