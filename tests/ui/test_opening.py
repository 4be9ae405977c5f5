"""A desk that macOS asks the running program to open, as the Finder does at a double click."""

import subprocess
import sys
from pathlib import Path

from desk.app import main

CODE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from desk.ui import opening, start

first, second, text = sys.argv[1:]
app = opening.MacApplication(["desk"])
settings = start.Settings()
starter = start.Starter(app, settings, start.Look(app, "light"), "Ann")
app.asked.connect(starter.take)
ask = lambda path: QCoreApplication.postEvent(app, QFileOpenEvent(path))
starter.begin(start.Path(first))
ask(second)  # while the first is on its way, as at the start by a double click
stood, show = [], start.Starter._show

def look():
    window = starter._window
    if window is not None and window.session.desk.folder == start.Path(second) and len(starter._windows) == 1:
        rows = window.stories.model.rowCount()
        print(rows, flush=True)
        if not stood:
            stood.append(ask(text))
        elif rows:
            window.close()

timer = QTimer(interval=100)
timer.timeout.connect(look)
timer.start()
code = app.exec()
starter.stop()
sys.exit(code)
"""


def test_the_desk_that_was_double_clicked_takes_the_place_and_a_text_goes_into_it(tmp_path: Path):
    for name in ("first.desk", "second.desk"):
        assert main(["new", str(tmp_path / name)]) == 0
    (tmp_path / "story.md").write_text("# The ferry returns\n\nAt dawn.\n")
    names = [str(tmp_path / name) for name in ("first.desk", "second.desk", "story.md")]
    run = subprocess.run([sys.executable, "-c", CODE, *names], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split()[0] == "0" and run.stdout.split()[-1] == "1"
