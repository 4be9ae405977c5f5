"""What two versions of a story differ in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk import text
from desk.domain import Comment, NotFound, Photo, Placement, Publication, Story
from desk.domain.byline import format_bylines
from desk.domain.language import name as language_name
from desk.operations.desk import Desk, zone
from desk.text import Fate

_READ = ("kicker", "headline", "standfirst")


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of one story, the earlier first, with what gives its ids, slugs and times their words."""

    old: Story
    new: Story
    publication: Publication
    photos: Mapping[str, Photo]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs: its name as in `Story` and its words compared, what went before what came."""

    name: str
    parts: tuple[text.Part, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared.

    Attributes:
        fields: those that differ, in the order of a page, but for the body.
        blocks: the body's, of both versions.
        came, gone: how many words of kicker, headline, standfirst and body.
    """

    versions: Versions
    fields: tuple[FieldChange, ...]
    blocks: tuple[text.Changed, ...]
    came: int
    gone: int


def versions(desk: Desk, old: str, new: str = "") -> Versions:
    """Return a story at two revisions, the second its present one where none is given.

    Raises:
        NotFound: they are not two revisions of one story.
    """
    before = desk.store.at_revision(old)
    after = desk.store.at_revision(new) if new else before
    if not (isinstance(before, Story) and isinstance(after, Story) and before.id == after.id):
        raise NotFound("These are not two revisions of one story")
    return _between(desk, before, after if new else desk.store.story(before.id))


def beside(desk: Desk, story: Story) -> Versions:
    """Return the stored version of a story and one that the store does not have; raises NotFound."""
    return _between(desk, desk.store.story(story.id), story)


def _between(desk: Desk, before: Story, after: Story) -> Versions:
    ids = {place.photo for story in (before, after) for place in story.photos if place.photo}
    photos = {row.photo.id: row.photo for row in desk.store.photo_rows(list(ids))}  # some were deleted
    return Versions(before, after, desk.store.publication(), photos)


def fields(compared: Versions, *, body: bool = True) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of a page; lists and dates are compared as their words."""
    before, after = (_words(story, compared) for story in (compared.old, compared.new))
    return tuple(
        FieldChange(name, text.compare(before[name], after[name]))
        for name in before
        if before[name] != after[name] and (body or name != "body")
    )


def in_words(compared: Versions) -> dict[str, str]:
    """Return every field that a person sets, of the later version, as words."""
    return _words(compared.new, compared)


def compare(compared: Versions) -> Comparison:
    """Return all that differs, the body by its blocks; a long story takes some tenths of a second."""
    differing = fields(compared, body=False)
    blocks = text.changes(text.read(compared.old.body), text.read(compared.new.body))
    parts = [part for one in differing if one.name in _READ for part in one.parts]
    said = {fate: [part.text for part in parts if part.fate is fate] for fate in Fate}
    for block in blocks:
        for piece in block.pieces:
            said[piece.fate].append(piece.span.text)
    came, gone = (text.tally("\n".join(said[fate])).words for fate in (Fate.INSERTED, Fate.DELETED))
    return Comparison(compared, differing, blocks, came, gone)


def _comment(comment: Comment) -> str:
    state = f" (resolved by {comment.resolved_by})" if comment.resolved else ""
    return f"{comment.author}: {comment.words}{state}"


def marked(parts: tuple[text.Part, ...]) -> str:
    """Return compared words as one text: `[-gone-]`, `{+come+}`."""
    signs = {Fate.SAME: "{}", Fate.DELETED: "[-{}-]", Fate.INSERTED: "{{+{}+}}"}
    return "".join(signs[part.fate].format(part.text) for part in parts)


def _words(story: Story, compared: Versions) -> dict[str, str]:
    """Return every field that a person sets as words, a line for each thing in a list."""
    dateline, publication = story.dateline, compared.publication

    def name(place: Placement) -> str:
        photo = compared.photos.get(place.photo)
        return photo.name if photo else place.ref

    def time(moment: datetime | None) -> str:
        return moment.astimezone(zone(publication)).strftime("%Y-%m-%d %H:%M") if moment else ""

    return {
        "kicker": story.kicker,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "bylines": format_bylines(story.bylines),
        "dateline": _line(dateline.place, str(dateline.date or "")),
        "source": _line(story.source.name, story.source.url),
        "body": story.body,
        "photos": "\n".join(
            _line(f"{place.role.value}:", name(place), place.caption, place.alt, place.credit)
            for place in story.photos
        ),
        "kind": story.kind.label,
        "section": publication.section_name(story.section),
        "tags": "\n".join(story.tags),
        "language": language_name(story.language),
        "text_direction": story.text_direction,
        "slug": story.slug,
        "status": story.status.label,
        "publish_at": time(story.publish_at),
        "notes": story.notes,
        "comments": "\n".join(_comment(comment) for comment in story.comments),
        "seo_title": story.seo_title,
        "seo_description": story.seo_description,
        "corrections": "\n".join(f"{time(put.at)} {put.text}" for put in story.corrections),
    }


def _line(*words: str) -> str:
    return " ".join(filter(None, words))
