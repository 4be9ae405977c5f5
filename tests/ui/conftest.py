"""A session on a real desk, the window over it and a body editor alone, ended in order."""

import gc
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk import operations as ops
from desk import paths
from desk.domain import StoryQuery, Who
from desk.ui import memory, menu, theme
from desk.ui.editor import BodyEditor, clip
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.start import Starter
from desk.ui.window import Window
from tests.templates import Templates
from tests.ui.editor import looks


class LastingSpeller(ops.spelling.Speller):
    """Stays for the next window: its process takes longer to start than most of what is tried."""

    def close(self) -> None:
        """Go on."""


@pytest.fixture(scope="session")
def lasting_speller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LastingSpeller]:
    cache = tmp_path_factory.mktemp("dictionaries")
    made = LastingSpeller([paths.resources() / "dictionaries"], cache)
    yield made
    ops.spelling.Speller.close(made)


@pytest.fixture(scope="session", autouse=True)
def _nothing_copied(qapp: QApplication) -> Iterator[None]:
    """Empty the clipboard in the end: offscreen it is let go of after Python, which ends the process."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def speller(monkeypatch: pytest.MonkeyPatch, lasting_speller: LastingSpeller) -> None:
    """Have all windows ask one process, but those of the tests that are about it."""
    monkeypatch.setattr(ops.spelling, "speller", lambda: lasting_speller)


ANN = Who("Ann", "laptop")


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the store wait less for another program, and what it refused be tried again sooner."""
    monkeypatch.setattr("desk.store.engine._PATIENCE", 1)
    for kept in ("open_story", "photos.keeping", "library.words"):
        monkeypatch.setattr(f"desk.ui.{kept}._AGAIN", 500)


def empty(folder: Path) -> None:
    ops.desk.create(folder, ANN, title="The Hour").close()


def of_three(folder: Path) -> None:
    desk = ops.desk.create(folder, ANN, title="The Hour")
    for name in ("Alpha", "Beta", "Gamma"):
        story = ops.story.new(desk, headline=name).value
        ops.story.save(desk, replace(story, body=f"Words of {name}.\n"))
    desk.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return where the desk lies."""
    return tmp_path


@pytest.fixture
def session(
    qtbot: QtBot, place: Path, templates: Templates, request: pytest.FixtureRequest
) -> Iterator[Session]:
    make = of_three if "stories" in request.fixturenames else empty
    folder = templates.put(f"window {make.__name__}", place / "hour.desk", make)
    made = Session(ops.desk.open_desk(folder, ANN), Settings())
    yield made
    made.close()


@pytest.fixture
def settle(qtbot: QtBot, session: Session):
    """Wait until every task has come back."""

    def wait() -> None:
        qtbot.waitUntil(lambda: session.tasks.idle, timeout=30_000)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: session.tasks.idle, timeout=30_000)

    return wait


@pytest.fixture
def stories(session: Session):
    rows = session.desk.store.rows(StoryQuery())
    return {row.headline: ops.story.get(session.desk, row.id) for row in reversed(rows)}


@pytest.fixture
def look(qtbot) -> Iterator[theme.Look]:
    app = QApplication.instance()
    theme.load_fonts()
    made = theme.Look(app, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def window(qtbot, session, settle, stories, look) -> Iterator[Window]:
    publication = ops.desk.publication(session.desk)
    made = Window(session, look, publication, menu=menu.commands)
    memory.restore(made)
    made.resize(1440, 900)
    made.show()
    settle()
    made.open(stories["Alpha"].id)
    settle()
    yield made
    made.photos.flush()
    made.open_story.flush()
    settle()
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()


@pytest.fixture
def writing(qtbot: QtBot, window: Window) -> Window:
    """Return the window, its cursor in the body of a story."""
    window.activateWindow()
    window.body.setFocus()
    qtbot.waitUntil(window.body.hasFocus)
    return window


@pytest.fixture
def held(session: Session) -> Iterator[threading.Event]:
    """Let the store take nothing until the test says so, however long the machine takes over a step."""
    go_on = threading.Event()
    session.tasks.store(lambda: go_on.wait(30))
    yield go_on
    go_on.set()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    Image.new("RGB", (900, 600), (120, 90, 60)).save(tmp_path / "pier.jpg")
    return tmp_path / "pier.jpg"


@pytest.fixture
def stored(session, window, settle):
    def now():
        window.photos.flush()
        window.open_story.flush()
        settle()
        settle()
        return ops.story.get(session.desk, window.open_story.story.id)

    return now


@pytest.fixture
def body(qtbot: QtBot) -> Iterator[BodyEditor]:
    editor = BodyEditor()
    qtbot.addWidget(editor)
    editor.set_look(looks.look())
    editor.resize(660, 400)
    yield editor
    clip.hand_over()


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


@pytest.fixture
def known(qtbot: QtBot, window: Window, settle):
    """Wait until every word in sight was looked up."""

    def wait() -> None:
        for _ in range(3):
            window.body.viewport().repaint()
            qtbot.waitUntil(lambda: not window.spelling.asking)
            settle()

    return wait


@pytest.fixture
def spelt(window: Window, settle, known):
    """Show a text and wait until all in sight is known."""

    def show(markdown: str, language: str = "en-GB") -> None:
        window.open_story.edit("language", language=language)
        window.body.set_markdown(markdown)
        settle()
        known()

    return show


@pytest.fixture
def other(session, window):
    """The same desk as another program has it open."""
    desk = ops.desk.open_desk(session.desk.folder, Who("Bob", "other"))
    yield desk
    desk.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a desk of three stories."""
    desk = ops.desk.create(tmp_path / "hour.desk", Who("Ann", "laptop"), title="The Hour")
    for headline in ("A ferry", "A bridge", "A well"):
        ops.story.new(desk, headline=headline)
    desk.close()
    return tmp_path / "hour.desk"


@pytest.fixture
def starter(qtbot: QtBot, look: theme.Look) -> Iterator[Starter]:
    """Return what opens desks; its window is closed in the end."""
    made = Starter(QApplication.instance(), Settings(), look, "Ann")
    yield made
    gc.unfreeze()
    if made._window is not None:
        made._window.close()
    qtbot.waitUntil(lambda: not made._windows, timeout=10_000)
    made.stop()
    made._drop(made._face)
    made._wait_over()
    made.deleteLater()
