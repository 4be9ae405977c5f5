"""What pages show of the visible stories: bodies, photos where their rights allow that, cards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache, partial

from desk.domain import (
    BadInput,
    Photo,
    Placement,
    Right,
    Slot,
    Status,
    Story,
    StoryKind,
    Unfree,
    first_use,
    related_slug,
    right,
)
from desk.domain.language import direction
from desk.photo import formats
from desk.site.address import outside, own_path, root
from desk.site.bodies import Bodies
from desk.site.body import Image, arranged, opening
from desk.site.clean import printable
from desk.site.edition import Edition
from desk.site.pictures import Picture, picture
from desk.site.sandbox import Plain
from desk.site.theme import Labels, Theme
from desk.site.visible import Visible

_LONGEST_TEASER = 3_000
_NAMED = 5  # photos, or stories, in one line
_CITED = 70  # signs of a headline
_HELD = 500  # bodies at hand
_BODY_PHOTO = re.compile(r"photo:([\w-]+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Plain):
    """A story or an outside link as it stands on other pages; the path is relative to the site, or a URL.

    `made` says in the story's language that its picture is no plain photograph.
    """

    path: str
    headline: str
    language: str
    direction: str
    story: str = ""
    outside: bool = False
    section: str = ""
    section_language: str = ""
    kind: str = ""
    kicker: str = ""
    teaser: str = ""
    source: str = ""
    made: str = ""
    picture: Picture | None = None
    thumb: Picture | None = None
    large: Picture | None = None


@dataclass
class Snapshot(Visible):
    """An edition at an instant: the visible stories, newest first, and what pages show of them.

    Attributes:
        also: a story's id that is shown whatever its status (Preview); empty for none.
        bodies: where their HTML is kept.
        broken: ids of photos whose original cannot be used; they are left out.
        warned: what was left out, a line each, by the ids of the stories on whose pages it is missing; by
            none, what is missing elsewhere.
    """

    edition: Edition
    theme: Theme
    at: datetime
    also: str = ""
    bodies: Bodies = field(default_factory=Bodies)
    broken: set[str] = field(default_factory=set[str])
    warned: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])
    _cards: dict[str, Card] = field(default_factory=dict[str, Card])
    _bodies: dict[str, str] = field(default_factory=dict[str, str])

    def warn(self, line: str, story: str = "") -> None:
        """Note what was left out; see `warned`."""
        self.warned.setdefault(story, {})[line] = None

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Return the formats of pictures, what browsers should take first."""
        return formats(avif=self.edition.publication.photo_avif)

    def body(self, story: Story) -> str:
        """Return a story's body as it stands on its page."""
        if story.id not in self._bodies:
            labels = self.theme.labels(story.language, self.edition.publication.language)
            macro = self.theme.macro("parts.html", "figure")
            path = own_path(story, files=self.edition.publication.story_files)
            way = root(path)

            def figure(image: Image) -> str | None:
                shown = self.inline(story, image)
                try:
                    return shown and printable(macro(shown, way, labels))
                except BadInput as error:
                    raise named(error, story) from error

            if len(self._bodies) >= _HELD:
                self._bodies.clear()
            html = self.bodies.html(story.body)
            if self.unseen.among(story.body):
                html = self.unlinked(cited(story), html, story.id)
            self._bodies[story.id] = arranged(self.own_links.led(html, path), figure, story.direction)
        return self._bodies[story.id]

    def unlinked(self, where: str, html: str, story: str = "") -> str:
        """Return clean HTML, and a warning for each, without links to stories that readers do not see.

        Args:
            where: what people know it by.
            html: on a story's page or on others.
            story: the id of that story.
        """
        left = partial(self._left, where, story=story)
        return self.unseen.without(html, left) if self.unseen.names else html

    def _left(self, where: str, name: str, *, story: str = "") -> None:
        self.warn(f"{where}: the link to “{name}” was left out: readers do not see that story", story)

    def inline(self, story: Story, image: Image) -> Picture | None:
        """Return a picture of a body; None, and a warning, where there is none by that name."""
        key = image.src.removeprefix("photo:") if image.src.startswith("photo:") else ""
        meant = (place for place in story.photos if image.src == place.ref or (key and key == place.photo))
        place = next(meant, Placement(photo=key))
        photo = self.photo(place.photo, story)
        if photo is None:
            if place.photo not in self.edition.photos:
                line = f"{cited(story)}: the picture “{image.src[:80]}” is not there and was left out"
                self.warn(line, story.id)
            return None
        return picture(
            photo,
            self.theme.uses["article"],
            self.kinds,
            alt=image.alt or place.alt or photo.alt,
            caption=image.title or place.caption or photo.caption,
            credit=place.credit or photo.credit,
        )

    def photo(self, key: str, story: Story, *, elsewhere: bool = False) -> Photo | None:
        """Return a photo that a story can show, on its page or elsewhere alone.

        None, and a warning, where its rights forbid that.
        """
        photo = self.edition.photos.get(key) if key and key not in self.broken else None
        if photo is None or not (hindrance := self.right(photo, story)):
            return photo
        line = f"{cited(story)}: the photo “{called(photo)}” was left out: {hindrance}"
        self.warn(line, "" if elsewhere else story.id)
        return None

    def right(self, photo: Photo, story: Story) -> Right:
        """Return what stands in the way of showing a photo in a story."""
        first = self._first_uses.get(photo.id, "")
        cleared = self.edition.publication.photo_cleared
        return right(photo, self.at, story=story.id, first=first, cleared=cleared)

    @cached_property
    def _first_uses(self) -> dict[str, str]:
        """Return the story that first showed each photo that may be used but once."""
        once = {photo.id for photo in self.edition.photos.values() if photo.one_use}
        uses: dict[str, list[Story]] = {key: [] for key in once}
        for story in self.edition.stories if once else ():
            for key in once & placed(story).keys():
                uses[key].append(story)
        return {key: first_use(stories) for key, stories in uses.items()}

    def check_times(self) -> None:
        """Note which published stories came first after this instant, as by the clock of another device."""
        later = [
            cited(story)
            for story in self.edition.stories
            if story.status is Status.PUBLISHED and not story.visible(self.at)
            if story.publish_at is None or story.publish_at <= self.at
        ]
        if later:
            more = f" and {len(later) - _NAMED} more" if len(later) > _NAMED else ""
            when = self.local(self.at).isoformat(" ", "minutes")
            self.warn(f"First published after {when}, so not there yet: {', '.join(later[:_NAMED])}{more}")

    def check_rights(self) -> None:
        """Raise BadInput where a visible story shows what it may not, and the publication stops at that."""
        if self.edition.publication.photo_unfree is not Unfree.STOP:
            return
        found = [
            f"“{called(photo)}” in “{headline(story)}”: {hindrance}"
            for story in self.stories
            for key in placed(story)
            if (photo := self.edition.photos.get(key)) and (hindrance := self.right(photo, story))
        ]
        if found:
            more = f" (and {len(found) - _NAMED} more)" if len(found) > _NAMED else ""
            raise BadInput(
                f"{'A photo' if len(found) == 1 else f'{len(found)} photos'} may not be shown: "
                f"{'; '.join(found[:_NAMED])}{more}",
                kept="The site is as it was",
                todo="Choose other photos, correct their rights, or let exports leave such photos out",
            )

    def lead(self, story: Story, use: str = "article") -> Picture | None:
        """Return a story's lead photo for one use of the theme."""
        place = story.lead
        photo = self.photo(place.photo, story) if place else None
        if place is None or photo is None:
            return None
        words = {"caption": place.caption or photo.caption, "credit": place.credit or photo.credit}
        return picture(photo, self.theme.uses[use], self.kinds, alt=place.alt or photo.alt, **words)

    def card(self, story: Story) -> Card:
        """Return a visible story's card."""
        if story.id not in self._cards:
            story = self.by_id[story.id]
            teaser = story.standfirst.strip() or opening(self.body(story))[:_LONGEST_TEASER]
            shown = self.lead(story, "card")
            labels = self.theme.labels(story.language, self.edition.publication.language)
            self._cards[story.id] = Card(
                story=story.id,
                path=self.paths[story.id],
                headline=headline(story),
                language=language(story.language, self.edition.publication.language),
                direction=story.direction,
                section=self.edition.publication.section_name(story.section) if story.section else "",
                section_language=language(self.edition.publication.language),
                kind=self.kind(story, labels),
                kicker=story.kicker,
                teaser=teaser,
                made=labels.words[shown.made] if shown and shown.made else "",
                picture=shown,
                thumb=self.lead(story, "thumb"),
                large=self.lead(story, "lead"),
            )
        return self._cards[story.id]

    def kind(self, story: Story, labels: Labels) -> str:
        """Return the label of what kind of text a story is; none for news, and where the section says it."""
        said = "" if story.kind is StoryKind.NEWS else labels.words[story.kind]
        section = self.edition.publication.section_name(story.section) if story.section else ""
        return "" if said.casefold() == section.casefold() else said

    def listed(self, slug: str) -> Iterator[Card]:
        """Yield the cards of related links that are open and whose story is visible, with their overrides."""
        found = self.edition.lists.get(slug)
        for slot in found.slots if found else ():
            card = self.slot_card(slot) if slot.open(self.at) else None
            if card:
                yield card

    def related(self, story: Story) -> list[Card]:
        """Return the cards of a story's related links."""
        return [card for card in self.listed(related_slug(story.id)) if card.story != story.id]

    def slot_card(self, slot: Slot) -> Card | None:
        """Return the card of a slot with what it overrides; None where readers may not see its story."""
        if slot.story:
            story = self.by_id.get(slot.story)
            return self._reworded(story, slot) if story else None
        url = outside(slot.url)
        if not url or not slot.headline.strip():
            return None
        if name := self.unseen.leads(url):
            self._left(slot.headline.strip(), name)
            return None
        tag = self.edition.publication.language
        return Card(
            path=url,
            outside=True,
            headline=slot.headline,
            language=language(tag),
            direction=direction(tag),
            kicker=slot.kicker,
            teaser=slot.teaser,
            source=slot.source,
        )

    def _reworded(self, story: Story, slot: Slot) -> Card:
        card = self.card(story)
        given = {"headline": slot.headline, "kicker": slot.kicker, "teaser": slot.teaser}
        words = {name: word for name, word in given.items() if word}
        photo = self._slot_photo(story, slot)
        if photo is None:
            return replace(card, **words)
        pictures = {
            name: picture(
                photo,
                self.theme.uses[use],
                self.kinds,
                alt=photo.alt,
                caption=photo.caption,
                credit=photo.credit,
            )
            for name, use in (("picture", "card"), ("thumb", "thumb"), ("large", "lead"))
        }
        labels = self.theme.labels(story.language, self.edition.publication.language)
        made = pictures["picture"].made
        return replace(card, **words, **pictures, made=labels.words[made] if made else "")

    def _slot_photo(self, story: Story, slot: Slot) -> Photo | None:
        """Return the photo that a slot shows in place of its story's, cropped as it says, or None."""
        photo = self.photo(slot.photo, story, elsewhere=True) if slot.photo else None
        if photo is None or slot.crop is None:
            return photo
        ratios = {use.ratio or "free" for use in self.theme.uses.values()}
        return replace(photo, crops=tuple((ratio, slot.crop) for ratio in sorted(ratios)))

    def slot_photos(self) -> Iterator[Photo]:
        """Yield the photos that slots show in place of their stories' own."""
        for slot in self.slots():
            story = self.by_id.get(slot.story)
            photo = self._slot_photo(story, slot) if story else None
            if photo:
                yield photo

    def take(self, story: Story) -> None:
        """Show other words of a visible story from now on; what places it among others stays as it was."""
        self.by_id = {**self.by_id, story.id: story}
        self._cards.pop(story.id, None)
        self._bodies.pop(story.id, None)


