"""What is done with many stories at once, on a real desk."""

import threading
from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, Status, Unwritable, Who, new_id
from desk.operations import bulk
from tests.operations.test_story import write


@pytest.fixture
def three(desk):
    return [
        write(desk, word, tags=("Lake",), section="news", body=f"{word}.\n") for word in ("Ann", "Bo", "Cy")
    ]


def statuses(desk, stories):
    return [ops.story.get(desk, story.id).status for story in stories]


def test_a_status_for_all_each_with_its_revision_and_one_change(desk, three):
    done = bulk.set_status(desk, [story.id for story in three], Status.READY)
    assert statuses(desk, three) == [Status.READY] * 3
    assert done.change.kinds == {"story"} and done.change.ids == {story.id for story in three}
    for (id_, before, after), story in zip(done.value.revisions, three, strict=True):
        chain = ops.story.history(desk, id_)
        assert (chain[-1].id, chain[-1].reason, chain[-1].parents) == (after, "status", (before,))
        assert before == story.revision
    again = bulk.set_status(desk, [story.id for story in three], Status.READY)
    assert (again.value, again.change.ids) == (bulk.Bulk(), frozenset()), (
        "what is so already makes no revision"
    )


def test_what_cannot_be_changed_is_named_with_its_reason(desk, three):
    bare = write(desk, "")
    ids = [three[0].id, bare.id, new_id(), three[0].id]
    done = bulk.set_status(desk, ids, Status.PUBLISHED).value
    assert [one[0] for one in done.revisions] == [three[0].id]
    assert [(one.id, one.headline) for one in done.passed] == [(bare.id, ""), (ids[2], "")]
    assert "headline" in done.passed[0].why and "There is no story" in done.passed[1].why
    assert ops.story.get(desk, three[0].id).published is not None
    assert ops.story.get(desk, bare.id).status is Status.DRAFT


def test_sections_are_those_of_the_publication(desk, three):
    with pytest.raises(BadInput, match="There is no section"):
        bulk.set_section(desk, [three[0].id], "nowhere")
    done = bulk.set_section(desk, [story.id for story in three], "culture")
    assert {ops.story.get(desk, story.id).section for story in three} == {"culture"}
    bulk.set_section(desk, [three[0].id], "")
    assert ops.story.get(desk, three[0].id).section == ""
    back = bulk.take_back(desk, done.value).value
    assert [one.id for one in back.passed] == [three[0].id], "somebody chose another section since"
    assert [ops.story.get(desk, story.id).section for story in three] == ["", "news", "news"]


def test_tags_come_once_and_go_however_they_are_written(desk, three):
    ids = [story.id for story in three]
    bulk.add_tags(desk, ids[:2], ["lake", "  War  news ", "war NEWS"])
    assert [ops.story.get(desk, id_).tags for id_ in ids] == [
        ("Lake", "War news"),
        ("Lake", "War news"),
        ("Lake",),
    ]
    done = bulk.remove_tags(desk, ids, ["LAKE", "none"])
    assert [ops.story.get(desk, id_).tags for id_ in ids] == [("War news",), ("War news",), ()]
    bulk.take_back(desk, done.value)
    assert [ops.story.get(desk, id_).tags for id_ in ids] == [
        ("Lake", "War news"),
        ("Lake", "War news"),
        ("Lake",),
    ]
    with pytest.raises(BadInput):
        bulk.add_tags(desk, ids, ["  "])


def test_withdrawn_stories_get_back_the_status_they_had(desk, three):
    ids = [story.id for story in three]
    bulk.set_status(desk, ids[:1], Status.PUBLISHED)
    bulk.set_status(desk, ids[1:2], Status.REVIEW)
    bulk.withdraw(desk, ids)
    assert statuses(desk, three) == [Status.WITHDRAWN] * 3
    ops.story.save(desk, replace(ops.story.get(desk, ids[0]), body="Changed while withdrawn.\n"))
    bulk.restore(desk, ids)
    assert statuses(desk, three) == [Status.PUBLISHED, Status.REVIEW, Status.DRAFT]
    assert ops.story.get(desk, ids[0]).body == "Changed while withdrawn.\n"


def test_taking_back_leaves_what_was_written_since(desk, three):
    done = bulk.withdraw(desk, [story.id for story in three]).value
    ops.story.save(desk, replace(ops.story.get(desk, three[0].id), body="Written since.\n"))
    back = bulk.take_back(desk, done)
    assert statuses(desk, three) == [Status.DRAFT] * 3
    assert ops.story.get(desk, three[0].id).body == "Written since.\n"
    assert len(back.value.revisions) == 3 and back.value.passed == ()
    bulk.take_back(desk, back.value)  # and forth again
    assert statuses(desk, three) == [Status.WITHDRAWN] * 3


