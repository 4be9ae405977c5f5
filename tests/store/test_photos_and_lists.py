"""Photos, originals, lists and the publication, on both engines."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desk.domain import (
    BadInput,
    Conflict,
    Crop,
    NotFound,
    Placement,
    Publication,
    Section,
    Slot,
    StoryQuery,
    Unwritable,
    new_id,
    related_slug,
)
from desk.store import Store
from tests.store.conftest import ANN, BOB, noon, picture, story


def test_a_photo_and_its_original_come_back(
    store: Store, again: Callable[..., Store], tmp_path: Path
) -> None:
    photo, data = picture(
        caption="Мост",
        keywords=("bridge",),
        focal=(0.25, 1),
        crops=(("16:9", Crop(0.0, 0.1, 1.0, 0.9)),),
        taken="2026",
    )
    file = tmp_path / "in.jpg"
    file.write_bytes(data)
    kept = store.add_photo(photo, file, ANN)
    assert replace(kept, created=None, updated=None, revision="") == replace(photo, focal=(0.25, 1.0))
    path = store.media_path(kept)
    assert path.read_bytes() == data and path.name == f"{photo.hash}.jpg"
    assert path.parent.name == photo.hash[:2] and path.parent.parent == store.folder / "media"
    other = again()
    assert other.photo(photo.id) == other.photo_by_hash(photo.hash) == kept
    assert other.photos() == other.photos([photo.id]) == [kept]
    assert other.photo_by_hash("0" * 64) is None


def test_the_same_file_is_one_photo(store: Store) -> None:
    first = store.add_photo(*picture(caption="first"), ANN)
    second = store.add_photo(*picture(caption="second"), BOB)
    assert second == first and store.photos() == [first]


def test_a_lost_original_is_put_back_when_the_file_comes_again(store: Store) -> None:
    photo, data = picture()
    kept = store.add_photo(photo, data, ANN)
    store.media_path(kept).unlink()
    assert store.add_photo(*picture(), ANN) == kept
    assert store.media_path(kept).read_bytes() == data


@pytest.mark.parametrize("wrong", [{"hash": "0" * 64}, {"hash": "../x"}, {"format": "EXE"}])
def test_an_original_that_is_not_the_photos_is_refused(store: Store, wrong: dict[str, str]) -> None:
    photo, data = picture()
    with pytest.raises(BadInput):
        store.add_photo(replace(photo, **wrong), data, ANN)  # pyright: ignore[reportArgumentType]
    assert store.photos() == []
    assert [path for path in (store.folder / "media").rglob("*") if path.is_file()] == []


def test_an_original_that_cannot_be_read_or_kept(store: Store, tmp_path: Path) -> None:
    photo, data = picture()
    for source in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(BadInput):
            store.add_photo(photo, source, ANN)
    media = store.folder / "media"
    media.rmdir()
    media.write_text("a file where the folder was")
    with pytest.raises(Unwritable):
        store.add_photo(photo, data, ANN)
    assert store.photos() == []


def test_a_photos_words_are_revisions_and_its_original_is_fixed(
    store: Store, again: Callable[..., Store]
) -> None:
    kept = store.add_photo(*picture(), ANN)
    saved = store.save_photo(replace(kept, caption="The bridge"), BOB)
    assert [r.author for r in store.revisions(kept.id)] == ["Ann", "Bob"]
    assert store.at_revision(kept.revision) == kept
    assert (saved.created, again().photo(kept.id)) == (kept.created, saved)
    with pytest.raises(Conflict) as caught:
        store.save_photo(replace(kept, caption="Other"), ANN)
    assert caught.value.current == saved
    with pytest.raises(BadInput):
        store.save_photo(replace(saved, width=9), ANN)
    with pytest.raises(BadInput):
        store.save_photo(replace(saved, focal=(float("nan"), 0.5)), ANN)
    assert store.photo(kept.id) == saved


def test_a_list_keeps_its_order_and_words(store: Store, again: Callable[..., Store]) -> None:
    one, two = store.save_story(story("One"), ANN), store.save_story(story("Two"), ANN)
    slots = (
        Slot(id=new_id(), story=two.id, headline="Other words", starts=noon(), ends=noon(5)),
        Slot(id=new_id(), url="https://else.example/", headline="Elsewhere", source="Else"),
        Slot(id=new_id(), story=one.id),
    )
    own = store.save_story(story("Own"), ANN)
    old = store.save_list(store.curated(related_slug(own.id)), ANN)
    saved = store.save_list(replace(old, slots=slots), ANN)
    assert again().curated(related_slug(own.id)) == saved and saved.slots == slots
    assert store.places(one.id) == [(saved, 2)] and store.places(new_id()) == []
    turned = store.save_list(replace(saved, slots=slots[::-1]), BOB)
    assert store.places(one.id) == [(turned, 0)]
    assert store.at_revision(saved.revision) == saved
    with pytest.raises(Conflict) as caught:
        store.save_list(replace(saved, slots=()), ANN)
    assert caught.value.current == turned
    assert store.save_list(turned, ANN) == turned
    assert [r.reason for r in store.revisions(saved.id)] == ["create", "edit", "edit"]


def test_related_links_are_a_list_of_the_storys_own(store: Store) -> None:
    one, two = store.save_story(story("One"), ANN), store.save_story(story("Two"), ANN)
    fresh = store.curated(related_slug(one.id))
    assert fresh.slots == () and fresh.revision == "" and store.related_all() == []
    rival = store.curated(related_slug(one.id))
    saved = store.save_list(replace(fresh, slots=(Slot(id=new_id(), story=two.id),)), ANN)
    assert store.curated(related_slug(one.id)) == saved and store.related_all() == [saved]
    assert store.places(two.id) == [(saved, 0)]
    with pytest.raises(Conflict) as caught:
        store.save_list(rival, BOB)
    assert caught.value.current == saved


@pytest.mark.parametrize(
    "slots",
    [
        (Slot(id="a", story=new_id()),),
        (Slot(id="a", url="https://x.example"),),
        (Slot(id="a", url="https://x.example", headline="X"),) * 2,
        (Slot(id="a", url="x", headline="X", starts=noon(5), ends=noon()),),
        (Slot(id="a", url="x", headline="X", starts=dt.datetime(2026, 1, 1)),),
    ],
)
def test_a_list_that_cannot_stand_is_refused(store: Store, slots: tuple[Slot, ...]) -> None:
    slug = related_slug(store.save_story(story("Own"), ANN).id)
    before = store.save_list(store.curated(slug), ANN)
    with pytest.raises(BadInput):
        store.save_list(replace(before, slots=slots), ANN)
    assert store.curated(slug) == before


def test_lists_are_related_links_alone_and_keep_their_slug(store: Store) -> None:
    one, two = (store.save_story(story(name), ANN).id for name in ("One", "Two"))
    before = store.save_list(store.curated(related_slug(one)), ANN)
    for slug in ("front", related_slug(new_id())):
        with pytest.raises(NotFound):
            store.curated(slug)
        with pytest.raises(NotFound):
            store.save_list(replace(before, id=new_id(), slug=slug, revision=""), ANN)
    with pytest.raises(BadInput):
        store.save_list(replace(before, slug=related_slug(two)), ANN)


def test_the_publication_is_one_and_versioned(
    store: Store, again: Callable[..., Store], publication: Publication
) -> None:
    first = store.publication()
    assert replace(first, revision="") == publication
    saved = store.save_publication(replace(first, sections=(Section("world", "World"),)), BOB)
    assert again().publication() == saved
    assert store.at_revision(first.revision) == first
    with pytest.raises(Conflict):
        store.save_publication(replace(first, title="Other"), ANN)
    with pytest.raises(BadInput):
        store.save_publication(replace(first, id=new_id(), revision=""), ANN)
    assert store.publication() == saved


def test_a_photos_new_caption_is_found_in_its_stories(store: Store) -> None:
    photo = store.add_photo(*picture(caption="sunrise"), ANN)
    own = store.save_story(story("Own", photos=(Placement(photo=photo.id, caption="moonlight"),)), ANN)
    its = store.save_story(story("Its", photos=(Placement(photo=photo.id),)), ANN)

    def found(words: str) -> set[str]:
        return {row.id for row in store.rows(StoryQuery(search=words))}

    assert found("sunrise") == {its.id} and found("moonlight") == {own.id}
    store.save_photo(replace(photo, caption="nightfall"), ANN)
    assert found("sunrise") == set() and found("nightfall") == {its.id}
    store.save_story(replace(its, photos=()), ANN)
    assert found("nightfall") == set()
