"""The timeline and the page of changes, in the real window over a real desk."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk import text
from desk.domain import Dateline, Photo, Placement, Role, Status
from desk.operations.history import Entry
from desk.text import Fate
from desk.ui import words
from desk.ui.history.entries import DAY, ENTRY, EntryModel
from desk.ui.history.marks import PILCROW, lay
from desk.ui.theme import current
from tests.operations.test_history import chain

LONG = 10_000


@pytest.fixture
def told(session, settle, stories, window):
    """Give the open story a past: one sitting, a status, a sitting of another day's words."""
    story = stories["Alpha"]
    desk = session.desk
    story = ops.story.save(desk, replace(story, body="The ferry came on Monday.\n\nAs ever.\n")).value
    story = ops.story.set_status(desk, story.id, Status.REVIEW).value
    story = ops.story.save(
        desk, replace(story, headline="Alpha, later", body="The ferry came on Tuesday.\n\nAs ever.\n")
    ).value
    window.open(story.id)
    settle()
    window.ways.history()
    settle()
    return story


@pytest.fixture
def compare(qtbot, window, settle, told):
    """Choose rows of the timeline and wait for the page."""

    def choose(row, second=None):
        window.history.pane.choose(row)
        if second is not None:
            pane = window.history.pane
            pane.view.selectionModel().select(
                pane.model.index(second), QItemSelectionModel.SelectionFlag.Select
            )
        qtbot.wait(150)
        settle()
        settle()
        assert window.history.on and window.sheets.currentWidget() is window.history.page
        qtbot.waitUntil(lambda: not window.history.page.text.is_filling())
        return window.history.page

    return choose


def titles(window):
    model = window.history.pane.model
    return [model.index(row).data() for row in range(model.rowCount())]


def marked(field):
    """Return the words of a text with the marks that are painted on them: `-` struck, `+` underlined."""
    out = []
    block = field.document().begin()
    while block.isValid():
        held = block.layout().formats()  # a format lives as long as this list
        found = [(one.start, one.length, _sign(one.format)) for one in held]
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            start = fragment.position() - block.position()
            found.append((start, fragment.length(), _sign(fragment.charFormat())))
            fragments += 1
        out += [sign + block.text()[at : at + length] for at, length, sign in sorted(found) if sign]
        block = block.next()
    return out


def _sign(form):
    return "-" if form.fontStrikeOut() else "+" if form.fontUnderline() else ""


def test_the_timeline_tells_sittings_and_all_else_by_itself(window, told):
    assert titles(window) == ["Written", "Status changed", "Written", "Started"]
    model = window.history.pane.model
    assert [bool(model.index(row).data(DAY)) for row in range(4)] == [True, False, False, False]
    assert model.index(0).data(DAY) == "Today"
    said = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Today" in said and "Ann" in said and "2 saves" in said and "laptop" in said
    window.history.pane.every.click()
    QTest.qWait(50)
    assert not window.history.pane.view.grab().isNull()


def test_every_save_can_be_listed(window, told, settle):
    window.history.pane.every.click()
    settle()
    assert titles(window) == ["Written", "Status changed", "Written", "Written", "Started"]
    window.history.pane.every.click()
    settle()
    assert len(titles(window)) == 4


def test_changes_are_marked_in_the_text_and_in_the_fields(window, compare):
    page = compare(2)
    assert marked(page.text) == ["-Monday", "+Tuesday"]
    assert marked(page.fields["headline"]) == ["+, later"]
    assert marked(page.fields["status"]) == ["-Draft", "+In review"]
    assert page.fields["tags"].isHidden() and not page.fields["status"].isHidden()
    assert page.versions.text().endswith("→ the present version") and "(Ann)" in page.versions.text()
    assert page.count.text() == "2 words in, 1 word out"


def test_what_stood_before_an_entry_is_compared_too(window, compare, settle, qtbot):
    page = compare(1)
    window.history.pane.before.click()
    settle()
    settle()
    assert [stop[1].said for stop in page._stops] == ["“Draft” out, “In review” in"]
    assert page.versions.text().startswith("What changed")


def test_the_newest_is_compared_with_the_one_before(window, compare):
    page = compare(0)
    assert marked(page.text) == ["-Monday", "+Tuesday"]
    pane = window.history.pane
    assert pane.before.isChecked() and not pane.present.isEnabled() and not pane.restore.isEnabled()
    compare(2)
    assert pane.present.isChecked() and pane.restore.isEnabled()


