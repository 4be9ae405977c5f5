"""How long the story list holds the GUI thread on a desk of 100,000 stories, in the whole window.

    python bench/story_list.py FOLDER.desk

The folder is one of bench/many.py, or a copy: its window writes nothing but may bring it up to date. Prints,
for each thing that a person does there, the longest turn of the event loop in ms of the GUI thread's own
processor time (limit 16: other programs do not count), and after how many ms the rows stood there.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.window import Turns
from desk import operations as ops
from desk.domain import Sort, Who
from desk.ui import memory, menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.stories.menus import sort_by
from desk.ui.window import Window

LIMIT = 16
_WORDS = ("k", "ko", "kol", "kolu", "malo rani")
_FILTERS = ("status:draft", "section:culture", "after:2026", "status:ready section:news", "")


class Bench:
    """One window, and the turns that it takes."""

    def __init__(self, window: Window) -> None:
        self.turns = Turns()
        self._stood = 0.0
        window.stories.model.modelReset.connect(self._stand)

    def _stand(self) -> None:
        self._stood = time.perf_counter()

    def measure(self, name: str, *acts: Callable[[], None]) -> None:
        """Do things one after the other and print what they took."""
        taken: list[float] = []
        self.turns.longest()
        for act in acts:
            self._stood, begun = 0.0, time.perf_counter()
            self.turns.do(act)
            while not self._stood and time.perf_counter() < begun + 30:
                self.turns.live(0.005)
            taken.append((self._stood - begun) * 1000)
            self.turns.live(0.5)  # counts, contexts, thumbnails
        print(
            f"{name:<26} longest turn {self.turns.longest():5.1f} ms (limit {LIMIT}), "
            f"rows after {min(taken):.0f} to {max(taken):.0f} ms"
        )


def scroll(turns: Turns, window: Window, rows: int) -> None:
    """Page down so many rows, as a held key does, loading what comes."""
    view = window.stories.view
    while window.stories.model.rowCount() < rows and not window.stories.model.whole:
        turns.do(partial(QTest.keyClick, view, Qt.Key.Key_PageDown))
        turns.live(0.02)


def main() -> None:
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    look = theme.Look(app, "light")
    with tempfile.TemporaryDirectory() as home:
        os.environ["DESK_HOME"] = home
        desk = ops.desk.open_desk(Path(sys.argv[1]), Who("Ann", "bench"))
        session = Session(desk, Settings())
        window = Window(session, look, ops.desk.publication(desk), menu=menu.commands)
        memory.restore(window)
        window.resize(1440, 900)
        window.show()
        bench, pane = Bench(window), window.stories
        bench.turns.live(3)
        gc.freeze()  # as the program does once it is loaded
        sorts = (Sort.HEADLINE, Sort.AUTHOR, Sort.SECTION, Sort.PUBLISHED, Sort.CHANGED)
        bench.measure("another order", *(partial(sort_by, pane, sort) for sort in sorts))
        for name, searches in (("a typed search", _WORDS), ("a filter", _FILTERS)):
            bench.measure(name, *(partial(pane.head.put, search) for search in searches))
        bench.turns.longest()
        begun = time.perf_counter()
        scroll(bench.turns, window, 3_000)
        seconds = time.perf_counter() - begun
        held = bench.turns.longest()
        print(
            f"{'scroll over 3,000 rows':<26} longest turn {held:5.1f} ms (limit {LIMIT}), in {seconds:.1f} s"
        )
        bench.turns.do(window.stories.look_again)
        bench.turns.live(1)
        held = bench.turns.longest()
        said = f"longest turn {held:5.1f} ms (limit {LIMIT})"
        print(f"{'coming back to the window':<26} {said}, {pane.model.rowCount()} rows loaded")
        window.close()
        while window.isVisible():
            bench.turns.live(0.05)
        session.close()
        window.deleteLater()


if __name__ == "__main__":
    main()
