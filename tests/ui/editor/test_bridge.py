"""What a document was filled with is what is read from it."""

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from desk.text import Doc, read, write
from desk.ui.editor import bridge
from tests.text import material, samples
from tests.text.test_exact import OWN

_fixture_kept = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def _through(doc: Doc) -> Doc:
    document = QTextDocument()
    bridge.fill(document, doc)
    return bridge.read(document)


@pytest.mark.parametrize("name", OWN)
def test_nothing_is_lost_on_the_way(qtbot: QtBot, name: str) -> None:
    doc = read(OWN[name])
    assert _through(doc) == doc
    assert write(_through(doc)) == OWN[name]


@_fixture_kept
@given(samples.markdown)
def test_any_markdown(qtbot: QtBot, markdown: str) -> None:
    doc = read(markdown)
    assert _through(doc) == doc


@_fixture_kept
@given(samples.docs)
def test_any_doc(qtbot: QtBot, doc: Doc) -> None:
    assert _through(doc) == doc


def test_every_case_and_article(qtbot: QtBot) -> None:
    document = QTextDocument()
    for markdown in (*material.commonmark(), *material.articles()):
        doc = read(markdown)
        bridge.fill(document, doc)
        assert bridge.read(document) == doc
        assert write(bridge.read(document)) == markdown


def test_filling_starts_undo_anew(qtbot: QtBot) -> None:
    document = QTextDocument()
    bridge.fill(document, read("One.\n\nTwo.\n"))
    assert not document.isUndoAvailable()
    QTextCursor(document).insertText("x")
    assert document.isUndoAvailable()


def test_a_part_is_cut_at_the_right_sign_after_an_emoji(qtbot: QtBot) -> None:
    document = QTextDocument()
    bridge.fill(document, read("a 😀 *bcd* e\n\nnext\n"))
    part = bridge.read_range(document, 6, 14)  # Qt counts the emoji as two
    assert [block.plain for block in part] == ["cd e", "nex"]
