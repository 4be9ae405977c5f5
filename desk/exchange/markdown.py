"""Markdown with front matter, in and out."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from desk import text
from desk.domain import (
    Byline,
    Comment,
    Correction,
    Dateline,
    Placement,
    Role,
    Source,
    Status,
    Story,
    StoryKind,
    slugify,
)
from desk.domain.byline import format_bylines
from desk.exchange import vocabulary
from desk.exchange.fields import Fields, Setting
from desk.exchange.found import Draft, Found, Picture, origin
from desk.exchange.frontmatter import dump, split
from desk.exchange.pictures import Reference, beside, references

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_HEADLINE = re.compile(
    r"\s*(?:#[ \t]+(?P<marked>[^\n]*?)(?:[ \t]+#+)?|(?P<line>[^\n]*?))[ \t\r]*"
    r"(?:\n[ \t]*=+[ \t\r]*)?(?:\n|\Z)"
)
_NO_FILES: Mapping[str, str] = MappingProxyType({})


def read_markdown(text: str, path: Path, *, root: Path, setting: Setting) -> Found:
    """Read a Markdown text; its body stays byte for byte what follows the front matter.

    Args:
        text: the file's words.
        path: the file; its name may give date and slug (`2024-05-01-slug.md`).
        root: the folder that pictures may not lie outside of.
        setting: what times are read against.

    Raises:
        BadInput: the front matter is no YAML, or a field has a value that cannot be.
    """
    values, body = split(text, path.name)
    fields = Fields(values, setting)
    dated = _DATED.fullmatch(path.stem)
    headline = fields.words("headline", "title")
    if not headline:
        headline, body = _headline(body)
    named = fields.photos()
    excerpt = fields.words("standfirst", "excerpt", "summary", "teaser")
    description = fields.words("description")
    status = fields.status()
    named_day = Fields({"date": dated[1]}, setting).time("date") if dated else None
    date = fields.time("date", "published") or named_day
    story = Story(
        id="",
        headline=headline or path.stem,
        kicker=fields.words("kicker"),
        standfirst=excerpt or description,
        body=body,
        bylines=fields.bylines(),
        dateline=fields.dateline(),
        source=fields.source(),
        kind=fields.kind(),
        section=fields.section(),
        tags=fields.many("tags", "keywords"),
        language=fields.language() or vocabulary.language(f"{headline} {body}"),
        text_direction=fields.words("text_direction", "dir"),
        slug=fields.slug() or (slugify(dated[2]) if dated else ""),
        status=status or Status.DRAFT,
        publish_at=fields.time("publish_at", "embargo"),
        seo_title=fields.words("seo_title"),
        seo_description=fields.words("seo_description")
        or (description if excerpt and description != excerpt else ""),
        comments=fields.comments(),
        corrections=fields.corrections(),
        origin=origin(text),
        revision=fields.revision(),
        created=fields.time("created") or date,
        updated=fields.time("updated", "lastmod", "last_modified", "modified"),
        published=date,
    )
    notes = fields.lines("notes")
    pictures, missing = _pictures(named, body, path.parent, root)
    unknown = "; ".join(fields.left())
    story = replace(story, notes="\n".join(filter(None, (notes, unknown and f"Imported fields: {unknown}"))))
    return Found(
        stories=(Draft(story=story, status=status, pictures=pictures, key=path.stem),),
        skipped=tuple(f"{path.name}: {line}" for line in missing),
    )


def _headline(body: str) -> tuple[str, str]:
    """Return the headline of a text without fields, and what follows it."""
    match = _HEADLINE.match(body)
    words = (match["marked"] or match["line"] or "") if match else ""
    if not match or not words:
        return "", body
    return words.strip(), body[match.end() :].lstrip("\r\n")


def _pictures(
    named: list[tuple[str, Placement]], body: str, folder: Path, root: Path
) -> tuple[tuple[Picture, ...], list[str]]:
    """Return the pictures of fields and body that lie in the folder, and what is missing."""
    found: list[Picture] = []
    missing: list[str] = []
    for file, place in named:
        path = beside(file, folder, root) if file else None
        if file and not path:
            missing.append(f"the picture {file} is not there")
            place = replace(place, ref=place.ref or file)
        if path or place != Placement(role=place.role, ref=place.ref):
            found.append(Picture(path=path, place=place))
    lead = next((file for file, place in named if place.role is Role.LEAD), "")
    stated = {picture.place.ref for picture in found}
    for reference in references(body):
        path = beside(lead if reference.name == "image" else reference.name, folder, root)
        if path and reference.ref not in stated:
            found.append(Picture(path=path, place=_inline(reference)))
        elif not path:
            missing.append(f"the picture {reference.ref} is not there")
    return tuple(found), missing


def _inline(reference: Reference) -> Placement:
    return Placement(role=Role.INLINE, alt=reference.alt, caption=reference.caption, ref=reference.ref)


def markdown(story: Story, files: Mapping[str, str] = _NO_FILES) -> str:
    """Return a story as Markdown with front matter; `read` makes the same draft of it.

    Args:
        story: the story.
        files: the name of each photo's file beside the text, by photo id; words of others wait for theirs.
    """
    fields = {
        "headline": story.headline,
        "kicker": story.kicker,
        "standfirst": story.standfirst,
        "bylines": [_table(byline) for byline in story.bylines],
        "dateline": _table(story.dateline),
        "source": _table(story.source),
        "kind": str(story.kind) if story.kind is not StoryKind.NEWS else "",
        "section": story.section,
        "tags": list(story.tags),
        "language": story.language,
        "text_direction": story.text_direction,
        "slug": story.slug,
        "status": str(story.status),
        "publish_at": _iso(story.publish_at),
        "date": _iso(story.published),
        "created": _iso(story.created),
        "updated": _iso(story.updated),
        "seo_title": story.seo_title,
        "seo_description": story.seo_description,
        "corrections": [_table(correction) for correction in story.corrections],
        "photos": [_photo(place, files) for place in story.photos],
        "notes": story.notes,
        "comments": [_comment(comment) for comment in story.comments],
        "revision": story.revision,
    }
    return dump(fields) + story.body


def again(story: Story, zone: str, name: str) -> Draft:
    """Return what `read` makes of a story's Markdown in a file of a name, where no picture lies beside it."""
    setting = Setting(name, zone, dt.datetime.now(dt.UTC))
    return read_markdown(markdown(story), Path(f"{name}.md"), root=Path(), setting=setting).stories[0]


