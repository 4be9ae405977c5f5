"""Each known way in which a rich editor loses or bends words."""

import logging

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from desk.text import Kind, Mark, read
from desk.ui.editor import bridge, editing

RETURN, BACK, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete
TABLE = "|a|b|\n|-|-|\n|c|d|"


def test_text_typed_beside_a_card_does_not_inherit_its_format(body, press, go):
    body.set_markdown(f"Before\n\n{TABLE}\n\nAfter\n")
    go("After", before=True)
    body.moveCursor(QTextCursor.MoveOperation.PreviousCharacter)  # behind the card
    press("behind")
    go("Before")
    body.moveCursor(QTextCursor.MoveOperation.NextCharacter)  # before the card
    press("ahead")
    assert body.markdown() == f"Before\n\nahead\n\n{TABLE}\n\nbehind\n\nAfter\n"


def test_backspace_after_a_card_selects_it_and_never_merges_into_its_block(body, press, go):
    body.set_markdown(f"{TABLE}\n\nAfter\n")
    go("After", before=True)
    press(BACK)
    assert body.markdown() == f"{TABLE}\n\nAfter\n"
    assert body.formats().card
    press(BACK)
    assert body.markdown() == "After\n"
    body.undo()
    assert body.markdown() == f"{TABLE}\n\nAfter\n"


def test_delete_before_a_card_selects_it(body, press, go):
    body.set_markdown(f"Before\n\n{TABLE}\n")
    go("Before")
    press(DELETE)
    assert body.formats().card
    assert body.markdown() == f"Before\n\n{TABLE}\n"


def test_formatting_a_selection_leaves_its_cards_alone(body):
    body.set_markdown(f"Before\n\n{TABLE}\n\n![a](photo:1)\n\nAfter\n")
    body.selectAll()
    body.toggle_bold()
    assert body.markdown() == f"**Before**\n\n{TABLE}\n\n![a](photo:1)\n\n**After**\n"


def test_copy_and_paste_keep_cards_quotes_and_heading_levels(body, go):
    text = f'### Head\n\n> said\n>\n> — Ana\n\n{TABLE}\n\n- a\n    1. b\n\n![x](photo:1 "y")\n\n---\n'
    body.set_markdown(text)
    body.selectAll()
    copied = body.createMimeDataFromSelection()
    body.set_markdown("Start\n")
    go(end=True)
    body.insertFromMimeData(copied)
    assert [b.content for b in read(body.markdown()).blocks[1:]] == [b.content for b in read(text).blocks]


def test_enter_inside_a_heading_leaves_the_rest_plain(body, press, go):
    body.set_markdown("## Head line\n")
    go("Head")
    press(RETURN)
    assert body.markdown() == "## Head\n\nline\n"
    press("so ")
    press(RETURN)
    assert not body.formats().bold
    assert body.formats().heading == 0
    fragment = body.document().findBlock(body.document().characterCount() - 2).begin().fragment()
    assert fragment.charFormat().fontWeight() == 400


def test_enter_at_the_end_of_a_heading_starts_body_text(body, press, go):
    body.set_markdown("## **Head**\n")
    go(end=True)
    press(RETURN)
    press("text")
    assert body.markdown() == "## **Head**\n\ntext\n"


def test_typing_after_a_link_does_not_extend_it(body, press, go):
    body.set_markdown("See [the port](https://a.example) today\n")
    go("port")
    press("s")
    assert body.markdown() == "See [the port](https://a.example)s today\n"
    go("the")
    press("n")
    assert body.markdown() == "See [then port](https://a.example)s today\n"


def test_sources_survive_undo(body, press, go):
    text = "*One*   line\nwrapped\n\n* a\n* b\n"
    body.set_markdown(text)
    go("line")
    press("x")
    press(RETURN)
    body.set_heading(2)
    assert body.markdown() != text
    while body.document().isUndoAvailable():
        body.undo()
    assert body.markdown() == text


def test_a_change_of_list_type_stands_apart(body, go):
    body.set_markdown("- a\n- b\n- c\n")
    go("b")
    body.toggle_list(True)
    assert [(b.ordered, b.plain) for b in read(body.markdown()).blocks] == [
        (False, "a"),
        (True, "b"),
        (False, "c"),
    ]


def test_an_exclamation_mark_before_a_link_and_a_hash_at_a_headings_end(body, press, go):
    body.set_markdown("Go [there](https://a.example)\n\n## C\n")
    go("Go ")
    press("!")
    go(end=True)
    press(" #")
    again = read(body.markdown())
    assert [b.plain for b in again.blocks] == ["Go !there", "C #"]
    assert again.blocks[0].spans[1].href == "https://a.example"


