"""A paste from Word, in the body editor against a bare QTextEdit that takes the same HTML as Qt reads it.

Prints, at 1,000, 10,000 and 50,000 words: how long until the words stand there and are painted, for one and
the other and as a ratio, and how long the GUI thread is held at most meanwhile.
"""

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtWidgets import QApplication, QTextEdit

from desk.ui.editor import BodyEditor, Look
from desk.ui.editor.look import look_of
from desk.ui.tasks import Tasks

PARAGRAPH = (
    "<p class=MsoNormal style='margin-bottom:0cm;line-height:normal'><span lang=EN-GB style='font-size:11pt;"
    "mso-fareast-language:EN-US'>The harbour reopened on <b>Monday</b> after a week of storms, said the"
    " pilot, and the boats went out again one by one.<o:p></o:p></span></p>\n"
)
LENGTH = 22  # words


class Held:
    """Notes how long the event loop is away at most."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.last = time.perf_counter()
        self.timer = QTimer(interval=0)
        self.timer.timeout.connect(self.tick)
        self.timer.start()

    def tick(self) -> None:
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now


def pasted(editor: QTextEdit, html: str) -> tuple[float, float]:
    """Return the milliseconds until the paste is painted, and those that the GUI thread was held."""
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
    return taken * 1000, held.longest * 1000


def main() -> None:
    app = QApplication([])
    tasks = Tasks()
    own, bare = BodyEditor(), QTextEdit()
    own.work = tasks.work
    look: Look = look_of(own.palette(), own.font())
    for editor in (own, bare):
        editor.setFont(look.body_font())
        editor.resize(660, 900)
        editor.show()
    for words in (1_000, 1_000, 10_000, 50_000):  # the first also loads what it needs
        paragraphs = PARAGRAPH * (words // LENGTH)
        html = f"<html><body><!--StartFragment-->{paragraphs}<!--EndFragment--></body></html>"
        (mine, held), (theirs, _) = pasted(own, html), pasted(bare, html)
        said = f"{mine:.0f} ms, bare {theirs:.0f} ms, ratio {mine / theirs:.1f}; held {held:.0f} ms"
        print(f"{words:>6} words: {said}")
    tasks.stop()
    app.quit()


if __name__ == "__main__":
    main()
