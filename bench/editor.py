"""Key press to painted, in the body editor against a bare QTextEdit with the same words.

Both stand in the same page: one font, one measure, as high as their text, in a scroll area. Ours has its
spelling on, with wrong words in the story and among those typed, and a comment in every fifth paragraph.
Batches of keys go to one and the other in turn. Prints, at 1,000, 10,000 and 50,000 words: the p95 of each
at the worst of three places and their ratio (limit 1.5), when the first screen of a story is painted (limit
100 ms), and how long the GUI thread is held at most while the rest is filled in, and by a save after an edit
(limit 16 ms).
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtCore import QEvent, QObject, QSizeF, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QTextEdit

from desk import operations as ops
from desk import text
from desk.domain import Comment, Who
from desk.ui import theme
from desk.ui.comments.anchors import Anchors
from desk.ui.comments.marks import Marks
from desk.ui.editor import BodyEditor, Look
from desk.ui.editor.look import look_of
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.spelling import Spelling
from desk.ui.underlines import Underlines

KEYS, BATCH = 120, 30
WRONG = 0.02  # of the story's words
SIGNS = "the ferry crossed wiht a grey lake. "
PLACES = (0.01, 0.5, 0.98)
MEASURE, HEIGHT = 660, 900
WORDS = "the ferry crossed a grey lake at dawn while people on deck watched its slow wake".split()  # noqa: SIM905  (a sentence reads better than its list)


def story(words: int) -> str:
    chance = random.Random(7)
    paragraphs = []
    while words > 0:
        length = min(words, chance.randint(40, 90))
        said = (chance.choice(WORDS) if chance.random() > WRONG else "wiht" for _ in range(length))
        paragraphs.append(" ".join(said).capitalize() + ".")
        words -= length
    return "\n\n".join(paragraphs) + "\n"


class Bare(QTextEdit):
    """A QTextEdit as high as its text."""

    def __init__(self, words: str, look: Look) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(look.body_font())
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.setPlainText(words)

    def _grow(self, size: QSizeF) -> None:
        if int(size.height()) + 8 != self.minimumHeight():
            self.setFixedHeight(int(size.height()) + 8)


class Painted(QObject):
    """Notes when a widget was painted."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def page(editor: QTextEdit) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(editor)
    area.resize(MEASURE, HEIGHT)
    area.show()
    QApplication.processEvents()
    return area


