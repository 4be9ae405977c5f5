"""A table of the story in its grid: keys, rows and columns, paste, undo, nothing lost."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desk.text import Align, Kind
from desk.ui.card_editing import CardEditing

STORY = "One\n\n| a | b |\n|---|--:|\n| c | d |\n\nTwo\n"
KEY = Qt.Key


@pytest.fixture
def cards(qtbot, body):
    body.set_markdown(STORY)
    body.show()
    made = CardEditing(body)
    made.table.resize(600, 300)
    for bar in made.bars:
        qtbot.addWidget(bar)
    yield made
    made.leave()


@pytest.fixture
def grid(cards, body):
    body.card_activated.emit(4)
    return cards.table.grid


@pytest.fixture
def type_in(grid):
    def send(words: str, *keys) -> None:
        for sign in words:
            cell = grid.indexWidget(grid.currentIndex())
            QApplication.sendEvent(
                cell, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
            )
        for key in keys:
            QTest.keyClick(
                grid.indexWidget(grid.currentIndex()), *(key if isinstance(key, tuple) else (key,))
            )

    return send


def rows(cards):
    return [["".join(span.text for span in cell) for cell in row] for row in cards.table.model.table.rows]


def place(grid):
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_the_model_is_one_by_qt_s_own_rules(cards, grid):
    tester = QAbstractItemModelTester(cards.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for act in cards.table.rows.actions() + cards.table.columns.actions():
        act.trigger()
    assert tester.model() is cards.table.model


def test_opening_and_leaving_changes_no_byte(body, cards, grid, type_in):
    assert place(grid) == (0, 0)
    type_in("", KEY.Key_Tab, KEY.Key_Escape)
    assert cards.table.isHidden()
    assert body.markdown() == STORY
    assert not body.document().isUndoAvailable()


def test_what_is_typed_stands_in_the_story_and_is_one_step_of_undo(body, cards, grid, type_in):
    type_in("X | *y* z", KEY.Key_Tab)
    type_in("!", KEY.Key_Escape)
    new = STORY.replace("| a | b |\n|---|--:|", "| aX \\| *y* z | b! |\n| --- | --: |")
    assert body.markdown() == new
    body.undo()
    assert body.markdown() == new.replace("b!", "b")
    body.undo()
    assert body.markdown() == STORY
    body.redo()
    body.redo()
    assert body.markdown() == new


def test_words_still_in_the_cell_are_saved_with_the_story(body, type_in):
    told = []
    body.edited.connect(lambda: told.append(1))
    type_in("more")
    assert told
    assert "| amore | b |" in body.markdown()


def test_tab_and_enter_move_as_in_a_word_processor(cards, grid, type_in):
    type_in("", KEY.Key_Return)
    assert place(grid) == (1, 0)
    type_in("", KEY.Key_Backtab)
    assert place(grid) == (0, 1)
    type_in("", KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    assert place(grid) == (2, 0)
    assert rows(cards) == [["a", "b"], ["c", "d"], ["", ""]]
    type_in("e", KEY.Key_Up)
    assert place(grid) == (1, 0)
    type_in("", KEY.Key_Right)
    assert place(grid) == (1, 1)
    type_in("", KEY.Key_Left, KEY.Key_Left)
    assert place(grid) == (1, 0)


def test_shift_enter_breaks_a_line_in_the_cell(body, type_in):
    type_in("", (KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier))
    type_in("b")
    assert "| a<br />b | b |" in body.markdown()


def test_undo_past_the_cell_is_the_sheet_s(body, cards, grid, type_in):
    type_in("1", KEY.Key_Tab)
    type_in("2", (KEY.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert rows(cards)[0] == ["a1", "b"]
    type_in("", (KEY.Key_Z, Qt.KeyboardModifier.ControlModifier))
    type_in("", (KEY.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert rows(cards)[0] == ["a", "b"]
    assert body.markdown() == STORY


def test_bold_in_a_cell_leaves_the_sheet_alone(body, type_in):
    type_in(" ", (KEY.Key_B, Qt.KeyboardModifier.ControlModifier))
    type_in("x", KEY.Key_Escape)
    assert body.markdown() == STORY.replace("| a | b |\n|---|--:|", "| a **x** | b |\n| --- | --: |")


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("Row above", "|  |  |\n| --- | --: |\n| a | b |\n| c | d |"),
        ("Row below", "| a | b |\n| --- | --: |\n|  |  |\n| c | d |"),
        ("Move row down", "| c | d |\n| --- | --: |\n| a | b |"),
        ("Delete row", "| a | b |\n|---|--:|\n| c | d |"),
        ("Column before", "|  | a | b |\n| --- | --- | --: |\n|  | c | d |"),
        ("Column after", "| a |  | b |\n| --- | --- | --: |\n| c |  | d |"),
        ("Move column on", "| b | a |\n| --: | --- |\n| d | c |"),
        ("Delete column", "| b |\n| --: |\n| d |"),
        ("Align to the middle", "| a | b |\n| :-: | --: |\n| c | d |"),
    ],
)
def test_rows_and_columns(body, cards, grid, name, result):
    actions = cards.table.rows.actions() + cards.table.columns.actions()
    next(act for act in actions if act.text() == name).trigger()
    assert body.markdown() == f"One\n\n{result}\n\nTwo\n"
    body.undo()
    assert body.markdown() == STORY
    assert not cards.table.isHidden()


def test_a_row_that_is_not_the_last_can_go(body, cards, grid, type_in):
    type_in("", KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Tab)
    cards.table.rows.actions()[-1].trigger()
    assert rows(cards) == [["a", "b"], ["c", "d"]]


def test_the_alignment_shows_and_goes_back(cards, grid, type_in):
    right = cards.table.sides[Align.RIGHT]
    type_in("", KEY.Key_Tab)
    assert right.isChecked()
    right.trigger()
    assert cards.table.model.table.aligns == (Align.NONE, Align.NONE)


def paste(grid, **kinds):
    data = QMimeData()
    if "html" in kinds:
        data.setHtml(kinds["html"])
    if "text" in kinds:
        data.setText(kinds["text"])
    grid.indexWidget(grid.currentIndex()).insertFromMimeData(data)


def test_rows_of_a_spreadsheet_fill_cells(body, cards, grid, type_in):
    type_in("", KEY.Key_Tab)
    paste(grid, text="1\t2\n3\t4\n5\t6\n")
    assert rows(cards) == [["a", "1", "2"], ["c", "3", "4"], ["", "5", "6"]]
    body.undo()
    assert body.markdown() == STORY


def test_the_table_of_a_page_fills_cells(cards, grid):
    paste(grid, html="<table><tr><td>1<td><b>2</b></table>", text="1\t2")
    assert rows(cards) == [["1", "2"], ["c", "d"]]


def test_words_pasted_in_a_cell_stay_in_it(cards, grid):
    paste(grid, html="<h2>Head</h2><p>and <b>more</b></p>")
    assert rows(cards)[0] == ["aHead\nand more", "b"]


def test_a_copied_table_of_the_sheet_fills_cells(body, cards, grid):
    body.selectAll()
    cursor = body.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    body.setTextCursor(cursor)
    copied = body.createMimeDataFromSelection()
    grid.go(1, 1)
    grid.indexWidget(grid.currentIndex()).insertFromMimeData(copied)
    assert rows(cards) == [["a", "b", ""], ["c", "a", "b"], ["", "c", "d"]]


@pytest.mark.parametrize("text", ["a\tb\n" * 500, ("long " * 200 + "\tb\n") * 100])
def test_too_much_to_hold_is_refused_with_words(cards, grid, text):
    paste(grid, text=text)
    assert rows(cards) == [["a", "b"], ["c", "d"]]
    assert "Not pasted" in cards.table.hint.text()


def test_a_new_table_is_written_in_at_once(qtbot, body, cards, go):
    go(end=True)
    cards.insert_table()
    assert cards.table.grid.currentIndex().row() == 0
    assert body.markdown().endswith("Two\n\n|  |  |  |\n| --- | --- | --- |\n|  |  |  |\n|  |  |  |\n")
    body.undo()
    assert body.markdown() == STORY
    assert cards.table.isHidden()


def test_a_table_that_went_closes_its_grid_and_takes_nothing_along(body, cards, grid, type_in):
    body.selectAll()
    body.cut()
    assert cards.table.isHidden()
    assert body.markdown() == ""


def test_another_text_takes_the_grid_away_and_keeps_what_was_typed(body, cards, grid, type_in):
    type_in("typed")
    kept = body.markdown()
    body.set_markdown("Another story.\n")
    cards.leave()
    assert "| atyped | b |" in kept
    assert body.markdown() == "Another story.\n"


def test_words_before_the_table_do_not_lose_it(body, cards, grid, type_in, go, press):
    go("One", before=True)
    press("Some words. ")
    type_in("x", KEY.Key_Escape)
    assert body.markdown() == "Some words. " + STORY.replace(
        "| a | b |\n|---|--:|", "| ax | b |\n| --- | --: |"
    )


def test_what_is_no_table_opens_as_source_and_back(body, cards):
    body.set_markdown("One\n\n[^1]: note\n\nTwo\n")
    body.card_activated.emit(4)
    assert cards.table.isHidden()
    assert not cards.source.isHidden()
    cards.source.source.setPlainText("[^1]: other")
    assert body.markdown() == "One\n\n[^1]: other\n\nTwo\n"
    cards.source._leave_as_it_was()
    assert body.markdown() == "One\n\n[^1]: note\n\nTwo\n"
    body.card_activated.emit(4)
    cards.source.source.setPlainText("plain *words*")
    cards.source._put()
    assert [block.kind for block in body.doc().blocks] == [Kind.PARAGRAPH] * 3


def test_source_left_open_keeps_what_was_typed(body, cards):
    body.set_markdown("One\n\n[^1]: note\n\nTwo\n")
    body.card_activated.emit(4)
    cards.source.source.setPlainText("<div>\n\nnever closed")
    cards.leave()
    assert "never closed" in body.markdown()
    assert body.markdown().endswith("Two\n")


def test_a_table_that_was_moved_is_still_the_one_that_is_written_in(body, cards, grid, type_in):
    body.set_markdown("| a |\n|---|\n| b |\n\n| c |\n|---|\n| d |\n\nTwo\n")
    body.card_activated.emit(0)
    cursor = body.textCursor()
    cursor.setPosition(0)
    body.setTextCursor(cursor)
    body.move_blocks(1)
    type_in("x")
    assert body.markdown() == "| c |\n|---|\n| d |\n\n| ax |\n| --- |\n| b |\n\nTwo\n"


def test_source_of_a_card_that_went_takes_no_other_card(body, cards):
    body.set_markdown("One\n\n[^1]: note\n\nTwo\n")
    cards.source.ask(4)
    cursor = body.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(5, cursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert cards.source.isHidden()
    body.undo()
    assert body.markdown() == "One\n\n[^1]: note\n\nTwo\n"
