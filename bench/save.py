"""A save of one changed paragraph, in a story of 50,000 words against one of 500 (limit 2 times).

Prints the median of two parts: what the GUI thread does (the body's Markdown) and what the store's worker
does until the words are on disk, search included.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.editor import story
from desk import operations as ops
from desk.domain import Who
from desk.ui.editor import BodyEditor

SAVES = 25


def taken(act: Callable[[], object]) -> float:
    """Return how long something takes, in ms."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def measure(desk: ops.Desk, words: int) -> tuple[float, float]:
    """Return the median ms of the editor's part and of the store's."""
    saved = ops.story.save(desk, replace(ops.story.new(desk).value, body=story(words))).value
    body = BodyEditor()
    body.set_markdown(saved.body)
    while body.is_filling():
        QApplication.processEvents()
    body.markdown()
    cursor = body.textCursor()
    cursor.setPosition(body.document().characterCount() // 2)
    body.setTextCursor(cursor)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(SAVES):
        QTest.keyClicks(body, "x")
        times[0].append(taken(body.markdown))
        changed = replace(saved, body=body.markdown())
        start = time.perf_counter()
        saved = ops.story.save(desk, changed).value
        times[1].append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        desk = ops.desk.create(Path(folder) / "bench.desk", Who("Ann", "bench"), title="Bench")
        few, many = measure(desk, 500), measure(desk, 50_000)
    for name, short, long in zip(("GUI thread", "store"), few, many, strict=True):
        print(f"{name}: 500 words {short:.2f} ms, 50,000 words {long:.2f} ms,", end=" ")
        print(f"ratio {long / short:.1f} (limit 2)")


if __name__ == "__main__":
    main()
