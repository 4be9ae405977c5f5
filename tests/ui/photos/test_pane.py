"""The photo pane: frames, words, what is missing, what is offered, where a photo is used."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Clearance, PhotoTemplate, Status
from desk.photo.metadata.iim import block
from desk.photo.metadata.segments import put
from desk.photo.metadata.xmp import packet
from desk.ui.photos.words_form import ALT_AIM
from tests.photo.pictures import encoded, quarters

KEY = Qt.Key


@pytest.fixture
def pictured(window, session, settle, stories, picture):
    """The open story with a lead photo."""
    ops.photo.add(session.desk, stories["Alpha"].id, [picture], caption="The pier", credit="N. Arda")
    window.open(stories["Beta"].id)
    settle()
    window.open(stories["Alpha"].id)
    settle()
    settle()
    return window.photos


@pytest.fixture
def kept(session, stored):
    """The photo as the store has it once everything is saved."""

    def now():
        story = stored()
        return ops.photo.of_story(session.desk, story)[story.lead.photo]

    return now


def drag(widget, start, end):
    points = [start + (end - start) * (step / 4) for step in range(5)]
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=points[0].toPoint())
    for point in points[1:]:
        QTest.mouseMove(widget, point.toPoint())
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=points[-1].toPoint())


def test_the_large_view_takes_the_sheet_s_place_and_leaves_it(window, pictured):
    window.commands["crop"].trigger()
    assert window.sheets.currentWidget() is pictured.page
    assert window.focusWidget() is pictured.page.canvas
    assert not window.commands["bold"].isEnabled()
    QTest.keyClick(pictured.page.canvas, KEY.Key_Return)
    assert window.sheets.currentWidget() is window.sheet
    assert window.commands["bold"].isEnabled()
    QTest.mouseDClick(pictured.canvas, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert window.sheets.currentWidget() is pictured.page


def test_another_story_closes_the_large_view(window, pictured, stories, settle):
    window.commands["crop"].trigger()
    window.open(stories["Gamma"].id)
    settle()
    assert window.sheets.currentWidget() is window.sheet
    window.commands["crop"].trigger()
    assert window.sheets.currentWidget() is window.sheet, "there is no photo"


def test_a_frame_and_the_ring_are_dragged_and_stored_and_taken_back(window, pictured, kept, settle):
    window.commands["crop"].trigger()
    settle()
    canvas = pictured.page.canvas
    before = kept()
    drag(canvas, canvas.at(*before.focal), canvas.at(0.8, 0.3))
    assert kept().focal == pytest.approx((0.8, 0.3), abs=0.01)
    QTest.keyClick(canvas, "3")
    frame = canvas._frame()
    drag(canvas, frame.bottomLeft(), canvas.at(0.6, 0.7))
    crop = dict(kept().crops)["1:1"]
    assert (crop.right - crop.left) * 900 == pytest.approx((crop.bottom - crop.top) * 600, abs=2)
    assert pictured.page.state.text() == "Set by hand"
    pictured.page.undo.click()
    pictured.page.undo.click()
    assert kept().crops == () and kept().focal == before.focal
    pictured.page.redo.click()
    assert kept().focal != before.focal
    pictured.page.reset.click()
    assert kept().focal == (0.5, 0.5)


def test_keys_alone_set_everything(window, pictured, kept, settle):
    window.commands["crop"].trigger()
    canvas = pictured.page.canvas
    QTest.keyClicks(canvas, "4-")
    QTest.keyClick(canvas, KEY.Key_Left)
    free = dict(kept().crops)["free"]
    QTest.keyClick(canvas, KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert free.left - dict(kept().crops)["free"].left == pytest.approx(0.008, abs=1e-6) or (
        dict(kept().crops)["free"].left == 0
    )
    QTest.keyClicks(canvas, "]]]}")
    assert kept().angle == pytest.approx(1.3)
    assert "1.3 degrees" in canvas.accessibleDescription()
    QTest.keyClick(canvas, KEY.Key_Space)
    assert canvas.accessibleName().startswith("Focal ring")
    QTest.keyClick(canvas, KEY.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert kept().focal[1] < 0.5
    pictured.page.slider.setFocus()
    QTest.keyClick(pictured.page.slider, KEY.Key_Home)
    assert kept().angle == -15


def test_readers_view_follows_live(window, pictured, settle):
    window.commands["crop"].trigger()
    settle()
    seen = pictured.page.seen
    assert seen.headline.text() == "Alpha" and seen.caption.text() == "The pier"
    assert seen.credit.text() == "Photo: N. Arda"
    shape = seen.page.heightForWidth(300)
    QTest.keyClick(pictured.page.canvas, "4")
    pictured.framing.stretch("s", 0.5, 0.5)
    assert seen.page.heightForWidth(300) == pytest.approx(shape / 2, abs=1)
    QTest.keyClicks(pictured.form.fields["caption"], "New ")
    assert "New " in seen.caption.text()


def test_what_the_publication_requires_is_marked(window, session, pictured):
    form = pictured.form
    assert form._notes["alt"].text() == "missing" and form._notes["rights"].text() == ""
    pictured.set_publication(
        replace(ops.desk.publication(session.desk), photo_required=("rights", "city", "persons"))
    )
    assert form._notes["alt"].text() == "" and form._notes["rights"].text() == "missing"
    assert form.more.text() == "More · 2 missing"
    form.more.click()
    assert form._notes["city"].text() == "missing"
    QTest.keyClicks(form.fields["city"], "Poti")
    assert form._notes["city"].text() == "" and form.more.text() == "More · 1 missing"


def test_alt_text_is_counted_and_compared(pictured):
    form, alt = pictured.form, pictured.form.fields["alt"]
    QTest.keyClicks(alt, "The pier")
    assert form._notes["alt"].text() == "same as the caption"
    QTest.keyClicks(alt, "s at dawn")
    assert form._notes["alt"].text() == f"17 of {ALT_AIM}"
    alt.set_words("x" * 126)
    form.note(pictured.photo, ())
    assert form._notes["alt"].property("role") == "warn"
    alt.set_words("x" * 251)
    form.note(pictured.photo, ())
    assert form._notes["alt"].text() == "251, at most 250"


def test_every_field_is_written_and_kept(window, pictured, kept):
    pictured.form.unfold(True)
    said = {
        "extended": "Seen from the mole",
        "headline": "Pier",
        "persons": "Ann Lee; Ben Oz",
        "taken": "2024-05",
        "country_code": "GEO",
        "keywords": "sea; pier",
        "licensors": "Agency, 1 Street",
        "usage_terms": "Once",
        "job": "77",
    }
    for name, words in said.items():
        QTest.keyClicks(pictured.form.fields[name], words)
    inputs = pictured.form.inputs
    inputs["one_use"].input.click()
    inputs["clearance"].input.setCurrentIndex(1)
    inputs["clearance"].input.activated.emit(1)
    inputs["source_type"].input.setCurrentIndex(inputs["source_type"].input.findText("Made by AI"))
    inputs["source_type"].input.activated.emit(1)
    embargo = inputs["embargo"].input
    QTest.keyClicks(embargo, "2026-12-24 18:00")
    QTest.keyClick(embargo, KEY.Key_Return)
    photo = kept()
    assert {name: getattr(photo, name) for name in said} == said | {
        "persons": ("Ann Lee", "Ben Oz"),
        "keywords": ("sea", "pier"),
        "licensors": ("Agency, 1 Street",),
    }
    assert photo.one_use and photo.clearance is Clearance.CLEARED
    assert photo.source_type.endswith("/trainedAlgorithmicMedia")
    assert photo.embargo == datetime(2026, 12, 24, 18, tzinfo=UTC)
    embargo.selectAll()
    QTest.keyClicks(embargo, "soon")
    QTest.keyClick(embargo, KEY.Key_Return)
    assert embargo.property("wrong") and kept().embargo == photo.embargo


def test_a_day_that_is_none_waits_for_its_photo(window, session, pictured, settle, stories):
    pictured.form.unfold(True)
    said: list[str] = []
    pictured.failed.connect(lambda error: said.append(error.what))
    embargo = pictured.form.inputs["embargo"].input
    QTest.keyClicks(embargo, "soon")
    window.open(stories["Beta"].id)
    settle()
    settle()
    assert embargo.text() == "" and said == ["Embargo until: “soon” is no day and time"]
    window.open(stories["Alpha"].id)
    settle()
    settle()
    assert embargo.text() == "soon" and embargo.property("wrong")


def test_a_code_becomes_its_words_while_typing_with_one_step_back(window, session, pictured, kept):
    settings = replace(ops.desk.publication(session.desk), photo_codes=(("jd", "Jane Doe"),))
    pictured.set_publication(settings)
    caption = pictured.form.fields["caption"]
    caption.moveCursor(caption.textCursor().MoveOperation.End)
    QTest.keyClicks(caption, r" by \jd\ today")
    assert caption.words() == "The pier by Jane Doe today"
    assert kept().caption == "The pier by Jane Doe today"
    QTest.keyClicks(pictured.form.fields["alt"], r"\jd\ ")
    assert pictured.form.fields["alt"].words() == "Jane Doe "


def test_a_template_is_filled_in_and_taken_back(window, session, pictured, settle, kept):
    pattern = "{persons} in {city}. ({credit})"
    settings = replace(
        ops.desk.publication(session.desk),
        photo_templates=(PhotoTemplate("Match", (("city", "Poti"), ("caption", pattern))),),
    )
    pictured.set_publication(settings)
    assert not pictured.form.template.isHidden()
    pictured.form.template.menu().actions()[0].trigger()
    settle()
    assert kept().caption == "in Poti. (N. Arda)"
    assert "missing" in window.notice.words.text() and "persons shown" in window.notice.words.text()
    window.notice.button.click()
    assert (kept().caption, kept().city) == ("The pier", "")


def test_a_copy_is_saved_with_what_was_just_typed(window, session, settle, pictured, tmp_path, monkeypatch):
    file = tmp_path / "out" / "pier.jpg"
    file.parent.mkdir()
    monkeypatch.setattr("desk.ui.photos.copies.QFileDialog.getSaveFileName", lambda *_: (str(file), ""))
    pictured.form.fields["caption"].setPlainText("The pier at dawn")
    assert pictured.more.isVisible()
    pictured.more.menu().actions()[0].trigger()
    settle()
    settle()
    said = ops.photo.describe(session.desk, file).photo
    assert (said.caption, said.credit) == ("The pier at dawn", "N. Arda")
    assert str(file) in window.notice.words.text()


def test_a_photo_that_can_carry_no_words_says_so_before_it_asks_where(
    window, session, settle, stories, tmp_path, monkeypatch
):
    Image.new("RGB", (30, 20)).save(tmp_path / "old.gif")
    ops.photo.add(session.desk, stories["Beta"].id, [tmp_path / "old.gif"])
    window.open(stories["Beta"].id)
    settle()
    settle()
    monkeypatch.delattr("desk.ui.photos.copies.QFileDialog.getSaveFileName")
    window.commands["copy-photo"].trigger()
    assert "GIF picture cannot carry" in window.notice.words.text()


def test_a_credit_in_the_caption_is_offered_and_moves(window, pictured, kept):
    caption = pictured.form.fields["caption"]
    caption.moveCursor(caption.textCursor().MoveOperation.End)
    QTest.keyClicks(caption, " at dawn, courtesy of the press service")
    (offer,) = pictured.form.offered("caption")
    offer.take()
    assert (kept().caption, kept().credit) == ("The pier at dawn", "Press service (courtesy)")
    assert pictured.form.offered("caption") == ()
    window.notice.button.click()
    assert kept().credit == "N. Arda"


def test_what_the_file_says_elsewhere_is_shown_and_taken(window, session, settle, stories, tmp_path, kept):
    file = tmp_path / "two.jpg"
    file.write_bytes(
        put(encoded(quarters(), "JPEG"), packet({"caption": "By XMP"}), block({"caption": "By IIM"}))
    )
    ops.photo.add(session.desk, stories["Gamma"].id, [file])
    window.open(stories["Gamma"].id)
    settle()
    settle()
    (offer,) = window.photos.form.offered("caption")
    assert offer.words == "IIM: By IIM"
    offer.take()
    assert kept().caption == "By IIM"
    assert [one.words for one in window.photos.form.offered("caption")] == ["XMP: By XMP"]


def test_uses_are_counted_listed_and_opened(window, session, settle, stories, pictured):
    place = ops.story.get(session.desk, stories["Alpha"].id).photos
    for name in ("Beta", "Gamma"):
        ops.story.save(session.desk, replace(ops.story.get(session.desk, stories[name].id), photos=place))
    ops.story.set_status(session.desk, stories["Beta"].id, Status.PUBLISHED)
    pictured._ask_uses()
    settle()
    assert pictured.uses.text() == "Used in 3 stories, 1 published"
    pictured.uses._fill()
    named = {action.text(): action for action in pictured.uses.menu_.actions()}
    named["Beta · Published"].trigger()
    settle()
    assert window.open_story.story.headline == "Beta"


def test_rights_are_said_where_the_photo_is(window, pictured, kept):
    assert pictured.rights.isHidden()
    until = datetime.now(UTC) + timedelta(days=1)
    pictured.put(replace(pictured.photo, embargo=until))
    assert pictured.rights.text().startswith("Under embargo until")
    pictured.put(replace(pictured.photo, embargo=None, clearance=Clearance.REFUSED))
    assert pictured.rights.text() == "Use refused: readers do not see it"
    assert kept().clearance is Clearance.REFUSED


def test_another_window_s_words_come_in_and_undo_stays(window, session, settle, pictured, kept):
    pictured.framing.aim(0.2, 0.2)
    photo = kept()
    ops.photo_words.edit(session.desk, [photo.id], {"credit": "Corrected"})
    pictured._load()
    settle()
    assert pictured.form.fields["credit"].words() == "Corrected"
    assert pictured.framing.steps == (1, 0)
    pictured.framing.undo()
    assert (kept().focal, kept().credit) == ((0.5, 0.5), "Corrected")
