"""Key press to painted, in the whole window on a real desk against a bare QTextEdit with the same words.

Spelling, underlines, counting and saving are on, and keys come at a fast hand's pace, so that the pauses in
which the window works fall between them. Prints, at 1,000, 10,000 and 50,000 words: the p95 of each and
their ratio (limit 1.5), the longest turn of the event loop while typing and in the three seconds after it
(limit 16 ms), and how long opening the story holds the GUI thread at most. The bare field types in the same
run, in turn with the window.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QTextEdit

from bench.editor import HEIGHT, SIGNS, Bare, Painted, go, key, p95, page, story
from desk import operations as ops
from desk.domain import Who
from desk.ui import memory, menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.window import Window
from desk.ui.writing import body_look

KEYS, BATCH, PACE = 240, 60, 0.03


class Turns:
    """Runs the event loop turn by turn and notes how long each takes, in ms of the GUI thread's own time.

    A key that is pressed waits for one turn at most. What other programs take does not count.
    """

    def __init__(self) -> None:
        self._longest = 0.0

    def do(self, act: Callable[[], object]) -> None:
        """Do something as one turn."""
        begun = time.thread_time()
        act()
        self._longest = max(self._longest, (time.thread_time() - begun) * 1000)

    def live(self, seconds: float) -> None:
        """Let the event loop run."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.do(QApplication.processEvents)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as `exec` does
            time.sleep(0.0005)

    def longest(self) -> float:
        """Return the longest turn since the last call."""
        longest, self._longest = self._longest, 0.0
        return longest


def typed(turns: Turns, pairs: list[tuple[QTextEdit, QScrollArea]]) -> list[list[float]]:
    """Return both p95 (see `key`) of each field; they take turns of some keys."""
    painted = []
    for field, area in pairs:
        painted.append(Painted())
        field.viewport().installEventFilter(painted[-1])
        go(field, area, 0.5)
    taken: list[list[tuple[float, float]]] = [[] for _ in pairs]
    for turn in range(KEYS // BATCH):
        for (field, _), seen, times in zip(pairs, painted, taken, strict=True):
            field.activateWindow()  # a field without the focus is spared what a key sets going, or does more
            field.setFocus()
            turns.live(1.2)  # what the other field set going comes to its end
            for n in range(turn * BATCH, (turn + 1) * BATCH):
                times.append(key(field, seen, SIGNS[n % len(SIGNS)]))
                turns.live(PACE)
    return [[p95(values) for values in zip(*times, strict=True)] for times in taken]


def measure(words: int, folder: Path, look: theme.Look) -> None:
    desk = ops.desk.create(folder / f"{words}.desk", Who("Ann", "bench"), title="Bench")
    made = ops.story.new(desk, headline="Bench").value
    other = ops.story.new(desk, headline="Other").value
    source = story(words)
    ops.story.save(desk, replace(made, body=source, language="en-GB"))
    session = Session(desk, Settings())
    window = Window(session, look, ops.desk.publication(desk), menu=menu.commands)
    memory.restore(window)
    window.resize(1440, HEIGHT)
    window.show()
    turns = Turns()
    turns.live(0.5)
    window.open(other.id)
    turns.live(1)
    gc.freeze()  # as the program does once it is loaded
    turns.longest()
    turns.do(partial(window.open, made.id))
    turns.live(3)
    opening = turns.longest()
    bare = Bare(source.replace("\n\n", "\n"), body_look(theme.current()))
    area = page(bare)
    bare.document().documentLayout().documentSize()
    own, plain = typed(turns, [(window.body, window.sheet), (bare, area)])
    while_typing = turns.longest()
    turns.live(3)
    after = turns.longest()
    print(
        f"{words:>6} words: p95 bare {plain[0]:.2f} ms, window {own[0]:.2f} ms, "
        f"ratio {own[0] / plain[0]:.2f} (limit 1.5), of the thread's own time {own[1] / plain[1]:.2f}; "
        f"longest turn opening {opening:.1f}, typing {while_typing:.1f}, after it {after:.1f} ms (limit 16)"
    )
    area.close()
    window.close()
    while window.isVisible():
        turns.live(0.05)
    session.close()
    window.deleteLater()


def main() -> None:
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    look = theme.Look(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESK_HOME"] = folder
        for words in (1_000, 10_000, 50_000):
            measure(words, Path(folder), look)


if __name__ == "__main__":
    main()
