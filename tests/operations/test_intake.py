"""Picture files come into the library and into stories: good ones whole, each bad one with a clear line."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import create_engine, text

from desk import operations as ops
from desk.domain import BadInput, Limits, NotFound, Role
from tests.photo.pictures import MATERIAL, encoded
from tests.photo.test_probing import HEIC, scene


@pytest.fixture
def folder(tmp_path):
    """A folder of a card reader: good pictures, a RAW, a cut one, what is no picture, what is hidden."""
    card = tmp_path / "card"
    (card / "DCIM").mkdir(parents=True)
    for number in range(3):
        (card / "DCIM" / f"{number}.JPG").write_bytes(encoded(scene(number), "JPEG"))
    (card / "phone.heic").write_bytes(HEIC.read_bytes())
    (card / "raw.cr2").write_bytes(b"II*\0\x10\0\0\0CR\2\0" + bytes(40))
    (card / "cut.png").write_bytes(encoded(scene(9), "PNG")[:5000])
    (card / "notes.txt").write_text("Ferry at ten")
    (card / ".hidden.jpg").write_bytes(b"x")
    return card


def test_a_folder_goes_into_the_library_and_each_bad_file_is_named(desk, folder):
    told = []
    done = ops.intake.take(desk, [folder], progress=lambda *each: told.append(each))
    taken = done.value
    assert [photo.name for photo in taken.photos] == ["phone.heic", "0.JPG", "1.JPG", "2.JPG"]
    assert (taken.new, taken.left) == (4, 0)
    assert {path.name: error.what for path, error in taken.failed} == {
        "raw.cr2": "raw.cr2 is a camera's RAW file",
        "cut.png": "cut.png is damaged or cut short",
    }
    assert told == [(number, 6) for number in range(1, 7)]
    assert done.change.ids == {photo.id for photo in taken.photos}
    assert {photo.id for photo in desk.store.photos()} == done.change.ids
    for photo in taken.photos:
        file = folder / ("" if photo.format == "HEIC" else "DCIM") / photo.name
        assert desk.store.media_path(photo).read_bytes() == file.read_bytes()
    again = ops.intake.take(desk, [folder]).value
    assert ([photo.id for photo in again.photos], again.new) == ([photo.id for photo in taken.photos], 0)
    assert not again.alike


def test_a_file_that_comes_twice_is_one_photo_and_is_counted(desk, folder):
    twice = [folder / "DCIM" / "0.JPG", folder / "copy.jpg", folder / "DCIM" / "1.JPG", folder / "cut.png"]
    twice[1].write_bytes(twice[0].read_bytes())
    taken = ops.intake.take(desk, twice).value
    assert (len(taken.photos), taken.new, taken.known, len(taken.failed)) == (2, 2, 1, 1)
    again = ops.intake.take(desk, twice).value
    assert (len(again.photos), again.new, again.known, len(again.failed)) == (2, 0, 3, 1)


def test_files_go_into_a_story_the_first_as_its_lead(desk, folder):
    story = ops.story.new(desk, headline="Ferry").value
    done = ops.intake.add(desk, story.id, [folder / "DCIM", folder / "cut.png"], credit="Ann")
    story = desk.store.story(story.id)
    photos = [photo.id for photo in done.value.photos]
    assert [(place.photo, place.role) for place in story.photos] == [
        (photos[0], Role.LEAD),
        (photos[1], Role.INLINE),
        (photos[2], Role.INLINE),
    ]
    assert f"(photo:{photos[2]})" in story.body
    assert {desk.store.photo(photo).credit for photo in photos} == {"Ann"}
    assert [path.name for path, _ in done.value.failed] == ["cut.png"]
    assert {*photos, story.id} <= done.change.ids


def test_what_cannot_be_begins_nothing(desk, folder, tmp_path):
    story = ops.story.new(desk, headline="Ferry").value
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadInput, match="no picture"):
        ops.intake.take(desk, [tmp_path / "empty"])
    with pytest.raises(BadInput, match="one lead"):
        ops.intake.add(desk, story.id, [folder], role=Role.LEAD)
    with pytest.raises(NotFound):
        ops.intake.add(desk, "no-such-story", [folder])
    only_bad = ops.intake.add(desk, story.id, [folder / "cut.png"])
    assert only_bad.value.failed
    assert desk.store.story(story.id) == story
    assert not desk.store.photos()
    assert not list((desk.folder / "media").rglob("*.*"))


def test_stopped_it_keeps_what_was_taken(desk, folder):
    answers = iter([False, False, True])
    taken = ops.intake.take(desk, [folder / "DCIM"], cancelled=lambda: next(answers)).value
    assert (len(taken.photos), taken.left) == (2, 1)
    assert len(desk.store.photos()) == 2


def test_a_file_that_looks_like_an_older_photo_is_pointed_out(desk, tmp_path):
    image = scene(1)
    (tmp_path / "ferry.png").write_bytes(encoded(image, "PNG"))
    (tmp_path / "small.jpg").write_bytes(encoded(image.resize((320, 210)), "JPEG", quality=60))
    (tmp_path / "else.jpg").write_bytes(encoded(scene(2), "JPEG"))
    older = ops.intake.take(desk, [tmp_path / "ferry.png"]).value.photos[0]
    story = ops.story.new(desk, headline="Ferry").value
    taken = ops.intake.add(desk, story.id, [tmp_path / "small.jpg", tmp_path / "else.jpg"]).value
    ((new, like),) = taken.alike
    assert (new.name, like) == ("small.jpg", older)
    assert taken.new == 2

    ops.intake.use_older(desk, story.id, [(new.id, older.id)])
    story = desk.store.story(story.id)
    assert [place.photo for place in story.photos] == [older.id, taken.photos[1].id]
    assert len(desk.store.photos()) == 3


def test_the_older_photo_stands_once_and_in_the_text_too(desk, tmp_path):
    image = scene(1)
    (tmp_path / "ferry.png").write_bytes(encoded(image, "PNG"))
    (tmp_path / "small.jpg").write_bytes(encoded(image.resize((320, 210)), "JPEG", quality=60))
    story = ops.story.new(desk, headline="Ferry").value
    older = ops.intake.add(desk, story.id, [tmp_path / "ferry.png"]).value.photos[0]
    taken = ops.intake.add(desk, story.id, [tmp_path / "small.jpg"], role=Role.INLINE).value
    ops.intake.use_older(desk, story.id, [(one.id, other.id) for one, other in taken.alike])
    story = desk.store.story(story.id)
    assert [(place.photo, place.role) for place in story.photos] == [(older.id, Role.LEAD)]
    assert f"(photo:{older.id})" in story.body


def test_reused_it_is_not_taken_again(desk, tmp_path):
    (tmp_path / "ferry.png").write_bytes(encoded(scene(1), "PNG"))
    (tmp_path / "small.jpg").write_bytes(encoded(scene(1).resize((320, 210)), "JPEG"))
    older = ops.photo.take_in(desk, tmp_path / "ferry.png").value
    taken = ops.intake.take(desk, [tmp_path / "small.jpg"], reuse=True).value
    assert (taken.photos, taken.new, taken.alike[0][1]) == ((older,), 0, older)
    assert desk.store.photos() == [older]


def test_photos_that_came_before_looks_were_kept_are_looked_at(desk, tmp_path):
    older = ops.photo.take_in(desk, encoded(scene(1), "PNG")).value
    lost = ops.photo.take_in(desk, encoded(scene(2), "PNG")).value
    desk.store.media_path(lost).unlink()
    with create_engine(f"sqlite:///{desk.folder / 'desk.sqlite'}").begin() as connection:
        connection.execute(text("UPDATE photo SET look = NULL"))
    (tmp_path / "small.jpg").write_bytes(encoded(scene(1).resize((320, 210)), "JPEG"))
    taken = ops.intake.take(desk, [tmp_path / "small.jpg"]).value
    assert [like.id for _, like in taken.alike] == [older.id]
    assert desk.store.looks()[older.id]
    assert desk.store.looks()[lost.id] is None
    assert desk.store.photo(older.id) == older  # a look is no change of the photo


def test_limits_of_the_publication_hold(desk, tmp_path):
    small = replace(ops.desk.publication(desk), photo_limits=Limits(pixels=100))
    ops.desk.save_publication(desk, small)
    with pytest.raises(BadInput, match="pixels, more than"):
        ops.photo.take_in(desk, encoded(Image.new("RGB", (11, 10)), "PNG"))
    assert ops.photo.take_in(desk, encoded(Image.new("RGB", (10, 10)), "PNG")).value.width == 10


@pytest.mark.skipif(not MATERIAL.is_dir(), reason="the shared material is not beside the project")
def test_all_of_the_material(desk, tmp_path):
    taken = ops.intake.take(desk, [MATERIAL]).value
    assert {path.name for path, _ in taken.failed} == {
        "decompression_bomb.gif",
        "truncated_image.png",
        "truncated_jpeg.jpg",
    }
    for photo in taken.photos:
        small = Image.open(BytesIO(ops.thumbnails.get(desk, photo.id, 64)))
        assert max(small.size) == 64
    # One picture, turned in five ways and sent in three formats.
    assert len({like.id for _, like in taken.alike}) == 1
    assert all(new.name.startswith("hopper") for new, _ in taken.alike)
