"""How long the story list holds the GUI thread on a desk of 100,000 stories, in the whole window.

    python bench/story_list.py FOLDER.desk

The folder is one of bench/many.py, or a copy: its window writes nothing but may bring it up to date. Prints,
for each thing that a person does there, the longest turn of the event loop in ms of the GUI thread's own
processor time (limit 16: other programs do not count), and after how many ms the rows stood there.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.window import Turns, live
from desk import operations as ops
from desk.domain import Sort, Who
from desk.ui import memory, menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.stories.menus import sort_by
from desk.ui.window import Window

LIMIT = 16


class Bench:
    """One window, and the turns that it takes."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.turns = Turns()

    def measure(self, name: str, act: Callable[[], None], rounds: int = 5) -> None:
        """Do something some times and print what it took."""
        stood: list[float] = []
        self.turns.longest()
        for _ in range(rounds):
            begun, asked = time.perf_counter(), self.window.stories._asked
            act()
            while self.window.stories._asked == asked or not self.window.session.tasks.idle:
                live(0.01)
                if time.perf_counter() - begun > 30:
                    break
            stood.append((time.perf_counter() - begun) * 1000)
            live(0.3)  # counts, contexts, thumbnails
        longest = self.turns.longest()
        print(f"{name:<28} longest turn {longest:5.1f} ms (limit {LIMIT}), idle after {min(stood):5.0f} ms")


def scroll(window: Window, rows: int) -> None:
    """Page down so many rows, as a held key does, loading what comes."""
    view = window.stories.view
    while window.stories.model.rowCount() < rows and not window.stories.model.whole:
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        live(0.02)


def main() -> None:
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    look = theme.Look(app, "light")
    with tempfile.TemporaryDirectory() as home:
        os.environ["DESK_HOME"] = home
        desk = ops.desk.open_desk(Path(sys.argv[1]), Who("Ann", "bench"))
        session = Session(desk, Settings())
        window = Window(session, look, ops.desk.publication(desk), menu=menu.commands, welcome=False)
        memory.restore(window)
        window.resize(1440, 900)
        window.show()
        live(3)
        bench, pane = Bench(window), window.stories
        for sort in (Sort.HEADLINE, Sort.AUTHOR, Sort.SECTION, Sort.PUBLISHED, Sort.CHANGED):
            bench.measure(f"sort by {sort}", lambda sort=sort: sort_by(pane, sort), 1)
        words = iter(["kolu", "malo", "rani", "teko", "sivo"])
        bench.measure("a typed search", lambda: pane.head.put(next(words)))
        kinds = iter(["status:draft", "section:culture", "after:2026", "status:ready section:news", ""])
        bench.measure("a filter", lambda: pane.head.put(next(kinds)))
        bench.turns.longest()
        begun = time.perf_counter()
        scroll(window, 3_000)
        seconds = time.perf_counter() - begun
        held = bench.turns.longest()
        print(
            f"{'scroll over 3,000 rows':<28} longest turn {held:5.1f} ms (limit {LIMIT}), in {seconds:.1f} s"
        )
        window.stories.look_again()
        live(1)
        held = bench.turns.longest()
        said = f"longest turn {held:5.1f} ms (limit {LIMIT})"
        print(f"{'coming back to the window':<28} {said}, {pane.model.rowCount()} rows loaded")
        window.close()
        while window.isVisible():
            live(0.05)
        session.close()
        window.deleteLater()


if __name__ == "__main__":
    main()
