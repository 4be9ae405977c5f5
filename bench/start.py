"""From the start of the process to the painted list: on a desk of 100,000 stories against an empty one.

Each is started in turn, ROUNDS times, in a process of its own, compiled before; the figures are medians of
the lower halves. Prints when the first rows of the story list are painted against an empty desk (limit 1.3),
a bare PySide6 window (limit 1.6) and ReText (limit 1.0), when the whole window stands, and the longest step
of building it that the GUI thread takes in one go, in ms of its own processor time (limit 16). ReText is
installed under build/, once, by pip; it is only run beside, and nothing of it is part of the program.

    python bench/start.py [FOLDER.desk]

The folder is one of bench/many.py; where none is named, one of 100,000 stories is made.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 9
PEER = ROOT / "build" / "retext"

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
print("painted", now(), flush=True)
os._exit(0)
"""

DESK = """
import gc
gc.disable()  # before anything is imported, as the program itself does
from desk.postponed import postpone
postpone()
from PySide6.QtCore import QTimer
from desk.ui import start
painted, steps, rows = [], [], []

def drawn(self, painter, option, index):
    draw(self, painter, option, index)
    rows.append(index.row())

def awake(self):
    wake(self)  # called when all that is in sight is painted
    if bool(rows) == (sys.argv[2] == "full"):
        painted.append(now())

from desk.ui.stories import StoryDelegate
draw, wake = StoryDelegate.paint, start.Face.wake
StoryDelegate.paint, start.Face.wake = drawn, awake

def stepped(self, window):
    begun = time.thread_time()
    step(self, window)
    steps.append((time.thread_time() - begun) * 1000)

def shown(self, window):
    begun = time.thread_time()
    show(self, window)
    steps.append((time.thread_time() - begun) * 1000)
    QTimer.singleShot(0, lambda: over(window))

def over(window):
    print("painted", painted[0], "whole", now(), "step", max(steps), flush=True)
    os._exit(0)

show, step = start.Starter._show, start.Starter._step
start.Starter._step = stepped
start.Starter._show = shown
from desk.app import main
main([sys.argv[1]])
"""

RETEXT = """
from ReText import __main__ as retext
from PyQt6.QtWidgets import QApplication
from ReText.window import ReTextWindow
shown = ReTextWindow.showEvent

def show(self, event):
    shown(self, event)
    QApplication.processEvents()
    print("painted", now(), flush=True)
    os._exit(0)

ReTextWindow.showEvent = show
retext.main()
"""

BEFORE = """
import os, sys, time
begun = float(os.environ["BEGUN"])
def now(): return (time.time() - begun) * 1000
"""


def peer() -> Path | None:
    """Return a Python that has ReText, installed where it is not; None where it cannot be had."""
    python = PEER / "bin" / "python"
    if (PEER / "bin" / "retext").exists():
        return python
    install = [python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "ReText"]
    try:
        subprocess.run([sys.executable, "-m", "venv", PEER], check=True)
        subprocess.run(install, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return python


def started(code: str, home: Path, *arguments: str) -> dict[str, float]:
    """Run a program until it says that it stands; return what it said, in ms since it was started."""
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "DESK_HOME": str(home), "BEGUN": str(time.time())}
    env |= {"PYTHONPYCACHEPREFIX": str(home.parent / "compiled")}  # as an installed program has it
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    python = PEER / "bin" / "python" if code is RETEXT else sys.executable
    command = [python, "-c", BEFORE + code, *arguments]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    said = [line.split() for line in run.stdout.splitlines() if line.startswith("painted ")]
    if not said:
        sys.exit(f"it did not start: {run.stderr}")
    words = said[0]
    return dict(zip(words[::2], map(float, words[1::2]), strict=True))


def low(values: list[float]) -> float:
    """Return the median of the lower half: other work on the machine only adds."""
    return statistics.median(sorted(values)[: (len(values) + 1) // 2])


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from bench import many
    from desk import operations as ops
    from desk.domain import Who

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        full, empty = Path(sys.argv[1]) if sys.argv[1:] else home / "100k.desk", home / "empty.desk"
        if not full.exists():
            many.make(full, 100_000)
        ops.desk.open_desk(full, Who("Ann", "bench")).close()  # brings one of an older version up to date
        many.make(empty, 0)
        programs = {
            "bare window": (BARE,),
            "empty desk": (DESK, str(empty), "empty"),
            "desk of 100,000": (DESK, str(full), "full"),
        }
        if peer() is not None:
            programs["ReText"] = (RETEXT,)
        said: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
        for _ in range(ROUNDS + 1):
            for name, program in programs.items():
                shutil.rmtree(home / "settings", ignore_errors=True)
                said[name].append(started(program[0], home / "settings", *program[1:]))
    painted = {name: low([one["painted"] for one in found[1:]]) for name, found in said.items()}
    many_ms = painted["desk of 100,000"]
    for name, limit in (("empty desk", 1.3), ("bare window", 1.6), ("ReText", 1.0)):
        if name in painted:
            ratio = many_ms / painted[name]
            print(f"list painted {many_ms:.0f} ms, {name} {painted[name]:.0f} ms,", end=" ")
            print(f"ratio {ratio:.2f} (limit {limit})")
    if "ReText" not in painted:
        print("ReText could not be installed from PyPI, so that it was not measured")
    for name in ("empty desk", "desk of 100,000"):
        whole, step = (low([one[what] for one in said[name][1:]]) for what in ("whole", "step"))
        print(f"{name}: whole window after {whole:.0f} ms, longest step {step:.0f} ms")


if __name__ == "__main__":
    main()
