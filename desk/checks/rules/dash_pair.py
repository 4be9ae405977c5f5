"""An aside that one kind of dash opens and another closes."""

import re
from collections.abc import Iterator

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_DASH = re.compile(
    r"(?<=[^\W\d_][ \u00a0])[–—](?=[ \u00a0][^\W\d_])|(?<=[^\W\d_])[–—](?=[^\W\d_])|[.!?…:;“”«»\"\n]"
)


def _find(words: Words) -> Iterator[Found]:
    text = words.prose
    if "–" not in text or "—" not in text:
        return
    signs = [*_DASH.finditer(text), None]
    sentence: list[int] = []
    for sign in signs:
        if sign and sign[0] in "–—":
            sentence.append(sign.start())
            continue
        if len(sentence) == 2 and (kinds := _kinds(text, sentence)) and kinds[0] != kinds[1]:
            at, fix = sentence[1], text[sentence[0]]
            yield Found(at, at + 1, f"“{fix}” opens the aside and “{text[at]}” closes it.", fix)
        sentence = []


def _kinds(text: str, dashes: list[int]) -> list[str] | None:
    """Return the two dashes of an aside; None where they are set differently, so that one joins two names."""
    spaced = {text[at + 1].isspace() for at in dashes}
    return [text[at] for at in dashes] if len(spaced) == 1 else None


RULE = Rule(
    name="dash-pair",
    title="An aside between two kinds of dash",
    group=Group.TYPING,
    level=Level.ADVICE,
    why="The second dash does not look like the other half of the first, and readers lose the sentence.",
    languages=("en", "fr", "de", "tr", "az"),
    reads=_find,
    wrong=(
        "The plan – long awaited [[—|–]] is here.",
        Example("Der Plan – lange erwartet [[—|–]] ist da.", language="de"),
    ),
    right=(
        "The plan – long awaited – is here. The plan—long awaited—is here.",
        "The London–Paris train — late as ever — came. It is over – at last. We left — they stayed.",
        "“No –” he began — and left.",
    ),
)
