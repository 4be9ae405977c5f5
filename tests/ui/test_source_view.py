"""The story as its Markdown, there and back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import text
from desk.ui.editor import BodyEditor
from desk.ui.sheet import Sheet
from desk.ui.source_places import from_source, put_doc, to_source, unchanged
from tests.text import samples
from tests.text.test_exact import OWN

STORY = (
    "The *old* **bridge** is open.   \n"
    + """

## What it cost

* One \U0001f600 million
* Two [boats](https://a.example "b is")

> A quote.
> Of two lines.

| a | b |
|---|---|
| 1 | 2 |

The end &amp; more.
"""
)
_fixture_kept = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def sheet(qtbot):
    made = Sheet(BodyEditor())
    qtbot.addWidget(made)
    made.body.set_markdown(STORY)
    return made


def put_caret(body, words, after=0):
    cursor = body.document().find(words)
    cursor.setPosition(cursor.selectionStart() + after)
    body.setTextCursor(cursor)


@pytest.mark.parametrize("name", OWN)
def test_there_and_back_changes_no_byte(sheet, name):
    sheet.body.set_markdown(OWN[name])
    sheet.body.document().setModified(False)
    sheet.show_source(True)
    assert sheet.markdown() == OWN[name]
    sheet.show_source(False)
    assert sheet.markdown() == OWN[name]
    assert not sheet.body.document().isModified()


def test_line_ends_of_other_systems_stay_where_nobody_types(sheet):
    sheet.body.set_markdown("One.\r\n\r\nTwo.\r\n")
    sheet.show_source(True)
    assert sheet.markdown() == "One.\r\n\r\nTwo.\r\n"


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("bridge", "bridge**"),
        ("cost", "cost"),
        ("million", "million"),
        ("boats", "boats]"),
        ("two lines", "two lines"),
        ("more", "more"),
    ],
)
def test_the_cursor_stays_in_the_words(sheet, words, source):
    put_caret(sheet.body, words, after=2)
    sheet.show_source(True)
    assert sheet.source_view.markdown()[sheet.source_view.place() - 2 :].startswith(source)
    sheet.body.moveCursor(QTextCursor.MoveOperation.Start)
    sheet.show_source(False)
    cursor = sheet.body.textCursor()
    assert (
        cursor.block()
        .text()
        .encode("utf-16-le")[2 * cursor.positionInBlock() - 4 :]
        .startswith(words.encode("utf-16-le"))
    )


def test_what_is_typed_in_the_source_is_one_step_of_undo(sheet):
    put_caret(sheet.body, "open")
    sheet.body.insertPlainText("now ")
    before = sheet.markdown()
    sheet.show_source(True)
    sheet.source_view.moveCursor(QTextCursor.MoveOperation.End)
    sheet.source_view.insertPlainText("\nAnother *paragraph*.\n\n### And a head\n")
    put_caret(sheet.source_view, "* Two [")
    sheet.source_view.insertPlainText("* Three\n")
    typed = sheet.source_view.markdown()
    sheet.show_source(False)
    assert sheet.markdown() == typed
    sheet.body.undo()
    assert sheet.markdown() == before
    sheet.body.undo()
    assert sheet.markdown() == STORY
    sheet.body.redo()
    sheet.body.redo()
    assert sheet.markdown() == typed


def test_undo_in_the_source_stays_in_the_source(sheet):
    sheet.show_source(True)
    sheet.source_view.insertPlainText("New. ")
    sheet.source_view.undo()
    assert sheet.markdown() == STORY
    assert not sheet.source_view.changed


def test_a_no_break_space_and_an_emoji_come_through(sheet):
    sheet.show_source(True)
    sheet.source_view.insertPlainText("10\u00a0000 \U0001f680 ")
    sheet.show_source(False)
    assert sheet.markdown() == "10\u00a0000 \U0001f680 " + STORY


@_fixture_kept
@given(samples.markdown, samples.markdown)
def test_any_change_in_the_source_is_what_the_rich_text_says(qtbot, before, after):
    body = BodyEditor()
    body.set_markdown(before)
    put_doc(body, text.read(after))
    shown = body.doc()
    assert [block.content for block in shown.blocks] == [b.content for b in text.read(after).blocks]
    assert text.write(shown) == after or not text.read(after).blocks
    body.undo()
    assert text.read(body.markdown()) == text.read(before)


@_fixture_kept
@given(samples.markdown, st.integers(0, 400))
def test_every_place_has_one_in_the_other_view(qtbot, markdown, at):
    body = BodyEditor()
    body.set_markdown(markdown)
    cursor = body.textCursor()
    cursor.setPosition(at % body.document().characterCount())
    body.setTextCursor(cursor)
    source = body.markdown()
    doc = body.doc() if unchanged(source, body.doc()) else text.read(source)
    place = to_source(body, doc)
    assert 0 <= place <= len(source)
    from_source(body, doc, place)
    assert body.textCursor().block() == cursor.block() or not cursor.block().text().strip()


def test_marks_are_shown_in_the_source(sheet):
    sheet.show_source(True)
    document = sheet.source_view.document()
    heading = document.find("What it cost").block().layout().formats()
    assert any(part.format.fontWeight() > 600 for part in heading)
    link = document.find("boats").block().layout().formats()
    assert any(part.format.foreground().color().isValid() for part in link)


def test_ten_thousand_words_turn_and_come_back(sheet):
    sheet.body.set_markdown(
        "\n\n".join(["Words *of* a **long** story, one [link](https://a.example) each. " * 5] * 190)
    )
    written = sheet.body.markdown()
    sheet.show_source(True)
    assert sheet.source_view.toPlainText() == written
    sheet.show_source(False)
    assert sheet.body.markdown() == written


def test_the_sheet_follows_the_cursor_in_the_source(qtbot, sheet):
    sheet.resize(700, 500)
    sheet.show()
    sheet.body.set_markdown("\n\n".join(f"Paragraph {n} of a long story." for n in range(200)))
    sheet.show_source(True)
    sheet.source_view.setFocus()
    sheet.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: sheet.source_view.hasFocus())
    sheet.source_view.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.waitUntil(lambda: sheet.verticalScrollBar().value() > 1000, timeout=3000)


STORY_OF_LENGTH = (
    STORY + "\n" + "\n\n".join(f"Paragraph {n} *of* a **long** story." for n in range(300)) + "\n"
)


class Later:
    """Does work when told to, as a busy worker would."""

    def __init__(self):
        self.waiting = []

    def __call__(self, work, done):
        self.waiting.append(lambda: done(work()))

    def finish(self):
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def worker(sheet):
    sheet.body.set_markdown(STORY_OF_LENGTH)
    sheet.body.complete()
    sheet.body.work = worker = Later()
    return worker


def turn(sheet, worker, qtbot):
    shown = sheet.source_view.isHidden()
    sheet.turn_source()
    worker.finish()
    qtbot.waitUntil(lambda: sheet.source_view.isHidden() != shown)


def type_into(field, words):
    for sign in words:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_unknown, sign, Qt.KeyboardModifier.NoModifier
        )


def test_a_long_text_turns_without_holding_a_key_and_keys_follow_it(sheet, worker, qtbot):
    put_caret(sheet.body, "Paragraph 150")
    sheet.turn_source()
    type_into(sheet.body, "**A** ")
    assert sheet.markdown() == STORY_OF_LENGTH
    worker.finish()
    assert sheet.source_view.isHidden()
    qtbot.waitUntil(lambda: not sheet.source_view.isHidden())
    typed = STORY_OF_LENGTH.replace("Paragraph 150", "**A** Paragraph 150")
    assert sheet.markdown() == typed
    sheet.turn_source()
    type_into(sheet.source_view, "b ")
    assert sheet.markdown() == typed
    worker.finish()
    qtbot.waitUntil(lambda: sheet.source_view.isHidden())
    assert sheet.markdown() == typed.replace("**A** ", "**A** b ")
    sheet.body.undo()
    sheet.body.undo()
    assert sheet.markdown() == STORY_OF_LENGTH


def test_what_changed_while_a_turn_was_under_way_is_in_both_views(sheet, worker, qtbot):
    sheet.turn_source()
    sheet.body.textCursor().insertText("New. ")
    worker.finish()
    qtbot.waitUntil(lambda: not sheet.source_view.isHidden())
    assert sheet.markdown() == sheet.body.markdown()
    assert sheet.markdown().startswith("New. The")
    sheet.source_view.textCursor().insertText("More. ")
    sheet.turn_source()
    sheet.source_view.textCursor().insertText("And more. ")
    worker.finish()
    qtbot.waitUntil(lambda: sheet.source_view.isHidden())
    assert "More. And more. " in sheet.markdown()
    assert "New. " in sheet.markdown()


def test_a_turn_that_is_left_leaves_text_and_keys_where_they_were(sheet, worker, qtbot):
    put_caret(sheet.body, "Paragraph 150")
    sheet.turn_source()
    type_into(sheet.body, "A ")
    sheet.turn_source()
    worker.finish()
    assert sheet.source_view.isHidden()
    typed = STORY_OF_LENGTH.replace("Paragraph 150", "A Paragraph 150")
    assert sheet.markdown() == typed
    turn(sheet, worker, qtbot)
    assert sheet.markdown() == typed


def test_another_story_is_not_turned_by_a_turn_begun_before(sheet, worker, qtbot):
    turn(sheet, worker, qtbot)
    sheet.source_view.textCursor().insertText("New. ")
    sheet.turn_source()
    sheet.settle()
    sheet.body.set_markdown("Other.\n")
    worker.finish()
    assert sheet.body.markdown() == "Other.\n"
    assert not sheet.source_view.isHidden()


@pytest.mark.parametrize("kind", ["mouse", "ime"])
def test_what_cannot_wait_ends_the_turn_first(sheet, worker, kind):
    sheet.turn_source()
    type_into(sheet.body, "a")
    if kind == "mouse":
        QTest.mouseClick(sheet.body.viewport(), Qt.MouseButton.LeftButton)
        assert sheet.markdown() == "a" + STORY_OF_LENGTH
    else:
        event = QInputMethodEvent()
        event.setCommitString("ж")
        QApplication.sendEvent(sheet.body, event)
        assert sheet.markdown() == "aж" + STORY_OF_LENGTH
    assert not sheet.source_view.isHidden()
    assert sheet.body.markdown() == STORY_OF_LENGTH
    worker.finish()
    assert not sheet.source_view.isHidden()
