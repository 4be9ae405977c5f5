"""From the last key to the page shown in a real browser, against the limit of 300 ms, and what a key costs.

A window on the sample publication and, where a folder is named as argument, on that desk too (`bench/many.py`
makes large ones); a story of 650 words and one of 10,000. A word is typed key by key, by turns at the end of
the headline and in the middle of the body;
Chromium, from the tests' own judges, says when the frame in front of its preview shows it. Prints the median
and the slowest tenth, their ratio to the limit, and this thread's own time for a key, with a preview and
without.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from queue import Queue
from threading import Thread

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtGui import QDesktopServices, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bench.editor import story as written
from desk import operations as ops
from desk.ui import menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.window import Window

ROOT = Path(__file__).parents[1]
JUDGES = ROOT / "build" / "judges"
LIMIT = 300.0  # ms
WORDS = [f"harbour{number}x" for number in range(40)]


def live(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it takes too long"
        QApplication.processEvents()
        time.sleep(0.001)


def rest(seconds: float) -> None:
    end = time.monotonic() + seconds
    live(lambda: time.monotonic() > end)


def typed(window: Window, word: str, *, body: bool = False) -> tuple[float, list[float]]:
    """Type a word into the headline or the body; return when the last key went (s) and each key's own ms."""
    field = window.body if body else window.sheet.headline
    if body:
        cursor = field.textCursor()
        cursor.setPosition(field.document().findBlockByNumber(field.document().blockCount() // 2).position())
        field.setTextCursor(cursor)
    else:
        field.moveCursor(QTextCursor.MoveOperation.End)
    own = []
    for sign in f"{word} " if body else f" {word}":
        start = time.thread_time()
        QTest.keyClicks(field, sign)
        last = time.time()
        QApplication.processEvents()
        own.append((time.thread_time() - start) * 1000)
        rest(0.03)
    return last, own


def measure(window: Window, words: int) -> None:
    desk = window.session.desk
    made = ops.story.new(desk, headline="Measured").value
    story = ops.story.save(desk, replace(made, body=written(words), section="news")).value
    window.open(story.id)
    live(lambda: window.session.tasks.idle and not window.body.is_coming())
    alone = [ms for word in WORDS[:5] for ms in typed(window, f"alone{word}")[1]]
    opened: list[str] = []
    QDesktopServices.openUrl = lambda url: bool(opened.append(url.toString())) or True
    window.commands["preview"].trigger()
    env = os.environ | {"BROWSER_PATH": shutil.which("chromium") or "chromium"}
    command = ["node", "preview-bench.mjs", opened[0], *WORDS]
    with subprocess.Popen(
        command, cwd=JUDGES, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as browser:
        heard: Queue[str] = Queue()
        Thread(target=lambda: [heard.put(line) for line in browser.stdout], daemon=True).start()
        live(lambda: not heard.empty())
        assert heard.get() == "ready\n"
        waits, own = {"headline": [], "body": []}, []
        for number, word in enumerate(WORDS):
            body = number % 2 == 1
            last, keys = typed(window, word, body=body)
            own += keys
            live(lambda: not heard.empty())
            waits["body" if body else "headline"].append(float(heard.get()) - last * 1000)
            rest(0.8)  # the save comes between, as it does to people
        browser.stdin.close()
    for place, found in waits.items():
        found.sort()
        median, late = statistics.median(found), found[int(len(found) * 0.9)]
        print(f"  {words} words, {place}: shown {median:.0f} ms after the last key, p90 {late:.0f};", end=" ")
        print(f"{median / LIMIT:.2f} and {late / LIMIT:.2f} of the limit", flush=True)
    keys, before = statistics.median(own), statistics.median(alone)
    print(f"  a key: {keys:.2f} ms of the GUI thread, {before:.2f} without a preview; at most {max(own):.1f}")


def main() -> None:
    if not (JUDGES / "node_modules" / "playwright-core").is_dir():
        print("Run the tests of tests/judges once: they install the browser's driver.")
        return
    shutil.copy(ROOT / "bench" / "preview.mjs", JUDGES / "preview-bench.mjs")
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    look = theme.Look(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESK_HOME"] = folder
        sample = Path(folder) / "sample.desk"
        ops.importing.sample(sample, ops.desk.person("Ann")).close()
        for path in (sample, *map(Path, sys.argv[1:])):
            desk = ops.desk.open_desk(path, ops.desk.person("Ann"))
            session = Session(desk, Settings())
            window = Window(session, look, ops.desk.publication(desk), menu=menu.commands)
            window.resize(1440, 900)
            window.show()
            print(path.name)
            for words in (650, 10_000):
                measure(window, words)
            window.open_story.flush()
            live(lambda: session.tasks.idle)  # noqa: B023  (called before the next round)
            window.close()
            session.close()


if __name__ == "__main__":
    main()
