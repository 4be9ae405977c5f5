"""The words that keys make."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from desk.ui.keystrokes import Pasted, told


def key(words: str, code: Qt.Key = Qt.Key.Key_A) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, words)


def given(words: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(words)
    return event


@pytest.mark.parametrize("words", ["می‌خواهم", "👩‍🚒", "12\u00a0km", "e\u0301", "漢字"])
def test_joiners_marks_and_spaces_that_do_not_break_are_kept(words: str):
    assert told([key(one) for one in words], "body") == (("body", words),)
    assert told([given(words)], "headline") == (("headline", words),)


def test_keys_that_write_nothing_leave_nothing():
    keys = [key("\x1b", Qt.Key.Key_Escape), key("", Qt.Key.Key_Up), key("\x7f", Qt.Key.Key_Delete)]
    assert told([key("a"), *keys], "body") == (("body", "a"),)


def test_tab_and_enter_go_from_line_to_line_and_paragraph_to_paragraph():
    enter, tab = key("\r", Qt.Key.Key_Return), key("\t", Qt.Key.Key_Tab)
    keys = [key("k"), enter, key("h"), tab, key("s"), enter, key("b"), enter, key("c")]
    assert told(keys, "kicker") == (("kicker", "k"), ("headline", "h"), ("standfirst", "s"), ("body", "b\nc"))


def pasted(words: str) -> Pasted:
    data = QMimeData()
    data.setText(words)
    return Pasted(data)


def test_a_paste_goes_in_at_the_cursor_as_lines_where_the_field_has_them():
    keys = [key("a"), pasted("Grain\trose\r\nin \x0bMay\x00"), key("b")]
    assert told(keys, "body") == (("body", "aGrain rose\nin \nMayb"),)
    assert told(keys, "headline") == (("headline", "aGrain rose in  Mayb"),)


LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
HOME, END, DELETE = Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Delete


@pytest.mark.parametrize(
    ("before", "moves", "words"),
    [
        ("port", [LEFT, LEFT], "poXrt"),
        ("port", [LEFT] * 9 + [RIGHT], "pXort"),
        ("port", [RIGHT], "portX"),
        ("old\nport", [HOME], "old\nXport"),
        ("old\nport", [HOME, LEFT, END, LEFT, DELETE], "olX\nport"),
        ("cafe\u0301", [LEFT], "cafXe\u0301"),
        ("نص", [LEFT], "نصX"),
        ("نص", [RIGHT], "نXص"),
    ],
)
def test_words_stand_where_the_cursor_was_moved_to(before: str, moves: list[Qt.Key], words: str):
    keys = [*(key(one, Qt.Key.Key_Return if one == "\n" else Qt.Key.Key_A) for one in before)]
    assert told([*keys, *(key("", move) for move in moves), key("X")], "body") == (("body", words),)