def test_two_versions_are_compared_whichever_is_chosen_first(window, compare):
    for first, second in ((1, 3), (3, 1)):
        page = compare(first, second)
        assert page.versions.text().count("(Ann)") == 2
        assert "Draft" in page.fields["status"].words() and page.fields["status"].words().endswith("review")
        assert window.history.pane.restore.isHidden() or not window.history.pane.restore.isVisible()


def test_what_is_being_written_is_compared_too(window, compare, told):
    window.body.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(window.body, " And again")
    page = compare(2)
    assert marked(page.text) == ["-Monday", "+Tuesday", "+ And again"]


def test_keys_go_from_change_to_change_and_round(window, compare):
    page = compare(2)
    chosen = []
    for _ in range(5):
        window.commands["next-change"].trigger()
        chosen.append(page._stops[page._at][0].textCursor().selectedText())
    assert chosen == [", later", "-later", "DraftIn review", "MondayTuesday", ", later"]
    assert page.place.text().startswith(f"{page._at + 1} of {len(page._stops)} · “")
    window.commands["previous-change"].trigger()
    assert page.text.textCursor().selectedText() == "MondayTuesday"


def test_esc_leads_back_and_nothing_is_written_meanwhile(window, compare, told, session):
    page = compare(2)
    assert not window.commands["bold"].isEnabled() and not window.commands["undo"].isEnabled()
    assert window.toolbar.isHidden()
    before = page.text.document().toRawText()
    page.text.setFocus()
    QTest.keyClicks(page.text, "xyz")
    QTest.keyClick(page.text, Qt.Key.Key_Backspace)
    QTest.keyClick(page.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert page.text.document().toRawText() == before
    QTest.keyClick(page.text, Qt.Key.Key_Escape)
    assert window.sheets.currentWidget() is window.sheet and not window.history.on
    assert window.sheet.isAncestorOf(QApplication.focusWidget())
    assert window.commands["bold"].isEnabled() and window.commands["undo"].isEnabled()
    assert not window.toolbar.isHidden()
    assert window.history.pane.entries() == []
    assert ops.story.get(session.desk, told.id).revision == told.revision


def test_formats_stay_off_where_the_source_is_shown(window, compare):
    window.sheet.show_source(True)
    compare(2)
    window.history.leave()
    assert not window.commands["bold"].isEnabled() and window.commands["source"].isEnabled()


def test_tab_leaves_a_list_as_it_is(window, compare, session, told, settle):
    ops.story.save(session.desk, replace(told, body="- one\n- two\n"))
    window.open_story.look_again()
    settle()
    window.ways.history()
    settle()
    page = compare(2)
    before = [b.kind for b in page.text.doc().blocks], page.text.document().toRawText()
    page.text.setFocus()
    page.next()
    QTest.keyClick(page.text, Qt.Key.Key_Tab)
    assert ([b.kind for b in page.text.doc().blocks], page.text.document().toRawText()) == before


def test_finding_goes_back_to_the_story(window, compare):
    compare(2)
    window.commands["find-text"].trigger()
    assert window.sheets.currentWidget() is window.sheet and window.find_bar.isVisible()


def test_a_version_comes_back_and_the_bar_takes_it_back(window, compare, settle, session, told):
    compare(2)
    window.history.pane.restore.setFocus()
    window.history.pane.restore.click()
    settle()
    settle()
    assert window.history.pane.view.hasFocus()
    assert window.body.markdown() == "The ferry came on Monday.\n\nAs ever.\n"
    assert window.sheets.currentWidget() is window.sheet
    assert window.notice.words.text().startswith("Brought back: Today")
    assert ops.story.get(session.desk, told.id).status is Status.REVIEW
    assert titles(window)[0] == "Earlier version brought back"
    window.body.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(window.body, " Typed since.")
    window.notice.button.click()
    settle()
    settle()
    assert window.body.markdown() == "The ferry came on Tuesday.\n\nAs ever. Typed since.\n"
    assert ops.story.get(session.desk, told.id).headline == "Alpha, later"
    assert len(ops.story.history(session.desk, told.id)) > 6


def test_words_that_are_no_date_yet_outlive_a_restore(window, compare, settle, session, told):
    ops.story.save(session.desk, replace(told, dateline=Dateline("Poti")), reason="import")
    window.open_story.look_again()
    window.history.pane.refresh()
    settle()
    QTest.keyClicks(window.sheet.day, "next Wensday")
    compare(1)
    window.history.pane.restore.click()
    settle()
    settle()
    assert window.sheet.place.text() == ""
    window.notice.button.click()
    settle()
    settle()
    assert window.sheet.place.text() == "Poti, next Wensday"


def test_a_restored_story_is_read_beside_the_window(window, compare, settle, monkeypatch):
    main = threading.get_ident()
    here = []

    def read(markdown, real=text.read):
        if threading.get_ident() == main:
            here.append(markdown)
        return real(markdown)

    compare(2)
    monkeypatch.setattr(text, "read", read)
    window.history.pane.restore.click()
    settle()
    settle()
    assert window.body.markdown().startswith("The ferry came on Monday") and here == []


def test_restoring_the_same_words_says_so(window, compare, settle, session, told):
    before = len(ops.story.history(session.desk, told.id))
    window.history.restore(window.history.pane.model.index(0).data(ENTRY))
    settle()
    assert len(ops.story.history(session.desk, told.id)) == before
    assert "already" in window.notice.words.text() and window.notice.button.isHidden()


def test_a_name_is_kept_when_enter_focus_or_the_story_leaves_it(window, compare, settle, stories):
    pane = window.history.pane
    compare(2)
    QTest.keyClicks(pane.name, "As filed")
    QTest.keyClick(pane.name, Qt.Key.Key_Return)
    settle()
    assert titles(window)[2] == "As filed"
    compare(3)
    assert pane.name.text() == ""
    pane.name.setFocus()
    QTest.keyClicks(pane.name, "First")
    pane.view.setFocus()
    settle()
    assert titles(window)[3] == "First"
    compare(0)
    pane.name.setText("As printed")
    window.open(stories["Beta"].id)
    settle()
    window.open(stories["Alpha"].id)
    settle()
    assert titles(window) == ["As printed", "Status changed", "As filed", "First"]
    pane.choose(3)
    pane.name.clear()
    QTest.keyClick(pane.name, Qt.Key.Key_Return)
    settle()
    assert titles(window)[3] == "Started"


def test_a_name_that_looks_like_markup_is_words(window, told, settle, session):
    hostile = "<img src=x> & <b>bold"
    ops.history.name(session.desk, told.revision, hostile)
    window.history.pane.refresh()
    settle()
    index = window.history.pane.model.index(0)
    assert index.data() == hostile
    assert "&lt;img" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_command_names_the_newest_version(window, told, settle):
    window.commands["name-version"].trigger()
    settle()
    settle()
    assert window.history.pane.name.hasFocus()
    QTest.keyClicks(window.history.pane.name, "Now")
    QTest.keyClick(window.history.pane.name, Qt.Key.Key_Return)
    settle()
    assert titles(window)[0] == "Now"


def test_the_list_is_walked_by_keys(window, told, qtbot, settle):
    window.commands["history-tab"].trigger()
    view = window.history.pane.view
    assert view.hasFocus()
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    qtbot.wait(150)
    settle()
    settle()
    assert window.history.on and view.hasFocus()
    assert marked(window.history.page.text) == ["-Monday", "+Tuesday"]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not window.history.on


def test_a_story_with_one_version_says_how_others_come(window, session, settle):
    story = ops.story.new(session.desk, headline="Fresh").value
    window.open(story.id)
    window.ways.history()
    settle()
    assert titles(window) == ["Started"]
    assert "every pause in typing" in window.history.pane.hint.text() and window.history.pane.hint.isVisible()


def test_typing_on_grows_the_newest_entry_in_its_place(window, told, settle, stored):
    pane = window.history.pane
    held = QPersistentModelIndex(pane.model.index(2))
    resets = []
    pane.model.modelReset.connect(lambda: resets.append(1))
    QTest.keyClicks(window.body, "More. ")
    stored()
    settle()
    assert pane.model.index(0).data(ENTRY).saves == 2
    assert held.row() == 2 and not resets
    pane.model.modelReset.disconnect()


@pytest.fixture
def stored(window, settle):
    def now():
        window.open_story.flush()
        settle()
        settle()

    return now


def test_cards_that_came_or_went_are_framed(window, compare, session, told, settle, picture):
    photo: Photo = ops.photo.take_in(session.desk, picture, name="pier.jpg").value
    body = f"{told.body}\n![](photo:{photo.id})\n"
    places = (Placement(photo=photo.id, role=Role.INLINE, caption="The pier"),)
    story = ops.story.save(session.desk, replace(told, body=body, photos=places)).value
    ops.story.save(session.desk, replace(story, body=told.body, photos=()), reason="import")
    window.open_story.look_again()
    window.history.pane.refresh()
    settle()
    page = compare(1)
    settle()
    assert page._stops[-1][1].said == "Photo removed"
    page.previous()
    shot = page.text.grab().toImage()
    gone = QColor(current().colour("gone")).rgb()
    assert any(shot.pixel(1, y) == gone for y in range(shot.height()))
    assert page._photo(f"photo:{photo.id}")[1] == "The pier"


def test_themes_switch_under_the_marks(window, look, compare):
    page = compare(2)
    light = page.text.document().begin().layout().formats()
    before = light[0].format.foreground().color().name()
    look.choose("dark")
    dark = page.text.document().begin().layout().formats()
    assert dark[0].format.foreground().color().name() == current().colour("gone").name() != before
    assert marked(page.text) == ["-Monday", "+Tuesday"]


def test_a_right_to_left_story_is_shown_so(window, compare, session, told, settle):
    ops.story.save(session.desk, replace(told, language="ar", body="مقهى صغير.\n"), reason="import")
    window.open_story.look_again()
    window.history.pane.refresh()
    settle()
    page = compare(1)
    assert page.text.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert "العربية" in page.fields["language"].words()


def test_a_long_story_comes_in_slices_and_its_last_change_is_reached(
    window, qtbot, session, told, settle
):  # fmt: skip
    paragraph = " ".join(["word"] * 50)
    body = "\n\n".join(f"{number} {paragraph}" for number in range(LONG // 50))
    old = ops.story.save(session.desk, replace(told, body=body), reason="import").value
    new = ops.story.save(session.desk, replace(old, body=f"{body} last"), reason="import").value
    versions = ops.comparing.versions(session.desk, old.revision, new.revision)
    found = ops.comparing.compare(versions)
    page = window.history.page
    window.history.shown.emit(True)
    page.show_versions("Long", found, lay(found.blocks))
    assert page.text.is_filling()
    page.next()
    assert page.text.is_filling()
    qtbot.waitUntil(lambda: not page.text.is_filling())
    qtbot.waitUntil(lambda: page.text.textCursor().selectedText() == " last")
    assert page.area.verticalScrollBar().value() > 1000
    page.clear()
    window.history.shown.emit(False)


def test_a_cut_between_words_that_stayed_is_shown_by_its_sign():
    one, two = text.read("Here it is. There it was.\n"), text.read("Here it is.\n\nThere it was.\n")
    laid = lay(text.changes(one, two))
    assert laid.blocks[0].plain.endswith(PILCROW) and not laid.blocks[1].plain.endswith(PILCROW)
    assert laid.places[0][-1].fate is Fate.INSERTED
    added = lay(text.changes(one, text.read("New.\n\nHere it is. There it was.\n")))
    assert [block.plain for block in added.blocks] == ["New.", "Here it is. There it was."]


def test_places_are_counted_as_qt_counts():
    laid = lay(text.changes(text.read("😀 old 😀\n"), text.read("😀 new 😀\n")))
    assert [(place.start, place.length) for place in laid.places[0]] == [(3, 3), (6, 3)]


def test_a_block_made_another_kind_is_one_change():
    (change,) = lay(text.changes(text.read("One\n"), text.read("## One\n"))).changes
    assert (change.length, change.said) == (3, "Heading, was text")


def test_days_are_told_as_people_say_them():
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)
    told = [words.day(now - timedelta(days=days), now) for days in (0, 1, 2, 400)]
    assert told == ["Today", "Yesterday", "Friday 27 February", "25 January 2025"]


def entries(names):
    """Return entries, newest first, each named by its first revision."""
    made = chain(*((minute, "import") for minute in range(len(names))))
    return [
        Entry(replace(one, id=name), replace(one, id=name)) for one, name in zip(made, names, strict=True)
    ]


@pytest.mark.parametrize("after", ["abc", "xabc", "xyabc", "bc", "ac", "axbc", "", "xyz"])
def test_the_timeline_comes_to_any_other_without_a_reset(qtbot, after):
    from zoneinfo import ZoneInfo

    model = EntryModel(ZoneInfo("UTC"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reset(entries("abc"))
    model.update(entries(after))
    assert "".join(entry.first.id for entry in model.entries) == after
    tester.deleteLater()


def test_the_clipboard_takes_words_that_went(window, compare):
    page = compare(2)
    page.previous()
    page.text.setFocus()
    QTest.keyClick(page.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "MondayTuesday"


def test_what_changes_the_story_behind_the_page_brings_it_back(window, compare):
    compare(2)
    window.body.insert_divider()
    assert window.sheets.currentWidget() is window.sheet
    window.body.undo()
