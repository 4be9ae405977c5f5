"""A photo of which nobody knows who may use it."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Clearance, Level


def _find(case: Case) -> Iterator[Found]:
    for at, _, photo in case.shown:
        if not (photo.rights or photo.usage_terms or photo.copyright or photo.clearance):
            yield whole(f"photos/{at}", "Nobody has said who may use this photo.", photo.id)


RULE = Rule(
    name="photo-no-rights",
    title="A photo without rights",
    group=Group.PHOTOS,
    level=Level.ADVICE,
    why="A picture that the newsroom may not use costs more than any other mistake.",
    looks=_find,
    wrong=(pictured("A photo without rights.", "photos/0", photo={"rights": ""}),),
    right=(
        pictured("A photo with rights."),
        pictured("A person cleared it.", photo={"rights": "", "clearance": Clearance.CLEARED}),
    ),
)
