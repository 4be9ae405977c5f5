"""A long story shows its first screen at once and fills the rest in slices."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from desk import text

LONG = "\n\n".join(f"Paragraph {n} of a long story, *wrapped*  by\nhand." for n in range(1500)) + "\n"


@pytest.fixture
def filling(body):
    body.set_markdown(LONG)
    assert body.is_filling()
    return body


def shown(body) -> int:
    """Return how many blocks are there yet; asking for the document would bring them all."""
    return QTextEdit.document(body).blockCount()


def test_the_first_screen_is_there_at_once_and_all_of_it_soon(filling, qtbot):
    assert 20 < shown(filling) < 400
    qtbot.waitUntil(lambda: not filling.is_filling(), timeout=20_000)
    assert shown(filling) == 1500
    assert not filling.document().isUndoAvailable()
    assert filling.markdown() == LONG


def test_who_asks_for_the_text_gets_all_of_it(filling):
    assert filling.markdown() == LONG
    assert not filling.is_filling()


def test_who_asks_whether_it_changed_brings_nothing_in(filling):
    there = shown(filling)
    before = filling.revision()
    assert filling.is_filling() and shown(filling) == there
    assert filling.markdown() == LONG and filling.revision() != before


def test_of_long_paragraphs_no_slice_takes_many(body, qtbot):
    body.set_markdown("\n\n".join(f"Paragraph {n} {'of words ' * 500}" for n in range(40)))
    seen = [shown(body)]
    body._next.timeout.connect(lambda: seen.append(shown(body)))
    qtbot.waitUntil(lambda: not body.is_filling(), timeout=20_000)
    assert seen[0] <= 2 and seen[1] - seen[0] <= 2, seen


def test_the_cursor_can_be_put_anywhere_before_it_is_whole(filling):
    cursor = filling.textCursor()
    cursor.setPosition(filling.document().characterCount() - 1)
    filling.setTextCursor(cursor)
    assert cursor.block().text().startswith("Paragraph 1499 ")
    filling.set_markdown(LONG)
    assert not filling.document().find("Paragraph 1400 ").isNull()


def test_keys_pressed_meanwhile_are_typed_in_their_order_and_can_be_undone(filling, press, qtbot):
    told = []
    filling.edited.connect(lambda: told.append(filling.is_filling()))
    press("Ab")
    press(Qt.Key.Key_Return)
    assert told, "who saves asks for the text when it hears of an edit"
    qtbot.waitUntil(lambda: not filling.is_filling(), timeout=20_000)
    assert filling.markdown() == "Ab\n\n" + LONG
    while filling.document().isUndoAvailable():
        filling.undo()
    assert filling.markdown() == LONG


def test_a_save_in_between_has_the_keys_that_wait(filling, press):
    press("Now: ")
    assert filling.markdown().startswith("Now: Paragraph 0 of")
    assert len(text.read(filling.markdown()).blocks) == 1500


def test_another_story_takes_its_place(filling, press):
    filling.set_markdown("Short\n")
    assert filling.markdown() == "Short\n"
    filling.moveCursor(QTextCursor.MoveOperation.End)
    press("er")
    filling.undo()
    assert filling.markdown() == "Short\n"


def test_nothing_is_told_of_the_filling(body, qtbot):
    told = []
    body.edited.connect(lambda: told.append(1))
    body.set_markdown(LONG)
    body.complete()
    qtbot.wait(20)
    assert not told
