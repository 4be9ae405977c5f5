"""Mistakes are marked under the words that have them, and put right from their menu, in the real window."""

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QContextMenuEvent, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desk import operations as ops
from desk.ui.theme import current
from desk.ui.underlines import Underlines, stretches
from tests.ui.turns import turns_until


@pytest.fixture(autouse=True)
def speller():
    """Let each window have a process of its own, as the program does."""


BODY = "The brigde is open, `brigde` and https://brigde.example too.\n\nAll is well 😀 wiht it.\n"


def marked(window, field=None):
    """Return the words that have a wave."""
    glass = (field or window.body).findChild(Underlines)
    found = []
    block = glass._document.begin()
    while block.isValid():
        raw = block.text().encode("utf-16-le")
        found += [raw[2 * start : 2 * end].decode("utf-16-le") for start, end in glass.wrong(block)]
        block = block.next()
    return found


def waves(window):
    """Return how many pixels of the mistakes' colour the body shows."""
    picture = window.body.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    red = current().colour("accent")
    near = 0
    for y in range(picture.height()):
        for x in range(picture.width()):
            colour = picture.pixelColor(x, y)
            near += abs(colour.red() - red.red()) < 60 and abs(colour.green() - red.green()) < 60
    return near


def menu_at(window, words):
    """Open the menu of some words of the body as a right click does; return it once open."""
    cursor = window.body.document().find(words)
    cursor.setPosition(cursor.selectionStart() + 1)
    at = window.body.cursorRect(cursor).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, window.body.viewport().mapToGlobal(at))
    QApplication.sendEvent(window.body.viewport(), event)
    return QApplication.activePopupWidget()


