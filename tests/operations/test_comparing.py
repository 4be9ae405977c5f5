"""What two versions of a story differ in."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk import operations as ops
from desk.domain import Byline, Comment, NotFound, Passage, Status
from desk.operations import comparing
from desk.text import Fate


@pytest.fixture
def changed(desk):
    """Save other words over a story's; return the two versions."""

    def change(before=None, **after):
        first = ops.story.new(desk, headline="Ferry returns").value
        first = ops.story.save(desk, replace(first, **(before or {}))).value
        second = ops.story.save(desk, replace(first, **after)).value
        return comparing.versions(desk, first.revision, second.revision)

    return change


def said(versions):
    return {change.name: comparing.marked(change.parts) for change in comparing.fields(versions)}


def test_two_revisions_differ_in_their_fields(changed):
    versions = changed(headline="Ferry comes back", tags=("sea",), bylines=(Byline("Ann"),))
    assert said(versions) == {
        "headline": "Ferry [-returns-]{+comes back+}",
        "bylines": "{+Ann+}",
        "tags": "{+sea+}",
        "slug": "ferry-[-returns-]{+comes-back+}",
    }
    headline = comparing.fields(versions)[0]
    assert [part.fate for part in headline.parts] == [Fate.SAME, Fate.DELETED, Fate.INSERTED]


def test_fields_are_told_in_the_newsroom_s_words(desk, changed, picture):
    desk_photo = ops.photo.take_in(desk, picture).value
    publication = ops.desk.publication(desk)
    ops.desk.save_publication(desk, replace(publication, timezone="Asia/Tokyo"))
    versions = changed(
        section="culture",
        language="hy",
        status=Status.READY,
        publish_at=datetime(2026, 12, 24, 18, tzinfo=UTC),
        photos=(ops.photo.Placement(photo=desk_photo.id, caption="The bridge"),),
    )
    assert said(versions) == {
        "photos": "{+lead: bridge.jpg The bridge+}",
        "section": "[-News-]{+Culture+}",
        "language": "[-English-]{+Հայերեն+}",
        "status": "[-Draft-]{+Ready+}",
        "publish_at": "{+2026-12-25 03:00+}",
    }


def test_the_body_is_compared_by_blocks_and_every_word_is_counted(changed):
    versions = changed({"body": "One two three.\n"}, headline="Ferry", body="One 2 three.\n\nFour five.\n")
    found = comparing.compare(versions)
    assert [change.name for change in found.fields] == ["headline", "slug"]
    assert (len(found.blocks), found.came, found.gone) == (2, 3, 2)


def test_a_version_does_not_differ_from_itself(desk):
    story = ops.story.new(desk, headline="Ferry").value
    found = comparing.compare(comparing.versions(desk, story.revision))
    assert (found.fields, found.came, found.gone) == ((), 0, 0)


def test_without_a_second_the_present_version_is_meant(desk):
    first = ops.story.new(desk, headline="Ferry").value
    second = ops.story.save(desk, replace(first, body="Come.\n")).value
    assert comparing.versions(desk, first.revision).new == second


def test_comments_are_compared_as_what_was_said(changed):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    said = Comment(id="1", passage=Passage(quote="pier"), words="Which?", author="Ann", created=at)
    versions = changed({"comments": (said,)}, comments=(replace(said, resolved=at, resolved_by="Bob"),))
    (change,) = comparing.fields(versions)
    assert (change.name, change.parts[-1].text) == ("comments", " (resolved by Bob)")


def test_two_stories_are_not_two_revisions(desk):
    one, two = (ops.story.new(desk, headline=name).value for name in ("One", "Two"))
    with pytest.raises(NotFound):
        comparing.versions(desk, one.revision, two.revision)
    with pytest.raises(NotFound):
        comparing.versions(desk, ops.desk.publication(desk).revision)
