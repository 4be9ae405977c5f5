"""Key press to painted while a worker reads a long story, as a save or an export does: how long a key waits.

Python lets a worker that computes go on for 5 ms each time that the window wants its turn, and each call of
Qt gives the turn away. Prints the median and p95 with that and with what `Tasks` sets, in turn in one run,
and their ratio.
"""

import os
import statistics
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication

from bench.editor import SIGNS, Painted, go, key, live, p95, page, story
from desk import text
from desk.ui.editor import BodyEditor
from desk.ui.editor.look import look_of
from desk.ui.tasks import Tasks

KEYS, ROUNDS = 108, 3


def read(markdown: str, enough: threading.Event) -> None:
    while not enough.is_set():
        text.read(markdown)


def typed(field: BodyEditor, painted: Painted, markdown: str) -> list[float]:
    """Return the milliseconds that each key took beside a worker that does not rest."""
    enough = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        pool.submit(read, markdown, enough)
        times = []
        for n in range(KEYS):
            times.append(key(field, painted, SIGNS[n % len(SIGNS)])[0])
            live(0.01)
        enough.set()
    return times


def main() -> None:
    app = QApplication.instance() or QApplication([])
    usual = sys.getswitchinterval()
    tasks = Tasks()
    ours = sys.getswitchinterval()
    field = BodyEditor()
    field.set_look(look_of(field.palette(), field.font()))
    area = page(field)
    field.set_markdown(story(1_000))
    field.complete()
    go(field, area, 0.5)
    painted = Painted()
    field.viewport().installEventFilter(painted)
    long = story(50_000)
    taken: dict[float, list[float]] = {usual: [], ours: []}
    for _ in range(ROUNDS):
        for interval, times in taken.items():
            sys.setswitchinterval(interval)
            times.extend(typed(field, painted, long))
    for interval, times in taken.items():
        print(
            f"turns of {interval * 1000:g} ms: median {statistics.median(times):.1f}, p95 {p95(times):.1f} ms"
        )
    print(f"ratio of the medians {statistics.median(taken[ours]) / statistics.median(taken[usual]):.2f}")
    tasks.stop()
    app.quit()


if __name__ == "__main__":
    main()
