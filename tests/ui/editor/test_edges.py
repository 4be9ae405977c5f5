"""Enter, Backspace and Delete at the edges of every kind of block, as a word processor has them.

Each line: a text with `@` for the cursor, and the text after the key; X is typed where the cursor then is.
"""

import pytest
from PySide6.QtCore import Qt

RETURN, BACK, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Delete

ENTER = [
    ("a@b", "a\n\nXb"),
    ("@a", "Xa"),
    ("## @Head", "## XHead"),
    ("## He@ad", "## He\n\nXad"),
    ("## Head@", "## Head\n\nX"),
    ("- a@\n- b", "- a\n- X\n- b"),
    ("- @a\n- b", "- Xa\n- b"),
    ("- a\n- b@", "- a\n- b\n- X"),
    ("- a@b", "- a\n- Xb"),
    ("1. a\n2. b@\n3. c", "1. a\n2. b\n3. X\n4. c"),
    ("- a\n    - b@", "- a\n    - b\n    - X"),
    ("> a@", "> a\n>\n> X"),
    ("> a@b", "> a\n>\n> Xb"),
    ("> @a", "> Xa"),
    ("> a\n>\n> — N@", "> a\n>\n> — N\n\nX"),
    ("> — a\n>\n> — b@", "> — a\n>\n> — b\n>\n> X"),
    ("> a@ <!-- pull -->", "> a <!-- pull -->\n\nX"),
    ("> @a <!-- pull -->", "> Xa <!-- pull -->"),
    ("```\na@\n```", "```\na\nX\n```"),
    ("```\n@a\n```", "```\nXa\n```"),
]
# Enter on what Enter opened: an empty line ends what it stands in.
ENTER_TWICE = [
    ("- a\n- b@", "- a\n- b\n\nX"),
    ("- a@\n- b", "- a\n\nX\n\n- b"),
    ("- a\n    - b@", "- a\n    - b\n- X"),
    ("- a\n    - b\n        - c@", "- a\n    - b\n        - c\n    - X"),
    ("> a@", "> a\n\nX"),
    ("> a@\n>\n> b", "> a\n\nX\n\n> b"),
    ("> > a@", "> > a\n>\n> X"),
    ("```\na@\n```", "```\na\n```\n\nX"),
    ("> - a@", "> - a\n>\n> X"),
]
BACKSPACE = [
    ("@a", "Xa"),
    ("a\n\n@b", "aXb"),
    ("a\n\n## @b", "aXb"),
    ("## a\n\n@b", "## aXb"),
    ("## @a", "## Xa"),
    ("- @a\n- b", "Xa\n\n- b"),
    ("- a\n- @b\n- c", "- a\n\nXb\n\n- c"),
    ("- a\n    - @b", "- a\n- Xb"),
    ("- a\n\n@b", "- aXb"),
    ("> @a\n>\n> b", "Xa\n\n> b"),
    ("> a\n>\n> @b", "> aXb"),
    ("> a\n>\n> @— N", "> aX— N"),
    ("> a\n\n@b", "> aXb"),
    ("> @a <!-- pull -->", "Xa"),
    ("```\n@a\n```", "Xa"),
    ("a\n\n```\n@b\n```", "a\n\nXb"),
    ("> > @a", "> Xa"),
    ("---\n\n@a", "X\n\na"),
]
FORWARD = [
    ("a@", "aX"),
    ("a@\n\nb", "aXb"),
    ("## a@\n\nb", "## aXb"),
    ("a@\n\n## b", "aXb"),
    ("- a@\n- b", "- aXb"),
    ("- a@\n    - b", "- aXb"),
    ("- a@\n\nb", "- aXb"),
    ("> a@\n\nb", "> aXb"),
    ("> a@\n>\n> — N", "> aX— N"),
    ("a@\n\n> b <!-- pull -->", "aXb"),
    ("a@\n\n```\nb\n```", "aXb"),
    ("a@\n\n---\n\nb", "a\n\nX\n\nb"),
]


def play(body, press, start: str, *keys: Qt.Key) -> str:
    body.set_markdown(start + "\n")
    found = body.document().find("@")
    found.removeSelectedText()
    body.setTextCursor(found)
    for key in keys:
        press(key)
    press("X")
    return body.markdown().removesuffix("\n")


@pytest.mark.parametrize(("start", "left"), ENTER)
def test_enter(body, press, start, left):
    assert play(body, press, start, RETURN) == left


@pytest.mark.parametrize(("start", "left"), ENTER_TWICE)
def test_enter_on_an_empty_line(body, press, start, left):
    assert play(body, press, start, RETURN, RETURN) == left


@pytest.mark.parametrize(("start", "left"), BACKSPACE)
def test_backspace(body, press, start, left):
    assert play(body, press, start, BACK) == left


@pytest.mark.parametrize(("start", "left"), FORWARD)
def test_delete(body, press, start, left):
    assert play(body, press, start, DELETE) == left
