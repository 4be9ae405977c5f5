"""An age that does not fit the year of birth."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.rule import Example, Found, Group, Rule, at
from desk.domain import Level

_YEAR = r"[^.!?\n]{0,30}?\b((?:18|19|20)\d\d)\b"
_BORN = {
    "en": rf"\bborn\b{_YEAR}",
    "de": rf"\bgeboren\b{_YEAR}|\b((?:18|19|20)\d\d)(?: in [^\W\d_]+)? geboren\b",
    "fr": rf"\bnée?\b{_YEAR}",
    "ru": rf"\bродил\w+\b{_YEAR}",
}
_AGE = {
    "en": r"(?:\baged?\s|[A-Z][\w’-]+,\s)(\d{1,3})(?=,(?! (?:s?he|they)\b)|\s?\)|\s(?:and|who|was))"
    r"|(\d{1,3})[- ]years?[- ]old",
    "de": r"(\d{1,3})[- ]?[Jj]ahre alt\b|(\d{1,3})-[Jj]ährige[nrsm]?\b",
    "fr": r"âgée? de (\d{1,3}) ans",
    "ru": r"(\d{1,3})-летн\w+|\b[Ее](?:му|й) (\d{1,3}) (?:лет|года?)\b",
}
# What stands behind the years of a thing, and words of a sentence that tells of another time.
_THING = re.compile(
    r" (?:house|home|building|bridge|tree|church|school|firm|company|club|farm|career|tradition|marriage"
    r"|Ehe|Bestehen|Jubiläum|Karriere|Geschichte|Haft\w*|Tradition|Dienst\w*|Vertrag\w*|Krieg\w*|Amtszeit|Laufbahn"
    r"|юбиле|стаж|опыт|период|срок|контракт|истор|план|войн|карьер|дом|мост|завод|традиц)"
)
_THEN = re.compile(
    r"\b(?:died|dead|death|killed|starb|gestorben|mort|décéd\w+|умер\w*|погиб\w*|скончал\w+)\b"
)
_YEARS = re.compile(r"\b(?:18|19|20)\d\d\b")
_OLDEST = 120
_SENTENCE = re.compile(r"[^.!?\n]+")


def _find(case: Case) -> Iterator[Found]:
    if case.day is None:
        return
    born_, age_ = re.compile(_BORN[case.language]), re.compile(_AGE[case.language])
    for part in case.parts:
        if not born_.search(part.words.prose):
            continue
        for sentence in _SENTENCE.finditer(part.words.prose):
            born = None if _of_another_time(sentence[0]) else born_.search(sentence[0])
            ages = [] if born is None else _ages(age_, sentence[0], born)
            if born is None or len(ages) != 1:
                continue  # of several ages, who can say whose is whose
            said, age = ages[0]
            year = int(next(number for number in born.groups() if number))
            old = case.day.year - year
            if said not in (old, old - 1):
                start = sentence.start() + age.start()
                message = f"Who was born in {year} is {old - 1} or {old} in {case.day.year}, not {said}."
                yield at(part, start, sentence.start() + age.end(), message)


def _of_another_time(sentence: str) -> bool:
    """Return whether a sentence names another year than that of a birth, or a death."""
    return len(_YEARS.findall(sentence)) > 1 or _THEN.search(sentence) is not None


def _ages(age: re.Pattern[str], sentence: str, born: re.Match[str]) -> list[tuple[int, re.Match[str]]]:
    found = [
        (int(next(number for number in one.groups() if number)), one)
        for one in age.finditer(sentence)
        if not (born.start() <= one.start() <= one.end() <= born.end() or _THING.match(sentence, one.end()))
    ]
    return [(said, one) for said, one in found if said <= _OLDEST]


RULE = Rule(
    name="age",
    title="An age that does not fit the year of birth",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="One of the two is wrong, and the person will notice.",
    languages=tuple(_BORN),
    looks=_find,
    wrong=(
        Example("The [[50-year-old]], who was born in Porto in 1990, won.", said="In November 2026."),
        Example("Der [[50-jährige]] Sänger wurde 1990 in Bonn geboren.", language="de"),
        Example("[[50-летний]] певец родился в 1990 году.", language="ru"),
    ),
    right=(
        Example("The 36-year-old, who was born in Porto in 1990, won.", said="In November 2026."),
        "He was born in 1990, 3 years after her. The 50-year-old bridge fell.",
        "The 12-year-old son of the 50-year-old, who was born in 1976, won.",
        "Born in 1950, aged 18, he left. Born in 1950, she died in 1998, aged 48, in Porto.",
        "He was born in 1990 in a 300-year-old house.",
        Example("Er wurde 1990 geboren und feiert das 50-jährige Bestehen.", language="de"),
    ),
)
