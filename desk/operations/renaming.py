"""A published story under another headline or address: what still calls it otherwise, changed in one step."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from desk import text
from desk.domain import Change, Done, OwnSite, Slot, State, Story
from desk.operations import curation, finding, places
from desk.operations import story as stories
from desk.operations.curation import Slots
from desk.operations.desk import Desk
from desk.operations.finding import Replaced
from desk.operations.places import Place
from desk.text import Block, Doc, Kind, Span

# In a card's source, which may be Markdown or HTML.
_ADDRESS = re.compile(r"(?<=[(\"'<\s|])(?:https?:/)?/[^\s()<>\"'|]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """Something that calls a story otherwise than it is called now.

    Attributes:
        name: where: a list and a place on it, or the headline of the story whose text it is.
        said: the words or the address there.
        new: what would stand there.
        slug: the list's; empty for a text.
        draft: it stands so in the draft of the list's front alone.
        story: the id of the story whose text it is; empty for a list.
    """

    name: str
    said: str
    new: str
    slug: str = ""
    draft: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class Renamed:
    """What was changed, with all that the undo needs.

    Attributes:
        places: how many were changed.
        lists: by slug, the slots before, and whether only the draft's were changed.
        texts: the stories whose texts were changed.
    """

    story: str
    places: int
    lists: tuple[tuple[str, Slots, bool], ...]
    texts: Replaced


def namings(desk: Desk, key: str, headlines: Sequence[str] = ()) -> list[Naming]:
    """Return what calls a story by an old headline or leads to an old address.

    Cards and related links whose own words were written over an earlier headline; links in texts to an
    address that it once had, or whose words are one of `headlines`.

    Raises:
        NotFound: no such story.
    """
    story = desk.store.story(key)
    return [*_cards(desk, story), *_links(desk, story, [one for one in headlines if one != story.headline])]


def _cards(desk: Desk, story: Story) -> Iterator[Naming]:
    states: dict[str, list[Place]] = {}
    for place in places.places(desk, story.id):
        if not place.fallback:
            states.setdefault(place.slug, []).append(place)
    for slug, held in states.items():
        draft = all(place.states == (State.DRAFT,) for place in held)
        for number, slot in enumerate(curation.get(desk, slug, draft=draft).slots, 1):
            if slot.story == story.id and slot.drifted(story.headline):
                name = f"{held[0].name}, place {number}"
                yield Naming(name, slot.headline, story.headline, slug=slug, draft=draft)


def _links(desk: Desk, story: Story, headlines: Sequence[str]) -> Iterator[Naming]:
    known = [slug for slug in (story.slug, *story.old_slugs) if slug]
    for id_ in desk.store.stories_holding([f"/{slug}" for slug in known]) if known else ():
        other = desk.store.story(id_)
        old, new = _blocks(desk, story, headlines, other.body)
        for was, now in zip(_spans(old), _spans(new), strict=True):
            if was.href != now.href:
                yield Naming(other.headline, was.href, now.href, story=other.id)
            if was.text != now.text:
                yield Naming(other.headline, was.text, now.text, story=other.id)
        for was, now in zip(_in_cards(old), _in_cards(new), strict=True):
            if was != now:
                yield Naming(other.headline, was, now, story=other.id)


def _spans(blocks: Sequence[Block]) -> Iterator[Span]:
    return (span for block in blocks for span in block.spans)


def _in_cards(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the addresses in tables, footnotes and raw HTML."""
    cards = (block.text for block in blocks if block.kind is Kind.OPAQUE)
    return (found[0] for card in cards for found in _ADDRESS.finditer(card))


def _blocks(
    desk: Desk, story: Story, headlines: Sequence[str], body: str
) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks of a text as they are, and with their links to a story renamed."""
    from desk.operations import exporting  # late, with all that pages are made of

    site, address = OwnSite(desk.store.publication()), exporting.link(desk, story.id)
    old = text.read(body).blocks
    new: list[Block] = []
    for block in old:
        spans = tuple(_renamed(span, story, headlines, site, address) for span in block.spans)
        words = block.text
        if block.kind is Kind.OPAQUE:
            words = _ADDRESS.sub(lambda found: _moved(found[0], story, site, address), words)
        same = spans == block.spans and words == block.text
        new.append(block if same else replace(block, spans=spans, text=words, source=None))
    return old, new


def _renamed(span: Span, story: Story, headlines: Sequence[str], site: OwnSite, address: str) -> Span:
    """Return a link to the story with its new address and words, any other span as it is."""
    name = site.name(span.href) if span.href else ""
    if not name or name not in (story.slug, *story.old_slugs):
        return span
    new = replace(span, href=_moved(span.href, story, site, address))
    return replace(new, text=story.headline) if span.text.strip() in headlines else new


def _moved(href: str, story: Story, site: OwnSite, address: str) -> str:
    """Return where an address that a story once had leads now; any other as it is."""
    return _address(href, address) if address and site.name(href) in story.old_slugs else href


def _address(old: str, new: str) -> str:
    """Return the new address in the manner of the old: with or without the host, with its fragment."""
    was, now = urlsplit(old), urlsplit(new)
    return urlunsplit((*((now.scheme, now.netloc) if was.netloc else ("", "")), now.path, "", was.fragment))


def rename(desk: Desk, key: str, headlines: Sequence[str] = ()) -> Done[Renamed]:
    """Let everything that `namings` gives call a story as it is called now; all or nothing."""
    story = desk.store.story(key)
    lists: list[tuple[str, Slots, bool]] = []
    revisions: list[tuple[str, str, str]] = []
    change = Change()
    with desk.store.batch():
        found = namings(desk, key, headlines)
        for slug, draft in dict.fromkeys((one.slug, one.draft) for one in found if one.slug):
            lists.append((slug, curation.get(desk, slug, draft=draft).slots, draft))
            change |= curation.change(desk, slug, lambda slots: _own_words(slots, story), draft=draft).change
        for id_ in dict.fromkeys(one.story for one in found if one.story):
            other = desk.store.story(id_)
            done = stories.save(desk, replace(other, body=_rewritten(desk, story, headlines, other.body)))
            revisions.append((id_, other.revision, done.value.revision))
            change |= done.change
    texts = Replaced(len(revisions), tuple(revisions))
    return Done(Renamed(story.id, len(found), tuple(lists), texts), change)


def _own_words(slots: Slots, story: Story) -> Slots:
    return tuple(
        replace(slot, headline="", told="")
        if slot.story == story.id and slot.drifted(story.headline)
        else slot
        for slot in slots
    )


def _rewritten(desk: Desk, story: Story, headlines: Sequence[str], body: str) -> str:
    _, new = _blocks(desk, story, headlines, body)
    return text.write(Doc(tuple(new)))


def take_back(desk: Desk, was: Renamed) -> Done[Renamed]:
    """Give cards and texts the words that they had; what was changed since stays as it is."""
    change = Change()
    with desk.store.batch():
        for slug, before, draft in was.lists:
            had = {slot.id: slot for slot in before if slot.story == was.story}

            def again(slots: Slots, had: dict[str, Slot] = had) -> Slots:
                return tuple(
                    replace(slot, headline=had[slot.id].headline, told=had[slot.id].told)
                    if slot.id in had and not slot.headline
                    else slot
                    for slot in slots
                )

            change |= curation.change(desk, slug, again, draft=draft).change
        texts = finding.take_back(desk, was.texts)
    return Done(replace(was, texts=texts.value), change | texts.change)
