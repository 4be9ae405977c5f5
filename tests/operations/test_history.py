"""A story's timeline: sittings, names, coming back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import operations as ops
from desk.domain import BadInput, NotFound, Revision, new_id
from desk.operations.history import GAP, LONGEST_NAME, timeline
from tests.operations.test_story import write

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def chain(*links):
    """Return revisions from (minute, reason, author, name), each made from the one before."""
    made = []
    for minute, reason, *more in links:
        author, name = [*more, "", ""][:2]
        made.append(
            Revision(
                id=new_id(),
                of="story",
                kind="story",
                parents=(made[-1].id,) if made else (),
                author=author or "Ann",
                device="laptop",
                at=NOON + timedelta(minutes=minute),
                reason=reason,
                hash="",
                name=name,
            )
        )
    return made


def told(revisions):
    return [(entry.last.reason, entry.saves) for entry in timeline(revisions)]


def test_typing_without_a_long_pause_is_one_sitting():
    made = chain((0, "create"), (1, "edit"), (2, "edit"), (15, "edit"), (60, "edit"), (61, "edit"))
    assert told(made) == [("edit", 2), ("edit", 3), ("create", 1)]
    newest, typed, first = timeline(made)
    assert (typed.first, typed.last, typed.before) == (made[1], made[3], made[0].id)
    assert (newest.before, first.before) == (made[3].id, "")


def test_a_pause_of_the_gap_ends_a_sitting():
    minutes = GAP.total_seconds() / 60
    assert told(chain((0, "edit"), (minutes, "edit"))) == [("edit", 1), ("edit", 1)]
    assert told(chain((0, "edit"), (minutes - 0.1, "edit"))) == [("edit", 2)]
    assert len(timeline(chain((0, "edit"), (1, "edit"), (2, "edit")), timedelta(0))) == 3


@pytest.mark.parametrize("reason", ["create", "status", "import", "merge", "restore"])
def test_what_is_no_typing_stands_for_itself(reason):
    made = chain((0, "edit"), (1, reason), (2, reason), (3, "edit"))
    assert told(made) == [("edit", 1), (reason, 1), (reason, 1), ("edit", 1)]


def test_every_person_and_device_has_their_own_sittings():
    made = chain((0, "edit"), (1, "edit", "Bob"), (2, "edit", "Bob"), (3, "edit"))
    assert [(e.last.author, e.saves) for e in timeline(made)] == [("Ann", 1), ("Bob", 2), ("Ann", 1)]
    elsewhere = replace(made[1], author="Ann", device="phone")
    assert len(timeline([made[0], elsewhere])) == 2


def test_a_named_version_ends_its_sitting():
    made = chain((0, "edit"), (1, "edit", "Ann", "As sent"), (2, "edit"))
    assert [(e.last.name, e.saves) for e in timeline(made)] == [("", 1), ("As sent", 2)]


def test_nothing_has_no_timeline():
    assert timeline([]) == []


def test_a_name_is_one_line_and_can_be_taken_off(desk):
    story = write(desk, "Ferry")
    done = ops.history.name(desk, story.revision, "  As sent\n to the\x00 lawyer ")
    assert done.value.name == "As sent to the lawyer" and story.id in done.change.ids
    assert [entry.last.name for entry in ops.history.of(desk, story.id)] == ["As sent to the lawyer"]
    with pytest.raises(BadInput):
        ops.history.name(desk, story.revision, "x" * (LONGEST_NAME + 1))
    ops.history.name(desk, story.revision, " ")
    assert [entry.last.name for entry in ops.history.of(desk, story.id)] == [""]


def test_a_restored_version_can_be_taken_back_and_nothing_is_lost(desk):
    old = write(desk, "Ferry", body="One.\n\nTwo.\n")
    new = ops.story.save(desk, replace(old, body="One, better.\n\nTwo.\n\nThree.\n")).value
    back = ops.history.restore(desk, old.revision)
    assert back.value.story.body == old.body and back.value.before == new.revision
    assert old.id in back.change.ids
    again = ops.history.take_back(desk, back.value).value
    assert again.body == new.body
    made = ops.story.history(desk, old.id)
    assert [one.reason for one in made][-2:] == ["restore", "restore"]
    assert {old.revision, new.revision} < {one.id for one in made}


def test_taking_a_restore_back_keeps_what_was_written_since(desk):
    old = write(desk, "Ferry", body="One.\n\nTwo.\n")
    ops.story.save(desk, replace(old, body="One, better.\n\nTwo.\n"))
    back = ops.history.restore(desk, old.revision).value
    typed = replace(back.story, kicker="Sea", body="One.\n\nTwo.\n\nTyped since.\n")
    ops.story.save(desk, typed)
    again = ops.history.take_back(desk, back).value
    assert (again.kicker, again.body) == ("Sea", "One, better.\n\nTwo.\n\nTyped since.\n")


def test_restoring_what_stands_makes_no_revision(desk):
    story = write(desk, "Ferry")
    assert ops.history.restore(desk, story.revision).value == ops.history.Restored(story, story.revision)
    assert len(ops.story.history(desk, story.id)) == 1


def test_only_a_story_is_brought_back(desk):
    with pytest.raises(NotFound):
        ops.history.restore(desk, ops.desk.publication(desk).revision)
