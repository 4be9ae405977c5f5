"""The words that keys make."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from desk.ui.keystrokes import told


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
    keys = [key("\x1b", Qt.Key.Key_Escape), key("", Qt.Key.Key_Left), key("\x7f", Qt.Key.Key_Delete)]
    assert told([key("a"), *keys], "body") == (("body", "a"),)


def test_tab_and_enter_go_from_line_to_line_and_paragraph_to_paragraph():
    enter, tab = key("\r", Qt.Key.Key_Return), key("\t", Qt.Key.Key_Tab)
    keys = [key("k"), enter, key("h"), tab, key("s"), enter, key("b"), enter, key("c")]
    assert told(keys, "kicker") == (("kicker", "k"), ("headline", "h"), ("standfirst", "s"), ("body", "b\nc"))
