"""Key press to painted, in the whole window on a real desk against a bare QTextEdit with the same words.

Spelling, underlines, counting and saving are on, and keys come at a fast hand's pace, so that the pauses in
which the window works fall between them. Prints, at 1,000, 10,000 and 50,000 words: the p95 of each and
their ratio (limit 1.5), the longest turn of the event loop while typing and in the three seconds after it
(limit 16 ms), and how long opening the story holds the GUI thread at most. The bare field types in the same
run, in turn with the window.
"""

import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QTextEdit

from bench.editor import HEIGHT, Bare, Painted, go, page, story
from desk import operations as ops
from desk.domain import Who
from desk.ui import memory, menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.window import Window
from desk.ui.writing import body_look

KEYS, BATCH, PACE = 240, 60, 0.03
SIGNS = "the ferry crossed wiht a grey lake. "


class Turns(QObject):
    """Notes how long each turn of the event loop takes, in ms of the GUI thread's own processor time.

    A turn goes from one wait to the next. Where events are dispatched in between differs from system to
    system, and a clock on the wall would count the waiting; what other programs take does not count.
    """

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[float] = []
        self._begun = time.thread_time()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._rest)

    def _rest(self) -> None:
        now = time.thread_time()
        self.taken.append((now - self._begun) * 1000)
        self._begun = now

    def longest(self) -> float:
        """Return the longest turn since the last call."""
        longest = max(self.taken, default=0.0)
        self.taken = []
        return longest


def live(seconds: float) -> None:
    """Let the event loop run, as `exec` does."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def typed(pairs: list[tuple[QTextEdit, QScrollArea]]) -> list[float]:
    """Return the p95 in ms from a key to its painting, of each field; they take turns of some keys."""
    painted = []
    for field, area in pairs:
        painted.append(Painted())
        field.viewport().installEventFilter(painted[-1])
        go(field, area, 0.5)
    taken: list[list[float]] = [[] for _ in pairs]
    for turn in range(KEYS // BATCH):
        for (field, _), seen, times in zip(pairs, painted, taken, strict=True):
            live(1.2)  # what the other field set going comes to its end
            for n in range(turn * BATCH, (turn + 1) * BATCH):
                seen.seen = False
                start = time.perf_counter()
                QTest.keyClicks(field, SIGNS[n % len(SIGNS)])
                while not seen.seen:
                    QApplication.processEvents()
                times.append((time.perf_counter() - start) * 1000)
                live(PACE)
    return [statistics.quantiles(times, n=20)[18] for times in taken]


def measure(words: int, folder: Path, look: theme.Look) -> None:
    desk = ops.desk.create(folder / f"{words}.desk", Who("Ann", "bench"), title="Bench")
    made = ops.story.new(desk, headline="Bench").value
    source = story(words)
    ops.story.save(desk, replace(made, body=source, language="en-GB"))
    session = Session(desk, Settings())
    window = Window(session, look, ops.desk.publication(desk), menu=menu.commands, welcome=False)
    memory.restore(window)
    window.resize(1440, HEIGHT)
    window.show()
    turns = Turns()
    live(0.5)
    turns.longest()
    window.open(made.id)
    live(3)
    opening = turns.longest()
    bare = Bare(source.replace("\n\n", "\n"), body_look(theme.current()))
    area = page(bare)
    bare.document().documentLayout().documentSize()
    own, plain = typed([(window.body, window.sheet), (bare, area)])
    while_typing = turns.longest()
    live(3)
    after = turns.longest()
    print(
        f"{words:>6} words: p95 bare {plain:.2f} ms, window {own:.2f} ms, ratio {own / plain:.2f} "
        "(limit 1.5); "
        f"longest turn opening {opening:.1f}, typing {while_typing:.1f}, after it {after:.1f} ms (limit 16)"
    )
    area.close()
    window.close()
    while window.isVisible():
        live(0.05)
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
