"""Revisions taken out of a chain: what stays is whole, proven, and still the words that were saved."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from desk.domain import DeskError, NotADesk, Story, StoryQuery
from desk.store import Store, tables
from tests.store.conftest import ANN, BOB, story


def written(store: Store, bodies: list[str]) -> Story:
    saved = store.save_story(story(), ANN)
    for body in bodies:
        saved = store.save_story(replace(saved, body=body), ANN)
    return saved


def contents(store: Store, of: str) -> dict[str, object]:
    return {one.id: store.at_revision(one.id) for one in store.revisions(of)}


def lines(many: int) -> list[str]:
    return ["".join(f"Line {line} of the harbour.\n\n" for line in range(last)) for last in range(1, many)]


def test_what_stays_has_its_words_and_the_chain_is_whole(store: Store) -> None:
    saved = written(store, lines(100))
    before = contents(store, saved.id)
    chain = [one.id for one in store.revisions(saved.id)]
    gone = [id_ for at, id_ in enumerate(chain) if at % 7 and at not in (33, 65) and id_ != saved.revision]
    assert store.forget_revisions(saved.id, gone) == len(gone)
    left = store.revisions(saved.id)
    assert [one.id for one in left] == [id_ for id_ in chain if id_ not in gone]
    assert [one.parents for one in left[1:]] == [(one.id,) for one in left[:-1]]
    assert contents(store, saved.id) == {id_: before[id_] for id_ in before if id_ not in gone}
    assert store.verify() == []
    later = store.save_story(replace(saved, body="New.\n"), ANN)
    assert store.at_revision(later.revision) == later and store.story(saved.id) == later


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text("ab\n", max_size=4), st.booleans()), min_size=40, max_size=70))
def test_any_choice_of_revisions_leaves_the_others_as_they_were(
    local: Store, choice: list[tuple[str, bool]]
) -> None:
    text, bodies = "The harbour is open again after the storm of last night. " * 20, list[str]()
    for added, _ in choice:
        text = text[: len(text) // 2] + (added or "c") + text[len(text) // 2 :]
        bodies.append(text)
    saved = written(local, bodies)
    before = contents(local, saved.id)
    chain = list(before)
    gone = {id_ for id_, (_, goes) in zip(chain, choice, strict=False) if goes}
    local.forget_revisions(saved.id, gone)
    assert contents(local, saved.id) == {id_: before[id_] for id_ in before if id_ not in gone}
    assert local.verify() == []
    with closing(sqlite3.connect(local.folder / "desk.sqlite")) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("SELECT max(depth) FROM revision").fetchone()[0] < 32


def test_nothing_that_is_pointed_to_goes(store: Store, again: Callable[..., Store]) -> None:
    saved = written(store, ["One.\n", "Two.\n", "Three.\n", "Four.\n"])
    chain = [one.id for one in store.revisions(saved.id)]
    store.name_revision(chain[1], "As sent", BOB)
    merged = store.save_story(replace(saved, body="Both.\n"), BOB, reason="merge", merge_of=chain[2])
    store.rows(StoryQuery(search="harbour"))
    store.save_story(replace(merged, body="Waits.\n"), ANN)  # the index has the words before this one
    everything = [one.id for one in store.revisions(saved.id)]
    assert store.unneeded(saved.id, everything)[0] == [chain[0], chain[3], chain[4]]
    assert store.forget_revisions(saved.id, everything) == 3
    left = [one.id for one in again().revisions(saved.id)]
    assert left == [id_ for id_ in everything if id_ not in (chain[0], chain[3], chain[4])]
    assert [row.id for row in store.rows(StoryQuery(search="waits"))] == [saved.id]
    assert store.rows(StoryQuery(search="both")) == []
    assert store.verify() == []


def test_bytes_are_those_of_the_database(local: Store) -> None:
    saved = written(local, lines(30))
    ids = [one.id for one in local.revisions(saved.id)][:-1]
    free, size = local.unneeded(saved.id, ids)
    with closing(sqlite3.connect(local.folder / "desk.sqlite")) as file:
        held = dict(file.execute("SELECT id, length(content) FROM revision").fetchall())
    assert free == ids and size == sum(held[id_] for id_ in ids)
    assert local.often_saved() == [saved.id]


def test_another_storys_revisions_stay(store: Store) -> None:
    one, other = written(store, lines(5)), written(store, lines(5))
    assert store.forget_revisions(one.id, [rev.id for rev in store.revisions(other.id)]) == 0
    assert len(store.revisions(other.id)) == 5


def test_a_damaged_chain_is_left_as_it_is(store: Store) -> None:
    saved = written(store, lines(20))
    chain = [one.id for one in store.revisions(saved.id)]
    rev = tables.revision
    with store._database.write() as connection:  # pyright: ignore[reportPrivateUsage]
        connection.execute(update(rev).where(rev.c.id == chain[9]).values(content=b"torn"))
    with pytest.raises(NotADesk, match="damaged"):
        store.forget_revisions(saved.id, chain[3:6])
    assert [one.id for one in store.revisions(saved.id)] == chain


def test_keys_are_looked_at_again_after_a_sweep(local: Store) -> None:
    saved = written(local, lines(5))
    local.forget_revisions(saved.id, [one.id for one in local.revisions(saved.id)])
    for _ in range(3):
        with local._database.write() as connection:  # pyright: ignore[reportPrivateUsage]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_sweep_that_fails_takes_everything_back_and_keys_hold_again(local: Store) -> None:
    saved = written(local, lines(5))
    with pytest.raises(RuntimeError), local.batch(sweep=True):
        local.save_story(replace(saved, headline="Swept"), ANN)
        raise RuntimeError
    assert local.story(saved.id) == saved
    with pytest.raises(DeskError), local._database.write() as connection:  # pyright: ignore[reportPrivateUsage]
        connection.execute(delete(tables.revision).where(tables.revision.c.id == saved.revision))
    again = local.save_story(replace(saved, headline="Later"), ANN)
    assert local.story(saved.id) == again and local.verify() == []