def placed(story: Story) -> dict[str, bool]:
    """Return the ids of the photos that a story shows, each with whether it is the lead."""
    found = dict.fromkeys(_BODY_PHOTO.findall(story.body), False)
    found |= {place.photo: False for place in story.photos if place.photo}
    return found | ({story.lead.photo: True} if story.lead and story.lead.photo else {})


def called(photo: Photo) -> str:
    """Return what people know a photo by."""
    return photo.name or photo.headline or photo.caption[:60] or photo.id


def named(error: BadInput, story: Story) -> BadInput:
    """Return what is wrong with a theme, with the story on whose page that came out."""
    page = f"(on the page of “{headline(story)}”)"
    if page in error.what:
        return error
    return BadInput(f"{error.what} {page}", kept="The site is as it was", todo=error.todo)


def headline(story: Story) -> str:
    """Return the headline; the slug made readable where there is none yet."""
    return story.headline.strip() or story.slug.replace("-", " ").capitalize() or "Untitled"


def cited(story: Story) -> str:
    """Return the headline between quotation marks on one line; of a very long one the begin."""
    words = " ".join(headline(story).split())
    if len(words) > _CITED:
        begin = words[:_CITED].rpartition(" ")[0]
        words = f"{begin if len(begin) > _CITED // 2 else words[:_CITED]}…"
    return f"“{words}”"


@lru_cache(maxsize=64)
def locale(tag: str) -> str:
    """Return a language as networks name it, `hy_AM`: with its likeliest country; empty where not known."""
    from babel.core import get_global

    parts = tag.replace("-", "_").split("_")
    country = next((part for part in parts[1:] if len(part) == 2), "")
    likely = str(get_global("likely_subtags").get(parts[0].lower(), ""))
    country = country or next((part for part in likely.split("_")[1:] if len(part) == 2), "")
    return f"{parts[0].lower()}_{country.upper()}" if country else ""


def language(*tags: str) -> str:
    """Return the first that is a language tag, for a `lang` attribute."""
    return next((tag for tag in tags if _LANGUAGE.fullmatch(tag)), "en")
