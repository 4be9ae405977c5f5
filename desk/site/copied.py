"""A story as HTML that is pasted elsewhere: into another system, or a mail."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from desk import text
from desk.domain import Photo, Placement, Story
from desk.domain.byline import format_bylines
from desk.site.body import Image, page_body


def copied(story: Story, photos: Mapping[str, Photo]) -> str:
    """Return headline, standfirst, byline, dateline, body and source; a line names each photo in its place.

    Args:
        story: the story; not trusted.
        photos: those that it shows, by id.
    """

    def named(place: Placement) -> str:
        photo = photos.get(place.photo)
        caption = place.caption or (photo.caption if photo else "") or place.alt
        credit = place.credit or (photo.credit if photo else "")
        name = photo.name if photo else place.ref
        said = " ".join(part for part in (caption, f"({credit})" if credit else "") if part)
        return f"<p>[Photo {escape(name)}{': ' if said else ''}{escape(said)}]</p>"

    def figure(image: Image) -> str:
        meant = (one for one in story.photos if image.src in (one.ref, f"photo:{one.photo}"))
        place = next(meant, Placement(photo=image.src.removeprefix("photo:")))
        return named(replace(place, caption=image.title or place.caption))

    day = story.dateline.date.isoformat() if story.dateline.date else ""
    facts = (
        format_bylines(story.bylines) and f"By {format_bylines(story.bylines)}",
        ", ".join(part for part in (story.dateline.place, day) if part),
    )
    source = " ".join(part for part in (story.source.name, story.source.url) if part)
    parts = (
        f"<h1>{escape(story.headline)}</h1>" if story.headline else "",
        f"<p><strong>{escape(story.standfirst)}</strong></p>" if story.standfirst else "",
        *(f"<p>{escape(fact)}</p>" for fact in facts if fact),
        named(story.lead) if story.lead else "",
        page_body(text.html(story.body), figure, story.direction).strip(),
        f"<p>Source: {escape(source)}</p>" if source else "",
    )
    return "\n".join(part for part in parts if part) + "\n"
