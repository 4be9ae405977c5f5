"""What the window adds to typing: the language's own quotes in every field, formats, signs, mistakes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.ui.symbols import found
from tests.ui.test_spelling import names


def typed(field, words):
    """Type words of any script into a field, as `keyClicks` can only for Latin letters."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    field.setFocus()
    for sign in words:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(field, event)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "“so”"), ("de", "„so“"), ("ru", "«so»"), ("hy", "«so»"), ("ka", "„so“")]
)
def test_quotes_follow_the_story_s_language_in_every_field(window, stored, language, shown):
    window.open_story.edit("language", language=language)
    window.body.set_markdown("")
    caption = window.photos.form.fields["caption"]
    for field in (window.sheet.headline, window.sheet.standfirst, caption):
        field.set_words("")
    for field in (window.sheet.headline, window.sheet.standfirst, window.body, caption):
        typed(field, '"so"')
    story = stored()
    assert [story.headline, story.standfirst, story.body] == [shown, shown, f"{shown}\n"]
    assert caption.words() == shown


def test_one_undo_gives_the_typed_sign_back_in_the_headline(window):
    headline = window.sheet.headline
    headline.set_words("")
    typed(headline, 'He said "')
    assert headline.words() == "He said “"
    headline.undo()
    assert headline.words() == 'He said "'


def test_smart_quotes_can_be_switched_off_and_stay_off(window, session):
    window.commands["smart"].trigger()
    window.body.set_markdown("")
    typed(window.body, '"so"')
    assert window.body.markdown() == '"so"\n'
    assert session.settings.get("smart") is False
    assert not window.commands["smart"].isChecked()


def test_formats_leave_the_body_alone_while_a_plain_field_is_written(window):
    window.body.selectAll()
    window.sheet.headline.setFocus()
    window.commands["bold"].trigger()
    assert window.body.markdown() == "Words of Alpha.\n"
    assert "plain words" in window.notice.words.text()
    window.body.setFocus()
    window.commands["bold"].trigger()
    assert window.body.markdown() == "**Words of Alpha.**\n"
    assert window.commands["bold"].isChecked()
    window.commands["clear"].trigger()
    assert window.body.markdown() == "Words of Alpha.\n"


@pytest.mark.parametrize(
    ("command", "markdown"),
    [
        ("strike", "~~Words~~\n"),
        ("code", "`Words`\n"),
        ("sup", "<sup>Words</sup>\n"),
        ("sub", "<sub>Words</sub>\n"),
        ("pull", "> Words <!-- pull -->\n"),
        ("quote", "> Words\n"),
        ("bullets", "- Words\n"),
        ("numbers", "1. Words\n"),
    ],
)
def test_each_format_is_a_command_that_shows_what_holds(window, command, markdown):
    window.body.set_markdown("Words")
    window.body.setFocus()
    window.body.selectAll()
    window.commands[command].trigger()
    assert window.body.markdown() == markdown
    assert window.commands[command].isChecked()


def test_case_turns_in_text_and_headline(window):
    window.body.setFocus()
    window.body.selectAll()
    seen = []
    for _ in range(3):
        window.commands["case"].trigger()
        seen.append(window.body.markdown())
    assert seen == ["words of alpha.\n", "Words Of Alpha.\n", "WORDS OF ALPHA.\n"]
    headline = window.sheet.headline
    headline.setFocus()
    headline.set_words("long night")
    headline.selectAll()
    window.commands["case"].trigger()
    assert headline.words() == "Long Night"
    headline.undo()
    assert headline.words() == "long night"


def test_a_sign_is_found_by_name_and_goes_where_one_writes(qtbot, window, session):
    window.body.moveCursor(QTextCursor.MoveOperation.End)
    window.body.setFocus()
    window.commands["symbol"].trigger()
    picker = window.writing.symbols
    assert picker.isVisible()
    QTest.keyClicks(picker.search, "euro sign")
    assert picker.table.currentItem().text() == "€"
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert not picker.isVisible()
    assert window.body.markdown() == "Words of Alpha.€\n"
    window.sheet.headline.setFocus()
    window.commands["symbol"].trigger()
    assert picker.table.item(0).text() == "€", "what was chosen last comes first"
    QTest.keyClick(picker.search, Qt.Key.Key_Right)
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert "\u00a0" in window.sheet.headline.words()
    window.commands["symbol"].trigger()
    QTest.keyClicks(picker.search, "qqqq")
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert "No sign" in picker.name.text()
    picker.hide()


def test_signs_are_found_by_words_and_code():
    assert found("schwa")[0] in "əƏ"
    assert "—" in found("em dash")
    assert found("U+20BE") == ["₾"]
    assert found("u+zz") == found("u+d800") == found("u+ffffffff") == found("u+7") == []
    assert "\u202f" in found("narrow no-break")


def test_the_next_mistake_is_selected_with_its_menu(qtbot, window, spelt):
    lines = ["All is well here."] * 300
    spelt("\n\n".join(["The brigde is open.", *lines, "It rains wiht wind.", *lines]))
    window.body.setFocus()
    seen = []
    for _ in range(3):
        window.commands["mistake"].trigger()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=20_000)
        menu = QApplication.activePopupWidget()
        assert "Ignore in this story" in names(menu)
        seen.append(window.body.textCursor().selectedText())
        menu.close()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert seen == ["brigde", "wiht", "brigde"]


def test_a_text_without_mistakes_says_so(qtbot, window, spelt):
    spelt("All is well here.")
    window.commands["mistake"].trigger()
    qtbot.waitUntil(lambda: "No spelling mistake" in window.notice.words.text())
    window.commands["spelling"].trigger()
    window.commands["mistake"].trigger()
    qtbot.waitUntil(lambda: "switch them on" in window.notice.words.text())


def test_the_newsroom_s_words_are_kept_in_settings(window, session, settle, stored):
    page = window.settings_page
    page.words.set_words("Belém\nTbilisoba  Poti\nBelém\n")
    page.flush()
    settle()
    assert ops.desk.publication(session.desk).words == ("Belém", "Poti", "Tbilisoba")
    window.spelling.add("Batumi")
    settle()
    assert page.words.words() == "Batumi\nBelém\nPoti\nTbilisoba"
    page.flush()
    settle()
    assert "Batumi" in ops.desk.publication(session.desk).words


def test_the_story_is_copied_for_another_system(window, settle):
    QTest.keyClicks(window.body, "At <once>. ")
    window.deeds.copy_html()
    settle()
    settle()
    mime = QGuiApplication.clipboard().mimeData()
    assert "<h1>Alpha</h1>" in mime.html() and "At &lt;once&gt;. Words of Alpha." in mime.html()
    assert mime.text() == mime.html(), "its source, where no formatted words are taken"
    assert "copied as HTML" in window.notice.words.text()
    window.deeds.copy_plain()
    settle()
    settle()
    mime = QGuiApplication.clipboard().mimeData()
    assert not mime.hasHtml() and mime.text() == "Alpha\n\nAt <once>. Words of Alpha.\n"
