"""Addresses that become cards: typed, pasted, edited."""

from PySide6.QtCore import QMimeData, Qt

from desk.text import Kind
from desk.ui.card_editing import CardEditing

FILM = "https://youtu.be/tide-in_12"


def paste(body, **kinds):
    data = QMimeData()
    for kind, words in kinds.items():
        (data.setText if kind == "text" else data.setHtml)(words)
    body.insertFromMimeData(data)


def kinds(body):
    return [block.kind for block in body.doc().blocks]


def test_an_address_pasted_on_an_empty_line_is_a_card(body):
    paste(body, text=f" {FILM}\n")
    assert kinds(body) == [Kind.OPAQUE]
    assert body.markdown() == FILM + "\n"


def test_a_link_pasted_among_words_stays_in_the_line(body, press):
    press("See ")
    paste(body, html=f'<a href="{FILM}">the film</a>', text=FILM)
    press(" now")
    assert body.markdown() == f"See [the film]({FILM}) now\n"


def test_any_other_address_is_pasted_as_before(body):
    paste(body, text="https://a.example/page")
    assert kinds(body) == [Kind.PARAGRAPH]


def test_a_typed_address_and_enter_is_a_card_and_undo_gives_it_back(body, press):
    press(FILM)
    press(Qt.Key.Key_Return)
    press("After.")
    assert body.markdown() == f"{FILM}\n\nAfter.\n"
    assert kinds(body) == [Kind.OPAQUE, Kind.PARAGRAPH]
    body.undo()
    body.undo()
    assert body.document().toPlainText() == FILM


def test_a_card_cut_and_pasted_is_the_same_card(body, go):
    body.set_markdown(f"One\n\n[Fog]({FILM})\n\nTwo\n")
    cursor = body.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    held = body.createMimeDataFromSelection()
    body.cut()
    go("Two")
    body.insertFromMimeData(held)
    assert [b.text for b in body.doc().blocks if b.kind is Kind.OPAQUE] == [f"[Fog]({FILM})"]


def test_its_title_and_address_are_written_in_fields_in_one_step(qtbot, body):
    cards = CardEditing(body)
    for bar in cards.bars:
        qtbot.addWidget(bar)
    body.set_markdown(f"One\n\n{FILM}\n")
    cards.edit(4)
    qtbot.keyClicks(cards.embed.words, "Fog [1]")
    assert body.markdown() == f"One\n\n[Fog \\[1\\]]({FILM})\n"
    cards.embed.address.selectAll()
    qtbot.keyClicks(cards.embed.address, "https://x.com/a/status/12")
    assert body.markdown() == "One\n\n[Fog \\[1\\]](https://x.com/a/status/12)\n"
    qtbot.keyClick(cards.embed.words, Qt.Key.Key_Return)
    assert cards.embed.isHidden()
    body.undo()
    assert body.markdown() == f"One\n\n{FILM}\n"


def test_an_address_that_leads_nowhere_leaves_the_old_one(qtbot, body):
    cards = CardEditing(body)
    for bar in cards.bars:
        qtbot.addWidget(bar)
    body.set_markdown(f"{FILM}\n")
    cards.edit(0)
    cards.embed.address.clear()
    qtbot.keyClicks(cards.embed.address, "javascript:alert(1)")
    assert cards.embed.address.property("wrong")
    assert body.markdown() == f"{FILM}\n"
