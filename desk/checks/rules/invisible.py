"""Characters that nobody sees."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_SOUTHERN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer: where a line may break
_HIDDEN = re.compile(
    f"[\u2060\ufeff\u180e\u2061-\u2064]+|(?<![{_SOUTHERN}])\u200b+(?![{_SOUTHERN}])"
    "|[\u200c\u200d](?![\u0600-\u08ff\u0900-\u0dff\u1800-\u18af\ufe00-\ufe0f\U0001f000-\U0001ffff\u2600-\u27bf])"
)
_TURNS = re.compile("[\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]+")
_RIGHT_TO_LEFT = re.compile("[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]")
_ZWJ_BEFORE = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1800-\u18af\ufe0f\U0001f000-\U0001ffff\u2600-\u27bf]$")
_NAMES = {"\u200b": "A space without width", "\u2060": "A word joiner", "\ufeff": "A byte order mark"}


def _find(words: Words) -> Iterator[Found]:
    if words.prose.isprintable():
        return
    for hidden in _HIDDEN.finditer(words.prose):
        if hidden[0] in "\u200c\u200d" and _ZWJ_BEFORE.match(words.prose, hidden.start() - 1, hidden.start()):
            continue
        name = _NAMES.get(hidden[0][0], "A character that nobody sees")
        yield Found(*hidden.span(), f"{name} stands here.", "")
    if not _RIGHT_TO_LEFT.search(words.prose):  # with such words they have something to do
        for turn in _TURNS.finditer(words.prose):
            yield Found(*turn.span(), "A mark for Arabic or Hebrew stands here, where there is none.", "")


RULE = Rule(
    name="invisible",
    title="Characters that nobody sees",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="The word is not found by searching, and a copied address or name does not work.",
    reads=_find,
    wrong=(
        Example("Ba[[\u200b|]]ku", said="A space without width inside a word."),
        Example("The [[\ufeff|]]end.", said="A byte order mark."),
        Example("Call +44[[\u202c|]] 20.", said="A mark that ends a direction, copied with the number."),
    ),
    right=(
        Example("می\u200cخواهم", said="Persian needs its joiners.", language="fa"),
        Example("The word \u2067سلام\u2069 means peace.", said="Arabic needs them."),
        Example("Family: 👨\u200d👩\u200d👧.", said="So do emoji."),
        "Soft\u00adhyphens are welcome.",
        Example("ภาษา\u200bไทย", said="Thai lines break there.", language="th"),
    ),
)
