"""The grid in the real window: another story, saving and leaving lose nothing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication


def type_in(window, words):
    grid = window.cards.table.grid
    for sign in words:
        event = QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(grid.indexWidget(grid.currentIndex()), event)


def test_going_to_another_story_keeps_what_was_typed_in_a_cell(window, session, settle, stories):
    from desk import operations as ops

    window.commands["table"].trigger()
    type_in(window, "Quay")
    window.open(stories["Beta"].id)
    settle()
    assert window.cards.table.isHidden()
    window.open_story.flush()
    settle()
    assert "| Quay |  |  |" in ops.story.get(session.desk, stories["Alpha"].id).body
    assert "Quay" not in ops.story.get(session.desk, stories["Beta"].id).body
    window.open(stories["Alpha"].id)
    settle()
    assert "| Quay |  |  |" in window.body.markdown()


def test_saving_takes_the_words_of_the_cell_and_writing_goes_on(window, settle, stored):
    window.commands["table"].trigger()
    type_in(window, "Qu")
    assert "| Qu |  |  |" in stored().body
    assert not window.cards.table.isHidden()
    type_in(window, "ay")
    assert "| Quay |  |  |" in stored().body


def test_the_source_shows_what_was_typed_in_a_cell(window, settle):
    window.commands["table"].trigger()
    type_in(window, "Quay")
    window.commands["source"].trigger()
    assert "| Quay |  |  |" in window.sheet.source_view.toPlainText()
    assert window.cards.table.isHidden()
    assert not window.commands["table"].isEnabled()
    window.commands["source"].trigger()
    assert window.commands["table"].isEnabled()


def test_a_footnote_s_words_survive_another_story(window, session, settle, stories):
    from desk import operations as ops

    window.body.insertPlainText("Words")
    window.commands["footnote"].trigger()
    window.cards.source.source.insertPlainText("By two days.")
    window.open(stories["Beta"].id)
    settle()
    window.open_story.flush()
    settle()
    assert "[^1]: By two days." in ops.story.get(session.desk, stories["Alpha"].id).body
