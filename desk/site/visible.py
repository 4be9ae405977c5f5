"""What readers may see at an instant: the one place where that is decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.domain import Candidate, NotFound, OwnSite, Section, Slot, Status, Story
from desk.site.address import former_paths, in_ascii, outside, story_paths
from desk.site.edition import Edition
from desk.site.own_links import OwnLinks
from desk.site.unseen import Unseen, names, told

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def issued(story: Story) -> datetime:
    """Return when a story came before its readers."""
    return story.issued or story.publish_at or story.updated or story.created or _LONG_AGO


def candidate(story: Story) -> Candidate:
    """Return what places a visible story on a front."""
    return Candidate(story.id, issued(story), story.lead.photo if story.lead else "")


class Visible:
    """The visible stories of an edition, newest first, and where they stand.

    Attributes:
        at: the instant.
        also: a story's id that is shown whatever its status (Preview); empty for none.
    """

    edition: Edition
    at: datetime
    also: str

    @cached_property
    def stories(self) -> Sequence[Story]:
        """Return the visible stories, newest first."""
        seen = [
            story for story in self.edition.stories if story.visible(self.at) or (story.id == self.also != "")
        ]
        return tuple(sorted(seen, key=lambda story: (issued(story), story.id), reverse=True))

    @cached_property
    def by_id(self) -> Mapping[str, Story]:
        """Return the visible stories by id."""
        return {story.id: story for story in self.stories}

    @cached_property
    def oldest(self) -> Sequence[Story]:
        """Return the visible stories as they were made, the oldest first."""
        return sorted(self.stories, key=lambda story: story.id)

    @cached_property
    def corrected(self) -> Sequence[Story]:
        """Return the visible stories in which something was put right."""
        return [story for story in self.stories if story.corrections]

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """Return the path of each visible story's page."""
        return story_paths(self.stories, files=self.edition.publication.story_files)

    @cached_property
    def by_section(self) -> Mapping[str, Sequence[Story]]:
        """Return the visible stories of each section, newest first; sections in the publication's order."""
        found: dict[str, list[Story]] = {section.slug: [] for section in self.edition.publication.sections}
        for story in self.stories:
            if story.section:
                found.setdefault(story.section, []).append(story)
        return found

    def candidates(self, section: str = "") -> Iterator[Candidate]:
        """Yield what places the visible stories, or those of a section, on fronts, newest first."""
        return map(candidate, self.by_section.get(section, ()) if section else self.stories)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections for the menu: those that have stories."""
        name = self.edition.publication.section_name
        return tuple(Section(slug, name(slug)) for slug, stories in self.by_section.items() if stories)

    @cached_property
    def zone(self) -> ZoneInfo:
        """Return the publication's time zone, UTC where it is not known here."""
        try:
            return ZoneInfo(self.edition.publication.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo("UTC")

    @cached_property
    def base_url(self) -> str:
        """Return where the site stands, without a slash at the end; empty while that is not known."""
        url = in_ascii(outside(self.edition.publication.base_url)).rstrip("/")
        return url if url.startswith(("http://", "https://")) else ""

    @cached_property
    def unseen(self) -> Unseen:
        """Return what finds links to stories that readers do not see."""
        found = {name for held in self.unseen_names.values() for name in held}
        return Unseen(found, self._site, self.base_url, outside(self.edition.publication.base_url))

    @cached_property
    def own_links(self) -> OwnLinks:
        """Return what lets links in texts lead to stories where these stand."""
        return OwnLinks(self._site)

    @cached_property
    def _site(self) -> OwnSite:
        return OwnSite(self.edition.publication)

    @cached_property
    def unseen_names(self) -> Mapping[str, Sequence[str]]:
        """Return with what the address of each story may end of which no page tells, by the story's id."""
        seen, found = self.by_id, dict[str, set[str]]()
        taken: set[str] = set()
        for story in self.edition.stories:
            if story.id in seen or told(story, self.at):
                taken.update((story.slug, *story.old_slugs))
            else:
                found[story.id] = names(story)
        return {key: sorted(held - taken) for key, held in found.items()}

    def local(self, at: datetime) -> datetime:
        """Return a time in the publication's zone."""
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(self.zone)

    def slots(self) -> Iterator[Slot]:
        """Yield the slots of all fronts and lists."""
        for front in self.edition.fronts.values():
            yield from (slot for _, slot in front.slots())
        for found in self.edition.lists.values():
            yield from found.slots

    def redirects(self) -> dict[str, str]:
        """Return the path of each former address and the story that stands elsewhere now."""
        taken, publication = set(self.paths.values()), self.edition.publication
        found: dict[str, str] = {}
        for story in self.stories:
            if story.old_slugs or story.old_sections or publication.story_both:
                former = former_paths(story, publication)
                found |= {path: story.id for path in former if path not in taken}
        return found

    def withdrawn(self) -> list[str]:
        """Return the paths where stories stood that readers once saw, and that the newsroom took back."""
        gone = (
            story
            for story in self.edition.stories
            if story.status is Status.WITHDRAWN and story.issued and story.issued <= self.at
        )
        return sorted({path for story in gone for path in former_paths(story, self.edition.publication)})

    def story(self, key: str) -> Story:
        """Return a visible story; raises NotFound."""
        try:
            return self.by_id[key]
        except KeyError:
            raise NotFound(f"There is no story {key} to be shown") from None
