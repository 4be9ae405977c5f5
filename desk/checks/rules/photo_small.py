"""A photo that is too small for its place."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Level, Role

_LEAST = {Role.LEAD: 1200, Role.INLINE: 700}


def _find(case: Case) -> Iterator[Found]:
    for at, place, photo in case.shown:
        wanted = _LEAST[place.role]
        if 0 < photo.width < wanted:
            said = f"The photo is {photo.width} pixels wide; its place wants {wanted}."
            yield whole(f"photos/{at}", said, photo.id)


RULE = Rule(
    name="photo-small",
    title="A photo too small for its place",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="It is blurred on large screens, and search engines leave it out.",
    looks=_find,
    wrong=(pictured("A lead photo of 640 pixels.", "photos/0", photo={"width": 640}),),
    right=(
        pictured("A lead photo of 3000 pixels."),
        pictured("One in the text may be smaller.", photo={"width": 800}, place={"role": Role.INLINE}),
    ),
)
