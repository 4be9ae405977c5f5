"""The settings of photos are edited as tables, come from CSV and refuse what says nothing."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QTableWidgetItem

from desk import operations as ops
from desk.domain import BadInput, PhotoTemplate, Unfree


@pytest.fixture
def rules(window):
    window.go("settings")
    return window.settings_page.photos


@pytest.fixture
def saved(window, session, settle):
    def now():
        window.settings_page.flush()
        settle()
        return ops.desk.publication(session.desk)

    return now


def test_rows_become_settings_and_reach_the_pane(window, rules, saved):
    codes = rules.lists["photo_codes"]
    for column, words in enumerate(("jd", "Jane Doe")):
        codes.table.setItem(0, column, QTableWidgetItem(words))
    assert codes.table.rowCount() == 2, "another empty row waits"
    rules.required["city"].click()
    rules.cleared.click()
    rules.unfree.setCurrentIndex(1)
    rules.unfree.activated.emit(1)
    kept = saved()
    assert kept.photo_codes == (("jd", "Jane Doe"),)
    assert set(kept.photo_required) == {"caption", "alt", "credit", "city"}
    assert kept.photo_cleared and kept.photo_unfree is Unfree.STOP
    assert window.photos._publication.photo_codes == kept.photo_codes


def test_limits_and_formats_are_set_and_what_another_window_set_comes_in(window, rules, session, saved):
    page, before = window.settings_page, saved()
    assert (page.taken["frames"].value(), page.checks["photo_avif"].isChecked()) == (
        before.photo_limits.frames,
        False,
    )
    page.taken["frames"].setValue(12)
    page.checks["photo_avif"].click()
    kept = saved()
    assert kept.photo_avif and kept.photo_limits == replace(before.photo_limits, frames=12)
    theirs = replace(kept, photo_avif=False, photo_limits=replace(kept.photo_limits, frames=7))
    page.take(ops.desk.save_publication(session.desk, theirs).value)
    assert (page.taken["frames"].value(), page.checks["photo_avif"].isChecked()) == (7, False)
    assert page.taken["pixels"].value() == 200


def test_what_says_nothing_is_marked_and_the_old_stays(rules, saved):
    before = saved()
    table = rules.lists["photo_templates"].table
    for column, words in enumerate(("Match", "caption", "{town}")):
        table.setItem(0, column, QTableWidgetItem(words))
    assert saved().photo_templates == before.photo_templates
    assert table.property("wrong") and "town" in table.toolTip()
    table.item(0, 2).setText("{city}")
    assert saved().photo_templates == (PhotoTemplate("Match", (("caption", "{city}"),)),)
    assert not table.property("wrong")


def test_a_list_is_imported_and_a_bad_one_changes_nothing(rules, saved):
    rules.lists["photo_codes"].take_csv("jd;Jane Doe\nam;Aram\n")
    assert saved().photo_codes == (("am", "Aram"), ("jd", "Jane Doe"))
    with pytest.raises(BadInput):
        rules.lists["photo_codes"].take_csv("only one column")
    assert saved().photo_codes == (("am", "Aram"), ("jd", "Jane Doe"))


def test_what_another_window_set_comes_in(window, rules, session, saved):
    kept = saved()
    now = replace(kept, photo_required=("credit",), photo_codes=(("x", "Y"),))
    window.settings_page.take(ops.desk.save_publication(session.desk, now).value)
    assert rules.lists["photo_codes"].rows() == [("x", "Y")]
    assert not rules.required["alt"].isChecked()
    assert saved().photo_required == ("credit",)
