"""Passages follow their words through every kind of edit, and the text never knows of them."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desk import text
from desk.domain import Comment, Passage
from desk.ui.comments.anchors import Anchors
from desk.ui.editor import BodyEditor, clip
from desk.ui.positions import characters, units
from desk.ui.source_places import put_doc

STORY = """The ferry to the *southern* shore left late.

Ana Morel, who runs the port, said \U0001f600 that the harbour stays closed until Friday.

- one boat
- two boats

The port called again: Ana Morel had gone home.
"""
HARBOUR = "the harbour stays closed"
_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def body(qtbot):
    editor = BodyEditor()
    qtbot.addWidget(editor)
    editor.set_markdown(STORY)
    yield editor
    clip.hand_over()


@pytest.fixture
def anchors(qtbot, body):
    made = Anchors(body)
    yield made
    made.forget()


def comment(quote, id_="1", **around):
    return Comment(
        id=id_,
        passage=Passage(quote=quote, **around),
        words="?",
        author="Ann",
        created=dt.datetime.now(dt.UTC),
    )


def select(body, words, nth=0):
    cursor = body.document().find(words)
    for _ in range(nth):
        cursor = body.document().find(words, cursor)
    assert not cursor.isNull(), words
    body.setTextCursor(cursor)
    return cursor


def hold(body, anchors, words, nth=0):
    """Comment on words as a person does, and return the comment as the store has it."""
    cursor = select(body, words, nth)
    passage = anchors.hold("1", cursor.selectionStart(), cursor.selectionEnd())
    made = comment(words)
    return Comment(id="1", passage=passage, words="?", author="Ann", created=made.created)


def words(body, anchors, id_="1"):
    span = anchors.span(id_)
    if span is None:
        return None
    cursor = QTextCursor(body.document())
    cursor.setPosition(span[0])
    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def settled(qtbot, anchors):
    with qtbot.waitSignal(anchors.changed, timeout=5000):
        pass


def test_a_kept_comment_is_found_and_nothing_is_written(body, anchors):
    before, state = body.markdown(), body.revision()
    anchors.keep([comment(HARBOUR), comment("nobody said this", "2"), comment("boats\nThe port", "3")])
    assert words(body, anchors) == HARBOUR
    assert words(body, anchors, "2") is None
    assert words(body, anchors, "3") == "boats\u2029The port"
    assert (body.markdown(), body.revision(), body.document().isUndoAvailable()) == (before, state, False)


def test_what_is_kept_of_it_finds_it_again(body, anchors):
    made = hold(body, anchors, "Ana Morel", 1)
    assert made.passage.before.endswith("The port called again: ") and made.passage.after == " had gone home."
    anchors.forget()
    anchors.keep([made])
    assert words(body, anchors) == "Ana Morel" and anchors.span("1") == (made.passage.at, made.passage.at + 9)


def test_typing_before_inside_and_behind(body, anchors):
    made = hold(body, anchors, HARBOUR)
    for at, typed in ((anchors.span("1")[0] + 8, "old "), (0, "Now. ")):
        cursor = QTextCursor(body.document())
        cursor.setPosition(at)
        cursor.insertText(typed)
    cursor = QTextCursor(body.document())
    for edge in (0, 1):
        cursor.setPosition(anchors.span("1")[edge])
        cursor.insertText("!")
    assert words(body, anchors) == "the harbold our stays closed"
    (after,) = anchors.placed((made,))
    assert after.passage.quote == "the harbold our stays closed" and after.words == made.words
    assert after.passage.before.endswith("that !") and after.passage.after.startswith("! until Friday.")


def test_what_is_deleted_comes_back_with_undo(qtbot, body, anchors):
    made = hold(body, anchors, HARBOUR)
    select(body, "said \U0001f600 that the harbour stays closed until").removeSelectedText()
    assert words(body, anchors) is None
    assert anchors.placed((made,)) == (made,)
    settled(qtbot, anchors)
    body.undo()
    assert words(body, anchors) == HARBOUR


@pytest.mark.parametrize("quote", ["Morel", HARBOUR, "closed until Friday."])
def test_cut_and_paste_takes_it_along(qtbot, body, anchors, quote):
    hold(body, anchors, quote)
    cursor = select(body, quote)
    mime = body.createMimeDataFromSelection()
    cursor.removeSelectedText()
    settled(qtbot, anchors)
    cursor = body.textCursor()
    cursor.setPosition(4)
    body.setTextCursor(cursor)
    body.insertFromMimeData(mime)
    assert words(body, anchors) == quote and anchors.span("1")[0] == 4


def test_a_passage_cut_with_its_paragraph_goes_where_that_goes(qtbot, body, anchors):
    hold(body, anchors, "shore")
    mime_of = select(body, "The ferry to the southern shore left late.")
    mime = body.createMimeDataFromSelection()
    mime_of.removeSelectedText()
    settled(qtbot, anchors)
    body.moveCursor(QTextCursor.MoveOperation.End)
    body.insertFromMimeData(mime)
    settled(qtbot, anchors)
    assert words(body, anchors) == "shore"
    assert (
        body.document()
        .findBlock(anchors.span("1")[0])
        .text()
        .endswith("The ferry to the southern shore left late.")
    )


def test_words_typed_over_it_are_its_words_from_then_on(qtbot, body, anchors):
    hold(body, anchors, "Morel")
    select(body, "Morel")
    body.show()
    QTest.keyClicks(body, "Mor")
    settled(qtbot, anchors)
    QTest.keyClicks(body, "and")
    assert words(body, anchors) == "Morand"
    anchors.leave(0)
    QTest.keyClicks(body, "!")
    assert words(body, anchors) == "Morand"
    while body.document().isUndoAvailable():
        body.undo()
    assert words(body, anchors) == "Morel"


def test_another_mention_is_not_taken_for_a_deleted_one(qtbot, body, anchors):
    hold(body, anchors, "Ana Morel", 1)
    select(body, "The port called again: Ana Morel had gone home.").removeSelectedText()
    settled(qtbot, anchors)
    assert words(body, anchors) is None
    body.moveCursor(QTextCursor.MoveOperation.Start)
    body.insertPlainText("Later. ")
    settled(qtbot, anchors)
    assert words(body, anchors) is None


def test_markdown_edited_as_source_keeps_it(qtbot, body, anchors):
    hold(body, anchors, HARBOUR)
    put_doc(
        body,
        text.read(STORY.replace("harbour stays", "**harbour** of the town stays").replace("late", "early")),
    )
    settled(qtbot, anchors)
    assert words(body, anchors) == "the harbour of the town stays closed"


def test_a_replacement_of_all_its_words_is_its_words(qtbot, body, anchors):
    hold(body, anchors, "Friday")
    select(body, "Friday").insertText("Monday")
    assert words(body, anchors) == "Monday"


def replace_some(body, data, low, high):
    """Select some words between two positions and type over them; no place is inside a character."""
    raw = body.document().toRawText()
    first, last = (characters(raw, at) for at in (low, high))
    cursor = QTextCursor(body.document())
    cursor.setPosition(units(raw, data.draw(st.integers(first, last))))
    cursor.setPosition(units(raw, data.draw(st.integers(first, last))), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(data.draw(st.text("ab \n\U0001f600", max_size=5)))


def test_of_a_long_passage_the_start_is_held(qtbot, body, anchors):
    body.set_markdown("Many words. " * 300 + "\n")
    anchors.forget()
    passage = anchors.hold("1", 6, 3000)
    assert anchors.span("1") == (6, 6 + text.LONGEST) and len(passage.quote) == text.LONGEST
    body.insertPlainText("New. ")
    settled(qtbot, anchors)
    assert words(body, anchors) == passage.quote


def test_a_change_of_case_keeps_it(qtbot, body, anchors):
    hold(body, anchors, HARBOUR)
    select(body, "Ana Morel, who runs the port, said \U0001f600 that the harbour stays closed until")
    body.change_case()
    settled(qtbot, anchors)
    assert words(body, anchors).lower() == HARBOUR
    body.selectAll()
    for _ in range(2):
        body.change_case()
    settled(qtbot, anchors)
    assert words(body, anchors).lower() == HARBOUR


def test_a_comment_on_a_card_stays_with_it(qtbot, body, anchors):
    body.set_markdown(STORY.replace("- one", "![A boat](photo:1)\n\n- one"))
    block = body.document().findBlockByNumber(2)
    passage = anchors.hold("1", block.position(), block.position() + 1)
    assert passage.quote == "\ufffc"
    body.moveCursor(QTextCursor.MoveOperation.Start)
    body.insertPlainText("New. ")
    assert words(body, anchors) == "\ufffc"
    body.set_markdown(body.markdown())
    anchors.forget()
    anchors.keep([Comment(id="1", passage=passage, words="?", author="", created=dt.datetime.now(dt.UTC))])
    assert words(body, anchors) == "\ufffc"


@_fixtures
@given(st.data())
def test_random_edits_around_it_leave_its_words(qtbot, body, anchors, data):
    body.set_markdown(STORY)
    anchors.forget()
    hold(body, anchors, HARBOUR)
    for _ in range(data.draw(st.integers(1, 12))):
        start, end = anchors.span("1")
        last = body.document().characterCount() - 1
        replace_some(body, data, *data.draw(st.sampled_from([(0, start), (end, last)])))
    assert words(body, anchors) == HARBOUR


@_fixtures
@given(st.data())
def test_undoing_everything_brings_it_back(qtbot, body, anchors, data):
    body.set_markdown(STORY)
    anchors.forget()
    hold(body, anchors, HARBOUR)
    was = anchors.span("1")
    for _ in range(data.draw(st.integers(1, 6))):
        replace_some(body, data, 0, body.document().characterCount() - 1)
    while body.document().isUndoAvailable():
        body.undo()
    anchors._settle()
    assert (anchors.span("1"), words(body, anchors)) == (was, HARBOUR)


def test_no_place_is_asked_of_a_text_that_is_still_coming(qtbot, body, anchors):
    hold(body, anchors, HARBOUR)
    anchors.forget()
    body.set_markdown("A long paragraph of words.\n\n" * 2000 + STORY)
    assert body.is_filling()
    with qtbot.waitSignal(body.filled, timeout=10_000):
        pass
    anchors.keep([comment(HARBOUR)])
    assert words(body, anchors) == HARBOUR
