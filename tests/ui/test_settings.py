"""The publication's settings, chosen and kept."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSpinBox

from desk import operations as ops
from desk.ui.theme import current


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


def test_the_look_follows_the_system_where_nothing_else_was_chosen(look):
    told = QGuiApplication.styleHints().colorSchemeChanged
    look.choose("system")
    assert not current().dark
    told.emit(Qt.ColorScheme.Dark)
    assert current().dark
    look.choose("light")
    assert not current().dark
    told.emit(Qt.ColorScheme.Light)
    told.emit(Qt.ColorScheme.Dark)
    assert not current().dark, "light was chosen"
    look.choose("system")
    assert current().dark
    told.emit(Qt.ColorScheme.Light)
    assert not current().dark


def test_the_house_style_is_written_in_a_list(window, session, settle, tmp_path):
    page = window.settings_page
    page.house_style.take_csv("e-mail,email,en,,e-mail client,,One word\n")
    page.flush()
    settle()
    (term,) = ops.desk.publication(session.desk).terms
    assert (term.wrong, term.right, term.language, term.note) == ("e-mail", "email", "en", "One word")
    assert term.exceptions == ("e-mail client",)
    ops.desk.save_publication(session.desk, replace(ops.desk.publication(session.desk), terms=()))
    page.take(ops.desk.publication(session.desk))
    assert page.house_style.rows() == []
    page.house_style.set_words("(a\tb\t\t\t\tpattern\t")
    page.house_style.edited.emit()
    page.flush()
    settle()
    assert ops.desk.publication(session.desk).terms == ()
    assert page.house_style.table.property("wrong")


def test_fields_begin_in_one_column_each_beside_its_name(window, settle):
    window.go("settings")
    settle()
    page = window.settings_page
    forms = page.widget().findChildren(QFormLayout)
    named = [
        (name, field)
        for form in forms
        for row in range(form.rowCount())
        if (field := form.itemAt(row, QFormLayout.ItemRole.FieldRole).widget())
        if (name := form.labelForField(field))
    ]
    assert {field.x() for _, field in named} == {page.title.x()}
    lines = [(name, field) for name, field in named if isinstance(field, QLineEdit | QComboBox | QSpinBox)]
    assert len(lines) > 10
    for name, field in lines:
        assert abs(name.geometry().center().y() - field.geometry().center().y()) <= 1, name.text()
