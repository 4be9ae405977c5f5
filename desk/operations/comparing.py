"""What two versions of a story differ in."""

from dataclasses import dataclass

from desk import text
from desk.domain import Comment, NotFound, Story
from desk.domain.byline import format_bylines
from desk.operations.desk import Desk


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs: its name as in `Story` and its words compared, what went before what came."""

    name: str
    parts: tuple[text.Part, ...]


def fields(old: Story, new: Story) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of a page; lists and dates are compared as their words."""
    before, after = _words(old), _words(new)
    return tuple(
        FieldChange(name, text.compare(before[name], after[name]))
        for name in before
        if before[name] != after[name]
    )


def revisions(desk: Desk, old: str, new: str) -> tuple[FieldChange, ...]:
    """Return what differs between two revisions of one story; raises NotFound where they are none."""
    before, after = (desk.store.at_revision(id_) for id_ in (old, new))
    if not (isinstance(before, Story) and isinstance(after, Story) and before.id == after.id):
        raise NotFound("These are not two revisions of one story")
    return fields(before, after)


def _comment(comment: Comment) -> str:
    state = f" (resolved by {comment.resolved_by})" if comment.resolved else ""
    return f"{comment.author}: {comment.words}{state}"


def _words(story: Story) -> dict[str, str]:
    """Return every field that a person sets as words, a line for each thing in a list."""
    dateline = story.dateline
    return {
        "kicker": story.kicker,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "bylines": format_bylines(story.bylines),
        "dateline": " ".join(filter(None, (dateline.place, str(dateline.date or "")))),
        "source": " ".join(filter(None, (story.source.name, story.source.url))),
        "body": story.body,
        "photos": "\n".join(
            " ".join(
                filter(None, (place.role, place.photo or place.ref, place.caption, place.alt, place.credit))
            )
            for place in story.photos
        ),
        "section": story.section,
        "tags": "\n".join(story.tags),
        "language": story.language,
        "text_direction": story.text_direction,
        "slug": story.slug,
        "status": story.status.label,
        "publish_at": story.publish_at.isoformat() if story.publish_at else "",
        "notes": story.notes,
        "comments": "\n".join(_comment(comment) for comment in story.comments),
        "seo_title": story.seo_title,
        "seo_description": story.seo_description,
        "corrections": "\n".join(f"{put.at.isoformat()} {put.text}" for put in story.corrections),
    }
