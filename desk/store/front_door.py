"""The door to what is chosen for readers: fronts, related links, and how often stories were read."""

from collections.abc import Sequence
from datetime import date, datetime

from desk.domain import CuratedList, Figure, Front, Intake, Reading, Revision, Standing, Version, Who
from desk.store.parts import Parts


class FrontDoor(Parts):
    """What is asked of fronts and lists; see `Store`."""

    def curated(self, slug: str) -> CuratedList:
        """Return a story's related links by their slug, an empty list where it has none; raises NotFound."""
        return self._lists.one(slug)

    def save_list(self, new: CuratedList, who: Who, *, reason: str = "edit") -> CuratedList:
        """Keep a list as one new revision on top of the one it was read from.

        Raises:
            Conflict: somebody saved it since; `current` is the list as it stands.
            NotFound: it is no story's related links.
            BadInput: a story that is not there, an outside link without address or headline, crossed times.
        """
        return self._lists.save(new, who, reason)

    def related_all(self) -> list[CuratedList]:
        """Return all stored related links."""
        return self._lists.related()

    def places(self, story: str) -> list[tuple[CuratedList, int]]:
        """Return the related links that name a story by its id, each with the place counted from 0."""
        return self._lists.places(story)

    def fronts(self) -> list[Front]:
        """Return the draft of every front."""
        return self._fronts.drafts()

    def live_fronts(self, at: datetime) -> list[Front]:
        """Return every front as it is live at an instant, past or to come, where it is live then."""
        return self._fronts.live(at)

    def next_live(self, at: datetime) -> datetime | None:
        """Return when the next version of any front comes after an instant; None where none will."""
        return self._fronts.next_live(at)

    def front_versions(self, front: str) -> list[Version]:
        """Return every version of a front by its id that was, is or will be live, by the time it comes."""
        return self._fronts.versions(front)

    def front_trail(self, front: Front, most: int = 500) -> list[Revision]:
        """Return the revisions that led to a draft, each made from the one before, oldest first."""
        return self._fronts.trail(front, most)

    def save_front(self, front: Front, who: Who, *, reason: str = "edit", merge_of: str = "") -> Front:
        """Keep a draft as one new revision on top of the one it was read from.

        Raises:
            Conflict: somebody saved it since; `current` is the draft as it stands.
            BadInput: a container or slot that cannot be.
        """
        return self._fronts.save(front, who, reason, merge_of)

    def make_live(self, front: Front, who: Who, at: datetime | None = None) -> Version:
        """Make a content of a front live at a time, at once where none is given; the draft stays as it is."""
        return self._fronts.make_live(front, who, at)

    def cancel_version(self, version: str, who: Who) -> Version:
        """Take a version back before its time; raises NotFound, BadInput where it is live already."""
        return self._fronts.cancel(version, who)

    def standings(self, story: str) -> list[Standing]:
        """Return the places that a story holds on fronts, in drafts and in what is or will be live."""
        return self._fronts.standings(story)

    def take_figures(self, intake: Intake, rows: Sequence[tuple[Figure, str]], who: Who) -> None:
        """Keep figures, each with its story's id or an empty one; those of its source and days give way."""
        self._figures.take(intake, rows, who)

    def readings(self, first: date, last: date) -> list[Reading]:
        """Return how often stories were read from one day to another."""
        return self._figures.readings(first, last)

    def newest_figures(self) -> Intake | None:
        """Return the figures that were taken in last."""
        return self._figures.newest()

    def stories_by_slug(self, slugs: Sequence[str]) -> dict[str, str]:
        """Return the ids of the stories that stand or stood at some addresses, by slug."""
        return self._figures.stories(slugs)