def names(menu: QMenu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_mistakes_in_prose_are_marked_and_drawn(window, spelt):
    spelt("The bridge is open.\n")
    assert marked(window) == []
    clean = waves(window)
    spelt(BODY)
    assert marked(window) == ["brigde", "wiht"]
    assert waves(window) > clean + 40


def test_waves_are_seen_in_selected_words_too(window, spelt):
    spelt("The bridge is open.\n")
    window.body.selectAll()
    clean = waves(window)
    spelt(BODY)
    window.body.selectAll()
    assert waves(window) > clean + 40


def test_a_stretch_of_several_lines_has_a_place_in_each_and_only_where_it_is_exposed(window, spelt):
    spelt("The ferry crossed the lake, " * 30 + "\n")
    block = window.body.document().begin()
    layout = block.layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert len(lines) > 5
    whole = list(stretches(block, [(3, 20), (40, block.length() - 5)]))
    assert len(whole) in (len(lines) + 1, len(lines))
    tops = sorted({round(place.top() - layout.position().y()) for place in whole})
    assert tops == [round(line.y()) for line in lines]
    third = QRectF(0, layout.position().y() + lines[2].y() + 2, 2000, 4)
    assert len(list(stretches(block, [(0, block.length() - 1)], third))) == 1
    assert list(stretches(block, [(7, 7)])) == []


def test_marking_changes_neither_text_nor_undo_nor_what_is_stored(window, spelt, stored, known):
    spelt("Fine.\n")
    before = stored()
    window.body.set_markdown(BODY)
    revision = window.body.document().revision()
    known()
    assert marked(window) == ["brigde", "wiht"]
    assert window.body.document().revision() == revision
    assert not window.body.document().isUndoAvailable()
    assert not window.body.extraSelections()
    assert window.body.markdown() == BODY
    assert stored().revision == before.revision


def test_headline_standfirst_and_caption_are_checked_too(window, spelt, known):
    spelt("Fine.\n")
    window.sheet.headline.textCursor().insertText("Teh news of ")
    window.sheet.standfirst.textCursor().insertText("It is oepn.")
    known()
    assert marked(window, window.sheet.headline) == ["Teh"]
    assert marked(window, window.sheet.standfirst) == ["oepn"]


def test_a_word_is_left_alone_while_it_is_typed(qtbot, window, spelt, known):
    spelt("It stands. \n")
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    window.body.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(window.body, " brigde")
    known()
    assert marked(window) == []
    QTest.keyClicks(window.body, " ")
    known()
    assert marked(window) == ["brigde"]
    QTest.keyClicks(window.body, "wiht")
    known()
    assert marked(window) == ["brigde"]
    window.body.moveCursor(QTextCursor.MoveOperation.Start)
    known()
    assert marked(window) == ["brigde", "wiht"]


def test_a_suggestion_is_put_in_as_one_step_with_its_marks(qtbot, window, spelt, settle):
    spelt("The **brigde** is open.\n")
    menu = menu_at(window, "brigde")
    assert names(menu)[:3] == [
        "Looking for suggestions…",
        "Add to the newsroom’s words",
        "Ignore in this story",
    ]
    qtbot.waitUntil(lambda: "bridge" in names(menu), timeout=5000)
    assert "Looking for suggestions…" not in names(menu)
    next(action for action in menu.actions() if action.text() == "bridge").trigger()
    menu.close()
    assert window.body.markdown() == "The **bridge** is open.\n"
    window.body.undo()
    assert window.body.markdown() == "The **brigde** is open.\n"


def test_a_right_word_has_the_usual_menu(window, spelt):
    spelt(BODY)
    menu = menu_at(window, "open")
    assert menu is None or "Ignore in this story" not in names(menu)
    if menu is not None:
        menu.close()


def test_the_menu_key_opens_the_menu_of_the_word_at_the_cursor(qtbot, window, spelt):
    spelt(BODY)
    cursor = window.body.document().find("wiht")
    cursor.setPosition(cursor.selectionStart() + 2)
    window.body.setTextCursor(cursor)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(window.body, event)
    menu = QApplication.activePopupWidget()
    qtbot.waitUntil(lambda: "with" in names(menu), timeout=5000)
    menu.close()


def test_a_word_added_passes_everywhere_and_can_be_taken_back(window, spelt, session, settle, known):
    spelt("Brigde’s end and brigde.\n")
    menu = menu_at(window, "brigde.")
    next(action for action in menu.actions() if "newsroom" in action.text()).trigger()
    menu.close()
    settle()
    assert ops.desk.publication(session.desk).words == ("brigde",)
    assert marked(window) == []
    window.settings_page.title.setText("The Long Hour")
    window.settings_page.flush()
    settle()
    assert ops.desk.publication(session.desk).words == ("brigde",)
    assert ops.desk.publication(session.desk).title == "The Long Hour"
    window.spelling._remove("brigde")
    settle()
    known()
    assert ops.desk.publication(session.desk).words == ()
    assert marked(window) == ["Brigde’s", "brigde"]


def test_a_word_ignored_passes_in_this_story_alone_and_stays_so(window, spelt, settle, stories):
    spelt(BODY)
    window.spelling.ignore("brigde")
    assert marked(window) == ["wiht"]
    window.open(stories["Beta"].id)
    settle()
    spelt(BODY)
    assert marked(window) == ["brigde", "wiht"]
    window.open(stories["Alpha"].id)
    settle()
    spelt(BODY)
    assert marked(window) == ["wiht"]


@pytest.mark.parametrize(
    ("language", "body", "mistakes"),
    [
        ("ru", "Вчера превет и London.\n", ["превет"]),
        ("hy", "Ընտանիքի մարթդ, իսկ London։\n", ["մարթդ"]),
        ("ka", "ადამიანის უფლებათა ადამიანიიი.\n", ["ადამიანიიი"]),
    ],
)
def test_other_scripts_are_checked_in_their_language(window, spelt, language, body, mistakes):
    spelt(body, language)
    assert marked(window) == mistakes
    assert window.status.spelling.text() == ""


def test_a_language_without_a_dictionary_is_said(window, spelt):
    spelt("Yeni körpü açıldı.\n", "az")
    assert window.status.spelling.text() == "no spelling for Azərbaycan"
    assert marked(window) == []
    spelt("The brigde.\n")
    assert window.status.spelling.text() == ""
    assert marked(window) == ["brigde"]


def test_a_broken_dictionary_is_said_and_costs_nothing_else(window, spelt, home, settle):
    folder = home / "dictionaries"
    folder.mkdir()
    (folder / "az.aff").write_text("SET UTF-8\n")
    (folder / "az.dic.xz").write_bytes(b"no such thing")
    spelt("Yeni körpü.\n", "az")
    assert window.status.spelling.text() == "no spelling for Azərbaycan"
    assert "az" in window.notice.words.text()
    spelt("The brigde.\n")
    assert marked(window) == ["brigde"]


def test_spelling_is_switched_off_and_on(window, spelt, session):
    spelt(BODY)
    window.commands["spelling"].trigger()
    assert marked(window) == []
    assert session.settings.get("spelling") is False
    window.commands["spelling"].trigger()
    assert marked(window) == ["brigde", "wiht"]


def test_no_key_waits_for_a_suggestion(qtbot, window, spelt):
    spelt("ადამიანიიი და მე.\n", "ka")
    came = []
    window.spelling.suggest("ადამიანიიი", came.append)
    turns = turns_until(qtbot, lambda: came)
    assert came[0]
    assert turns > 20, "the suggestion takes half a second, and the window goes on"