def test_strike_reads_back(body, go):
    body.set_markdown("one two\n")
    go("two", select=True)
    body.toggle_strike()
    assert body.markdown() == "one ~~two~~\n"
    assert read(body.markdown()).blocks[0].spans[1].marks == Mark.STRIKE


def test_a_quote_of_two_paragraphs_keeps_its_level_on_both(body):
    body.set_markdown("> one\n>\n> two\n")
    assert [b.quote for b in bridge.read(body.document()).blocks] == [1, 1]


def test_a_pasted_quote_of_two_paragraphs_keeps_its_level_on_both(body):
    data = QMimeData()
    data.setHtml("<blockquote><p>one</p><p>two</p></blockquote>")
    body.insertFromMimeData(data)
    assert body.markdown() == "> one\n>\n> two\n"


def test_redo_leaves_the_caret_where_it_redid(body, press, go):
    body.set_markdown("one\n\ntwo\n")
    go("two")
    press(RETURN)
    body.undo()
    go("one")
    body.redo()
    assert body.textCursor().blockNumber() == 2
    body.undo()
    assert body.textCursor().block().text() == "two"


def test_a_card_never_takes_words_into_its_block(body, press, go):
    body.set_markdown(f"Before\n\n{TABLE}\n\nAfter\n")
    for word, by in (("Before", 1), ("After", -1)):
        go(word, before=by < 0)
        cursor = body.textCursor()
        cursor.setPosition(cursor.position() + by, QTextCursor.MoveMode.KeepAnchor)
        body.setTextCursor(cursor)
        press(DELETE)
        assert body.markdown() == f"Before\n\n{TABLE}\n\nAfter\n"
        assert [b.text() for b in _blocks(body)] == ["Before", "\ufffc", "After"]


def _blocks(body):
    return [body.document().findBlockByNumber(n) for n in range(body.document().blockCount())]


def test_composing_over_a_selection_keeps_shapes_and_cards(body, go):
    body.set_markdown(f"## Head\n\nword\n\n{TABLE}\n")
    cursor = body.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    QApplication.sendEvent(body, QInputMethodEvent("に", []))
    event = QInputMethodEvent()
    event.setCommitString("日")
    QApplication.sendEvent(body, event)
    assert body.markdown() == f"## He日rd\n\n{TABLE}\n"
    assert not any(look.fontWeight() < 700 for _, _, look in editing.fragments(_blocks(body)[0]))


def test_signs_at_the_edges_are_not_taken_for_markup(body, press):
    body.set_markdown("")
    for line in (
        "# no heading",
        "- no item",
        "1. no number",
        "> no quote",
        "--- no rule",
        "* a * b_c_ `d` <e> &amp;",
    ):
        body.insert_text(line)
        press(RETURN)
    again = read(body.markdown())
    assert {b.kind for b in again.blocks} == {Kind.PARAGRAPH}
    assert [b.plain for b in again.blocks][-1] == "* a * b_c_ `d` <e> &amp;"
    assert not any(s.marks for b in again.blocks for s in b.spans)


def test_a_bare_object_character_is_no_word(body):
    data = QMimeData()
    data.setText("a\ufffcb")
    body.insertFromMimeData(data)
    assert body.markdown() == "ab\n"


def test_no_break_spaces_and_hard_breaks_stay(body, press, go):
    body.set_markdown("10\xa0000\n")
    go(end=True)
    press("\xa0km")
    press(RETURN, shift=True)
    press("next")
    assert body.markdown() == "10\xa0000\xa0km  \nnext\n"


def test_bold_over_a_space_at_its_edge_is_still_bold(body, go):
    body.set_markdown("one two three\n")
    go("two ", select=True)
    body.toggle_bold()
    assert body.markdown() == "one **two** three\n"


def test_a_cards_own_block_emptied_is_ordinary_text(body, press, go):
    body.set_markdown("---\n")
    go(end=True)
    press(BACK)
    press("word")
    assert body.markdown() == "word\n"


def test_what_markdown_cannot_say_is_kept_as_html_and_logged(body, caplog):
    from desk.text import Block, Doc, Span

    body.set_doc(Doc((Block(Kind.PARAGRAPH, (Span("too *deep*"),), quote=30),)))
    with caplog.at_level(logging.WARNING):
        saved = body.markdown()
    assert "too *deep*" in read(saved).blocks[0].plain
    assert "could only be kept as HTML: 'too *deep*'" in caplog.text


def test_a_block_format_without_a_shape_is_a_paragraph(body):
    cursor = QTextCursor(body.document())
    cursor.insertText("by another hand")
    assert editing.shape(cursor.block()).kind is Kind.PARAGRAPH
    assert body.markdown() == "by another hand\n"
