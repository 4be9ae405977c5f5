"""A photo without a caption."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    for at, place, photo in case.shown:
        if not (place.caption or photo.caption).strip():
            yield whole(f"photos/{at}/caption", "The photo has no caption.", photo.id)


RULE = Rule(
    name="photo-caption",
    title="A photo without a caption",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="Readers do not learn whom and what they see.",
    looks=_find,
    wrong=(pictured("A photo without a caption.", "photos/0/caption", photo={"caption": ""}),),
    right=(
        pictured("A photo with a caption."),
        pictured("The story has its own words.", photo={"caption": ""}, place={"caption": "The bridge."}),
    ),
)
