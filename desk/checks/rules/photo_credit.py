"""A photo without a credit."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Level


def _find(case: Case) -> Iterator[Found]:
    for at, place, photo in case.shown:
        if not (place.credit or photo.credit or photo.creator).strip():
            yield whole(f"photos/{at}/credit", "The photo names nobody who made it.", photo.id)


RULE = Rule(
    name="photo-credit",
    title="A photo without a credit",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="Whoever made it has a right to be named, and most licences ask for it.",
    looks=_find,
    wrong=(pictured("A photo without a credit.", "photos/0/credit", photo={"credit": ""}),),
    right=(pictured("A photo with a credit."),),
)
