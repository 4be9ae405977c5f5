"""Shares that do not add up in one sentence."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_NUMBER = r"(\d{1,3}(?:[,\u00a0\u202f. ]\d{3}){1,4}|\d{1,12})"
_PERCENT = r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent|percent|pour cent|Prozent|процент\w*)"
_OF = {
    "en": "(?:out )?of(?: the| its| all| some)?",
    "de": "(?:von|der)(?: den| insgesamt)?",
    "fr": "(?:sur|des)(?: les)?",
    "ru": "из",
}
_DIGIT = re.compile(r"\d")
_BETWEEN = r"[^.!?;\n(–—]{0,60}?"


def _share(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.,]){_NUMBER}\s{_OF[language]}\s{_NUMBER}(?![\d.,]*\d){_BETWEEN}[(,–—]\s?"
        rf"(?:or |oder |soit |или |that is )?{_PERCENT}(?=[\s),.;–—])",
        re.IGNORECASE,
    )


_SHARES = {language: _share(language) for language in _OF}
_NAME = r"[^\W\d_]+"
_LIST = re.compile(  # 12 people: 7 men and 5 women
    rf"(?<![\d.,]){_NUMBER}\s{_NAME}(?:\s{_NAME}){{0,2}}\s?[:(–—]\s?"
    rf"{_NUMBER}\s{_NAME}(?:\s{_NAME})?(?:,\s{_NUMBER}\s{_NAME}(?:\s{_NAME})?)?,?"
    rf"\s(?:and|und|et|и)\s{_NUMBER}\s{_NAME}(?:\s{_NAME})?(?=[).;–—]|$)"
)


def _find(words: Words) -> Iterator[Found]:
    text = words.prose
    if not _DIGIT.search(text):
        return
    for match in _SHARES[words.language].finditer(text):
        part, whole = _whole(match[1]), _whole(match[2])
        said = match[3].replace(",", ".")
        places = len(said.partition(".")[2])
        share = 100 * part / whole if whole else 0
        if 0 < part <= whole and abs(share - float(said)) > 1.01 * 10**-places:
            yield Found(
                *match.span(), f"{match[1]} of {match[2]} are {share:.{places}f} per cent, not {match[3]}."
            )
    for match in _LIST.finditer(text):
        numbers = [_whole(number) for number in match.groups() if number]
        if numbers[0] != sum(numbers[1:]):
            parts = " and ".join(str(number) for number in numbers[1:])
            yield Found(*match.span(), f"{parts} are {sum(numbers[1:])}, not {numbers[0]}.")


def _whole(said: str) -> int:
    return int(re.sub(r"\D", "", said))


RULE = Rule(
    name="sums",
    title="Numbers that do not add up",
    group=Group.FACTS,
    level=Level.ADVICE,
    why="One of them is wrong, and a reader will work it out.",
    languages=tuple(_OF),
    reads=_find,
    wrong=(
        "In all [[45 of 90 deputies (40 per cent]]) voted.",
        "It killed [[12 people: 7 men and 4 women]].",
        Example("За проголосовали [[45 из 90 депутатов (40%]]).", language="ru"),
    ),
    right=(
        "In all 45 of 90 deputies (50 per cent) voted, 1 of 3 (33%), 2 out of 3, or 66.7 percent.",
        "It killed 12 people: 7 men and 5 women.",
        "It killed 12 people, among them 2 men and 3 women.",
    ),
)