def _table(value: Byline | Dateline | Source | Correction) -> dict[str, str]:
    words = {name: getattr(value, name) for name in value.__slots__}
    return {name: word if isinstance(word, str) else word.isoformat() for name, word in words.items() if word}


def _photo(place: Placement, files: Mapping[str, str]) -> dict[str, str]:
    words = {
        "file": files.get(place.photo, ""),
        "role": str(place.role),
        "caption": place.caption,
        "alt": place.alt,
        "credit": place.credit,
        "ref": place.ref or (f"photo:{place.photo}" if place.photo and place.role is Role.INLINE else ""),
    }
    return {name: word for name, word in words.items() if word}


def _comment(comment: Comment) -> dict[str, str]:
    passage = comment.passage
    words = {
        "words": comment.words,
        "author": comment.author,
        "created": _iso(comment.created),
        "resolved": _iso(comment.resolved),
        "resolved_by": comment.resolved_by,
        "quote": passage.quote,
        "before": passage.before,
        "after": passage.after,
        "at": str(passage.at),
        "id": comment.id,
    }
    return {name: word for name, word in words.items() if word}


def _iso(time: dt.datetime | None) -> str:
    return time.isoformat() if time else ""


def plain(story: Story) -> str:
    """Return a story's words as a plain page: headline, standfirst, byline, body, source, photos."""
    place = ", ".join(
        filter(None, (story.dateline.place, story.dateline.date and story.dateline.date.isoformat()))
    )
    parts = [
        story.headline,
        story.standfirst,
        f"by: {format_bylines(story.bylines)}" if story.bylines else "",
        place,
        text.plain(story.body).strip(),
        f"source: {' '.join(filter(None, (story.source.name, story.source.url)))}"
        if story.source != Source()
        else "",
        *(_photo_line(photo) for photo in story.photos),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _photo_line(place: Placement) -> str:
    words = place.caption or place.alt
    credit = f" (credit: {place.credit})" if place.credit else ""
    return f"photo: {words}{credit}" if words else ""
