"""A screen reader finds a name and a role for everything that takes the keyboard or the mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QTextEdit, QWidget

POPUP = "QComboBoxPrivateContainer"


def reached(window) -> list[QWidget]:
    """Return what a person can reach in the window by keyboard or mouse, shown or not yet."""
    kinds = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractItemView)
    found = [one for one in window.findChildren(QWidget) if isinstance(one, kinds)]
    found = [one for one in found if not one.objectName().startswith("qt_") and not one.isHidden()]
    # What Qt puts into a field itself: its icon, which no key reaches, and the list of a combo box.
    return [
        one for one in found if not isinstance(one.parent(), QLineEdit) and not one.parent().inherits(POPUP)
    ]


def test_everything_has_a_name(window):
    nameless = []
    for widget in reached(window):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.text(QAccessible.Text.Name).strip("…▾ "):
            nameless.append(
                f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}"
            )
    assert nameless == [], "\n".join(nameless)
    assert len(reached(window)) > 40


@pytest.mark.parametrize(
    ("part", "role"),
    [
        ("body", QAccessible.Role.EditableText),
        ("sheet.headline", QAccessible.Role.EditableText),
        ("stories.view", QAccessible.Role.List),
        ("export_button", QAccessible.Role.Button),
    ],
)
def test_roles(window, part, role):
    widget = window
    for name in part.split("."):
        widget = getattr(widget, name)
    assert QAccessible.queryAccessibleInterface(widget).role() == role


def test_the_text_is_read_out(window):
    told = QAccessible.queryAccessibleInterface(window.body).textInterface()
    assert told.text(0, told.characterCount()) == "Words of Alpha."
    assert window.body.focusPolicy() & Qt.FocusPolicy.TabFocus
