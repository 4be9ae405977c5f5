"""What two versions of a story differ in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk import operations as ops
from desk.domain import Byline, Comment, NotFound, Passage, Status, Story
from desk.operations import comparing
from desk.text import Fate


def test_two_revisions_differ_in_their_fields(desk):
    first = ops.story.new(desk, headline="Ferry returns").value
    second = ops.story.save(
        desk, replace(first, headline="Ferry comes back", tags=("sea",), bylines=(Byline("Ann"),))
    ).value
    changes = {
        change.name: change.parts for change in comparing.revisions(desk, first.revision, second.revision)
    }
    assert list(changes) == ["headline", "bylines", "tags", "slug"]
    assert [(part.fate, part.text) for part in changes["headline"]] == [
        (Fate.SAME, "Ferry "),
        (Fate.DELETED, "returns"),
        (Fate.INSERTED, "comes back"),
    ]
    assert [(part.fate, part.text) for part in changes["tags"]] == [(Fate.INSERTED, "sea")]


def test_a_version_does_not_differ_from_itself(desk):
    story = ops.story.new(desk, headline="Ferry").value
    assert comparing.fields(story, story) == ()
    assert [c.name for c in comparing.fields(story, replace(story, status=Status.READY))] == ["status"]


def test_comments_are_compared_as_what_was_said():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    said = Comment(id="1", passage=Passage(quote="pier"), words="Which?", author="Ann", created=at)
    before, after = (
        Story(id="1", comments=(one,)) for one in (said, replace(said, resolved=at, resolved_by="Bob"))
    )
    (change,) = comparing.fields(before, after)
    assert (change.name, change.parts[-1].text) == ("comments", " (resolved by Bob)")


def test_two_stories_are_not_two_revisions(desk):
    one, two = (ops.story.new(desk, headline=name).value for name in ("One", "Two"))
    with pytest.raises(NotFound):
        comparing.revisions(desk, one.revision, two.revision)
