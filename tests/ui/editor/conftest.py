"""A body editor with a theme, and hands to type with."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.ui.editor import BodyEditor, Look, clip

INK, MUTE, LINE, ACCENT, PAPER = (QColor(name) for name in ("black", "gray", "silver", "darkred", "white"))


@pytest.fixture
def body(qtbot: QtBot) -> Iterator[BodyEditor]:
    editor = BodyEditor()
    qtbot.addWidget(editor)
    editor.set_look(look())
    editor.resize(660, 400)
    yield editor
    clip.hand_over()


def look(size: float = 17.0, **colours: QColor) -> Look:
    """Return a theme's look."""
    own = {"ink": INK, "mute": MUTE, "line": LINE, "accent": ACCENT, "paper": PAPER} | colours
    return Look(("Noto Serif", "serif"), ("Lato", "sans"), size, **own)


@pytest.fixture
def press(body: BodyEditor) -> Callable[..., None]:
    """Press a key: a Qt.Key, or text as an input method would give it."""

    def send(key: Qt.Key | str, shift: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        if isinstance(key, str):
            for sign in key:
                QApplication.sendEvent(body, QKeyEvent(QKeyEvent.Type.KeyPress, 0, modifiers, sign))
            return
        text = "\r" if key == Qt.Key.Key_Return else ""
        QApplication.sendEvent(body, QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, text))

    return send


@pytest.fixture
def go(body: BodyEditor) -> Callable[..., None]:
    """Set the cursor after some words (or before, or over them)."""

    def move(words: str = "", *, before: bool = False, select: bool = False, end: bool = False) -> None:
        cursor = body.textCursor()
        if end:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            body.setTextCursor(cursor)
            return
        found = body.document().find(words)
        assert not found.isNull(), words
        if not select:
            found.setPosition(found.selectionStart() if before else found.selectionEnd())
        body.setTextCursor(found)

    return move
