"""Files dropped on the photo pane: taken in beside the window, counted, stopped; what looks alike is said."""

from pathlib import Path

import pytest
from PIL import Image

from desk import operations as ops
from desk.domain import Role
from tests.photo.pictures import encoded
from tests.photo.test_probing import scene


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.jpg").write_bytes(encoded(scene(number), "JPEG"))
    (folder / "cut.png").write_bytes(encoded(scene(9), "PNG")[:5000])
    return folder


@pytest.fixture
def stored(window, session):
    return lambda: ops.story.get(session.desk, window.open_story.story.id)


def test_a_folder_comes_in_counted_and_a_bad_file_is_named(window, session, settle, card, stored):
    told = []
    window.exports._progressed.connect(lambda *said: told.append(said))
    window.photos.well.dropped.emit([card])
    settle()
    settle()
    assert [place.role for place in stored().photos] == [Role.LEAD, *[Role.INLINE] * 3]
    assert ("Adding photos", 5, 5) in told
    assert "cut.png is damaged" in window.notice.words.text()
    assert not window.status.cancel.isVisible()


def test_words_typed_meanwhile_stay(window, session, settle, card, stored):
    window.photos.well.dropped.emit([card])
    window.body.moveCursor(window.body.textCursor().MoveOperation.Start)
    window.body.insertPlainText("Typed meanwhile. ")
    settle()
    window.open_story.flush()
    settle()
    assert stored().body.startswith("Typed meanwhile. Words of Alpha.")
    assert len(stored().photos) == 4


def test_cancel_stops_between_files(window, session, settle, card, stored):
    window.exports._progressed.connect(lambda *said: window.status.cancel.click())
    window.photos.well.dropped.emit([card])
    settle()
    settle()
    assert 1 <= len(stored().photos) < 4
    assert "not looked at" in window.notice.words.text()


def test_a_file_that_looks_like_an_older_photo_can_give_way(window, session, settle, tmp_path, stored):
    older = ops.photo.take_in(session.desk, encoded(scene(1), "PNG"), name="ferry.png").value
    Image.Image.save(scene(1).resize((320, 210)), tmp_path / "small.jpg")
    window.photos.well.dropped.emit([tmp_path / "small.jpg"])
    settle()
    assert stored().lead.photo != older.id
    assert window.notice.words.text().startswith("small.jpg looks like ferry.png")
    assert window.notice.button.text() == "Use the older"
    window.notice.button.click()
    settle()
    assert stored().lead.photo == older.id
    assert len(session.desk.store.photos()) == 2
