"""The tabs of lists and details: what a person sets there reaches the store, and comes back."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QScrollArea
from pytestqt.qtbot import QtBot

from desk import operations as ops
from desk.domain import related_slug
from desk.ui import theme
from desk.ui.window import Window


def test_related_links_and_lists_by_keyboard_with_undo(window, session, settle, stories):
    editor = window.curation.named
    for name in ("Alpha", "Beta", "Gamma"):
        editor.place(stories[name].id)
    settle()

    def slots() -> list[str]:
        return [slot.story for slot in ops.curation.get(session.desk, "editors-choice").slots]

    ids = [stories[name].id for name in ("Alpha", "Beta", "Gamma")]
    assert slots() == ids
    editor.view.setCurrentIndex(editor.model.index(2))
    QTest.keyClick(editor.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert slots() == [ids[0], ids[2], ids[1]]
    editor.view.setCurrentIndex(editor.model.index(0))
    QTest.keyClick(editor.view, Qt.Key.Key_Delete)
    settle()
    assert slots() == [ids[2], ids[1]]
    editor.undo()
    editor.undo()
    settle()
    assert slots() == ids


def test_the_picker_finds_stories_and_takes_links(window, session, settle, stories):
    window.commands["relate"].trigger()
    picker = window.curation.related.picker
    for words in ("bet", "https://other.example/a"):
        picker.field.setText(words)
        QTest.qWait(150)
        settle()
        QTest.keyClick(picker.field, Qt.Key.Key_Return)
        settle()
    links = ops.curation.get(session.desk, related_slug(stories["Alpha"].id)).slots
    assert [link.target for link in links] == [stories["Beta"].id, "https://other.example/a"]


def test_an_address_that_is_taken_is_said_where_it_stands(window, session, settle, stored):
    before = stored()
    window.details.slug.setText("beta")
    window.details.slug.editingFinished.emit()
    settle()
    settle()
    assert window.details.slug.property("wrong") and "Beta" in window.details.slug.toolTip()
    assert stored() == before


def test_details_are_stored(window, stored):
    window.details.tags.setText("")
    QTest.keyClicks(window.details.tags, "lake, ferry, lake")
    window.details.publish_at.setText("2030-01-01 07:00")
    window.details.publish_at.editingFinished.emit()
    QTest.keyClicks(window.details.notes, "Call the port")
    window.details.correction.set_words("The pier is wooden.")
    window.details._add_correction()
    story = stored()
    assert story.tags == ("lake", "ferry") and story.notes == "Call the port"
    assert story.publish_at.isoformat() == "2030-01-01T07:00:00+00:00"
    assert [c.text for c in story.corrections] == ["The pier is wooden."]


def test_a_time_that_is_only_passed_by_stays(window, session, settle, stored):
    exact = datetime(2030, 1, 1, 7, 0, 42, tzinfo=UTC)
    window.open_story.edit("details", publish_at=exact)
    stored()
    window.details.publish_at.setText("2030-01-01 07:00")
    window.details.publish_at.editingFinished.emit()
    assert stored().publish_at == exact


def test_a_card_s_own_words_and_times_are_stored(window, session, settle, stories):
    editor = window.curation.named
    editor.place(stories["Beta"].id)
    settle()
    editor.view.setCurrentIndex(editor.model.index(0))
    fields = editor.form._fields
    fields["headline"].setText("Beta, shorter")
    fields["ends"].setText("2030-01-01 07:00")
    fields["ends"].editingFinished.emit()
    settle()
    (slot,) = ops.curation.get(session.desk, "editors-choice").slots
    assert slot.headline == "Beta, shorter" and slot.ends.year == 2030
    fields["starts"].setText("2031-01-01")
    fields["starts"].editingFinished.emit()
    settle()
    assert fields["ends"].property("wrong")
    assert ops.curation.get(session.desk, "editors-choice").slots == (slot,)


def test_a_field_still_being_written_belongs_to_its_own_story(window, session, settle, stories, stored):
    window.details.publish_at.setText("2031-05-01 07:00")
    window.details.correction.set_words("For Alpha")
    window.open(stories["Beta"].id)
    settle()
    settle()
    stored()
    alpha, beta = (ops.story.get(session.desk, stories[name].id) for name in ("Alpha", "Beta"))
    assert alpha.publish_at and [c.text for c in alpha.corrections] == ["For Alpha"]
    assert beta.publish_at is None and not beta.corrections
    assert window.details.publish_at.text() == "" and window.details.correction.words() == ""


def test_what_another_window_put_on_a_list_stays_when_a_card_moves(window, session, settle, stories):
    editor = window.curation.named
    for name in ("Alpha", "Beta"):
        editor.place(stories[name].id)
    settle()
    ops.curation.place(session.desk, "editors-choice", stories["Gamma"].id)
    editor._move(1, 0)
    settle()
    slots = ops.curation.get(session.desk, "editors-choice").slots
    assert [s.story for s in slots] == [stories[name].id for name in ("Beta", "Alpha", "Gamma")]


def test_what_opens_over_a_pane_has_a_ground_of_its_own(window: Window, qtbot: QtBot):
    """Panes that scroll are clear, so that one sees what they lie on; a window has nothing to lie on."""
    for pane in window.findChildren(QScrollArea):
        over = QDialog(pane)
        above = QDialog(over)
        qtbot.addWidget(above)
        qtbot.addWidget(over)
        grounds = {one.grab().toImage().pixelColor(2, 2).name() for one in (over, above)}
        assert grounds == {theme.current().colour("panel").name()}, pane
