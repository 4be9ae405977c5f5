"""A caption that says left or right of a picture that is cut there."""

import re
from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, at
from desk.domain import Crop, Level

_SIDE = {
    "en": r"\b(?:left|right)\b",
    "de": r"\b(?:links|rechts)\b",
    "fr": r"\bà (?:gauche|droite)\b",
    "ru": r"\b(?:слева|справа)\b",
    "hy": r"(?:ձախից|աջից)",
    "ka": r"(?:მარცხნივ|მარჯვნივ|მარცხნიდან|მარჯვნიდან)",
    "az": r"\b(?:soldan|sağdan|solda|sağda)\b",
    "tr": r"\b(?:soldan|sağdan|solda|sağda)\b",
}
_CUT = 0.05


def _find(case: Case) -> Iterator[Found]:
    side = re.compile(_SIDE[case.language], re.IGNORECASE)
    for number, _, photo in case.shown:
        cut = [ratio for ratio, crop in photo.crops if crop.left > _CUT or crop.right < 1 - _CUT]
        for part in case.fields.get(f"photos/{number}/caption", ()) if cut else ():
            for word in _sides(side, part.words.prose):
                said = f"“{word[0]}” may no longer be true: the picture is cut at its sides ({cut[0]})."
                yield at(part, *word.span(), said)


def _sides(side: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for word in side.finditer(text):
        if not re.match(r" (?:to|wing|of|after|away|now)\b", text[word.end() :]):
            yield word


RULE = Rule(
    name="caption-side",
    title="Left or right in the caption of a cropped photo",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="Who stood at the edge may be gone, and another person gets the name.",
    languages=tuple(_SIDE),
    looks=_find,
    wrong=(
        pictured(
            "Cut at its left side.",
            "photos/0/caption",
            photo={"caption": "Ann Lee, left.", "crops": (("1:1", Crop(0.3, 0, 0.9, 1)),)},
        ),
    ),
    right=(
        pictured("Nobody cut it.", photo={"caption": "Ann Lee, left."}),
        pictured(
            "Cut at its top alone.",
            photo={"caption": "Ann Lee, left.", "crops": (("16:9", Crop(0, 0.2, 1, 0.9)),)},
        ),
        pictured(
            "No side is meant.",
            photo={"caption": "The right to vote.", "crops": (("1:1", Crop(0.3, 0, 0.9, 1)),)},
        ),
    ),
)
