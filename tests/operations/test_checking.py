"""What the copy desk is shown of a story's surroundings, on a real desk."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Level, Status, Story
from desk.operations import Desk, checking


@pytest.fixture
def desk(tmp_path: Path):
    opened = ops.desk.create(tmp_path / "a.desk", ops.desk.person("Ann"), base_url="https://news.example")
    yield opened
    opened.close()


def story(desk: Desk, headline: str, **fields: object) -> Story:
    made = ops.story.new(desk, headline=headline, byline="Ann Lee").value
    return ops.story.save(desk, replace(made, **fields)).value


def rules(desk: Desk, one: Story, **more: object) -> list[tuple[str, str]]:
    return [(found.rule, found.field) for found in checking.check(desk, one, **more).open]


def test_a_link_and_a_related_story_are_looked_up(desk: Desk):
    plan = story(desk, "The plan is out")
    body = "See [the plan](../../news/the-plan-is-out/) and [it](/news/no-plan/)."
    other = story(desk, "Another one", body=body)
    ops.curation.relate(desk, other.id, [plan.id])
    found = checking.check(desk, other).open
    assert [(one.rule, one.words) for one in found] == [("dead-link", "it")]
    ops.story.set_status(desk, plan.id, Status.WITHDRAWN)
    assert ("related-target", "related/0") in rules(desk, other)


def test_a_link_in_whatever_form_is_no_dead_one(desk: Desk):
    story(desk, "The plan is out")
    ways = (
        "[a](news/the-plan-is-out) [b](<news/the-plan-is-out.html>) [c][1] <a href=news/the-plan-is-out>d</a>"
    )
    other = story(desk, "Another one", body=f"See {ways}\n\n[1]: news/the-plan-is-out/\n")
    assert rules(desk, other) == []


def test_where_a_story_stands_is_looked_at(desk: Desk):
    one = story(desk, "The plan is out")
    now = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
    ops.curation.place(desk, "top-stories", one.id)
    assert rules(desk, one, now=now) == []
    listed = ops.curation.get(desk, "top-stories", draft=True)
    was = listed.slots[0]
    wanted = replace(was, ends=now + dt.timedelta(minutes=20), headline="The plan", told="Another headline")
    ops.curation.edit_slot(desk, "top-stories", was, wanted)
    assert set(rules(desk, one, now=now)) == {("slot-expires", "places"), ("slot-drifted", "places")}


def test_two_stories_of_one_headline_are_told(desk: Desk):
    story(desk, "The plan is out")
    second = story(desk, "The plan is out")
    assert second.slug.endswith("-2")
    assert rules(desk, second) == [("slug-clash", "slug")]


def test_a_quotation_is_kept_from_its_first_save(desk: Desk):
    one = story(desk, "The plan is out", body="“We will not go back to it,” he said.")
    assert [quote.words for quote in one.quotes] == ["We will not go back to it,"]
    assert [quote.author for quote in one.quotes] == ["Ann"]
    other = ops.desk.signed(desk, "Bo")
    changed = ops.story.save(other, replace(one, body="“We will go back to it,” he said.")).value
    assert rules(desk, changed) == [("quote-changed", "body")]


def test_many_stories_are_checked_as_each_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    made = [story(desk, f"Story {n}", body=f"This is the the end of {n}.") for n in range(7)]
    alone = {one.id: checking.check(desk, one) for one in made}
    monkeypatch.setattr(checking, "_AT_ONCE", 2)
    monkeypatch.setattr(checking, "_MANY", 3)
    assert {one.id: found for one, found in checking.check_all(desk)} == alone
    some = [one.slug for one in made[:2]]
    assert [one.slug for one, _ in checking.check_all(desk, some)] == some


def test_levels_are_the_publications(desk: Desk):
    one = story(desk, "The plan", body="This is the the end.")
    assert [found.level for found in checking.check(desk, one).open] == [Level.PUBLISHED]
    publication = replace(desk.store.publication(), checks=(("doubled-word", Level.OFF),))
    ops.desk.save_publication(desk, publication)
    assert checking.check(desk, one).open == ()


def test_words_that_the_dictionary_does_not_know_are_counted(desk: Desk):
    one = story(desk, "The plan", body="The briige is openn. The Nestan bridge `xyzzyq` is open.")
    speller = ops.spelling.speller()
    try:
        ops.spelling.add_word(desk, "Nestan")
        (found,) = checking.check(desk, one, speller=speller).open
        assert (found.rule, found.words) == ("spelling", "briige openn")
        (checked,) = [all_ for _, all_ in checking.check_all(desk, [one.id], speller=speller)]
        assert checked.open == (found,)
        unknown = story(desk, "Plan", body="Xyzzyq plugh.", language="mn")
        assert "spelling" not in [one.rule for one in checking.check(desk, unknown, speller=speller).open]
    finally:
        speller.close()
