"""Comments in the real window: written, listed, resolved, kept, found again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desk import operations as ops
from desk.domain import Comment, Passage, new_id

BODY = "The ferry left late.\n\nAna Morel runs the port, and the harbour stays closed.\n\nThe end.\n"


@pytest.fixture
def room(window, settle, stories, session):
    story = ops.story.save(session.desk, replace(stories["Alpha"], body=BODY)).value
    window.open(stories["Beta"].id)
    settle()
    window.open(story.id)
    settle()
    window.body.setFocus()
    return window


def select(room, words):
    cursor = room.body.document().find(words)
    assert not cursor.isNull(), words
    room.body.setTextCursor(cursor)
    room.body.setFocus()


def comment_on(room, words, said):
    select(room, words)
    room.commands["comment"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), said)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def cards(room):
    return {card.field.words(): card for card in room.comments.cards}


def shown(room):
    return [card.field.words() for card in room.comments.cards]


def said(words="Which?", quote="the harbour", **more):
    made = {"passage": Passage(quote=quote), "words": words, "author": "Bob"}
    return Comment(**{"id": new_id(), **made, "created": ops.story.datetime.now(ops.story.UTC)} | more)


def test_a_comment_on_a_selection_is_stored_and_touches_no_word(room, stored):
    before = room.body.markdown()
    comment_on(room, " the harbour ", "Which harbour?")
    story = stored()
    (comment,) = story.comments
    assert (comment.words, comment.author, comment.resolved) == ("Which harbour?", "Ann", None)
    assert comment.passage.quote == "the harbour" and comment.passage.after.startswith(" stays closed.")
    assert story.body == before == BODY
    assert room.inspector.tabText(room.inspector.currentIndex()) == "Comments 1"
    assert room.body.hasFocus() and not room.body.textCursor().hasSelection()
    QTest.keyClicks(room.body, " still")
    (comment,) = stored().comments
    assert comment.passage.quote == "the harbour" and comment.passage.after.startswith(" still stays")


def test_words_are_stored_while_they_are_typed(qtbot, room, session):
    select(room, "Morel")
    room.commands["comment"].trigger()
    field = QApplication.focusWidget()
    with qtbot.waitSignal(room.open_story.saved, timeout=5000):
        QTest.keyClicks(field, "Is this how she writes")
    (comment,) = ops.story.get(session.desk, room.open_story.story.id).comments
    assert comment.words == "Is this how she writes" and field.hasFocus()


def test_a_comment_without_words_is_none(room, stored):
    select(room, "Morel")
    room.commands["comment"].trigger()
    assert len(room.comments.cards) == 1
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert room.comments.cards == [] and stored().comments == ()
    assert room.open_story.safe


def test_the_word_at_the_cursor_is_taken_where_nothing_is_selected(room, stored):
    select(room, "harbour")
    cursor = room.body.textCursor()
    cursor.setPosition(cursor.position() - 2)
    room.body.setTextCursor(cursor)
    room.commands["comment"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "x")
    assert [c.passage.quote for c in stored().comments] == ["harbour"]


def test_an_empty_selection_is_said(room):
    room.body.document().begin()
    room.body.clear()
    room.commands["comment"].trigger()
    assert "Select the words" in room.notice.words.text() and room.comments.cards == []


def test_they_are_listed_in_the_order_of_the_text(room):
    comment_on(room, "The end", "third")
    comment_on(room, "The ferry", "first")
    comment_on(room, "Morel", "second")
    assert shown(room) == ["first", "second", "third"]
    assert [card.accessibleName() for card in room.comments.cards][1] == "Comment by Ann on Morel: second"
    room.comments.cards[0].setFocus()
    for card in room.comments.cards[1:]:
        for _ in range(4):  # past the buttons of the one that has them
            if not card.hasFocus():
                QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert card.hasFocus()


def test_resolve_reopen_and_what_is_shown(room, stored):
    comment_on(room, "Morel", "Spelling?")
    room.commenting._choose(room.comments.cards[0].key)
    room.comments.cards[0].resolve.click()
    assert shown(room) == [] and room.comments.resolved.text() == "Resolved 1"
    assert room.inspector.tabText(3) == "Comments"
    (comment,) = stored().comments
    assert comment.resolved is not None and comment.resolved_by == "Ann"
    room.comments.resolved.click()
    assert shown(room) == ["Spelling?"]
    assert room.comments.cards[0].resolve.text() == "Reopen"
    room.comments.cards[0].resolve.click()
    (comment,) = stored().comments
    assert (comment.resolved, comment.resolved_by) == (None, "")


def test_resolving_can_be_taken_back(room, stored):
    comment_on(room, "Morel", "Spelling?")
    room.commands["comment-resolve"].trigger()
    assert stored().comments[0].resolved is not None
    room.commands["take-back"].trigger()
    assert stored().comments[0].resolved is None and shown(room) == ["Spelling?"]


def test_deleting_can_be_taken_back(room, stored):
    comment_on(room, "Morel", "Spelling?")
    before = stored().comments
    QTest.keyClick(room.comments.cards[0], Qt.Key.Key_Delete)
    assert stored().comments == () and shown(room) == []
    room.notice.button.click()
    assert stored().comments == before and shown(room) == ["Spelling?"]


def test_deleting_can_be_taken_back_from_another_story(room, session, settle, stories):
    comment_on(room, "Morel", "Spelling?")
    room.open_story.flush()
    settle()
    QTest.keyClick(room.comments.cards[0], Qt.Key.Key_Delete)
    room.open(stories["Beta"].id)
    settle()
    room.notice.button.click()
    settle()
    assert [c.words for c in ops.story.get(session.desk, stories["Alpha"].id).comments] == ["Spelling?"]
    assert room.comments.cards == []


def test_words_are_edited_in_place_and_an_emptied_comment_goes(room, stored):
    comment_on(room, "Morel", "Spelling?")
    card = room.comments.cards[0]
    QTest.keyClick(card, Qt.Key.Key_F2)
    QTest.keyClicks(card.field, " Ask her.")
    QTest.keyClick(card.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored().comments[0].words == "Spelling? Ask her." and not card.editing
    QTest.keyClick(card, Qt.Key.Key_F2)
    card.field.selectAll()
    QTest.keyClick(card.field, Qt.Key.Key_Delete)
    QTest.keyClick(card.field, Qt.Key.Key_Escape)
    assert stored().comments == ()
    room.notice.button.click()
    assert stored().comments[0].words == "Spelling? Ask her."


def test_a_shown_comment_takes_no_keys(room):
    comment_on(room, "Morel", "Spelling?")
    QTest.keyClicks(room.comments.cards[0].field, "x")
    assert shown(room) == ["Spelling?"] and room.comments.cards[0].field.words() == "Spelling?"


def test_the_cursor_and_the_list_follow_each_other(qtbot, room):
    comment_on(room, "Morel", "one")
    comment_on(room, "The end", "two")
    select(room, "Morel")
    qtbot.waitUntil(lambda: cards(room)["one"].property("now") is True, timeout=2000)
    assert cards(room)["two"].property("now") is False
    QTest.mouseClick(cards(room)["two"], Qt.MouseButton.LeftButton)
    assert room.body.textCursor().block().text() == "The end."
    assert cards(room)["two"].property("now") is True and cards(room)["two"].hasFocus()
    QTest.keyClick(cards(room)["two"], Qt.Key.Key_Up)
    assert cards(room)["one"].hasFocus() and "Morel" in room.body.textCursor().block().text()
    QTest.keyClick(cards(room)["one"], Qt.Key.Key_Return)
    assert room.body.hasFocus()


def test_next_and_previous_go_round(room):
    for words in ("The ferry", "Morel", "The end"):
        comment_on(room, words, words)
    room.body.moveCursor(QTextCursor.MoveOperation.Start)
    seen = []
    for name in ("comment-next",) * 3 + ("comment-previous",) * 2:
        room.commands[name].trigger()
        seen.append(next(words for words, card in cards(room).items() if card.property("now")))
    assert seen == ["Morel", "The end", "The ferry", "The end", "Morel"]
    assert room.body.hasFocus()


def test_words_that_went_are_said_and_come_back(qtbot, room):
    comment_on(room, "the harbour stays closed", "Until when?")
    select(room, "the harbour stays closed")
    QTest.keyClick(room.body, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "gone" in room.comments.cards[0]._state.text(), timeout=2000)
    assert room.comments.cards[0]._quote.text() == "the harbour stays closed"
    room.commands["undo"].trigger()
    qtbot.waitUntil(lambda: room.comments.cards[0]._state.text() == "", timeout=2000)


def test_the_place_follows_the_edits_into_the_store(qtbot, room, stored):
    comment_on(room, "the harbour", "Which?")
    select(room, "harbour")
    cursor = room.body.textCursor()
    cursor.setPosition(cursor.selectionStart())
    room.body.setTextCursor(cursor)
    QTest.keyClicks(room.body, "old ")
    room.body.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(room.body, "Today. ")
    (comment,) = stored().comments
    assert (comment.passage.quote, comment.passage.at) == ("the old harbour", 57)


def test_what_another_window_says_comes_beside_what_is_said_here(room, session, settle, stored):
    comment_on(room, "Morel", "mine")
    stored()
    other = ops.desk.open_desk(session.desk.folder, ops.desk.person("Bob"))
    try:
        held = ops.story.get(other, room.open_story.story.id)
        ops.story.put_comment(other, held.id, said("theirs"))
        comment_on(room, "The end", "mine too")
        select(room, "The ferry")
        QTest.keyClicks(room.body, "A boat")
        assert {c.words for c in stored().comments} == {"mine", "theirs", "mine too"}
        assert shown(room) == ["mine", "theirs", "mine too"]
    finally:
        other.close()


def test_a_comment_being_written_outlives_a_merge(qtbot, room, session, settle, stored):
    select(room, "Morel")
    room.commands["comment"].trigger()
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "How does she")
    other = ops.desk.open_desk(session.desk.folder, ops.desk.person("Bob"))
    try:
        held = ops.story.get(other, room.open_story.story.id)
        ops.story.save(other, replace(held, body=held.body.replace("The end.", "The very end.")))
        assert [c.words for c in stored().comments] == ["How does she"]
        QTest.keyClicks(field, " write it?")
        assert [c.words for c in stored().comments] == ["How does she write it?"]
        assert "The very end." in room.body.markdown() and field.hasFocus()
    finally:
        other.close()


def test_another_story_in_the_middle_of_a_comment_loses_no_word(room, session, settle, stories):
    select(room, "Morel")
    room.commands["comment"].trigger()
    QTest.keyClicks(QApplication.focusWidget(), "Half a tho")
    room.open(stories["Beta"].id)
    settle()
    assert room.comments.cards == [] and room.open_story.story.comments == ()
    (kept,) = ops.story.get(session.desk, stories["Alpha"].id).comments
    assert kept.words == "Half a tho"
    room.open(stories["Alpha"].id)
    settle()
    assert shown(room) == ["Half a tho"] and not room.comments.cards[0].editing


def test_the_source_view_keeps_them_and_takes_no_new_ones(qtbot, room, stored):
    comment_on(room, "the harbour", "Which?")
    room.commands["source"].trigger()
    assert not room.commands["comment"].isEnabled() and not room.comments.add.isEnabled()
    cursor = room.sheet.source_view.document().find("the harbour")
    cursor.insertText("the *old* harbour")
    assert stored().comments[0].words == "Which?"
    room.commands["source"].trigger()
    QTest.keyClick(room.body, Qt.Key.Key_Home)
    QTest.keyClicks(room.body, "!")
    qtbot.wait(200)
    assert [c.passage.quote for c in stored().comments] == ["the old harbour"]
    assert room.commands["comment"].isEnabled()


def test_the_menu_of_selected_words_offers_it(qtbot, room):
    select(room, "Morel")
    at = room.body.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, room.body.viewport().mapToGlobal(at))
    QApplication.sendEvent(room.body.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and room.commands["comment"] in menu.actions()
    menu.close()


def test_marks_in_the_margin_lead_to_comments(qtbot, room):
    margin = room.commenting._margin
    assert margin.isHidden()
    comment_on(room, "Morel", "one")
    comment_on(room, "the harbour", "two")
    comment_on(room, "The end", "three")
    qtbot.waitUntil(lambda: len(margin._places) == 2, timeout=2000)
    assert margin.isVisible() and margin.geometry().left() >= room.body.parentWidget().geometry().right()
    seen = []
    for place in (0, 0, 1):
        at = margin._places[place][0].center()
        QTest.mouseClick(margin, Qt.MouseButton.LeftButton, pos=QPoint(at))
        seen.append(next(words for words, card in cards(room).items() if card.property("now")))
    assert seen == ["one", "two", "three"]


def test_words_are_marked_on_the_sheet_and_never_in_the_text(qtbot, room):
    room.body.setCursorWidth(0)
    before = room.body.grab().toImage()
    state, words = room.body.revision(), room.body.markdown()
    comment_on(room, "Morel", "one")
    room.body.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.waitUntil(lambda: room.comments.cards[0].property("now") is False, timeout=2000)
    marked = room.body.grab().toImage()
    room.commands["comment-next"].trigger()
    room.commands["comment-resolve"].trigger()
    room.body.moveCursor(QTextCursor.MoveOperation.Start)
    assert marked != before == room.body.grab().toImage()
    assert (room.body.revision(), room.body.markdown()) == (state, words)


@pytest.mark.parametrize(
    "words", ["<b>bold</b><img src='file:///etc/passwd'>", "x" * 3000, "\u202eabc\u0007"]
)
def test_hostile_words_are_shown_as_they_are_and_widen_nothing(room, settle, stored, session, words):
    width = room.comments.widget().width()
    stored()
    story = ops.story.get(session.desk, room.open_story.story.id)
    hostile = said(words, quote=words, author=words, resolved_by=words)
    ops.story.put_comment(session.desk, story.id, hostile)
    room.open_story.look_again()
    settle()
    room.show_tab(3)
    QApplication.processEvents()
    (card,) = room.comments.cards
    assert card.field.words() == words
    assert room.comments.widget().width() <= max(width, room.comments.viewport().width())
    assert card._author.text() == words and card._author.textFormat() is Qt.TextFormat.PlainText


def test_a_long_story_gets_its_marks_once_it_is_whole(qtbot, room, session, settle, stories):
    body = "A long paragraph of words that goes on.\n\n" * 3000 + BODY
    long = replace(stories["Gamma"], body=body, comments=(said("late"),))
    ops.story.save(session.desk, long)
    room.open(stories["Gamma"].id)
    settle()
    qtbot.waitUntil(lambda: not room.body.is_filling(), timeout=20_000)
    room.show_tab(3)
    (card,) = room.comments.cards
    assert card._state.text() == "" and room.commenting._anchors.span(card.key) is not None


def test_many_comments_come_bit_by_bit_and_none_is_left_out(qtbot, room, session, settle, stories):
    many = tuple(said(f"number {number}", quote="words") for number in range(120))
    body = "Many words. " * 120 + "\n"
    ops.story.save(session.desk, replace(stories["Gamma"], body=body, comments=many))
    room.show_tab(0)
    room.open(stories["Gamma"].id)
    settle()
    assert room.comments.cards == [] and room.inspector.tabText(3) == "Comments 120"
    room.show_tab(3)
    assert 0 < len(room.comments.cards) < 120
    qtbot.waitUntil(lambda: len(room.comments.cards) == 120, timeout=20_000)
    assert sorted(shown(room)) == sorted(comment.words for comment in many)
    room.comments.widget().layout().activate()
    ys = [card.mapTo(room.comments.widget(), QPoint(0, 0)).y() for card in room.comments.cards]
    assert ys == sorted(ys)
