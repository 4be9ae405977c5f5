"""Signs become what they mean as they are typed; one Undo gives back what was typed."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desk.text import Kind, Mark

RETURN = Qt.Key.Key_Return


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("## Head", "## Head\n"),
        ("### Head", "### Head\n"),
        ("#### Head", "#### Head\n"),
        ("- item", "- item\n"),
        ("* item", "- item\n"),
        ("1. item", "1. item\n"),
        ("7. item", "7. item\n"),
        ("> said", "> said\n"),
        ("> > said", "> > said\n"),
        ("# one", "\\# one\n"),
        ("##x", "\\##x\n"),
    ],
)
def test_signs_at_the_start_of_a_block(body, press, typed, saved):
    press(typed)
    assert body.markdown() == saved


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("a **bold** b", "a **bold** b\n"),
        ("a *soft* b", "a *soft* b\n"),
        ("a _soft_ b", "a *soft* b\n"),
        ("a `code` b", "a `code` b\n"),
        ("a ~~gone~~ b", "a ~~gone~~ b\n"),
        ("H~2~O", "H~2~O\n"),
        ("10 m^2^ of", "10 m^2^ of\n"),
        ("~5 km and ~6 km", "~5 km and ~6 km\n"),
        ("2^3 and 4^5", "2\\^3 and 4^5\n"),
        ("a~~b~ c", "a\\~\\~b~ c\n"),
        ("😀 **b😀d** b", "😀 **b😀d** b\n"),
        ("2 * 3 * 4", "2 * 3 * 4\n"),
        ("snake_case_name", "snake_case_name\n"),
        ("**a**b", "**a**b\n"),
    ],
)
def test_signs_around_words(body, press, typed, saved):
    press(typed)
    assert body.markdown() == saved


def test_one_undo_gives_back_each_sign(body, press):
    for typed, plain in (
        ("## ", "## "),
        ("a **b**", "a **b**"),
        ("H~2~", "H~2~"),
        ('say "', 'say "'),
        ("x --", "x --"),
    ):
        body.set_markdown("")
        body.set_language("en")
        press(typed)
        assert body.document().firstBlock().text() != plain
        body.undo()
        assert body.document().firstBlock().text() == plain
        assert body.doc().blocks[0].kind is Kind.PARAGRAPH
        assert not any(span.marks for span in body.doc().blocks[0].spans)
        press("x")
        assert body.document().firstBlock().text() == plain + "x"


def test_what_is_typed_after_a_change_is_undone_by_itself(body, press):
    body.set_language("en")
    press('"word')
    body.undo()
    assert body.document().firstBlock().text() == "“"
    body.undo()
    assert body.document().firstBlock().text() == '"'


def test_a_divider_and_code_by_their_signs(body, press):
    press("---")
    press(RETURN)
    press("after")
    assert body.markdown() == "---\n\nafter\n"
    press(RETURN)
    press("```py")
    press(RETURN)
    press('a = **b** - "c" ## d')
    assert body.markdown() == '---\n\nafter\n\n```py\na = **b** - "c" ## d\n```\n'
    body.set_markdown("")
    press("---")
    press(RETURN)
    body.undo()
    assert body.document().firstBlock().text() == "---"


def test_nothing_becomes_anything_in_code_and_source(body, press, go):
    body.set_language("en")
    body.set_markdown("a `code` b<!-- raw -->c\n")
    go("cod")
    press('"*x*--')
    go("raw")
    press('"*x*')
    shown = [span for span in body.doc().blocks[0].spans if span.marks]
    assert [(span.text, span.marks) for span in shown] == [
        ('cod"*x*--e', Mark.CODE),
        ('<!-- raw"*x* -->', Mark.RAW),
    ]


def test_numbers_go_on_with_the_list_above(body, press, go):
    body.set_markdown("7. seven\n\nnext\n")
    go("next", before=True)
    press("8. ")
    assert body.markdown() == "7. seven\n8. next\n"


def test_quotes_and_dashes_follow_the_language_and_the_switch(body, press):
    body.set_language("ru")
    press('"дом" -- дом')
    assert body.markdown() == "«дом» — дом\n"
    body.set_markdown("")
    body.set_language("fr")
    press("l'eau \"l'est\"...")
    assert body.document().firstBlock().text() == "l’eau «\u202fl’est\u202f»…"
    body.set_markdown("")
    body.smart = False
    press('it\'s "x"...')
    assert body.document().firstBlock().text() == 'it\'s "x"...'


def test_a_quote_that_an_input_method_commits(body):
    body.set_language("de")
    event = QInputMethodEvent()
    event.setCommitString('"')
    QApplication.sendEvent(body, event)
    assert body.document().firstBlock().text() == "„"


def test_a_typed_address_links_on_space_and_on_enter(body, press):
    press("See https://a.example/b_c_d, ")
    spans = body.doc().blocks[0].spans
    assert [(s.text, s.href) for s in spans] == [
        ("See ", ""),
        ("https://a.example/b_c_d", "https://a.example/b_c_d"),
        (",", ""),
    ]
    press("and http://c.example")
    press(RETURN)
    press("ftp://d.example javascript:x ")
    hrefs = [s.href for b in body.doc().blocks for s in b.spans if s.href]
    assert hrefs == ["https://a.example/b_c_d", "http://c.example"]
    body.undo()
    press("x")
    assert "x" in body.doc().blocks[-1].plain


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ('see "https://a.b/c". ', "https://a.b/c"),
        ("https://a.b/x_(y) ", "https://a.b/x_(y)"),
        ("(https://a.b/x) ", "https://a.b/x"),
        ("https://a.b/it's--x... ", "https://a.b/it's--x"),
    ],
)
def test_an_address_ends_before_what_closes_around_it(body, press, typed, address):
    body.set_language("en")
    press(typed)
    assert [span.href for span in body.doc().blocks[0].spans if span.href] == [address]


def test_signs_after_a_line_break_are_not_in_the_address_above(body, press):
    body.set_language("en")
    press("https://a.b")
    press(RETURN, shift=True)
    press("it's")
    assert body.doc().blocks[0].plain == "https://a.b\nit’s"


def test_nothing_changes_while_words_are_composed(body):
    body.set_language("en")
    event = QInputMethodEvent("に", [])
    event.setCommitString('"')
    QApplication.sendEvent(body, event)
    assert body.document().firstBlock().text() == '"'
    assert body.document().firstBlock().layout().preeditAreaText() == "に"


def test_an_attribution_by_hyphens(body, press, go):
    body.set_language("en")
    body.set_markdown("> said\n")
    go("said")
    press(RETURN)
    press("-- Nare")
    assert body.markdown() == "> said\n>\n> – Nare\n"
    body.set_markdown("")
    press("the '90s")
    body.undo()
    assert body.document().firstBlock().text() == "the ‘90s"


def test_an_address_pasted_onto_a_selection_links_it(body, go):
    body.set_markdown("See the port today\n")
    go("the port", select=True)
    data = QMimeData()
    data.setText(" https://a.example/x \n")
    body.insertFromMimeData(data)
    assert body.markdown() == "See [the port](https://a.example/x) today\n"
    body.undo()
    assert body.markdown() == "See the port today\n"
    data.setText("javascript:alert(1)")
    go("the port", select=True)
    body.insertFromMimeData(data)
    assert body.markdown() == "See javascript:alert(1) today\n"


def test_case_goes_round_and_marks_stay(body, go):
    body.set_markdown("The *iki* [qız](https://a.example) 😀 `iki`\n\n- next\n")
    body.set_language("az")
    body.selectAll()
    seen = []
    for _ in range(3):
        body.change_case()
        seen.append(body.markdown())
    link = "(https://a.example)"
    assert seen == [
        f"the *iki* [qız]{link} 😀 `iki`\n\n- next\n",
        f"The *İki* [Qız]{link} 😀 `iki`\n\n- Next\n",
        f"THE *İKİ* [QIZ]{link} 😀 `iki`\n\n- NEXT\n",
    ]
    body.undo()
    assert body.markdown() == seen[1]


def test_case_keeps_a_selection_that_grows(body, go):
    body.set_markdown("die straße hier\n")
    go("straße", select=True)
    body.change_case()
    body.change_case()
    assert body.textCursor().selectedText() == "STRASSE"
    assert body.markdown() == "die STRASSE hier\n"


def test_case_leaves_cards_alone(body):
    body.set_markdown("one\n\n![a](photo:1)\n\ntwo\n")
    body.selectAll()
    body.change_case()
    assert body.markdown() == "One\n\n![a](photo:1)\n\nTwo\n"


def test_signs_from_a_table_stand_as_they_are(body, go):
    body.set_language("en")
    body.set_markdown("a **b** c\n")
    go("b")
    body.insert_text("\u202f--\"'")
    assert body.doc().blocks[0].spans[1].text == "b\u202f--\"'"
    go("c", select=True)
    body.insert_text("©")
    assert body.doc().blocks[0].plain.endswith(" ©")
