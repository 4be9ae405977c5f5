"""A paste from Word, in the body editor against a bare QTextEdit that takes the same HTML as Qt reads it.

Prints, at 1,000, 10,000 and 50,000 words: how long until the words stand there and are painted, for one and
the other and as a ratio, and how long the GUI thread is held at most meanwhile: by the clock, and of that the
thread's own work, which other programs on the machine do not lengthen.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication, QTextEdit

from bench.editor import Bare, page
from desk.ui.editor import BodyEditor
from desk.ui.editor.look import look_of
from desk.ui.tasks import Tasks

PARAGRAPH = (
    "<p class=MsoNormal style='margin-bottom:0cm;line-height:normal'><span lang=EN-GB style='font-size:11pt;"
    "mso-fareast-language:EN-US'>The harbour reopened on <b>Monday</b> after a week of storms, said the"
    " pilot, and the boats went out again one by one.<o:p></o:p></span></p>\n"
)
LENGTH = 22  # words


class Held:
    """Notes how long the event loop is away at most, and how long it works at most meanwhile."""

    def __init__(self) -> None:
        self.longest = self.worked = 0.0
        self.last, self.used = time.perf_counter(), time.thread_time()
        self.timer = QTimer(interval=0)
        self.timer.timeout.connect(self.tick)
        self.timer.start()

    def tick(self) -> None:
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now
        used = time.thread_time()
        self.worked, self.used = max(self.worked, used - self.used), used


def pasted(editor: QTextEdit, html: str) -> tuple[float, float, float]:
    """Return the ms until the paste is painted, and how many the GUI thread was held and worked at most."""
    data = QMimeData()
    data.setHtml(html)
    words = html.count("harbour")
    editor.clear()
    QApplication.processEvents()
    held = Held()
    start = time.perf_counter()
    editor.insertFromMimeData(data)
    while QTextEdit.document(editor).blockCount() < words:  # the own one would read the rest at once
        QApplication.processEvents()
        time.sleep(0.0005)
    QApplication.processEvents()
    taken = time.perf_counter() - start
    QApplication.processEvents()
    held.timer.stop()
    return taken * 1000, held.longest * 1000, held.worked * 1000


def main() -> None:
    app = QApplication([])
    tasks = Tasks()
    own = BodyEditor()
    own.work = tasks.work
    look = look_of(own.palette(), own.font())
    own.set_look(look)
    bare = Bare("", look)
    areas = [page(editor) for editor in (own, bare)]
    for words in (1_000, 1_000, 10_000, 50_000):  # the first also loads what it needs
        paragraphs = PARAGRAPH * (words // LENGTH)
        html = f"<html><body><!--StartFragment-->{paragraphs}<!--EndFragment--></body></html>"
        (mine, held, worked), (theirs, *_) = pasted(own, html), pasted(bare, html)
        print(
            f"{words:>6} words: {mine:.0f} ms, bare {theirs:.0f} ms, ratio {mine / theirs:.1f}; "
            f"held {held:.0f} ms, of which it worked {worked:.1f} ms (limit 16)"
        )
    tasks.stop()
    for area in areas:
        area.close()
    app.quit()


if __name__ == "__main__":
    main()
