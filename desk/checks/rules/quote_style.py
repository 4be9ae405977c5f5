"""Quotation marks of another language."""

from collections.abc import Iterator

from desk.checks.quoting import signs
from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level
from desk.text.typography import quotes

# What opens and what closes, straight ones and those of a quotation inside another among them.
_ALLOWED = {
    "en": ('“"', '”"'),
    "ru": ('«„"', '»“"'),
    "fr": ('«“"', '»”"'),
    "de": ('„»«"', '“«»"'),
    "hy": ('«“„"', '»”“"'),
    "ka": ('„«“"', '“»”"'),
    "ar": ('«“"', '»”"'),
}


def _find(words: Words) -> Iterator[Found]:
    opening, closing = _ALLOWED[words.language]
    style = quotes(words.language)
    for sign in signs(words):
        if sign.sign not in (opening if sign.opens else closing):
            fix = style.opening if sign.opens else style.closing
            yield Found(sign.at, sign.at + 1, f"This language does not set {sign.sign} here.", fix)


RULE = Rule(
    name="quote-style",
    title="Quotation marks of another language",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="Each language sets its own; others come with pasted text.",
    languages=tuple(_ALLOWED),
    reads=_find,
    wrong=(
        "He said [[«|“]]yes[[»|”]].",
        Example("Он сказал [[“|«]]да[[”|»]].", language="ru"),
        Example("Er sagte [[“|„]]ja[[”|“]].", language="de"),
    ),
    right=(
        'He said “yes” and "no".',
        Example("Он сказал «да, „Цирк“».", language="ru"),
        Example("Er sagte „ja“ und »nein«.", language="de"),
    ),
)
