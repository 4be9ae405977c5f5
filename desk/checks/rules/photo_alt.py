"""A photo without words for who does not see it."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    for at, place, photo in case.shown:
        if not (place.alt or photo.alt).strip():
            yield whole(f"photos/{at}/alt", "The photo has no alternative text.", photo.id)


RULE = Rule(
    name="photo-alt",
    title="A photo without alternative text",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="Blind readers hear nothing where others see a picture.",
    looks=_find,
    wrong=(pictured("A photo without alternative text.", "photos/0/alt", photo={"alt": ""}),),
    right=(pictured("A photo with alternative text."),),
)
