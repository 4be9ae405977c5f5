"""What holds for a whole block: its own direction, its place among the others."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desk.text import Block, Doc, Kind, Span
from desk.ui.editor import bridge, clip
from tests.text import samples

RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


def alt(body, key):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.AltModifier)
    QApplication.sendEvent(body, event)


def directions(body):
    return [block.dir for block in body.doc().blocks]


def test_a_block_turns_and_turns_back_with_undo(body, go):
    body.set_markdown("One\n\nTwo\n")
    go("Two")
    body.turn("rtl")
    assert body.markdown() == "One\n\nTwo <!-- rtl -->\n"
    assert body.textCursor().block().textDirection() == RTL
    body.undo()
    assert body.markdown() == "One\n\nTwo\n"
    body.redo()
    body.turn("")
    assert body.markdown() == "One\n\nTwo\n"


def test_a_block_of_a_right_to_left_story_reads_from_the_left(body):
    body.set_markdown("السلام\n\nHello <!-- ltr -->\n")
    body.set_direction("rtl")
    first, last = body.document().begin(), body.document().lastBlock()
    assert (first.textDirection(), last.textDirection()) == (RTL, LTR)


def test_a_block_that_begins_in_arabic_reads_from_the_right_in_any_story(body, go, press):
    body.set_markdown("One\n\nTwo\n")
    go("Two")
    press(Qt.Key.Key_Return)
    for letter in "وقال":
        press(letter)
    first, last = body.document().begin(), body.document().lastBlock()
    assert (first.textDirection(), last.textDirection()) == (LTR, RTL)
    assert body.markdown() == "One\n\nTwo\n\nوقال\n"
    body.set_markdown("السلام\n\n1. Three\n")
    assert body.document().begin().textDirection() == RTL


def test_both_parts_of_a_split_block_keep_its_direction(body, go, press):
    body.set_markdown("One two <!-- rtl -->\n")
    go("One")
    press(Qt.Key.Key_Return)
    assert body.markdown() == "One <!-- rtl -->\n\ntwo <!-- rtl -->\n"


@pytest.mark.parametrize("change", ["set_heading(2)", "toggle_quote()", "toggle_list(True)", "toggle_pull()"])
def test_another_kind_of_block_keeps_the_direction(body, change):
    body.set_markdown("One <!-- rtl -->\n")
    eval(f"body.{change}")
    assert directions(body) == ["rtl"]


def test_a_heading_typed_by_its_sign_keeps_the_direction(body, press):
    body.turn("rtl")
    press("## Head")
    press(Qt.Key.Key_Return)
    press("words")
    assert body.markdown() == "## Head <!-- rtl -->\n\nwords <!-- rtl -->\n"


def test_the_direction_survives_a_copy(body):
    body.set_markdown("One <!-- rtl -->\n\n- Two <!-- ltr -->\n")
    body.selectAll()
    held = body.createMimeDataFromSelection()
    body.cut()
    body.insertFromMimeData(held)
    assert directions(body) == ["rtl", "ltr"]


def test_what_another_program_calls_a_direction_is_none(body):
    data = QMimeData()
    held = asdict(Block(Kind.PARAGRAPH, (Span("x"),), dir="up"))
    data.setData(clip.TYPE, json.dumps({"blocks": [held], "joins": False, "goes_on": False}).encode())
    body.insertFromMimeData(data)
    assert body.markdown() == "x\n"


STORY = "*One*  two\n\n## Head\n\n| a |\n|---|\n| b |\n\n> q\n"


def test_blocks_and_cards_move_by_keys_with_their_source(body, go):
    body.set_markdown(STORY)
    go("Head")
    alt(body, Qt.Key.Key_Up)
    assert body.markdown() == "## Head\n\n*One*  two\n\n| a |\n|---|\n| b |\n\n> q\n"
    alt(body, Qt.Key.Key_Up)
    assert body.textCursor().block().text() == "Head"
    alt(body, Qt.Key.Key_Down)
    alt(body, Qt.Key.Key_Down)
    assert body.markdown() == "*One*  two\n\n| a |\n|---|\n| b |\n\n## Head\n\n> q\n"
    for _ in range(3):
        body.undo()
    assert body.markdown() == STORY


def test_a_selection_moves_as_one_and_stays_selected(body, go):
    body.set_markdown("One\n\nTwo\n\nThree\n\nFour\n")
    cursor = body.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(6, cursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    body.move_blocks(1)
    assert body.markdown() == "Three\n\nOne\n\nTwo\n\nFour\n"
    assert body.textCursor().selectedText() == "ne\u2029Tw"
    body.undo()
    assert body.markdown() == "One\n\nTwo\n\nThree\n\nFour\n"


def test_the_first_and_the_last_block_stay_at_the_edge(body, go):
    body.set_markdown("One\n\nTwo\n")
    go("One")
    body.move_blocks(-1)
    go("Two")
    body.move_blocks(1)
    assert body.markdown() == "One\n\nTwo\n"
    assert not body.document().isUndoAvailable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(samples.docs, st.integers(0, 5), st.sampled_from([-1, 1]))
def test_a_move_keeps_every_block(body, doc, number, way):
    body.set_doc(Doc(doc.blocks))
    before = body.doc().blocks
    block = body.document().findBlockByNumber(min(number, body.document().blockCount() - 1))
    at, to = block.blockNumber(), block.blockNumber() + way
    cursor = body.textCursor()
    cursor.setPosition(block.position())
    body.setTextCursor(cursor)
    body.move_blocks(way)
    expected = list(before)
    if 0 <= to < len(expected):
        expected.insert(to, expected.pop(at))
    assert bridge.read(body.document()).blocks == tuple(expected)
    if body.document().isUndoAvailable():
        body.undo()
    assert bridge.read(body.document()).blocks == before


@pytest.mark.parametrize(
    ("story", "at", "result"),
    [
        ("> One\n>\n> Two\n", "One", "> One\n>\n> Two\n>\n> — Nare\n"),
        ("> Big. <!-- pull -->\n\nAfter\n", "Big", "> Big. <!-- pull -->\n>\n> — Nare\n\nAfter\n"),
        ("> Big. <!-- pull -->\n>\n> — Ann\n", "Big", "> Big. <!-- pull -->\n>\n> — AnnNare\n"),
        ("> One\n>\n> — Ann\n>\n> Two\n", "One", "> One\n>\n> — AnnNare\n>\n> Two\n"),
        ("> One <!-- rtl -->\n", "One", "> One <!-- rtl -->\n>\n> — Nare <!-- rtl -->\n"),
        ("Plain\n", "Plain", "PlainNare\n"),
    ],
)
def test_a_quote_is_attributed_by_command(body, go, press, story, at, result):
    body.set_markdown(story)
    go(at)
    body.attribute_quote()
    press("Nare")
    assert body.markdown() == result


def test_a_quote_without_a_name_yet_is_one_step_back(body, go):
    body.set_markdown("> One\n")
    go("One")
    body.attribute_quote()
    body.undo()
    assert body.markdown() == "> One\n"
