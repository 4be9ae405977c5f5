"""Withdrawing asks what stands there instead; emptying Withdrawn deletes what was named, after a backup."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, NotFound, Status, StoryQuery, Unwritable
from desk.operations import backups
from tests.operations.conftest import paint


def made(desk, headline, status=Status.PUBLISHED):
    story = ops.story.new(desk, headline=headline).value
    return ops.story.save(desk, replace(story, body=f"Words of {headline}.\n", status=status)).value


@pytest.fixture
def stories(desk):
    return {name: made(desk, name) for name in ("Ferry", "Bridge", "Well")}


@pytest.fixture
def standing(desk, stories):
    """Ferry leads, is chosen in the midst, and is related to Bridge and to Well."""
    ferry, bridge, well = (stories[name].id for name in ("Ferry", "Bridge", "Well"))
    ops.curation.act(desk, "lead", "add", [ferry])
    ops.curation.act(desk, "editors-choice", "add", [well, ferry])
    ops.curation.relate(desk, bridge, [ferry])
    ops.curation.relate(desk, well, [ferry])
    return stories


def held(desk, slug):
    return [slot.story for slot in ops.curation.get(desk, slug).slots]


def test_each_place_is_named(desk, standing):
    assert [(one.name, one.position) for one in ops.places.places(desk, standing["Ferry"].id)] == [
        ("Lead", 1),
        ("Editor's choice", 2),
        ("Related links of “Bridge”", 1),
        ("Related links of “Well”", 1),
    ]


def test_another_takes_its_places_and_all_is_taken_back(desk, standing):
    ferry, bridge, well = (standing[name].id for name in ("Ferry", "Bridge", "Well"))
    done = ops.withdrawn.withdraw(desk, ferry, instead=bridge)
    assert done.value.story.status is Status.WITHDRAWN
    assert {"story", "list", "related"} <= done.change.kinds
    assert held(desk, "lead") == [bridge]
    assert held(desk, "editors-choice") == [well, bridge]
    assert held(desk, f"related:{bridge}") == [], "nothing is related to itself"
    assert held(desk, f"related:{well}") == [bridge]
    assert ops.withdrawn.take_back(desk, done.value).value.status is Status.PUBLISHED
    assert (held(desk, "lead"), held(desk, "editors-choice")) == ([ferry], [well, ferry])
    assert held(desk, f"related:{bridge}") == [ferry]


def test_one_that_stands_there_already_stands_once(desk, standing):
    ops.withdrawn.withdraw(desk, standing["Ferry"].id, instead=standing["Well"].id)
    assert held(desk, "editors-choice") == [standing["Well"].id]


def test_places_are_cleared_or_left(desk, standing):
    ferry = standing["Ferry"].id
    done = ops.withdrawn.withdraw(desk, ferry, leave=True)
    assert held(desk, "lead") == [ferry] and done.value.cleared.lists == ()
    ops.withdrawn.take_back(desk, done.value)
    ops.withdrawn.withdraw(desk, ferry)
    assert ops.places.places(desk, ferry) == []


def test_an_unknown_replacement_changes_nothing(desk, standing):
    with pytest.raises(NotFound):
        ops.withdrawn.withdraw(desk, standing["Ferry"].id, instead="nobody")
    assert ops.story.get(desk, standing["Ferry"].id).status is Status.PUBLISHED
    assert held(desk, "lead") == [standing["Ferry"].id]


def test_emptying_deletes_what_is_withdrawn_and_a_backup_has_it(desk, standing, tmp_path):
    ferry, bridge = standing["Ferry"], standing["Bridge"]
    ops.photo.add(desk, ferry.id, [paint(tmp_path / "ferry.jpg", (90, 120, 150))])
    ops.history.name(desk, ops.story.get(desk, ferry.id).revision, "As sent")
    ops.curation.relate(desk, ferry.id, [bridge.id])
    for one in (ferry, bridge):
        ops.withdrawn.withdraw(desk, one.id, leave=True)
    ((first, versions), (second, _)) = ops.withdrawn.listed(desk)
    assert {first.headline, second.headline} == {"Ferry", "Bridge"} and versions >= 2
    done = ops.withdrawn.empty(desk, [ferry.id, bridge.id, standing["Well"].id])
    assert done.value.stories == 2
    assert [row.headline for row in ops.story.rows(desk, StoryQuery()).rows] == ["Well"]
    assert ops.withdrawn.listed(desk) == [] and held(desk, "lead") == []
    assert held(desk, "editors-choice") == [standing["Well"].id]
    assert ops.story.history(desk, ferry.id) == []
    assert ops.searching.best(desk, StoryQuery(search="ferry")) == []
    assert len(desk.store.photos()) == 1, "the library keeps its photos"
    assert ops.desk.verify(desk) == []
    (copy,) = ops.backups.listed(desk.folder)
    assert (copy.file, copy.stories, ops.backups.reason(copy)) == (
        done.value.backup,
        3,
        "Before emptying",
    )


def test_the_address_of_what_went_is_free(desk, stories):
    ops.withdrawn.withdraw(desk, stories["Ferry"].id)
    ops.withdrawn.empty(desk, [stories["Ferry"].id])
    assert made(desk, "Ferry").slug == "ferry"


def test_without_a_backup_nothing_is_deleted(desk, stories):
    ops.withdrawn.withdraw(desk, stories["Ferry"].id)
    (desk.folder / "backups").rmdir()
    (desk.folder / "backups").write_text("in the way")
    with pytest.raises(Unwritable):
        ops.withdrawn.empty(desk, [stories["Ferry"].id])
    assert len(ops.withdrawn.listed(desk)) == 1
    assert backups.listed(desk.folder) == []


def test_words_typed_into_a_story_that_was_deleted_are_kept(desk, stories):
    ops.withdrawn.withdraw(desk, stories["Ferry"].id)
    typed = replace(ops.story.get(desk, stories["Ferry"].id), body="Typed elsewhere.\n")
    ops.withdrawn.empty(desk, [typed.id])
    saved = ops.story.save(desk, typed).value
    assert saved.id == typed.id and ops.story.get(desk, typed.id).body == "Typed elsewhere.\n"
    assert ops.desk.verify(desk) == []


def test_what_goes_leaves_the_index_whether_it_was_in_it_or_waits_for_it(desk, stories):
    assert len(ops.searching.best(desk, StoryQuery(search="words"))) == 3, "all are indexed now"
    ferry = ops.story.get(desk, stories["Ferry"].id)
    ops.story.save(desk, replace(ferry, body="Words said anew.\n"))
    waiting = made(desk, "Not yet indexed")
    for one in (ferry, stories["Bridge"], waiting):
        ops.withdrawn.withdraw(desk, one.id)
    ops.withdrawn.empty(desk, [ferry.id, stories["Bridge"].id, waiting.id])
    found = ops.searching.best(desk, StoryQuery(search="words"))
    assert [one.row.headline for one in found] == ["Well"]
    assert ops.desk.verify(desk) == []


def test_what_was_to_stand_in_for_another_is_named_given_away_and_put_back(desk, stories):
    ferry, bridge, well = (stories[name].id for name in ("Ferry", "Bridge", "Well"))
    slot = replace(ops.fronts.slot_of(desk, well), fallback=ferry)
    ops.fronts.edit(desk, "front", lambda front: ops.fronts.put(front, "lead", slot))
    (place,) = ops.places.places(desk, ferry)
    assert (place.name, place.position, place.fallback) == ("Lead", 1, True)
    done = ops.places.clear(desk, ferry, instead=bridge)
    assert ops.fronts.get(desk, "front").container("lead").slots[0].fallback == bridge
    assert ops.fronts.live(desk, "front").container("lead").slots == (), "a draft stays one"
    ops.places.put_back(desk, done.value)
    assert ops.fronts.get(desk, "front").container("lead").slots[0].fallback == ferry


def test_a_story_does_not_take_its_own_place(desk, standing):
    with pytest.raises(BadInput, match="own place"):
        ops.places.clear(desk, standing["Ferry"].id, instead=standing["Ferry"].id)
    assert len(ops.places.places(desk, standing["Ferry"].id)) == 4