def test_a_person_sees_how_far_it_is_and_can_stop(desk):
    ids = [write(desk, f"Story {n}").id for n in range(120)]
    told: list[tuple[int, int]] = []
    stop = threading.Event()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        stop.set()

    done = bulk.set_status(desk, ids, Status.READY, progress=progress, cancelled=stop.is_set).value
    assert told == [(len(done.revisions), 120)] and 0 < len(done.revisions) < 120
    assert {one[0] for one in done.revisions} == set(ids[: len(done.revisions)])


def test_another_program_that_saved_in_between_is_not_written_over(desk, three):
    other = ops.desk.open_desk(desk.folder, Who("Bo", "desk 4"))
    try:
        theirs = ops.story.get(other, three[1].id)
        ops.story.save(other, replace(theirs, body="Theirs.\n"))
    finally:
        other.close()
    bulk.set_status(desk, [story.id for story in three], Status.READY)
    now = ops.story.get(desk, three[1].id)
    assert (now.body, now.status) == ("Theirs.\n", Status.READY)


def test_a_disk_that_refuses_from_the_start_changes_nothing(desk, three):
    moved = desk.folder.with_name("elsewhere.desk")
    desk.folder.rename(moved)
    with pytest.raises(Unwritable):
        bulk.withdraw(desk, [story.id for story in three])
    moved.rename(desk.folder)
    assert statuses(desk, three) == [Status.DRAFT] * 3


def test_a_disk_that_refuses_halfway_names_what_was_left(desk):
    ids = [write(desk, f"Story {n}").id for n in range(60)]
    moved = desk.folder.with_name("elsewhere.desk")
    done = bulk.withdraw(desk, ids, progress=lambda *_: desk.folder.rename(moved)).value
    moved.rename(desk.folder)
    assert len(done.revisions) + len(done.passed) == 60 and done.revisions
    assert "moved" in done.passed[0].why
    for id_ in ids:
        wanted = Status.WITHDRAWN if id_ in {one[0] for one in done.revisions} else Status.DRAFT
        assert ops.story.get(desk, id_).status is wanted


def held(desk, slug):
    return [slot.story for slot in ops.curation.get(desk, slug).slots]


def test_the_places_of_many_go_to_others_and_come_back_in_order(desk, three):
    ann, bo, cy = (story.id for story in three)
    heir = write(desk, "Dee").id
    ops.curation.act(desk, "lead", "add", [ann])
    ops.curation.act(desk, "editors-choice", "add", [cy, ann, bo])
    ops.curation.relate(desk, cy, [ann, bo])
    done = bulk.withdraw(desk, [ann, bo], {ann: heir, bo: None})
    assert done.change.kinds >= {"story", "list", "related"}
    assert statuses(desk, three)[:2] == [Status.WITHDRAWN] * 2
    assert (held(desk, "lead"), held(desk, "editors-choice")) == ([heir], [cy, heir])
    assert held(desk, f"related:{cy}") == [heir]
    back = bulk.take_back(desk, done.value)
    assert back.value.passed == () and {"story", "list", "related"} <= back.change.kinds
    assert (held(desk, "lead"), held(desk, "editors-choice")) == ([ann], [cy, ann, bo])
    assert held(desk, f"related:{cy}") == [ann, bo]
    assert Status.WITHDRAWN not in statuses(desk, three)


def test_one_heir_of_several_stands_once(desk, three):
    ann, bo, cy = (story.id for story in three)
    ops.curation.act(desk, "editors-choice", "add", [ann, bo])
    done = bulk.withdraw(desk, [ann, bo], {ann: cy, bo: cy})
    assert held(desk, "editors-choice") == [cy]
    bulk.take_back(desk, done.value)
    assert held(desk, "editors-choice") == [ann, bo]


def test_what_goes_takes_no_place_and_nothing_is_changed(desk, three):
    ann, bo, _ = (story.id for story in three)
    ops.curation.act(desk, "lead", "add", [ann])
    with pytest.raises(BadInput, match="cannot take another's place"):
        bulk.withdraw(desk, [ann, bo], {ann: bo})
    assert held(desk, "lead") == [ann] and Status.WITHDRAWN not in statuses(desk, three)


def test_a_place_stays_with_what_could_not_be_withdrawn(desk, three):
    """Somebody deletes one of the stories before its turn comes."""
    ann = three[0].id
    ops.curation.act(desk, "lead", "add", [ann])
    gone = new_id()
    done = bulk.withdraw(desk, [gone, ann], {gone: None, ann: None}).value
    assert [one.id for one in done.passed] == [gone] and held(desk, "lead") == []
    ops.story.set_status(desk, ann, Status.READY)  # somebody else brings it back
    bulk.take_back(desk, done)
    assert held(desk, "lead") == [], "its places were decided anew since"
