"""What is written on the sheet, as rich text or source, is what is stored."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops


def test_typing_anywhere_on_the_sheet_is_stored(window, stored):
    QTest.keyClicks(window.sheet.kicker, "Lake")
    window.sheet.headline.textCursor().insertText("The ")
    QTest.keyClicks(window.sheet.standfirst, "It is back.")
    QTest.keyClicks(window.sheet.byline, "A. Reporter (in Poti), B. Writer")
    QTest.keyClicks(window.sheet.place, "POTI")
    QTest.keyClicks(window.sheet.day, "12 December 2018")
    QTest.keyClicks(window.sheet.source, "The port https://port.example")
    QTest.keyClicks(window.body, "New. ")
    story = stored()
    assert (story.kicker, story.headline, story.standfirst) == ("Lake", "The Alpha", "It is back.")
    assert [(b.name, b.role) for b in story.bylines] == [("A. Reporter", "in Poti"), ("B. Writer", "")]
    assert (story.dateline.place, str(story.dateline.date)) == ("POTI", "2018-12-12")
    assert (story.source.name, story.source.url) == ("The port", "https://port.example")
    assert story.body == "New. Words of Alpha.\n"


def test_another_look_is_no_edit(window, settle):
    edits = []
    window.body.edited.connect(lambda: edits.append(1))
    for look in ("dark", "light"):
        window.commands[look].trigger()
        settle()
    window.commands["larger"].trigger()
    settle()
    assert edits == []
    assert window.open_story.safe
    window.commands["actual"].trigger()


def test_a_click_below_the_text_goes_on_at_its_end(window):
    window.sheet.headline.setFocus()
    viewport = window.sheet.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=viewport.rect().center() + QPoint(0, 200))
    QTest.keyClicks(QApplication.focusWidget(), " More.")
    assert window.body.markdown() == "Words of Alpha. More.\n"


def test_words_that_are_no_date_stay_in_the_story(window, session, settle, stories, stored):
    QTest.keyClicks(window.sheet.day, "next Wensday")
    window.sheet.day.editingFinished.emit()
    assert window.sheet.day.property("wrong") and "no date" in window.notice.words.text()
    assert window.sheet.day.text() == "next Wensday"
    window.open(stories["Beta"].id)
    settle()
    stored()
    assert ops.story.get(session.desk, stories["Alpha"].id).dateline.place == "next Wensday"


def test_going_to_another_story_keeps_each_one_s_words(window, session, settle, stories, stored):
    QTest.keyClicks(window.body, "First. ")
    window.open(stories["Beta"].id)
    settle()
    QTest.keyClicks(window.body, "Second. ")
    stored()
    assert ops.story.get(session.desk, stories["Alpha"].id).body == "First. Words of Alpha.\n"
    assert ops.story.get(session.desk, stories["Beta"].id).body == "Second. Words of Beta.\n"


def test_opening_a_story_writes_nothing(window, session, settle, stories, stored):
    for name in ("Beta", "Gamma", "Alpha"):
        window.open(stories[name].id)
        settle()
        assert stored().revision == stories[name].revision


def test_plain_paste_goes_where_the_cursor_is(window, settle, stored):
    QApplication.clipboard().setText("# Plain\nwords")
    window.sheet.headline.setFocus()
    window.sheet.headline.selectAll()
    window.commands["paste-plain"].trigger()
    assert window.sheet.headline.words() == "# Plain words"
    window.body.setFocus()
    window.body.selectAll()
    window.commands["paste-plain"].trigger()
    assert window.body.markdown() == "\\# Plain\n\nwords\n"


def test_arabic_turns_the_sheet_round(window, settle, stored):
    window.open_story.edit("test", language="ar")
    window.open_story.changed.emit("language")
    option = window.sheet.headline.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    assert stored().direction == "rtl"


def test_pasting_lines_into_the_headline_leaves_one_line(window, stored):
    mime = QMimeData()
    mime.setText("One\nTwo")
    window.sheet.headline.selectAll()
    window.sheet.headline.insertFromMimeData(mime)
    assert stored().headline == "One Two"


def test_what_is_written_as_source_is_stored(window, stored):
    window.commands["source"].trigger()
    assert window.sheet.source_view.isVisible()
    assert not window.body.isVisible()
    assert not window.commands["bold"].isEnabled()
    QTest.keyClicks(window.sheet.source_view, "**New.** ")
    assert stored().body == "**New.** Words of Alpha.\n"
    window.commands["source"].trigger()
    assert window.body.isVisible()
    assert window.commands["bold"].isEnabled()
    assert stored().body == "**New.** Words of Alpha.\n"
    window.commands["undo"].trigger()
    assert stored().body == "Words of Alpha.\n"


def test_another_story_comes_as_source_too(window, settle, stories, stored):
    window.commands["source"].trigger()
    QTest.keyClicks(window.sheet.source_view, "One. ")
    window.open(stories["Beta"].id)
    settle()
    assert window.sheet.source_view.markdown() == "Words of Beta.\n"
    QTest.keyClicks(window.sheet.source_view, "Two. ")
    assert stored().body == "Two. Words of Beta.\n"


def test_the_sheet_follows_the_cursor(qtbot, window, session, settle, stories):
    long = "\n\n".join(f"Paragraph {n} of a long story." for n in range(120))
    ops.story.save(session.desk, replace(stories["Gamma"], body=long))
    window.open(stories["Gamma"].id)
    settle()
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    qtbot.waitUntil(lambda: not window.body.is_filling())  # keys wait for the rest of the story
    bar = window.sheet.verticalScrollBar()

    def in_sight():
        at = window.body.mapTo(window.sheet.viewport(), window.body.cursorRect().center())
        return window.sheet.viewport().rect().contains(at)

    for keys in (
        (Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
    ):
        QTest.keyClick(window.body, *keys)
        qtbot.waitUntil(in_sight, timeout=2000)
    assert bar.value() > 0
    QTest.keyClick(window.body, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    for _ in range(30):
        QTest.keyClick(window.body, Qt.Key.Key_Return)
        QTest.keyClicks(window.body, "x")
    qtbot.waitUntil(in_sight, timeout=2000)


def test_tab_indents_a_list_and_loses_no_word(qtbot, window, stored):
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    window.body.selectAll()
    QTest.keyClicks(window.body, "one")
    window.body.toggle_list(False)
    QTest.keyClick(window.body, Qt.Key.Key_Return)
    QTest.keyClick(window.body, Qt.Key.Key_Tab)
    QTest.keyClicks(window.body, "two")
    assert window.body.hasFocus()
    assert stored().body == "- one\n    - two\n"


def test_an_address_with_spaces_is_no_link(window, stored):
    window.body.selectAll()
    window.writing.edit_link()
    window.link_bar.field.setText("not a link")
    QTest.keyClick(window.link_bar.field, Qt.Key.Key_Return)
    assert window.link_bar.field.property("wrong")
    assert "not a link" not in stored().body
