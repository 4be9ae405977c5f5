"""Photos that nothing shows are deleted after a backup; nothing else is, and what was said of them stays."""

from dataclasses import replace

import pytest

from desk import operations as ops
from desk.domain import BadInput, Photo, Placement, Role, Unwritable, new_id
from desk.operations import backups
from tests.operations.conftest import paint


@pytest.fixture
def photos(desk, tmp_path):
    """A used photo, one on a card, one that a body names alone, two that nothing shows."""
    names = ("used", "card", "named", "free", "spare")
    made = {
        name: ops.photo.take_in(desk, paint(tmp_path / f"{name}.jpg", (n * 40, 90, 200 - n * 40))).value
        for n, name in enumerate(names)
    }
    story = ops.story.new(desk, headline="Ferry").value
    ops.library.place(desk, story.id, [made["used"].id], Role.LEAD)
    story = ops.story.get(desk, story.id)
    body = f"Words.\n\n![](photo:{made['named'].id})\n"
    ops.story.save(desk, replace(story, body=body, photos=story.photos[:1]))
    front = ops.fronts.holding(desk, "lead").slug
    ops.curation.act(desk, "lead", "add", [story.id])
    slot = ops.fronts.get(desk, front).container("lead").slots[0]
    ops.curation.edit_slot(desk, "lead", slot, replace(slot, photo=made["card"].id))
    return made


def original(desk, photo: Photo):
    return desk.store.media_path(photo)


def test_only_what_nothing_shows_is_named(desk, photos):
    found = ops.unused.among(desk)
    assert {one.name for one in found.photos} == {"free.jpg", "spare.jpg"} and found.kept == 3
    some = ops.unused.among(desk, [photos["free"].id, photos["card"].id])
    assert [one.name for one in some.photos] == ["free.jpg"] and some.kept == 1


def test_a_card_of_a_former_front_keeps_its_photo(desk, photos):
    front = ops.fronts.holding(desk, "lead").slug
    slot = ops.fronts.get(desk, front).container("lead").slots[0]
    ops.curation.edit_slot(desk, "lead", slot, replace(slot, photo=""))
    assert "card.jpg" not in {one.name for one in ops.unused.among(desk).photos}


def test_they_go_with_their_originals_and_a_backup_has_them(desk, photos):
    free = photos["free"]
    done = ops.unused.delete(desk, [one.id for one in photos.values()])
    assert (done.value.photos, done.value.kept) == (2, 3)
    assert done.value.size == free.size + photos["spare"].size
    assert done.change.ids == {free.id, photos["spare"].id}
    assert not original(desk, free).exists() and original(desk, photos["used"]).exists()
    assert [one.reason for one in backups.listed(desk.folder)] == ["before-deleting"]
    assert len(ops.library.ids(desk, ops.library.PhotoQuery()).ids) == 3
    assert desk.store.verify() == []
    folder = desk.folder
    desk.close()
    ops.backups.restore(folder, done.value.backup)
    with ops.desk.open_desk(folder, desk.who).store as store:
        assert store.photo(free.id).name == "free.jpg"
        assert store.media_path(free).read_bytes()
        assert store.verify() == []


def test_without_a_backup_nothing_goes(desk, photos, monkeypatch):
    def full(*_: object) -> None:
        raise Unwritable("The disk is full")

    monkeypatch.setattr(backups, "make", full)
    with pytest.raises(Unwritable):
        ops.unused.delete(desk, [photos["free"].id])
    assert original(desk, photos["free"]).exists() and desk.store.photo(photos["free"].id)


def test_stopped_it_leaves_the_rest(desk, photos):
    done = ops.unused.delete(desk, [photos["free"].id], cancelled=lambda: True)
    assert (done.value.photos, done.value.kept) == (0, 1)
    assert desk.store.photo(photos["free"].id)


def test_a_file_that_another_photo_once_had_stays(desk, photos, tmp_path):
    free, spare = photos["free"], photos["spare"]
    ops.library.replace_file(desk, free.id, paint(tmp_path / "new.jpg", (1, 2, 3)))
    again = ops.photo.take_in(desk, original(desk, free)).value  # the replaced file, as a photo of its own
    ops.unused.delete(desk, [again.id, spare.id])
    assert original(desk, free).exists()  # it may be brought back
    assert desk.store.verify() == []


def test_a_story_brought_back_has_the_words_of_a_deleted_photo(desk, photos):
    free = ops.photo.save(
        desk, replace(photos["free"], caption="A pier", credit="Ann", alt="A grey pier")
    ).value
    story = ops.story.new(desk, headline="Pier").value
    ops.library.place(desk, story.id, [free.id], Role.LEAD)
    before = ops.story.get(desk, story.id)
    ops.story.save(desk, replace(before, photos=()))
    ops.unused.delete(desk, [free.id])
    assert ops.comparing.versions(desk, before.revision) is not None
    back = ops.history.restore(desk, before.revision).value.story
    assert back.photos == (Placement(role=Role.LEAD, caption="A pier", credit="Ann", alt="A grey pier"),)
    with pytest.raises(BadInput, match="no photo"):
        ops.story.save(desk, replace(back, photos=(Placement(photo=new_id()),)))


def test_a_deleted_photo_can_come_again(desk, photos, tmp_path):
    ops.unused.delete(desk, [photos["free"].id])
    again = ops.photo.take_in(desk, tmp_path / "free.jpg").value
    assert again.id != photos["free"].id and original(desk, again).exists()
