"""A photo that may not be shown."""

from collections.abc import Iterator

from desk.checks.case import Case
from desk.checks.pictured import pictured
from desk.checks.rule import Found, Group, Rule, whole
from desk.domain import Level, Right


def _find(case: Case) -> Iterator[Found]:
    for at, _, photo in case.shown:
        stands = case.rights.get(photo.id, Right.FREE)
        if stands is not Right.FREE:
            yield whole(f"photos/{at}", f"The photo may not be shown: {stands.value}.", photo.id)


RULE = Rule(
    name="photo-rights",
    title="A photo that may not be shown",
    group=Group.PHOTOS,
    level=Level.PUBLISHED,
    why="The site leaves it out, or the newsroom breaks a licence.",
    looks=_find,
    wrong=(pictured("Its licence has expired.", "photos/0", more={"rights": {"photo": Right.EXPIRED}}),),
    right=(pictured("Nothing stands in its way.", more={"rights": {"photo": Right.FREE}}),),
)
