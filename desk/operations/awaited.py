"""Words that were typed for a story which had not come when the program ended: put into that story."""

from collections.abc import Iterable
from dataclasses import replace

from desk import text
from desk.domain import NotFound, Story, Typed
from desk.operations import story as stories
from desk.operations.desk import Desk
from desk.store.journal import Left

_LINES = ("kicker", "headline", "standfirst")


def joined(desk: Desk, left: Iterable[Left]) -> list[Left]:
    """Return what was left of stories, photos and forms, each story with the words that were typed for it.

    They stand in front of what the journal or else the store has of the story, as the cursor does in a story
    that comes; those for a story that neither has make a new one.
    """
    found: dict[str, Left] = {}
    awaited: list[tuple[Typed, Left]] = []
    for one in left:
        if isinstance(one.thing, Typed) and one.thing.story:
            awaited.append((one.thing, one))
        else:
            found[one.thing.id] = one
    for typed, one in sorted(awaited, key=lambda pair: pair[0].id):  # in the order of the asking
        before = found.get(typed.story)
        if before is None or not isinstance(before.thing, Story):
            found[typed.story] = replace(one, thing=_with(_story(desk, typed.story), typed))
            continue
        # Killed while one took the other's place, the journal has the words in both.
        twice = before.at > one.at and _has(before.thing, typed)
        thing = before.thing if twice else _with(before.thing, typed)
        found[typed.story] = replace(
            before, thing=thing, at=max(before.at, one.at), also=(*before.also, one.file)
        )
    return list(found.values())


def _story(desk: Desk, story: str) -> Story:
    try:
        return desk.store.story(story)
    except NotFound:
        return replace(stories.draft(desk.store.publication()), id=story)


def _with(story: Story, typed: Typed) -> Story:
    for name, words in typed.fields:
        if name in _LINES:
            line = " ".join(filter(None, (words.strip(), getattr(story, name))))
            story = replace(story, **{name: line})
        else:
            written = words if name == "markdown" else _paragraphs(words)
            rest = f"\n{story.body}" if story.body.strip() else ""
            story = replace(story, body=f"{written.strip()}\n{rest}")
    return story


def _paragraphs(words: str) -> str:
    lines = (text.Block(text.Kind.PARAGRAPH, (text.Span(line.strip()),)) for line in words.splitlines())
    return text.write(text.Doc(tuple(line for line in lines if line.plain)))


def _has(story: Story, typed: Typed) -> bool:
    """Return whether each line of the words stands in a story."""
    page = "\n".join((*(getattr(story, name) for name in _LINES), text.plain(story.body)))
    return all(line.strip() in page for _, words in typed.fields for line in words.splitlines())
