"""Shares that do not add up in one sentence."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import DIGITS, Words, signs_in
from desk.domain import Level

_NUMBER = r"(\d{1,3}(?:[,\u00a0\u202f. ]\d{3}){1,4}|\d{1,12})"
_PERCENT = r"(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|per ?cent\b|pour cent|Prozent|процент\w*)(?![ -]points?\b)"
_OF = {
    "en": "(?:out )?of(?: the| its| all| some)?",
    "de": "(?:von|der)(?: den| insgesamt)?",
    "fr": "(?:sur|des)(?: les)?",
    "ru": "из",
}
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

_AMONG = re.compile(  # 120 people, including 70 women and 60 men
    rf"(?<![\d.,]){_NUMBER}\s{_NAME}(?:\s{_NAME})?,?\s"
    r"(?:including|among them|darunter|dont|в том числе|среди них)\s"
    rf"{_NUMBER}\s{_NAME}(?:\s{_NAME})?(?:,\s{_NUMBER}\s{_NAME}(?:\s{_NAME})?)?,?"
    rf"\s(?:and|und|et|и)\s{_NUMBER}\s(?!(?:over|under|aged|über|unter|de plus|старше|младше)\b){_NAME}"
)
_YEARS = frozenset(range(1800, 2200))
_LISTS = (":", "(", "–", "—", "including", "among", "darunter", "dont", "числе", "среди")
_HUNDREDTHS = ("%", "cent", "CENT", "Prozent", "процент")
_FIRST = {"en": "(?:out )?of(?: the)?", "de": "von(?: den)?", "fr": "sur(?: les)?", "ru": "из"}
_GROWN = re.compile(  # from 200 to 300, an increase of 50 per cent
    rf"\bfrom [€$£]?{_NUMBER} to [€$£]?{_NUMBER}(?![\d.,]*\d)(?! (?:per|%))[^.!?;\n\d]{{0,30}}?, (?:an? )?"
    rf"(?:increase|rise|growth|jump|gain|decrease|drop|fall|decline|cut)(?: of| by)? {_PERCENT}",
    re.IGNORECASE,
)


def _turned(language: str) -> re.Pattern[str]:
    return re.compile(  # of 90 deputies, 45 (50 per cent)
        rf"(?<!\w){_FIRST[language]}\s{_NUMBER}(?![\d.,]*\d)(?:\s{_NAME}){{1,3}},?\s{_NUMBER}\s\({_PERCENT}(?=\))",
        re.IGNORECASE,
    )


_TURNED = {language: _turned(language) for language in _FIRST}


def _find(words: Words) -> Iterator[Found]:
    text = words.prose
    if signs_in(text).isdisjoint(DIGITS):
        return
    if any(sign in text for sign in _LISTS):
        yield from _parts(text)
    if not any(word in text for word in _HUNDREDTHS):
        return
    yield from _shares(text, words.language)
    for match in _GROWN.finditer(text) if words.language == "en" else ():
        old, new = _whole(match[1]), _whole(match[2])
        if old and not {old, new} <= _YEARS and (said := _other(abs(new - old), old, match[3])):
            yield Found(*match.span(), f"From {match[1]} to {match[2]} are {said} per cent, not {match[3]}.")


def _shares(text: str, language: str) -> Iterator[Found]:
    found = [(match, match[1], match[2]) for match in _SHARES[language].finditer(text)]
    found += [(match, match[2], match[1]) for match in _TURNED[language].finditer(text)]
    for match, part, whole in found:
        enough = 0 < _whole(part) <= _whole(whole)
        if enough and (said := _other(_whole(part), _whole(whole), match[3])):
            yield Found(*match.span(), f"{part} of {whole} are {said} per cent, not {match[3]}.")


def _other(part: int, whole: int, said: str) -> str:
    """Return which share a part is, nothing where that is what is said."""
    places = len(said.replace(",", ".").partition(".")[2])
    share = 100 * part / whole
    return "" if abs(share - float(said.replace(",", "."))) <= 1.01 * 10**-places else f"{share:.{places}f}"


def _parts(text: str) -> Iterator[Found]:
    for match in (*_LIST.finditer(text), *_AMONG.finditer(text)):
        total, *parts = (_whole(number) for number in match.groups() if number)
        if total < sum(parts) or (total != sum(parts) and match.re is _LIST):
            said = " and ".join(map(str, parts))
            yield Found(*match.span(), f"{said} are {sum(parts)}, not {total}.")


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
        "[[Of the 90 deputies, 45 (40 per cent]]) voted.",
        "There came [[120 people, including 70 women and 60 men]].",
        "It rose [[from 200 to 300, an increase of 20 per cent]].",
        Example("За проголосовали [[45 из 90 депутатов (40%]]).", language="ru"),
    ),
    right=(
        "In all 45 of 90 deputies (50 per cent) voted, 1 of 3 (33%), 2 out of 3, or 66.7 percent.",
        "It killed 12 people: 7 men and 5 women.",
        "It killed 12 people, among them 2 men and 3 women.",
        "There came 120 people, including 70 women and 60 over the age of 50.",
        "Of the 90 deputies, 45 (50 per cent) voted. It rose from 200 to 300, an increase of 50 per cent.",
        "It fell from 1,000 to 900, a drop of 10%; from 5 to 10 per cent, a rise of 3% on the year.",
        "Sales grew from 2019 to 2021, an increase of 20%.",
        "Shares rose from 5 to 10, an increase of 5 percentage points.",
    ),
)
