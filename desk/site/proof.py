"""A story as it is printed to be read and marked: one column, in the few elements that Qt sets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from desk import text
from desk.domain import Photo, Placement, Publication, Story
from desk.domain.byline import format_bylines
from desk.site.body import Image, page_body
from desk.site.snapshot import headline

_TABLE = re.compile(r"<table[^>]*>")
_FOOTNOTES = re.compile(r'<div class="footnote">\s*<hr />|<div>\s*<hr>')
_BACK = re.compile(r'<a href="#fnref[^"]*"[^>]*>[^<]*</a>')
_FIGURE = re.compile(r"</?(?:figure|figcaption|footer|section)\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof shows.

    Attributes:
        title: the headline.
        publication: its title.
        status: where the story stands, in words.
        direction: `ltr` or `rtl`.
        html: its words; a picture's `src` is `photo:ID`.
        photos: ids of the photos that it shows.
    """

    title: str
    publication: str
    status: str
    direction: str
    html: str
    photos: tuple[str, ...]


def proof(story: Story, photos: Mapping[str, Photo], publication: Publication) -> Proof:
    """Return a story as a proof; it is not trusted.

    Args:
        story: the story.
        photos: those that it shows, by id.
        publication: its settings.
    """
    shown: list[str] = []

    def picture(place: Placement) -> str:
        photo = photos.get(place.photo)
        caption = place.caption or (photo.caption if photo else "") or place.alt
        credit = place.credit or (photo.credit if photo else "")
        said = " ".join(
            part
            for part in (escape(caption), f'<span class="credit">{escape(credit)}</span>' if credit else "")
            if part
        )
        if photo is None:
            return f'<p class="caption">[No photo yet] {said}</p>'
        shown.append(photo.id)
        return f'<p class="picture"><img src="photo:{photo.id}"></p><p class="caption">{said}</p>'

    def figure(image: Image) -> str:
        meant = (one for one in story.photos if image.src in (one.ref, f"photo:{one.photo}"))
        place = next(meant, Placement(photo=image.src.removeprefix("photo:")))
        return picture(replace(place, caption=image.title or place.caption, alt=image.alt or place.alt))

    section = publication.section_name(story.section) if story.section else ""
    label = " · ".join(
        part for part in (section, story.kind.label if story.kind != "news" else "", story.kicker) if part
    )
    day = story.dateline.date.isoformat() if story.dateline.date else ""
    facts = " · ".join(part for part in (format_bylines(story.bylines), story.dateline.place, day) if part)
    source = " ".join(part for part in (story.source.name, story.source.url) if part)
    parts = (
        ("label", label),
        ("headline", headline(story)),
        ("standfirst", story.standfirst),
        ("facts", facts),
    )
    head = "".join(f'<p class="{name}">{escape(words)}</p>' for name, words in parts if words)
    lead = picture(story.lead) if story.lead else ""
    body = _simple(page_body(text.html(story.body), figure, story.direction))
    tail = "".join(
        f'<p class="facts">{escape(words)}</p>'
        for words in (
            *(f"Corrected {one.at:%Y-%m-%d}: {one.text}" for one in story.corrections),
            f"Source: {source}" if source else "",
        )
        if words
    )
    html = f'<html><body dir="{story.direction}">{head}{lead}{body}{tail}</body></html>'
    return Proof(headline(story), publication.title, story.status.label, story.direction, html, tuple(shown))


def _simple(html: str) -> str:
    """Return a page's body with what Qt knows in place of what it does not."""
    html = _TABLE.sub('<table border="1" cellspacing="0" cellpadding="5" width="100%">', html)
    return _BACK.sub("", html)
