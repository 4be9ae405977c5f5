"""What `verify` finds that is gone without a trace in its own table."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import Front, Placement, Publication, Slot, Story, StoryQuery, new_id, related_slug
from desk.store import Store
from tests.store.conftest import ANN, noon, picture, put, story
from tests.store.test_verify import run, said

STORY_ROWS = ("slug", "placement", "story_label", "search_entry", "search_waiting", "story_term", "story")


def left_by_a_bad_tool(folder: Path, *tables: str) -> None:
    """Empty tables without a look at what points to them."""
    run(folder, "PRAGMA foreign_keys = OFF", *(f"DELETE FROM {table}" for table in tables))


@pytest.fixture
def bridge(local: Store) -> tuple[Story, Story, Front]:
    """Return a published story with a photo and related links, and what another has of it."""
    photo = local.add_photo(*picture(), ANN)
    place = Placement(photo=photo.id)
    saved = local.save_story(story("Bridge", slug="bridge", body="river and lake", photos=(place,)), ANN)
    other = local.save_story(story("Lake", slug="lake", body="river"), ANN)
    links = local.curated(related_slug(saved.id))
    local.save_list(replace(links, slots=(Slot(id=new_id(), story=other.id),)), ANN)
    lead = next(one for one in local.fronts() if one.slug == "front")
    assert local.verify() == []
    return local.story(saved.id), other, lead


@pytest.mark.parametrize("with_traces", [True, False])
def test_stories_whose_rows_are_gone_come_back_from_their_history(
    local: Store, bridge: tuple[Story, Story, Front], with_traces: bool
) -> None:
    saved, other, _ = bridge
    left_by_a_bad_tool(local.folder, *(("story",) if with_traces else STORY_ROWS))
    found = said(local)
    assert ("mended", "The story “Bridge” was gone; it came back from its history") in found
    assert ("mended", "The story “Lake” was gone; it came back from its history") in found
    assert {severity for severity, _ in found} == {"mended"}
    assert local.verify() == []
    assert local.story("bridge") == saved and local.story("lake") == other
    assert {row.id for row in local.rows(StoryQuery(search="river"))} == {saved.id, other.id}
    assert [slot.story for slot in local.curated(related_slug(saved.id)).slots] == [other.id]
    changed = local.save_story(replace(saved, body="river"), ANN)
    assert [rev.id for rev in local.revisions(saved.id)] == [saved.revision, changed.revision]


def test_photos_lists_and_fronts_whose_rows_are_gone_come_back(
    local: Store, bridge: tuple[Story, Story, Front]
) -> None:
    saved, other, front = bridge
    left_by_a_bad_tool(local.folder, "photo", "photo_search", "placement", "curated_list", "slot", "front")
    assert {severity for severity, _ in said(local)} == {"mended"}
    assert local.verify() == []
    assert local.story(saved.id) == saved and local.photo(saved.photos[0].photo).name
    assert [slot.story for slot in local.curated(related_slug(saved.id)).slots] == [other.id]
    assert front in local.fronts()


def test_a_photo_that_was_added_again_keeps_its_place(local: Store) -> None:
    photo = local.add_photo(*picture(), ANN)
    saved = local.save_story(story("One", photos=(Placement(photo=photo.id),)), ANN)
    left_by_a_bad_tool(local.folder, "photo", "photo_search", "placement")
    again = local.add_photo(replace(picture()[0], id=new_id()), picture()[1], ANN)
    told = f"Of the photo {photo.id} there is only history; another has its place"
    without = ("error", "“One” places a photo that the desk does not have")
    assert {("note", told), without} <= said(local)
    assert said(local) == {("note", told), without}, "which goes on until a person puts it right"
    assert local.photos() == [again] and local.story(saved.id).photos == saved.photos


def test_a_list_with_a_story_that_is_nowhere_is_named(local: Store) -> None:
    one = local.save_story(story("One"), ANN)
    put(local, "lead", Slot(id=new_id(), story=one.id))
    left = local.save_list(
        replace(local.curated(related_slug(one.id)), slots=(Slot(id=new_id(), story=one.id),)), ANN
    )
    nowhere = f"UPDATE curated_list SET content = replace(content, '\"{one.id}\"', '\"{new_id()}\"')"
    run(local.folder, nowhere)
    named = ("error", f"The list “{left.slug}” holds a story that the desk does not have")
    assert named in said(local) and named in said(local)


def test_a_deleted_story_or_photo_does_not_come_back(local: Store) -> None:
    photo = local.add_photo(*picture(), ANN)
    gone = local.save_story(story("Gone", slug="gone", status="withdrawn"), ANN)
    local.delete_withdrawn([gone.id])
    local.delete_photos([photo.id])
    assert local.verify() == []
    assert local.rows() == [] and local.photos() == []


def test_of_a_damaged_history_the_newest_that_can_be_read_comes_back(local: Store) -> None:
    first = local.save_story(story("One", body="river"), ANN)
    last = local.save_story(replace(first, body="a flood, and nothing of what was said before"), ANN)
    run(local.folder, f"UPDATE revision SET content = x'00' WHERE id = '{last.revision}'")
    left_by_a_bad_tool(local.folder, *STORY_ROWS)
    assert ("mended", "The story “One” was gone; it came back from its history") in said(local)
    assert local.story(first.id) == first


def test_a_story_comes_back_beside_another_that_took_its_address(local: Store) -> None:
    one = local.save_story(story("One", slug="one", body="river"), ANN)
    left_by_a_bad_tool(local.folder, *STORY_ROWS)
    other = local.save_story(story("One again", slug="one"), ANN)
    assert {severity for severity, _ in said(local)} == {"mended"}
    back = local.story(one.id)
    assert back.body == "river" and back.slug != "one" and local.story("one") == other
    assert local.story(back.slug) == back and local.verify() == []


def test_terms_of_similar_stories_that_are_lost_are_made_again(local: Store) -> None:
    words = "Samshvilde bridge over the Khrami gorge collapsed, Samshvilde residents say."
    one, two = (local.save_story(story(f"Samshvilde bridge {n}", body=words), ANN) for n in "ab")
    alike = [near.row.id for near in local.similar(one, 5)]
    assert alike == [two.id] and local.verify() == []
    for damage in (
        "DELETE FROM story_term",
        "UPDATE story_term SET term = term + 1",
        "DELETE FROM story_term WHERE number = 2",
    ):
        run(local.folder, damage)
        assert said(local) == {("mended", "The search index was made again")}
        assert [near.row.id for near in local.similar(one, 5)] == alike and local.verify() == []


def test_what_readers_see_of_a_front_comes_back_from_a_backup(folder: Path, publication: Publication) -> None:
    with Store.create(folder, publication, ANN, clock=noon) as store:
        front = next(one for one in store.fronts() if one.slug == "front")
        put = store.save_story(story("Lead", slug="lead", status="published"), ANN)
        lead = replace(front.containers[0], slots=(Slot(id=new_id(), story=put.id),))
        store.make_live(store.save_front(replace(front, containers=(lead, *front.containers[1:])), ANN), ANN)
        live, versions = store.live_fronts(noon() + dt.timedelta(hours=1)), store.front_versions(front.id)
        store.backup()
        left_by_a_bad_tool(folder, "front_version", "front_slot")
        assert store.live_fronts(noon() + dt.timedelta(hours=1)) == []
        found = said(store)
        assert {severity for severity, _ in found} == {"mended"}
        assert any("“front”" in what and "as on 20" in what for _, what in found)
        assert store.live_fronts(noon() + dt.timedelta(hours=1)) == live
        assert store.front_versions(front.id) == versions and store.verify() == []


def test_a_front_without_a_version_for_readers_is_named(local: Store) -> None:
    left_by_a_bad_tool(local.folder, "front_version", "front_slot")
    (front,) = [one for one in local.fronts() if one.slug == "front"]
    error = "Readers see nothing of the front “front”: make it live again"
    assert ("error", error) in said(local)
    local.make_live(front, ANN)
    assert ("error", error) not in said(local)


def test_a_front_that_lost_a_version_of_its_own_words_is_named(local: Store) -> None:
    put = local.save_story(story("Lead", slug="lead", status="published"), ANN)
    (front,) = [one for one in local.fronts() if one.slug == "front"]
    lead = replace(front.containers[0], slots=(Slot(id=new_id(), story=put.id),))
    version = local.make_live(replace(front, containers=(lead, *front.containers[1:])), ANN)
    local.make_live(front, ANN)
    assert local.verify() == []
    run(local.folder, f"DELETE FROM front_version WHERE id = '{version.id}'")
    ((severity, what),) = said(local)
    assert severity == "error" and what.startswith("A version of the front “front” that was made live")
