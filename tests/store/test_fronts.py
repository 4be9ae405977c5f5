"""Fronts in the store: drafts, versions that are live, and where stories stand."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from desk.domain import (
    LISTS,
    BadInput,
    Byline,
    Conflict,
    Container,
    Front,
    NotFound,
    Slot,
    Standing,
    State,
    Status,
    compare,
    new_id,
)
from desk.store import Store
from tests.store.conftest import ANN, BOB, noon, story

HOUR = dt.timedelta(hours=1)


def front(store: Store, slug: str = "front") -> Front:
    return next(one for one in store.fronts() if one.slug == slug)


def live(store: Store, at: dt.datetime, slug: str = "front") -> Front:
    return next(one for one in store.live_fronts(at) if one.slug == slug)


def holding(one: Front, container: str, *stories: str) -> Front:
    held = one.container(container)
    assert held is not None
    return one.with_container(replace(held, slots=tuple(Slot(id=new_id(), story=id_) for id_ in stories)))


def test_a_new_desk_has_its_fronts_live(store: Store) -> None:
    assert {one.slug: one.name for each in store.fronts() for one in each.containers} == LISTS
    assert store.fronts() == sorted(store.live_fronts(dt.datetime.now(dt.UTC)), key=lambda one: one.slug)


def test_a_draft_is_not_live_until_it_is_made_so(store: Store, again: Callable[..., Store]) -> None:
    one, two = (store.save_story(story(name), ANN).id for name in ("One", "Two"))
    before = front(store)
    draft = store.save_front(holding(before, "lead", one), ANN)
    assert front(again()) == draft
    assert live(store, dt.datetime.now(dt.UTC)) == before
    assert store.row(one).lists == ()
    assert store.standings(one) == [Standing("front", "lead", "Lead", 1, (State.DRAFT,))]
    first = store.make_live(draft, BOB)
    assert live(again(), first.at) == draft and store.row(one).lists == (("lead", 1),)
    assert store.standings(one)[0].states == (State.DRAFT, State.LIVE)
    changed = store.save_front(holding(draft, "lead", two), ANN)
    second = store.make_live(changed, ANN)
    # As at any past instant.
    assert live(store, first.at) == draft and live(store, second.at) == changed
    assert live(store, first.at - dt.timedelta(microseconds=1)) == before
    assert [(one.author, one.revision) for one in store.front_versions(before.id)][1:] == [
        ("Bob", draft.revision),
        ("Ann", changed.revision),
    ]
    assert store.standings(one) == [] and store.row(two).lists == (("lead", 1),)


def test_a_version_comes_at_its_time_and_can_be_taken_back(store: Store, again: Callable[..., Store]) -> None:
    one, two = (store.save_story(story(name), ANN).id for name in ("One", "Two"))
    now = dt.datetime.now(dt.UTC)
    before = front(store)
    draft = store.save_front(holding(before, "lead", one), ANN)
    coming = store.make_live(draft, ANN, now + HOUR)
    later = store.make_live(store.save_front(holding(draft, "lead", two), ANN), ANN, now + 2 * HOUR)
    assert live(store, now + dt.timedelta(minutes=1)) == before
    assert live(store, now + HOUR) == draft
    assert store.standings(one) == [Standing("front", "lead", "Lead", 1, (State.PLANNED,))]
    assert [row.slug for row in again(clock=lambda: now + HOUR).rows() if row.lists] == [store.row(one).slug]
    cancelled = store.cancel_version(coming.id, BOB)
    assert cancelled.cancelled is not None
    assert live(store, now + HOUR) == before and live(store, now + 2 * HOUR).revision == later.revision
    assert store.standings(one) == []
    with pytest.raises(BadInput, match="live already"):
        store.cancel_version(store.front_versions(before.id)[0].id, ANN)
    with pytest.raises(NotFound):
        store.cancel_version(new_id(), ANN)


def test_what_goes_live_beside_the_draft_leaves_the_draft(store: Store) -> None:
    one, two = (store.save_story(story(name), ANN).id for name in ("One", "Two"))
    before = front(store)
    draft = store.save_front(holding(before, "top-stories", one), ANN)
    version = store.make_live(holding(before, "lead", two), ANN)
    assert front(store) == draft
    shown = live(store, version.at)
    assert [slot.story for _, slot in shown.slots()] == [two] and shown.revision != draft.revision
    assert [one.reason for one in store.front_trail(draft)] == ["create", "edit"]
    assert store.verify() == []


def test_two_who_save_one_front(store: Store) -> None:
    one = store.save_story(story("One"), ANN).id
    before = front(store)
    saved = store.save_front(holding(before, "lead", one), ANN)
    with pytest.raises(Conflict) as caught:
        store.save_front(replace(before, name="Home"), BOB)
    assert caught.value.current == saved
    with pytest.raises(Conflict):
        store.save_front(Front(id=new_id(), slug="front", name="Another"), BOB)
    assert store.save_front(saved, BOB) == saved  # nothing new, no revision


@pytest.mark.parametrize(
    "wrong",
    [
        {"most": 0},
        {"most": 3, "least": 4},
        {"most": 101},
        {"name": " "},
        {"slots": (Slot(id="a", story=new_id()),)},
        {"slots": (Slot(id="a", url="https://x.example"),)},
        {"slots": (Slot(id="a", url="https://x.example", headline="X", photo=new_id()),)},
        {"slots": (Slot(id="a", url="https://x.example", headline="X", starts=noon(5), ends=noon()),)},
    ],
)
def test_a_front_that_cannot_stand_is_refused(store: Store, wrong: dict[str, object]) -> None:
    before = front(store)
    changed = replace(before.containers[0], **wrong)  # pyright: ignore
    with pytest.raises(BadInput):
        store.save_front(before.with_container(changed), ANN)
    twice = (*before.containers, replace(before.containers[0], id=new_id()))
    with pytest.raises(BadInput):
        store.save_front(replace(before, containers=twice), ANN)
    with pytest.raises(BadInput):
        store.save_front(replace(before, slug="home"), ANN)
    assert front(store) == before


def test_a_section_gets_a_front_once_it_is_saved(store: Store) -> None:
    made = Front(
        id=new_id(),
        slug="news",
        name="News",
        containers=(Container(id=new_id(), slug="news-top", name="Top"),),
    )
    saved = store.save_front(made, ANN)
    assert front(store, "news") == saved and compare(made, saved) == ()
    assert "news" not in {one.slug for one in store.live_fronts(dt.datetime.now(dt.UTC))}


def test_a_story_that_left_the_desk_may_still_stand_in_an_old_version(store: Store) -> None:
    gone = store.save_story(story("Gone", status=Status.WITHDRAWN), ANN).id
    draft = store.save_front(holding(front(store), "lead", gone), ANN)
    version = store.make_live(draft, ANN)
    with pytest.raises(Conflict):
        store.delete_withdrawn([gone])
    store.make_live(store.save_front(holding(draft, "lead"), ANN), ANN)
    assert store.delete_withdrawn([gone]) == [gone]
    assert [slot.story for _, slot in live(store, version.at).slots()] == [gone]
    with pytest.raises(BadInput, match="no story"):
        store.make_live(live(store, version.at), ANN)
    assert store.verify() == []


def test_only_what_was_issued_by_then_fills_a_front(store: Store) -> None:
    ids = {}
    for number, hours in enumerate((3, 1, 2)):
        at = noon() - hours * HOUR
        ids[number] = store.save_story(
            story(f"S{number}", section="news" if number else "", status=Status.PUBLISHED, published=at), ANN
        ).id
    store.save_story(story("Embargo", status=Status.PUBLISHED, published=noon(), publish_at=noon(5)), ANN)
    store.save_story(story("Draft"), ANN)
    assert [one[0] for one in store.issued(noon())] == [ids[1], ids[2], ids[0]]
    assert [one[0] for one in store.issued(noon(), section="news", start=1)] == [ids[2]]
    assert [one[0] for one in store.issued(noon() - 2 * HOUR)] == [ids[2], ids[0]]
    assert [one[0] for one in store.issued(noon(), ids=[ids[0], new_id()])] == [ids[0]]
    assert len(store.issued(noon(5) + HOUR)) == 4


def tagged(store: Store, headline: str, hours: int, *tags: str, by: str = "Ann", **words: object) -> str:
    """Save a story that came some hours after noon; return its id."""
    made = story(headline, tags=tags, bylines=(Byline(by),), published=noon() + hours * HOUR)
    return store.save_story(replace(made, **({"status": Status.PUBLISHED} | words)), ANN).id  # pyright: ignore


def labelled(store: Store, at: dt.datetime | None = None, **wanted: str) -> list[str]:
    found = store.issued(at or noon() + 100 * HOUR, **wanted)  # pyright: ignore[reportArgumentType]
    return [store.story(id_).headline for id_, _, _ in found]


def test_what_fills_a_front_by_tag_and_author_is_found_newest_first(store: Store) -> None:
    tagged(store, "One", 1, "Flood", "Rivers")
    two = tagged(store, "Two", 2, "flood", by="ANN")
    tagged(store, "Three", 3, "Flooding", by="Anna")
    tagged(store, "Draft", 4, "flood", status=Status.DRAFT)
    tagged(store, "Art", 5, "FLOOD", by="Bob", section="art")
    assert labelled(store, tag="flood") == ["Art", "Two", "One"]
    assert labelled(store, tag="FLOOD", author="ann") == ["Two", "One"]
    assert labelled(store, tag="flood", author="ann", section="art") == []
    assert labelled(store, author="anna") == ["Three"]
    assert labelled(store, noon() + HOUR, tag="flood") == ["One"], "what had not come yet"
    store.save_story(replace(store.story(two), tags=("dams",)), ANN)
    assert (labelled(store, tag="flood"), labelled(store, tag="dams")) == (["Art", "One"], ["Two"])
    store.save_story(replace(store.story(two), status=Status.WITHDRAWN), ANN)
    assert labelled(store, tag="dams") == [] and store.verify() == []
    assert store.delete_withdrawn([two]) == [two] and store.verify() == []


def test_what_is_known_of_tags_is_mended_and_comes_with_the_migration(local: Store) -> None:
    tagged(local, "One", 1, "Flood")
    with local._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM story_label")
    assert labelled(local, tag="flood") == []
    assert len(local.verify()) == 1
    assert labelled(local, tag="flood") == ["One"]
    with local._database.write() as connection:
        connection.exec_driver_sql("DROP TABLE story_label")
        connection.exec_driver_sql("ALTER TABLE search_entry DROP COLUMN source")
        connection.exec_driver_sql("DROP INDEX ix_story_words_id_status_section_language")
        connection.exec_driver_sql("DROP INDEX ix_story_language")
        connection.exec_driver_sql("ALTER TABLE story DROP COLUMN words")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0010'")
    local.close()
    with Store.open(local.folder) as opened:
        assert labelled(opened, tag="flood") == ["One"] == labelled(opened, author="ann")
        assert opened.verify() == []
