"""What people say to the copy desk: dismissals, levels, and a story that moves on all the same."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, Byline, Level, Scope, Status, Stopped, Story, Who
from tests.templates import Templates

TWICE = "They went to the the harbour.\n\nAll was well by the the sea.\n"


@pytest.fixture
def desk(tmp_path, templates: Templates):
    ann = Who("Ann", "laptop")
    made = templates.put("clearing", tmp_path / "hour.desk", lambda at: ops.desk.create(at, ann).close())
    desk = ops.desk.open_desk(made, ann)
    yield desk
    desk.close()


def story(desk, body=TWICE, headline="A ferry", **more) -> Story:
    made = ops.story.new(desk, headline=headline, byline="Ann").value
    return ops.story.save(desk, replace(made, body=body, **more)).value


def found(desk, key):
    return ops.checking.check(desk, ops.story.get(desk, key)).open


def test_a_finding_is_let_stand_in_its_place_until_its_words_change(desk):
    one = story(desk)
    first, second = found(desk, one.id)
    ops.clearing.dismiss(desk, one.id, first, "As she said it")
    assert found(desk, one.id) == (second,)
    (pair,) = ops.checking.check(desk, ops.story.get(desk, one.id)).dismissed
    assert pair[0] == first
    assert (pair[1].author, pair[1].reason, pair[1].scope) == ("Ann", "As she said it", Scope.PLACE)
    now = ops.story.get(desk, one.id)
    moved = ops.story.save(desk, replace(now, body="A new first line.\n\n" + now.body)).value
    assert len(found(desk, moved.id)) == 1  # it follows its words
    ops.story.save(desk, replace(moved, body=moved.body.replace("the the harbour", "the The harbour")))
    assert len(found(desk, moved.id)) == 2


@pytest.mark.parametrize(("scope", "here", "elsewhere"), [(Scope.STORY, 0, 2), (Scope.ALWAYS, 0, 0)])
def test_a_dismissal_reaches_as_far_as_is_said(desk, scope, here, elsewhere):
    one, other = story(desk), story(desk, headline="Another")
    ops.clearing.dismiss(desk, one.id, found(desk, one.id)[0], "A name", scope=scope)
    assert (len(found(desk, one.id)), len(found(desk, other.id))) == (here, elsewhere)


@pytest.mark.parametrize("scope", list(Scope))
def test_what_was_let_stand_is_brought_back(desk, scope):
    one = story(desk)
    before = found(desk, one.id)
    said = ops.clearing.dismiss(desk, one.id, before[0], "A name", scope=scope).value
    ops.clearing.bring_back(desk, one.id, said)
    assert found(desk, one.id) == before


def test_without_a_reason_nothing_stands(desk):
    one = story(desk)
    with pytest.raises(BadInput, match="for a reason"):
        ops.clearing.dismiss(desk, one.id, found(desk, one.id)[0], "  ")
    assert len(found(desk, one.id)) == 2


def test_words_that_changed_meanwhile_are_not_dismissed(desk):
    one = story(desk)
    finding = found(desk, one.id)[0]
    ops.story.save(desk, replace(one, body="Other words.\n"))
    with pytest.raises(BadInput, match="changed meanwhile"):
        ops.clearing.dismiss(desk, one.id, finding, "A name")


def test_both_of_two_people_who_dismiss_are_heard(desk):
    one = story(desk)
    first, second = found(desk, one.id)
    stale = ops.story.get(desk, one.id)
    said = ops.clearing.dismiss(desk, one.id, first, "Ann says so").value
    other = replace(said, reason="Bob says so", passage=None, words=second.words, scope=Scope.STORY)
    merged = ops.story.save(desk, replace(stale, dismissals=(other,))).value
    assert {one.reason for one in merged.dismissals} == {"Ann says so", "Bob says so"}


def test_what_must_be_cleared_stops_a_story(desk):
    one = story(desk)
    with pytest.raises(Stopped, match="2 things must be cleared before it is published") as stopped:
        ops.clearing.move(desk, one.id, Status.PUBLISHED)
    assert len(stopped.value.findings) == 2
    assert ops.story.get(desk, one.id).status is Status.DRAFT
    assert ops.clearing.move(desk, one.id, Status.REVIEW).value.status is Status.REVIEW


def test_an_editor_moves_it_on_for_a_reason_that_is_kept(desk):
    one = story(desk)
    moved = ops.clearing.move(desk, one.id, Status.PUBLISHED, reason="It is a song").value
    assert moved.status is Status.PUBLISHED
    (said,) = moved.overrides
    assert (said.author, said.reason, said.status, len(said.findings)) == (
        "Ann",
        "It is a song",
        Status.PUBLISHED,
        2,
    )
    assert ops.story.duplicate(desk, one.id).value.overrides == ()


def test_the_publication_says_what_a_rule_is(desk):
    one = story(desk)
    ops.clearing.set_level(desk, "doubled-word", Level.ADVICE)
    assert {finding.level for finding in found(desk, one.id)} == {Level.ADVICE}
    ops.clearing.move(desk, one.id, Status.PUBLISHED)
    ops.clearing.set_level(desk, "doubled-word", Level.OFF)
    assert found(desk, one.id) == ()
    ops.clearing.set_level(desk, "doubled-word", None)
    assert ops.desk.publication(desk).checks == ()
    with pytest.raises(BadInput, match="no rule"):
        ops.clearing.set_level(desk, "doubled-wrod", Level.OFF)


def test_of_many_stories_those_with_nothing_open_move(desk):
    good, bad = story(desk, "All is well.\n"), story(desk)
    done = ops.bulk.set_status(desk, [good.id, bad.id], Status.PUBLISHED).value
    assert [one.id for one in done.passed] == [bad.id]
    assert "must be cleared" in done.passed[0].why
    assert ops.story.get(desk, good.id).status is Status.PUBLISHED
    done = ops.bulk.set_status(desk, [bad.id], Status.PUBLISHED, "Checked by hand").value
    assert done.passed == ()
    assert ops.story.get(desk, bad.id).overrides[0].reason == "Checked by hand"


def test_a_story_with_a_byline_of_ours_and_no_words_moves(desk):
    one = ops.story.new(desk, headline="Short", byline="Ann").value
    assert one.bylines == (Byline("Ann"),)
    assert ops.clearing.move(desk, one.id, Status.READY).value.status is Status.READY
