"""Find and replace in the story on the sheet, in the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from tests.ui.turns import turns_until

BODY = "The *old* **bri**dge is open.\n\nA bridge \U0001f600 and a Bridge, [bridges](https://a.example).\n"


@pytest.fixture
def bar(qtbot, window, settle):
    window.body.selectAll()
    window.body.insertPlainText("x")
    window.sheet.body.set_markdown(BODY)
    window.sheet.headline.textCursor().insertText("Bridge ")
    window.commands["find-text"].trigger()
    yield window.find_bar
    settle()


@pytest.fixture
def find(qtbot, bar):
    def look_for(words, **switches):
        with qtbot.waitSignal(bar.searched, timeout=5000):
            for name, on in switches.items():
                bar.fields.switches[name].setChecked(on)
            bar.fields.words.setText(words)
        return bar.count.text()

    return look_for


def selected(window):
    return window.body.textCursor().selectedText()


def press(qtbot, bar, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(bar.fields.words, key, modifier)


def test_what_is_typed_is_found_and_counted(window, bar, find):
    assert find("bridge") == "1 of 4"
    assert selected(window) == "bridge"
    assert window.body.textCursor().block().text().startswith("The old")
    assert find("bridge", case=True) == "1 of 3"
    assert find("bridge", case=True, whole=True) == "1 of 2"
    assert find("nowhere") == "Not found"
    assert not bar.all.isEnabled()


def test_enter_steps_on_and_back_and_round(qtbot, window, bar, find):
    find("bridge")
    seen = []
    for _ in range(4):
        press(qtbot, bar, Qt.Key.Key_Return)
        seen.append((bar.count.text(), selected(window)))
    assert seen == [("2 of 4", "bridge"), ("3 of 4", "Bridge"), ("4 of 4", "bridge"), ("1 of 4", "bridge")]
    press(qtbot, bar, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "4 of 4"
    window.commands["find-next"].trigger()
    assert bar.count.text() == "1 of 4"


def test_esc_leaves_with_the_hit_selected(window, bar, find):
    find("open")
    assert window.body.extraSelections()
    QTest.keyClick(bar.fields.words, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert selected(window) == "open"
    assert window.body.hasFocus()
    assert not window.body.extraSelections()


def test_replacing_keeps_marks_and_is_one_step(qtbot, window, bar, find):
    find("bridge")
    bar.fields.new.setText("boat")
    with qtbot.waitSignal(bar.said):
        bar.all.click()
    assert window.body.markdown() == (
        "The *old* **boat** is open.\n\nA boat \U0001f600 and a boat, [boats](https://a.example).\n"
    )
    window.body.undo()
    assert window.body.markdown() == BODY


def test_replace_goes_from_hit_to_hit(qtbot, window, bar, find):
    find("bridge", case=True)
    bar.fields.new.setText("boat")
    for _ in range(2):
        with qtbot.waitSignal(bar.searched, timeout=5000):
            bar.one.click()
    assert window.body.markdown().startswith("The *old* **boat** is open.\n\nA boat \U0001f600 and a Bridge")
    assert selected(window) == "bridge"
    assert bar.count.text() == "1 of 1"


def test_all_fields_are_replaced_stored_and_taken_back(qtbot, window, bar, find, stored):
    window.sheet.kicker.setText("")
    QTest.keyClicks(window.sheet.kicker, "A bridge")
    with qtbot.waitSignal(bar.searched, timeout=5000):
        bar.wide.setChecked(True)
    assert find("bridge") == "1 of 6"
    bar.fields.new.setText("boat")
    with qtbot.waitSignal(bar.said) as said:
        bar.all.click()
    now = stored()
    assert (now.kicker, now.headline) == ("A boat", "boat Alpha")
    assert "boats" in now.body
    said.args[1]()
    now = stored()
    assert (now.kicker, now.headline) == ("A bridge", "Bridge Alpha")
    assert now.body == BODY


def test_expressions_with_groups(qtbot, window, bar, find):
    find(r"(\w+) is (\w+)", expression=True)
    bar.fields.new.setText("$2 is \\1")
    with qtbot.waitSignal(bar.said):
        bar.all.click()
    assert window.body.markdown().startswith("The *old* **open is bridge**.")


def test_a_bad_expression_is_said_in_the_bar(bar, find):
    assert "no regular expression" in find("(", expression=True)
    assert not bar.all.isEnabled()


def test_an_endless_expression_does_not_hold_the_window(qtbot, window, bar, find):
    window.body.set_markdown("a" * 80 + "b\n")
    bar.fields.switches["expression"].setChecked(True)
    done = []
    bar.searched.connect(lambda: done.append(bar.count.text()))
    bar.fields.words.setText("(a|aa)+$")
    turns = turns_until(qtbot, lambda: any("too long" in words for words in done))
    assert turns > 20, "the window goes on while the expression is tried"


def test_typing_keeps_the_hits_true(qtbot, window, bar, find):
    find("bridge")
    with qtbot.waitSignal(bar.searched, timeout=5000):
        window.body.moveCursor(QTextCursor.MoveOperation.Start)
        window.body.insertPlainText("One more bridge. ")
    assert bar.count.text() == "5 found"


def test_the_source_is_searched_while_it_is_shown(qtbot, window, bar, find):
    with qtbot.waitSignal(bar.searched, timeout=5000):
        window.commands["source"].trigger()
    assert find("**bri**") == "1 of 1"
    assert window.sheet.source_view.textCursor().selectedText() == "**bri**"


def test_ten_thousand_words_hold_no_key_up(qtbot, window, bar, find):
    window.body.set_markdown("\n\n".join(["Words of a long story about the bridge and the port. " * 5] * 190))
    find("zzz")
    for words in ("t", "th", "the"):
        with qtbot.waitSignal(bar.searched, timeout=5000) as searched:
            bar.fields.words.setText(words)
            assert not searched.signal_triggered, "the key comes back before the search is done"
    assert bar.count.text() == "1 of 1900"
    assert 0 < len(window.body.extraSelections()) < 400


def test_many_places_are_replaced_by_slices_and_taken_back_as_one_step(qtbot, window, bar, find):
    many = "\n\n".join(f"The bridge number {number} and *its bridge*." for number in range(400)) + "\n"
    window.body.set_markdown(many)
    window.body.complete()
    find("bridge")
    with qtbot.waitSignal(bar.searched, timeout=10000):
        bar.fields.new.setText("ferry")
    with qtbot.waitSignal(bar.said, timeout=10000) as said:
        bar.replace_all()
        assert window.body.is_coming()
        QTest.keyClicks(window.body, "!")
    assert window.body.markdown().replace("!", "") == many.replace("bridge", "ferry")
    assert said.args[0] == "800 places replaced."
    window.body.undo()
    window.body.undo()
    assert window.body.markdown() == many
