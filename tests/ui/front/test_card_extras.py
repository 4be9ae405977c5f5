"""In a card's own form: another picture and its crop, a pin, the story that stands in once it has ended."""

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from tests.ui.front.boards import panel, put


@pytest.fixture
def extras(board, session, published, again, picture, tmp_path, settle):
    """The form of Alpha's card is open; the story has one photo and the library another."""
    alpha = published["Alpha"]
    ops.photo.add(session.desk, alpha.id, [picture], caption="The pier")
    Image.new("RGB", (900, 600), (20, 90, 60)).save(tmp_path / "quay.jpg")
    ops.photo.take_in(session.desk, tmp_path / "quay.jpg")
    put(session, "lead", alpha)
    again()
    view = panel(board, "lead").view
    view.choose(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert board.card.isVisible()
    return board.extras


@pytest.fixture
def slot(session, settle):
    def now():
        settle()
        settle()
        return ops.fronts.get(session.desk, "front").container("lead").slots[0]

    return now


def test_another_picture_is_chosen_by_keyboard_cropped_and_given_back(
    qtbot, extras, board, session, slot, settle
):
    QTest.keyClick(extras.picture, Qt.Key.Key_Space)
    settle()
    found = extras.photos.found
    assert [found.item(number).text() for number in range(found.count())] == [
        "The story’s own",
        "The pier",
        "quay.jpg",
    ]
    QTest.keyClicks(extras.photos.field, "quay")
    settle()
    assert board.card.isVisible() and extras.photos.isVisible()
    from_library = next(one for one in session.desk.store.photos() if one.name == "quay.jpg")
    extras.photos._search()
    settle()
    QTest.keyClick(extras.photos.field, Qt.Key.Key_Return)
    assert slot().photo == from_library.id
    qtbot.waitUntil(lambda: extras.picture.text() == "Another photo" and extras.crop.isVisible())
    extras.crop.setCurrentIndex(extras.crop.findData("1:1"))
    extras.crop.activated.emit(extras.crop.currentIndex())
    crop = slot().crop
    assert crop is not None and crop == ops.photo.framed(from_library, "1:1")
    QTest.keyClick(extras.picture, Qt.Key.Key_Space)
    settle()
    extras.photos.found.setCurrentRow(0)
    QTest.keyClick(extras.photos.found, Qt.Key.Key_Return)
    held = slot()
    assert (held.photo, held.crop) == ("", None)
    qtbot.waitUntil(lambda: not extras.crop.isVisible())
    for _ in range(3):
        board.undo()
        settle()
    assert slot().photo == ""


def test_it_is_pinned_and_gets_a_story_that_stands_in(extras, board, published, slot, settle):
    QTest.keyClick(extras.pinned, Qt.Key.Key_Space)
    assert slot().pinned
    assert extras.fallback.text() == "Nothing once it has ended"
    QTest.keyClick(extras.fallback, Qt.Key.Key_Space)
    QTest.keyClicks(extras.stories.field, "Gamma")
    settle()
    extras.stories._search()
    settle()
    QTest.keyClick(extras.stories.field, Qt.Key.Key_Return)
    assert slot().fallback == published["Gamma"].id
    settle()
    assert extras.fallback.text() == "Gamma"
    QTest.keyClick(extras.fallback, Qt.Key.Key_Space)
    assert slot().fallback == "" and slot().pinned


def test_the_form_stays_within_the_board_when_it_grows(extras, board, settle):
    QTest.keyClick(extras.picture, Qt.Key.Key_Space)
    settle()
    assert board.rect().contains(board.card.geometry())
