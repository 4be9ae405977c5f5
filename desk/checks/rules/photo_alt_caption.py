"""An alternative text that is the caption over again."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    for at, place, photo in case.shown:
        alt, caption = place.alt or photo.alt, place.caption or photo.caption
        if alt.strip() and _bare(alt) == _bare(caption):
            yield Found(0, len(alt), "The alternative text is the caption.", None, f"photos/{at}/alt")


def _bare(words: str) -> str:
    return "".join(sign for sign in words.casefold() if sign.isalnum())


RULE = Rule(
    name="photo-alt-caption",
    title="An alternative text that is the caption",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="Blind readers hear the same words twice, and still not what the picture shows.",
    looks=_find,
    wrong=(pictured("Both say the same.", "photos/0/alt", photo={"alt": "Ann Lee opens the bridge"}),),
    right=(pictured("Each says its own."),),
)