def go(editor: QTextEdit, area: QScrollArea, place: float) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(int(place * (editor.document().characterCount() - 2)))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfWord)
    editor.setTextCursor(cursor)
    area.verticalScrollBar().setValue(max(0, editor.cursorRect().center().y() - HEIGHT // 2))
    editor.setFocus()
    QApplication.processEvents()


def key(editor: QTextEdit, painted: Painted, sign: str) -> tuple[float, float]:
    """Return milliseconds from a key to the end of its painting: by the clock, and of this thread's own time.

    On a busy machine the second says more.
    """
    painted.seen = False
    start, own = time.perf_counter(), time.thread_time()
    QTest.keyClicks(editor, sign)
    while not painted.seen:
        QApplication.processEvents()
    return (time.perf_counter() - start) * 1000, (time.thread_time() - own) * 1000


def live(seconds: float) -> None:
    """Let the event loop run."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[18]


def typed(editors: dict[str, QTextEdit], areas: dict[str, QScrollArea]) -> dict[str, list[float]]:
    """Return both p95 of each editor at its worst place."""
    painted = {name: Painted() for name in editors}
    worst = {name: [0.0, 0.0] for name in editors}
    for name, editor in editors.items():
        editor.viewport().installEventFilter(painted[name])
    for place in PLACES:
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in editors}
        for name, editor in editors.items():
            go(editor, areas[name], place)
        for turn in range(KEYS // BATCH):
            for name, editor in editors.items():
                areas[name].activateWindow()  # without the focus a field is spared what a key sets going
                editor.setFocus()
                live(0.3)
                signs = (SIGNS[n % len(SIGNS)] for n in range(turn * BATCH, (turn + 1) * BATCH))
                taken[name].extend(key(editor, painted[name], sign) for sign in signs)
        for name, values in taken.items():
            worst[name] = [
                max(old, p95(new)) for old, new in zip(worst[name], zip(*values, strict=True), strict=True)
            ]
    return worst


def opened(own: BodyEditor, doc: text.Doc) -> tuple[float, float]:
    """Return when the first screen was painted, and the longest time that the GUI thread was held, in ms."""
    painted = Painted()
    own.viewport().installEventFilter(painted)
    begin = start = time.perf_counter()
    own.set_doc(doc)
    longest = (time.perf_counter() - start) * 1000
    first = 0.0
    while own.is_filling() or not first:
        start = time.perf_counter()
        QApplication.processEvents()
        longest = max(longest, (time.perf_counter() - start) * 1000)
        if painted.seen and not first:
            first = (time.perf_counter() - begin) * 1000
    return first, longest


def saved(own: BodyEditor) -> tuple[float, float]:
    """Return how long the first save after an edit takes and the next one, in ms."""
    taken = []
    for _ in range(2):
        QTest.keyPress(own, Qt.Key.Key_A)
        start = time.perf_counter()
        own.markdown()
        taken.append((time.perf_counter() - start) * 1000)
    return taken[0], taken[1]


def dressed(own: BodyEditor, spelling: Spelling) -> None:
    """Mark wrong words, and comments on the first words of every fifth paragraph."""
    Underlines(own, spelling)
    anchors = Anchors(own)
    marks = Marks(own, anchors)
    comments = []
    for block in range(0, own.document().blockCount(), 5):
        at, id_ = own.document().findBlockByNumber(block).position(), str(block)
        passage = anchors.hold(id_, at, at + 20)
        comments.append(Comment(id=id_, passage=passage, words="?", author="Ann", created=datetime.now(UTC)))
    marks.mark(tuple(comments), "0")


def measure(words: int, spelling: Spelling) -> None:
    source = story(words)
    doc = text.read(source)
    own = BodyEditor()
    look = look_of(own.palette(), own.font())
    own.set_look(look)
    areas = {"desk": page(own)}
    first, longest = opened(own, doc)
    saves = saved(own)
    dressed(own, spelling)
    bare = Bare(source.replace("\n\n", "\n"), look)
    areas["bare"] = page(bare)
    bare.document().documentLayout().documentSize()  # lays out all of it, which Qt does bit by bit
    worst = typed({"bare": bare, "desk": own}, areas)
    print(
        f"{words:>6} words: p95 bare {worst['bare'][0]:.2f} ms, desk {worst['desk'][0]:.2f} ms, "
        f"ratio {worst['desk'][0] / worst['bare'][0]:.2f} (limit 1.5), "
        f"of the thread's own time {worst['desk'][1] / worst['bare'][1]:.2f}; "
        f"first screen {first:.0f} ms (limit 100), longest turn {longest:.1f} ms (limit 16); "
        f"Markdown after an edit {saves[0]:.1f}, then {saves[1]:.1f} ms (limit 16)"
    )
    for area in areas.values():
        area.close()


def main() -> None:
    app = QApplication.instance() or QApplication([])
    theme.load_fonts()
    theme.Look(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESK_HOME"] = folder
        desk = ops.desk.create(Path(folder) / "bench.desk", Who("Ann", "bench"), title="Bench")
        session = Session(desk, Settings())
        spelling = Spelling(session, ops.desk.publication(desk))
        spelling.take_story(replace(ops.story.new(desk, headline="Bench").value, language="en-GB"))
        while spelling.trouble:
            live(0.05)
        for words in (1_000, 10_000, 50_000):
            measure(words, spelling)
        spelling.stop()
        session.close()
    app.quit()


if __name__ == "__main__":
    main()
