"""The face comes first, the program behind it later; and what a start leaves behind."""

import gc
import subprocess
import sys
import threading
import weakref
from contextlib import closing
from dataclasses import replace

from PySide6.QtWidgets import QMessageBox, QWidget

from desk import operations as ops
from desk.domain import Byline, Who
from desk.ui.library import LibraryPage
from desk.ui.settings_page import SettingsPage
from desk.ui.start import Starter
from desk.ui.stories.delegate import StoryDelegate
from desk.ui.stories.model import ROW

HEAVY = (
    "sqlalchemy",
    "alembic",
    "jinja2",
    "PIL",
    "markdown",
    "qtawesome",
    "desk.text",
    "desk.site",
    "desk.publish",
    "paramiko",
    "obstore",
    "keyring",
    "desk.store.store",
)


def headlines(stories):
    model = stories.model
    return [model.index(row).data(ROW).headline for row in range(model.rowCount())]


def test_rows_are_painted_before_anything_else_is_loaded(folder, starter, qtbot, monkeypatch):
    painted, loaded = [], []
    paint, load = StoryDelegate.paint, Starter._open
    monkeypatch.setattr(
        StoryDelegate, "paint", lambda self, *what: (painted.append(what[2].row()), paint(self, *what))
    )
    monkeypatch.setattr(Starter, "_open", lambda self, *what: (loaded.extend(painted), load(self, *what)))
    seen, first = threading.Event(), ops.glance.first
    # What is not on the screen yet paints nothing, however soon its rows are there.
    monkeypatch.setattr(ops.glance, "first", lambda *what: seen.wait(10) and first(*what))
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._face.windowHandle().isExposed(), timeout=10_000)
    seen.set()
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    assert {0, 1, 2} <= set(loaded)


def test_the_face_needs_nothing_that_is_slow_to_load():
    code = (
        "import sys, desk.ui.program, desk.operations.glance\n"
        f"sys.exit(', '.join(set({HEAVY!r}) & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"loaded before the first paint: {run.stderr}"


PAINTED = """
import os, sys
from PySide6 import QtCore
from desk.app import main
from desk.ui import face, stories

def draw(self, *what):
    drawn.append(what[2].row())
    paint(self, *what)

def awake(self):
    print(sorted(set(drawn)), "Qt" in vars(QtCore), flush=True)
    os._exit(0)

drawn, paint = [], stories.StoryDelegate.paint
stories.StoryDelegate.paint, face.Face.wake = draw, awake
main([sys.argv[1]])
"""


def test_the_first_paint_does_not_wait_for_all_that_qt_enumerates(folder):
    command = [sys.executable, "-c", PAINTED, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert run.stdout.strip() == "[0, 1, 2] False", run.stderr


def test_nor_does_it_for_words_that_run_from_the_right(folder):
    with closing(ops.desk.open_desk(folder, Who("Ann", "laptop"))) as desk:
        story = ops.story.new(desk, headline="الميناء عند الفجر، حين يصل أوائل الزائرين", language="ar").value
        ops.story.save(desk, replace(story, bylines=(Byline("ليلى ناغي زاده"),), section=""))
    command = [sys.executable, "-c", PAINTED, str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert run.stdout.strip() == "[0, 1, 2, 3] False", run.stderr


def test_the_list_stands_in_the_face_and_goes_over_to_the_window(qtbot, folder, starter):
    starter.begin(folder)
    face = starter._face
    assert face.isVisible() and starter._window is None
    stories = face.stories
    face.setGeometry(60, 70, 1200, 740)
    qtbot.waitUntil(lambda: headlines(stories) == ["A well", "A bridge", "A ferry"], timeout=10_000)
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    window = starter._window
    assert window.geometry().getRect() == (60, 70, 1200, 740), "nothing jumps"
    assert window.stories is stories and window.isVisible() and window.isAncestorOf(stories)
    assert starter._face is None
    qtbot.waitUntil(lambda: window.open_story.story is not None, timeout=10_000)
    assert headlines(stories) == ["A well", "A bridge", "A ferry"]


def test_a_story_chosen_in_the_face_is_the_one_that_opens(qtbot, folder, starter):
    starter.begin(folder)
    stories = starter._face.stories
    qtbot.waitUntil(lambda: stories.model.rowCount() == 3, timeout=10_000)
    stories._choose(stories.model.index(2))
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    shown = starter._window.open_story
    qtbot.waitUntil(lambda: shown.story is not None and shown.story.headline == "A ferry", timeout=10_000)
    qtbot.waitUntil(lambda: starter._window.session.tasks.idle, timeout=10_000)
    assert shown.story.headline == "A ferry"


def test_another_desk_opens_while_the_first_window_stays_until_it_stands(qtbot, folder, tmp_path, starter):
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    first = starter._window
    starter._change_desk(tmp_path / "other.desk", True)
    assert first.isVisible() and starter._window is first
    qtbot.waitUntil(lambda: starter._window is not first, timeout=20_000)
    assert starter._window.session.desk.folder == tmp_path / "other.desk"
    qtbot.waitUntil(lambda: starter._windows == [starter._window], timeout=10_000)


def test_a_folder_that_is_no_desk_is_refused_and_ends_the_program(
    qtbot, tmp_path, starter, monkeypatch, capsys
):
    ends = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: ends.append(box.text()))
    monkeypatch.setattr(starter, "_app", type("App", (), {"exit": ends.append, "quit": lambda _: None})())
    starter.begin(tmp_path / "none.desk")
    qtbot.waitUntil(lambda: len(ends) == 2, timeout=20_000)
    assert "There is no folder" in ends[0] and ends[1] == 1
    assert "There is no folder" in capsys.readouterr().err


def test_a_full_collection_passes_by_what_the_start_loaded(qtbot, folder, starter):
    gc.unfreeze()
    starter.begin(folder)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 20_000, timeout=20_000)


def test_a_widget_that_nobody_needs_goes_on_the_gui_thread_however_busy_others_are(qtbot, folder, starter):
    starter.begin(folder)
    qtbot.waitUntil(starter._garbage.isActive, timeout=20_000)
    went, enough = [], threading.Event()
    widget = QWidget()
    widget.itself = widget
    weakref.finalize(widget, lambda: went.append(threading.current_thread()))
    del widget

    def work():
        while not enough.wait(0.001):
            for _ in range(1000):
                knot = []
                knot.append(knot)

    busy = threading.Thread(target=work)
    busy.start()
    try:
        qtbot.waitUntil(lambda: bool(went), timeout=20_000)
    finally:
        enough.set()
        busy.join()
    assert went == [threading.main_thread()]


def test_what_nobody_needed_is_made_once_the_window_stands(qtbot, folder, starter):
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._window is not None, timeout=20_000)
    late = starter._window.late
    assert late.there(LibraryPage) is None
    qtbot.waitUntil(lambda: late.there(SettingsPage) is not None, timeout=20_000)
    assert not late.make_next()
