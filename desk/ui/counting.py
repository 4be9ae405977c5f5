"""How long the story is, and what is selected of it, while it is written."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTextEdit

from desk import text
from desk.domain import Publication, Story
from desk.text import Count
from desk.ui import words
from desk.ui.editor import BodyEditor
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.sheet import Sheet
from desk.ui.tasks import Tasks

_PAUSE: Final = 400
_SELECTED_PAUSE: Final = 100
_CARD: Final = "\ufffc"


class Counting(QObject):
    """Counts off the GUI thread; what is handed over there is a list of blocks, never the whole Markdown."""

    counted = Signal(str)
    over = Signal(str)
    """Which of headline and standfirst is longer than the publication wants; empty where none is."""

    def __init__(self, open_story: OpenStory, sheet: Sheet, tasks: Tasks, publication: Publication) -> None:
        super().__init__(sheet)
        self._open = open_story
        self._sheet = sheet
        self._tasks = tasks
        self._publication = publication
        self._whole = Count(0, 0, 0)
        self._asked = 0
        self._pause = Pause(self, _PAUSE, self._count)
        self._selected = Pause(self, _SELECTED_PAUSE, self._count_selection)
        sheet.typed.connect(self._pause.start)
        open_story.opened.connect(self._opened)
        open_story.changed.connect(self._measure)
        sheet.body.selectionChanged.connect(self._selected.soon)
        sheet.source_view.selectionChanged.connect(self._selected.soon)

    def take_publication(self, publication: Publication) -> None:
        """Measure by these limits from now on."""
        self._publication = publication
        self._measure()

    def _opened(self, story: Story | None) -> None:
        self._pause.stop()
        self._measure()
        if story is not None:
            self._work([], [story.body])

    def _measure(self, _: object = None) -> None:
        story, limits = self._open.story, self._publication
        fields = (
            ("Headline", story.headline if story else "", limits.headline_limit),
            ("Standfirst", story.standfirst if story else "", limits.standfirst_limit),
        )
        said = [f"{name} {len(line)} of {most}" for name, line, most in fields if 0 < most < len(line)]
        self.over.emit(" · ".join(said))

    def _count(self) -> None:
        if self._open.story is None:
            return
        if self._open.coming():
            self._pause.soon()
        elif isinstance(self._sheet.text_field, BodyEditor):
            self._work(*_blocks(self._sheet.body))
        else:
            self._work([], [self._sheet.markdown()])

    def _work(self, plain: list[str], markdown: list[str]) -> None:
        self._asked += 1
        self._tasks.work(lambda: _tally(plain, markdown), partial(self._counted, self._asked))

    def _counted(self, asked: int, count: Count) -> None:
        if asked == self._asked:
            self._whole = count
            self._count_selection()

    def _count_selection(self) -> None:
        field = self._sheet.body if self._sheet.source_view.isHidden() else self._sheet.source_view
        # Qt's own cursor: the editor's would first fill in the rest of a long story.
        chosen = QTextEdit.textCursor(field).selectedText() if field.hasFocus() else ""
        if chosen:
            lines = chosen.replace("\u2029", "\n").replace("\u2028", "\n").replace(_CARD, "")
            self._tasks.work(lambda: text.tally(lines), self._say)
        else:
            self._say(None)

    def _say(self, selected: Count | None) -> None:
        whole = self._whole
        if selected is not None:
            signs = words.count(selected.characters, "character", "characters")
            said = f"{selected.words} of {words.count(whole.words, 'word', 'words')} · {signs}"
        elif whole.words:
            signs = words.count(whole.characters, "character", "characters")
            said = f"{words.count(whole.words, 'word', 'words')} · {signs} · {whole.minutes} min read"
        else:
            said = "No words yet"
        self.counted.emit(said if self._open.story is not None else "")


def _blocks(body: BodyEditor) -> tuple[list[str], list[str]]:
    """Return the words of each block, and the Markdown of each card."""
    plain: list[str] = []
    cards: list[str] = []
    block = body.document().begin()
    while block.isValid():
        said = block.text()
        if _CARD in said:
            cards.append(body.card_source(block.position()))
        else:
            plain.append(said.replace("\u2028", "\n"))
        block = block.next()
    return plain, cards


def _tally(plain: list[str], markdown: list[str]) -> Count:
    lines = [line for line in plain if line.strip()] + [text.plain(one) for one in markdown]
    return text.tally("\n".join(line for line in lines if line))
