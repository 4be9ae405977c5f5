"""How long the GUI thread is held while versions of a long story are compared and shown, in the real window.

Prints, at 1,000, 10,000 and 50,000 words with one word in thirty changed: when the first screen of changes
is there, when all of it is, and the longest turn of the event loop meanwhile (limit 16 ms at 10,000 words);
and how long the timeline of 1,000 revisions takes to come (limit 100 ms).
"""

import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from editor import story
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Publication, Story, Who
from desk.ui import menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.window import Window


def turns(until: Callable[[], bool]) -> tuple[float, float]:
    """Run the event loop until something holds; return the time taken and the longest turn, in ms."""
    begin, longest = time.perf_counter(), 0.0
    while not until():
        start = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, (time.perf_counter() - start) * 1000)
        time.sleep(0.001)  # as an event loop waits: spinning would keep the workers from their work
    return (time.perf_counter() - begin) * 1000, longest


def rest(seconds: float) -> float:
    """Run the event loop for a while; return the longest turn, in ms."""
    end = time.perf_counter() + seconds
    return turns(lambda: time.perf_counter() > end)[1]


def idle(session: Session) -> None:
    for _ in range(5):
        turns(lambda: session.tasks.idle)
        rest(0.1)


def edited(words: str) -> str:
    chance = random.Random(3)
    return " ".join("steamer" if chance.random() < 1 / 30 else word for word in words.split(" "))


def compared(window: Window, made: Story) -> tuple[float, float, float]:
    """Return when the first screen and when all of a comparison is there, and the longest turn, in ms."""
    history = window.history
    window.open(made.id)
    idle(window.session)
    window.ways.history()
    idle(window.session)
    history.pane.choose(1)
    first, longest = turns(lambda: history.on)
    filled, longer = turns(lambda: not history.page.text.is_filling())
    after = rest(0.3)
    history.leave()
    idle(window.session)
    return first, first + filled, max(longest, longer, after)


def main() -> None:
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder
        desk = ops.desk.create(Path(folder) / "bench.desk", Who("Ann", "laptop"), title="Bench")
        session = Session(desk, Settings())
        publication: Publication = ops.desk.publication(desk)
        window = Window(session, theme.Look(app, "light"), publication, menu=menu.commands)
        window.resize(1440, 900)
        window.show()
        idle(session)
        gc.freeze()  # as the program does
        for words in (1_000, 10_000, 50_000):
            made = ops.story.new(desk, headline=f"{words} words").value
            made = ops.story.save(desk, replace(made, body=story(words))).value
            ops.story.save(desk, replace(made, body=edited(made.body)), reason="import")
            first, whole, longest = compared(window, made)
            print(
                f"{words:>6} words: first screen {first:.0f} ms, whole {whole:.0f} ms, "
                f"longest turn {longest:.1f} ms{' (limit 16)' if words == 10_000 else ''}"
            )
        made = ops.story.new(desk, headline="Often saved").value
        for number in range(1000):
            made = ops.story.save(desk, replace(made, body=f"Line {number}.\n"), reason="import").value
        window.open(made.id)
        taken, longest = turns(lambda: window.history.pane.model.rowCount() > 1000)
        entries = window.history.pane.model.rowCount()
        print(f"{entries} entries: timeline {taken:.0f} ms (limit 100), longest turn {longest:.1f} ms")
        idle(session)
        window.close()
        session.close()
    app.quit()


if __name__ == "__main__":
    main()
