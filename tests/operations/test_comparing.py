"""What two versions of a story differ in."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import Byline, NotFound, Status
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


def test_two_stories_are_not_two_revisions(desk):
    one, two = (ops.story.new(desk, headline=name).value for name in ("One", "Two"))
    with pytest.raises(NotFound):
        comparing.revisions(desk, one.revision, two.revision)
