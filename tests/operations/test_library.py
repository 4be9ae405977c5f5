"""Words changed in many photos at once, photos placed, files replaced; each taken back as one step."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk import operations as ops
from desk.domain import BadInput, Cancelled, Crop, Photo, PhotoQuery, Role
from desk.operations import Desk


def picture(path: Path, size: tuple[int, int] = (90, 60), shade: int = 90) -> Path:
    Image.new("RGB", size, (shade, 40, 60)).save(path)
    return path


@pytest.fixture
def photos(desk: Desk, tmp_path: Path) -> list[Photo]:
    files = [picture(tmp_path / f"{number}.jpg", shade=number * 20) for number in range(4)]
    return [ops.photo.take_in(desk, file).value for file in files]


def now(desk: Desk, photos: list[Photo]) -> list[Photo]:
    return [ops.photo.get(desk, photo.id) for photo in photos]


def test_many_photos_get_what_was_typed_and_nothing_else(desk: Desk, photos: list[Photo]) -> None:
    ops.photo.save(desk, replace(photos[0], caption="Own", keywords=("Flood",)))
    done = ops.photo_words.edit(
        desk,
        [photo.id for photo in photos],
        {"credit": "Ann / The Hour"},
        added={"keywords": ["flood", "River"]},
    )
    first, *rest = now(desk, photos)
    assert (first.caption, first.credit, first.keywords) == ("Own", "Ann / The Hour", ("Flood", "River"))
    assert {(photo.caption, photo.credit, photo.keywords) for photo in rest} == {
        ("", "Ann / The Hour", ("flood", "River"))
    }
    assert len(done.value.revisions) == 4 and done.change.ids >= {photo.id for photo in photos}
    assert len(desk.store.revisions(first.id)) == 3


def test_taking_back_leaves_what_others_wrote_since(desk: Desk, photos: list[Photo]) -> None:
    ids = [photo.id for photo in photos]
    done = ops.photo_words.edit(desk, ids, {"credit": "Ann", "city": "Tbilisi"}).value
    one, two, *_ = now(desk, photos)
    ops.photo.save(desk, replace(one, caption="Written since"))
    ops.photo.save(desk, replace(two, credit="Bob"))
    back = ops.photo_words.take_back(desk, done).value
    one, two, three, _ = now(desk, photos)
    assert (one.caption, one.credit, one.city) == ("Written since", "", "")
    assert (two.credit, two.city) == ("Bob", "")
    assert three.credit == three.city == ""
    again = ops.photo_words.take_back(desk, back).value
    assert len(again.revisions) == 4 and ops.photo.get(desk, one.id).credit == "Ann"


def test_a_change_of_many_is_whole_or_not_at_all(desk: Desk, photos: list[Photo]) -> None:
    ids = [photo.id for photo in photos]
    seen: list[int] = []
    with pytest.raises(Cancelled):
        ops.photo_words.edit(
            desk,
            ids,
            {"credit": "Ann"},
            progress=lambda done, _: seen.append(done),
            cancelled=lambda: len(seen) == 2,
        )
    assert [photo.credit for photo in now(desk, photos)] == [""] * 4
    assert now(desk, photos) == photos


def test_what_changes_in_a_photo_names_the_stories_that_show_it(desk: Desk, photos: list[Photo]) -> None:
    story = ops.story.new(desk, headline="Flood").value
    ops.library.place(desk, story.id, [photos[0].id], Role.LEAD)
    done = ops.photo_words.edit(desk, [photos[0].id], {"caption": "Water"})
    assert story.id in done.change.ids


def test_photos_of_the_library_are_placed_in_a_story(desk: Desk, photos: list[Photo]) -> None:
    story = ops.story.new(desk, headline="Flood").value
    ids = [photo.id for photo in photos]
    placed = ops.library.place(desk, story.id, ids[:3], Role.LEAD).value
    assert placed.lead is not None and placed.lead.photo == ids[0]
    assert [place.photo for place in placed.inline] == ids[1:3]
    placed = ops.library.place(desk, story.id, ids[1:], Role.INLINE).value
    assert [place.photo for place in placed.inline] == ids[1:]
    assert placed.body.count("photo:") == 3
    with pytest.raises(BadInput):
        ops.library.place(desk, story.id, [], Role.INLINE)
    used = ops.library.rows(desk, ids)
    assert [row.used for row in used] == [1, 1, 1, 1]


CROPS = (("16:9", Crop(0.1, 0.1, 0.9, 0.9)), ("1:1", Crop(0.2, 0.0, 0.8, 1.0)))


def test_a_file_of_the_same_shape_takes_the_place_with_words_and_crops(
    desk: Desk, photos: list[Photo], tmp_path: Path
) -> None:
    story = ops.story.new(desk, headline="Flood").value
    ops.library.place(desk, story.id, [photos[0].id], Role.LEAD)
    old = ops.photo.save(desk, replace(photos[0], caption="Water", crops=CROPS, focal=(0.2, 0.3))).value
    new = picture(tmp_path / "better.jpg", (180, 120), 200)
    done = ops.library.replace_file(desk, old.id, new)
    now = ops.photo.get(desk, old.id)
    assert (now.caption, now.crops, now.focal) == ("Water", CROPS, (0.2, 0.3))
    assert (now.width, now.height, now.name) == (180, 120, "better.jpg") and now.hash != old.hash
    assert done.value.used == 1 and done.value.reset == () and story.id in done.change.ids
    assert desk.store.media_path(now).read_bytes() == new.read_bytes()
    assert desk.store.media_path(old).is_file()
    assert [one for one in desk.store.verify() if one.severity != "mended"] == []


def test_crops_that_no_longer_fit_are_reset_and_named_and_all_can_be_taken_back(
    desk: Desk, photos: list[Photo], tmp_path: Path
) -> None:
    old = ops.photo.save(desk, replace(photos[0], crops=CROPS, angle=2.0)).value
    done = ops.library.replace_file(desk, old.id, picture(tmp_path / "tall.png", (60, 90))).value
    assert done.reset == ("16:9", "1:1")
    assert (done.photo.crops, done.photo.angle, done.photo.format) == ((), 0.0, "PNG")
    ops.photo.save(desk, replace(done.photo, caption="Written since"))
    ops.library.replace_back(desk, done)
    now = ops.photo.get(desk, old.id)
    assert (now.hash, now.name, now.crops, now.angle) == (old.hash, old.name, CROPS, 2.0)
    assert now.caption == "Written since"
    with pytest.raises(BadInput):
        ops.library.replace_back(desk, done)


def test_a_file_that_is_another_photos_or_no_picture_is_refused(
    desk: Desk, photos: list[Photo], tmp_path: Path
) -> None:
    other = desk.store.media_path(photos[1])
    with pytest.raises(BadInput, match=r"1\.jpg"):
        ops.library.replace_file(desk, photos[0].id, other)
    (tmp_path / "no.jpg").write_text("no picture")
    with pytest.raises(BadInput):
        ops.library.replace_file(desk, photos[0].id, tmp_path / "no.jpg")
    assert now(desk, photos) == photos


def test_a_replaced_file_is_in_the_backup_too(desk: Desk, photos: list[Photo], tmp_path: Path) -> None:
    ops.library.replace_file(desk, photos[0].id, picture(tmp_path / "new.jpg", (180, 120), 200))
    desk.store.backup()
    kept = {file.stem for file in (desk.folder / "backups" / "media").rglob("*.jpg")}
    assert photos[0].hash in kept


def test_lists_of_photos(desk: Desk, photos: list[Photo]) -> None:
    found = ops.library.ids(desk, PhotoQuery(search="unused"))
    assert found.ids == [photo.id for photo in reversed(photos)]
    assert [one.words for one in ops.library.completions(desk, "unu", 3)] == ["unused "]


# Copies


def test_a_copy_says_what_the_desk_says_and_the_original_stays(
    desk: Desk, photos: list[Photo], tmp_path: Path
) -> None:
    one = ops.photo.save(desk, replace(photos[0], caption="Նավահանգիստ", city="Batumi")).value
    original = desk.store.media_path(one)
    before = original.read_bytes()
    out = tmp_path / "out"
    out.mkdir()
    assert ops.library.save_copy(desk, one.id, out) == out / "0.jpg"
    assert ops.library.save_copy(desk, one.id, out / "named") == out / "named.jpg"
    back = ops.photo.take_in(desk, out / "named.jpg").value
    assert (back.caption, back.city, back.id) == ("Նավահանգիստ", "Batumi", back.id)
    assert (out / "0.jpg").read_bytes() == (out / "named.jpg").read_bytes()
    assert original.read_bytes() == before
    assert sorted(path.name for path in out.iterdir()) == ["0.jpg", "named.jpg"]


def test_a_copy_has_a_name_that_every_system_takes(desk: Desk, photos: list[Photo], tmp_path: Path) -> None:
    for name, copied in (("aux.jpg", "aux-.jpg"), ("10:30 quay?.jpg", "10-30 quay-.jpg")):
        source = tmp_path / "source" / name
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(desk.store.media_path(photos[0]).read_bytes() + name.encode())
        one = ops.photo.take_in(desk, source).value
        assert ops.library.save_copy(desk, one.id, tmp_path) == tmp_path / copied


def test_a_copy_never_replaces_a_file_unasked_or_stands_in_the_desk(
    desk: Desk, photos: list[Photo], tmp_path: Path
) -> None:
    file = tmp_path / "mine.jpg"
    file.write_bytes(b"mine")
    with pytest.raises(BadInput, match="there already"):
        ops.library.save_copy(desk, photos[0].id, file)
    assert file.read_bytes() == b"mine"
    ops.library.save_copy(desk, photos[0].id, file, over=True)
    assert file.read_bytes() != b"mine"
    original = desk.store.media_path(photos[0])
    before = original.read_bytes()
    link = tmp_path / "link.jpg"
    link.symlink_to(original)
    for wrong in (original, desk.folder / "copy.jpg", tmp_path / "no" / "copy.jpg", tmp_path / "copy.png"):
        with pytest.raises(BadInput):
            ops.library.save_copy(desk, photos[0].id, wrong, over=True)
    with pytest.raises(BadInput):
        ops.library.save_copy(desk, photos[0].id, link, over=True)
    assert original.read_bytes() == before


@pytest.mark.parametrize("ending", ["gif", "avif"])
def test_a_format_that_carries_no_words_is_said(desk: Desk, tmp_path: Path, ending: str) -> None:
    photo = ops.photo.take_in(desk, picture(tmp_path / f"one.{ending}")).value
    with pytest.raises(BadInput, match=f"{photo.format} picture cannot carry"):
        ops.library.save_copy(desk, photo.id, tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


def test_a_lost_original_leaves_no_copy(desk: Desk, photos: list[Photo], tmp_path: Path) -> None:
    desk.store.media_path(photos[0]).unlink()
    with pytest.raises(BadInput):
        ops.library.save_copy(desk, photos[0].id, tmp_path / "copy.jpg")
    assert not list(tmp_path.glob("*copy*"))
