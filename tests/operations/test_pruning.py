"""Pruning a history: only the saves in the midst of sittings that are over, after a backup."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import operations as ops
from desk.domain import Status, Unwritable, Who
from desk.operations import backups
from desk.operations.history import GAP
from desk.store import Store
from tests.operations.test_history import NOON, chain


class Clock:
    """A clock that a test sets; it stands well in the past, where every sitting is over."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def old(desk, clock):
    """The same desk, whose stories were written long ago."""
    with Store.open(desk.folder, clock=clock) as store:
        yield ops.Desk(store, desk.who)


def sitting(desk, clock, key, *words, minutes=2):
    """Write a story for a while, and rest."""
    for word in words:
        story = ops.story.get(desk, key)
        ops.story.save(desk, replace(story, body=f"{story.body}{word}.\n\n"))
        clock.now += timedelta(minutes=minutes)
    clock.now += GAP


@pytest.fixture
def story(old, clock):
    """Two sittings, a status, one more sitting of somebody else, and a name in its midst."""
    key = ops.story.new(old, headline="The bridge").value.id
    sitting(old, clock, key, "One", "Two", "Three")
    sitting(old, clock, key, "Four", "Five")
    ops.story.set_status(old, key, Status.REVIEW, at=clock.now)
    sitting(replace(old, who=Who("Bob", "desk 4")), clock, key, "Six", "Seven", "Eight", "Nine")
    ops.history.name(old, old.store.revisions(key)[-3].id, "As sent")
    return key


def ends(desk, key):
    return [(one.last.reason, one.last.author, one.last.name) for one in ops.history.of(desk, key)]


def test_what_goes_is_in_the_midst_of_sittings_that_ended_before():
    made = chain(
        *((0, "create"), (1, "edit"), (2, "edit"), (3, "edit", "", "Sent"), (4, "edit"), (5, "status")),
        *((6, "edit"), (7, "edit", "Bob"), (8, "edit", "Bob"), (60, "edit", "Bob"), (61, "edit", "Bob")),
        *((70, "merge"), (71, "restore"), (72, "import"), (73, "recover")),
    )
    everything = NOON + timedelta(days=1)
    assert ops.pruning.between(made, everything) == [made[1].id, made[2].id, made[7].id, made[9].id]
    assert ops.pruning.between(made, made[10].at) == [made[1].id, made[2].id, made[7].id]
    assert ops.pruning.between([], everything) == []


def test_numbers_are_said_first_and_nothing_is_changed(old, story):
    before = old.store.revisions(story)
    plan = ops.pruning.plan(old)
    assert (plan.stories, plan.versions, plan.kept) == ((story,), 5, len(before) - 5)
    assert plan.size > 0 and "5 saves" in ops.pruning.told(plan)
    assert old.store.revisions(story) == before
    assert backups.listed(old.folder) == []


def test_the_timeline_says_the_same_and_each_version_has_its_words(old, story):
    before = ends(old, story)
    words = {one.last.id: old.store.at_revision(one.last.id).body for one in ops.history.of(old, story)}
    done = ops.pruning.prune(old, ops.pruning.plan(old))
    assert (done.value.stories, done.value.versions, done.change.ids) == (1, 5, {story})
    assert ends(old, story) == before and all(one.saves == 1 for one in ops.history.of(old, story))
    assert {one.id: old.store.at_revision(one.id).body for one in old.store.revisions(story)} == words
    assert ops.desk.verify(old) == []
    assert ops.pruning.plan(old).versions == 0
    with closing(sqlite3.connect(done.value.backup)) as copy:
        assert copy.execute("SELECT count(*) FROM revision WHERE subject = ?", (story,)).fetchone() == (11,)


def test_what_was_named_since_the_numbers_were_said_stays(old, story):
    plan = ops.pruning.plan(old, [story])
    second = old.store.revisions(story)[1]
    ops.history.name(old, second.id, "To keep")
    assert ops.pruning.prune(old, plan).value.versions == 4
    assert "To keep" in [one.name for one in old.store.revisions(story)]


def test_a_sitting_that_may_go_on_stays_whole(desk):
    story = ops.story.new(desk, headline="Now").value
    for word in ("One", "Two", "Three"):
        story = ops.story.save(desk, replace(story, body=f"{word}.\n")).value
    assert ops.pruning.plan(desk).versions == 0
    assert ops.pruning.plan(desk, older=timedelta(0)).versions == 0


def test_only_old_sittings_where_that_is_asked(old, story, clock):
    assert ops.pruning.plan(old, older=timedelta(days=100_000)).versions == 0
    assert ops.pruning.plan(old, older=timedelta(days=1)).versions == 5


def test_without_a_backup_nothing_goes(old, story):
    (old.folder / "backups").rmdir()
    (old.folder / "backups").write_text("no folder")
    before = old.store.revisions(story)
    with pytest.raises(Unwritable):
        ops.pruning.prune(old, ops.pruning.plan(old))
    assert old.store.revisions(story) == before


def test_words_typed_on_a_version_that_was_pruned_are_joined_with_the_newest(old, story, clock):
    """A window that lost its desk for weeks comes back with words that nobody stored."""
    mine = old.store.at_revision(old.store.revisions(story)[1].id)
    ops.pruning.prune(old, ops.pruning.plan(old))
    mine = replace(mine, headline="My bridge", body=f"{mine.body}Mine alone.\n", kicker="Mine")
    joined = ops.story.save(old, mine).value
    assert all(word in joined.body for word in ("Mine alone.", "One.", "Nine."))
    assert joined.headline == "My bridge" and "The bridge" in joined.notes
    assert (joined.kicker, joined.status) == ("Mine", Status.REVIEW)
    assert ops.desk.verify(old) == []


def test_a_damaged_history_is_left_and_named(old, story):
    with old.store._database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE revision SET content = x'00' WHERE id = ?", (old.store.revisions(story)[1].id,)
        )
    before = old.store.revisions(story)
    done = ops.pruning.prune(old, ops.pruning.plan(old)).value
    assert (done.versions, done.damaged) == (0, (story,))
    assert old.store.revisions(story) == before
