"""Only the sheet, the line at mid height, the column's width, and how long it all is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


def around(window):
    zones = (window.rail, window.stories, window.inspector, window.toolbar, window.status, window.field)
    return [zone.isVisible() for zone in zones]


def test_focus_shows_the_sheet_alone_and_brings_everything_back(qtbot, writing):
    writing.show_tab(1)
    writing.body.setFocus()
    before, size = around(writing), writing.size()
    assert all(before)
    writing.commands["focus"].trigger()
    assert not any(around(writing))
    assert writing.sheet.isVisible() and writing.isFullScreen()
    assert writing.body.hasFocus() and writing.commands["focus"].isChecked()
    QTest.keyClick(writing.body, Qt.Key.Key_Escape)
    assert around(writing) == before
    qtbot.waitUntil(lambda: writing.size() == size and not writing.isFullScreen())
    assert around(writing) == before
    assert not writing.commands["focus"].isChecked()
    assert writing.inspector.currentIndex() == 1


def test_focus_that_ends_paints_the_window_once_in_a_turn(qtbot, writing):
    writing.resize(writing.screen().availableSize() - QSize(60, 60))
    qtbot.wait(1)
    writing.commands["focus"].trigger()
    qtbot.waitUntil(lambda: writing.height() == writing.screen().size().height())
    writing.commands["focus"].trigger()
    QApplication.processEvents()
    assert writing.isFullScreen(), "what comes back is painted at this size, and in another turn at the old"
    writing.commands["focus"].trigger()
    qtbot.wait(50)
    assert writing.isFullScreen(), "the way back that was under way is given up"
    writing.commands["focus"].trigger()
    qtbot.waitUntil(lambda: not writing.isFullScreen())


def test_a_window_that_goes_leaves_focus_at_once(writing):
    writing.commands["focus"].trigger()
    writing.leaving.emit()
    assert not writing.focus.on and not writing.isFullScreen()


def test_what_was_folded_stays_folded(qtbot, writing):
    writing.toggle_inspector()
    writing.commands["focus"].trigger()
    writing.commands["focus"].trigger()
    assert writing.inspector.isHidden() and writing.stories.isVisible()


def test_a_command_of_another_zone_leaves_focus(writing):
    writing.commands["focus"].trigger()
    writing.commands["find"].trigger()
    assert not writing.focus.on
    assert writing.field.isVisible()


def test_esc_in_the_find_bar_closes_that_first(writing):
    writing.commands["focus"].trigger()
    writing.commands["find-text"].trigger()
    QTest.keyClick(writing.find_bar.fields.words, Qt.Key.Key_Escape)
    assert writing.find_bar.isHidden() and writing.focus.on
    QTest.keyClick(writing.body, Qt.Key.Key_Escape)
    assert not writing.focus.on


def test_the_line_that_is_written_stays_at_mid_height(qtbot, writing, session):
    writing.body.set_markdown("\n\n".join(f"Paragraph {n} of the story." for n in range(80)))
    writing.commands["typewriter"].trigger()
    assert session.settings.get("typewriter") is True
    view = writing.sheet.viewport()

    def height():
        at = writing.body.viewport().mapTo(view, writing.body.cursorRect().center()).y()
        return at - view.height() // 2

    for move in (QTextCursor.MoveOperation.End, QTextCursor.MoveOperation.PreviousBlock):
        writing.body.moveCursor(move)
        qtbot.waitUntil(lambda: abs(height()) < 4)
    for _ in range(3):
        QTest.keyClick(writing.body, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: abs(height()) < 4)
    qtbot.wait(550)  # the sheet follows what a key set going for half a second
    writing.resize(writing.width(), writing.height() + 160)
    qtbot.waitUntil(lambda: abs(height()) < 4)
    writing.commands["typewriter"].trigger()
    writing.body.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.wait(20)
    assert abs(height()) > 50


def test_the_column_s_width_is_chosen_and_remembered(qtbot, writing, session):
    widths = {}
    for name in ("narrow", "wide", "normal"):
        writing.commands[f"measure-{name}"].trigger()
        qtbot.wait(10)
        widths[name] = writing.sheet.body.width()
        assert session.settings.get("measure") == name
    assert widths["narrow"] < widths["normal"] <= widths["wide"]


def test_words_characters_and_minutes_are_counted_live(qtbot, writing, settle):
    writing.body.set_markdown(
        "One *two* three.\n\nFour - five.\n\n| six | seven |\n|---|---|\n| eight | nine |\n"
    )
    QTest.keyClicks(writing.body, "Now ")
    qtbot.waitUntil(lambda: writing.status.length.text().startswith("10 words"), timeout=3000)
    assert "min read" in writing.status.length.text()
    cursor = writing.body.document().find("two three")
    writing.body.setTextCursor(cursor)
    qtbot.waitUntil(lambda: writing.status.length.text() == "2 of 10 words · 9 characters", timeout=3000)
    cursor.clearSelection()
    writing.body.setTextCursor(cursor)
    qtbot.waitUntil(lambda: writing.status.length.text().startswith("10 words · "), timeout=3000)


def test_a_headline_beyond_the_limit_is_said_and_the_limit_can_be_set(writing, settle):
    writing.sheet.headline.selectAll()
    writing.sheet.headline.textCursor().insertText("x" * 80)
    assert writing.status.over.text() == ""
    writing.sheet.headline.textCursor().insertText("y")
    assert writing.status.over.text() == "Headline 81 of 80"
    writing.sheet.standfirst.textCursor().insertText("z" * 201)
    assert writing.status.over.text() == "Headline 81 of 80 · Standfirst 201 of 200"
    writing.settings_page.limits["headline_limit"].setValue(0)
    writing.settings_page.limits["standfirst_limit"].setValue(300)
    writing.settings_page.flush()
    settle()
    assert writing.status.over.text() == ""
