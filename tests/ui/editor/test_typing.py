"""Keys at the edges of every kind of block, and the commands of the toolbar."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

RETURN, BACK, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete


@pytest.mark.parametrize("words", ["Գարուն", "مرحبا", "Привет, мир", "გაზაფხული", "日本", "a😀b"])
def test_typing_in_any_script(body, press, words):
    press(words)
    assert body.markdown() == f"{words}\n"


def test_composed_words(body):
    event = QInputMethodEvent()
    event.setCommitString("日本")
    QApplication.sendEvent(body, event)
    assert body.markdown() == "日本\n"


def test_a_list_goes_on_and_ends(body, press, go):
    body.set_markdown("- one\n")
    go(end=True)
    press(RETURN)
    press("two")
    press(RETURN)
    press(Qt.Key.Key_Tab)
    press("deeper")
    press(RETURN)
    press(RETURN)
    press("three")
    press(RETURN)
    press(RETURN)
    press("after")
    assert body.markdown() == "- one\n- two\n    - deeper\n- three\n\nafter\n"


def test_numbers_start_where_they_did(body, press, go):
    body.set_markdown("7. seven\n8. eight\n")
    go("seven")
    press(RETURN)
    press("new")
    assert body.markdown() == "7. seven\n8. new\n9. eight\n"


def test_a_quote_ends_on_an_empty_line(body, press, go):
    body.set_markdown("> said\n")
    go(end=True)
    press(RETURN)
    press(RETURN)
    press("after")
    assert body.markdown() == "> said\n\nafter\n"


def test_code_takes_lines_and_ends_on_a_second_empty_one(body, press, go):
    body.set_markdown("```py\na = 1\n```\n")
    go(end=True)
    for key in (RETURN, "b = 2", RETURN, RETURN, "text"):
        press(key)
    assert body.markdown() == "```py\na = 1\nb = 2\n```\n\ntext\n"


@pytest.mark.parametrize(
    ("start", "word", "left"),
    [
        ("- a\n    - b\n", "b", "- a\n- b\n"),
        ("- a\n- b\n", "b", "- a\n\nb\n"),
        ("> a\n", "a", "a\n"),
        ("> a <!-- pull -->\n", "a", "a\n"),
        ("a\n\nb\n", "b", "ab\n"),
        ("## a\n\nb\n", "b", "## ab\n"),
        ("a\n\n## b\n", "b", "ab\n"),
        ("a\n", "a", "a\n"),
    ],
)
def test_backspace_at_a_start(body, press, go, start, word, left):
    body.set_markdown(start)
    go(word, before=True)
    press(BACK)
    assert body.markdown() == left


@pytest.mark.parametrize(
    ("start", "word", "left"),
    [
        ("a\n\nb\n", "a", "ab\n"),
        ("## a\n\nb\n", "a", "## ab\n"),
        ("- a\n- b\n", "a", "- ab\n"),
        ("a\n", "a", "a\n"),
    ],
)
def test_delete_at_an_end(body, press, go, start, word, left):
    body.set_markdown(start)
    go(word)
    press(DELETE)
    assert body.markdown() == left


def test_backspace_on_an_empty_line_keeps_what_stands_below(body, press, go):
    body.set_markdown("a\n\n## b\n")
    go("a")
    press(RETURN)
    go("b", before=True)
    press(BACK)
    assert body.markdown() == "a\n\n## b\n"


def test_typing_over_a_selection_of_several_blocks_is_one_step(body, press):
    text = "## a\n\nb\n\n- c\n"
    body.set_markdown(text)
    body.selectAll()
    press("x")
    assert body.markdown() == "- x\n" or body.markdown() == "## x\n"
    body.undo()
    assert body.markdown() == text


def test_marks_on_what_is_typed_next(body, press):
    press("a ")
    body.toggle_bold()
    press("b")
    body.toggle_bold()
    press(" c")
    assert body.markdown() == "a **b** c\n"


def test_toggling_twice_changes_nothing(body, go):
    text = "One *two* [three](https://a.example)\n"
    body.set_markdown(text)
    body.selectAll()
    for toggle in (body.toggle_bold, body.toggle_strike, body.toggle_sup, body.toggle_quote):
        toggle()
        assert body.markdown() != text
        toggle()
        assert body.markdown() == text
    body.set_heading(3)
    assert body.markdown() == f"### {text}"
    body.set_heading(0)
    assert body.markdown() == text


def test_links(body, go):
    body.set_markdown("one two three\n")
    go("two", select=True)
    body.set_link(" https://a.example/x ")
    assert body.markdown() == "one [two](https://a.example/x) three\n"
    go("tw")
    assert body.link_at_cursor() == "https://a.example/x"
    body.set_link("https://b.example")
    assert body.markdown() == "one [two](https://b.example) three\n"
    body.remove_link()
    assert body.markdown() == "one two three\n"
    body.set_link("javascript:alert(1)")
    assert body.markdown() == "one two three\n"


def test_cards_are_put_in_changed_and_taken_out(body, go):
    body.set_markdown("before after\n")
    go("before")
    body.insert_photo("0192-ab")
    assert body.markdown() == "before\n\n![](photo:0192-ab)\n\nafter\n"
    position = body.document().findBlockByNumber(1).position()
    assert body.card_source(position) == "![](photo:0192-ab)"
    body.replace_card(position, "|a|\n|-|\n|b|\n")
    assert body.markdown() == "before\n\n|a|\n|-|\n|b|\n\nafter\n"
    body.replace_card(position, "*ordinary* text")
    assert body.markdown() == "before\n\n*ordinary* text\n\nafter\n"
    body.undo()
    body.replace_card(position, "")
    assert body.markdown() == "before\n\nafter\n"


def test_enter_on_a_selected_card_opens_it(body, press, go, qtbot):
    body.set_markdown("---\n\nafter\n")
    go("after", before=True)
    press(BACK)
    with qtbot.waitSignal(body.card_activated, timeout=1000) as opened:
        press(RETURN)
    assert opened.args == [0]


def test_edited_tells_content_only(body, press, qtbot):
    from tests.ui.editor.looks import ACCENT, look

    body.set_markdown("one [two](https://a.example)\n")
    told = []
    body.edited.connect(lambda: told.append(body.revision()))
    body.set_look(look(21.0, ink=ACCENT))
    body.selectAll()
    body.set_direction("rtl")
    body.set_markdown("other [link](https://b.example)\n")
    qtbot.wait(1)
    assert told == []
    press("x")
    assert told


def test_formats_follow_the_cursor(body, go):
    body.set_markdown("## *a*\n\n> b\n\n1. **c**\n\n[d](https://a.example)\n")
    go("a")
    assert (body.formats().heading, body.formats().italic, body.formats().bold) == (2, True, False)
    go("b")
    assert body.formats().quote
    go("c")
    assert (body.formats().numbers, body.formats().bold) == (True, True)
    go("d")
    assert body.formats().href == "https://a.example"


def test_it_is_as_high_as_its_text_and_follows_it(body, press, qtbot):
    body.show()
    body.set_markdown("\n\n".join(["A paragraph."] * 60))
    qtbot.waitUntil(lambda: body.minimumHeight() > 1500)
    high = body.minimumHeight()
    body.selectAll()
    press("short")
    qtbot.waitUntil(lambda: body.minimumHeight() < high)


def test_a_photo_card_shows_what_the_provider_gives(body, qtbot):
    from PySide6.QtGui import QImage

    asked = []

    def provider(reference):
        asked.append(reference)
        picture = QImage(1200, 800, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.red)
        return picture, "Boats at dawn"

    body.set_markdown("![x](photo:7)\n\n![y](assets/bridge.jpg)\n")
    body.show()
    told = []
    body.edited.connect(lambda: told.append(1))
    body.photo_provider = provider
    qtbot.waitUntil(lambda: body.minimumHeight() > 800)
    shown = body.grab().toImage()
    assert shown.pixelColor(shown.width() // 2, 100) == Qt.GlobalColor.red
    assert set(asked) == {"photo:7", "assets/bridge.jpg"}
    assert told == []
    assert body.markdown() == "![x](photo:7)\n\n![y](assets/bridge.jpg)\n"
