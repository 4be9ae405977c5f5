"""Cards of the sheet by menu, command and key: footnotes, source and reading view, moving, deleting."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from desk.text import Kind
from desk.ui.card_editing import CardEditing

NOTES = "One[^1]\n\n[^1]: By two *days*, the log says.\n\n    More.\n\nTwo\n"
_KEYS = QContextMenuEvent.Reason.Keyboard


@pytest.fixture
def cards(qtbot, body):
    body.set_markdown(NOTES)
    body.show()
    made = CardEditing(body)
    for bar in made.bars:
        qtbot.addWidget(bar)
    yield made
    made.leave()


def choose(body, name):
    """Ask for the menu by key, and choose from it."""
    event = QContextMenuEvent(_KEYS, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(body.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    action = next(action for action in menu.actions() if action.text() == name)
    menu.close()
    action.trigger()


def to_card(body):
    cursor = body.textCursor()
    cursor.setPosition(body.document().findBlockByNumber(1).position())
    body.setTextCursor(cursor)


def height(body):
    block = body.document().findBlockByNumber(1)
    return body.document().documentLayout().blockBoundingRect(block).height()


def test_a_footnote_shows_its_words_and_turns_to_its_source_and_back(body, cards):
    to_card(body)
    read = height(body)
    choose(body, "Show as source, or as it reads")
    source = height(body)
    choose(body, "Show as source, or as it reads")
    assert height(body) == read != source
    assert body.markdown() == NOTES
    assert not body.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("name", "order"), [("Move up", [1, 0, 2]), ("Move down", [0, 2, 1]), ("Delete", [0, 2]), ("Cut", [0, 2])]
)
def test_the_menu_moves_and_deletes_and_undo_brings_it_back(body, cards, name, order):
    before = [block.content for block in body.doc().blocks]
    to_card(body)
    choose(body, name)
    kept = [block.content for block in body.doc().blocks]
    assert [block.plain for block in kept] == [before[at].plain for at in order]
    body.undo()
    assert body.markdown() == NOTES


def test_edit_in_the_menu_opens_the_source(body, cards):
    to_card(body)
    choose(body, "Edit")
    assert cards.source.source.toPlainText().startswith("[^1]: By two")


def test_words_keep_their_own_menu(body, cards, go):
    go("Two")
    QApplication.sendEvent(body.viewport(), QContextMenuEvent(_KEYS, QPoint(5, 5), QPoint(5, 5)))
    menu = QApplication.activePopupWidget()
    if menu is not None:
        assert not any(action.text() == "Edit" for action in menu.actions())
        menu.close()


def test_a_new_footnote_takes_the_next_number_and_is_one_step(qtbot, body, cards, go, press):
    go("Two")
    cards.insert_footnote()
    qtbot.keyClicks(cards.source.source, "The mate's log.")
    assert body.markdown() == NOTES.replace("Two\n", "Two[^2]\n\n[^2]: The mate's log.\n")
    cards.source._put()
    assert body.markdown() == NOTES.replace("Two\n", "Two[^2]\n\n[^2]: The mate's log.\n")
    press(" more")
    assert "Two[^2] more" in body.markdown()
    body.undo()
    body.undo()
    assert body.markdown() == NOTES.replace("Two\n", "Two[^2]\n\n[^2]: \n")
    body.undo()
    assert body.markdown() == NOTES


def test_no_footnote_in_code_or_beside_a_card(body, cards, go):
    body.set_markdown("```\ncode\n```\n")
    go("code")
    cards.insert_footnote()
    assert body.markdown() == "```\ncode\n```\n"


def test_every_card_is_drawn_in_any_width(body, cards, qtbot):
    body.set_markdown(
        "[^1]: a\n[^b]: c\n\n<figure><p>x</p><ul><li>y</li></ul></figure>\n\n"
        "[r]: https://a.example\n\n"
        "|a|\n|-|\n|b|\n\n|a [r]|\n|-|\n|b|\n\nhttps://youtu.be/tide-in_12\n\n"
        "<div></div>\n\n- x\n\n    > y\n\n"
        f"<p>{'long ' * 20000}</p>\n"
    )
    kinds = [block.kind for block in body.doc().blocks]
    assert kinds.count(Kind.OPAQUE) == len(kinds)
    for width in (660, 240):
        body.resize(width, 400)
        assert not body.grab().isNull()


def test_a_photo_whose_source_was_typed_back_is_a_photo_still(qtbot, body, cards):
    body.set_markdown('One\n\n![a](photo:1 "c")\n')
    cards.edit(4)
    qtbot.keyClicks(cards.source.source, "x")
    assert body.markdown().endswith('![a](photo:1 "c")x\n')
    qtbot.keyClick(cards.source.source, Qt.Key.Key_Backspace)
    cards.source._put()
    assert [block.kind for block in body.doc().blocks] == [Kind.PARAGRAPH, Kind.PHOTO]
