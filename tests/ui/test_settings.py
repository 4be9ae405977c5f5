"""The publication's settings, chosen and kept."""

from dataclasses import replace

from desk import operations as ops


def choose(field, value):
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def test_the_sites_theme_is_chosen_from_those_there_are(window, session, settle):
    page = window.settings_page
    theme = page.choices["theme"]
    assert [theme.itemText(n) for n in range(theme.count())] == ["Daily", "Magazine"]
    choose(theme, "magazine")
    page.flush()
    settle()
    assert ops.desk.publication(session.desk).theme == "magazine"
    ops.desk.save_publication(session.desk, replace(ops.desk.publication(session.desk), theme="daily"))
    page.take(ops.desk.publication(session.desk))
    assert theme.currentText() == "Daily"


def test_a_language_that_is_not_offered_stays_as_it_is(window, session, settle):
    page = window.settings_page
    page.take(replace(ops.desk.publication(session.desk), language="tlh"))
    page.title.setText("Other")
    page.flush()
    settle()
    assert ops.desk.publication(session.desk).language == "tlh"
