"""The calm line under a headline that says that another story has nearly the same one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from desk import operations as ops
from desk.domain import Likeness, Status, Story
from desk.ui import icons, words
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.session import Session

_PAUSE = 400  # ms behind a key in the headline
_SHOWN = 48  # characters of the other headline


class Duplicates(QWidget):
    """Looks off the GUI thread whenever the headline rests; says nothing of a story that is published."""

    open_wanted = Signal(str)

    def __init__(self, session: Session, open_story: OpenStory) -> None:
        super().__init__()
        self._session = session
        self._open = open_story
        self._told = ("", "")
        self._close = ""
        self._passed: set[tuple[str, str]] = set()
        self.link = QPushButton(icon=icons.icon("copy", "warn"), accessibleName="A close headline")
        self.link.setProperty("kind", "warn")
        self.link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.link.clicked.connect(self._go)
        self.cross = QToolButton(toolTip="This is another story", accessibleName="This is another story")
        self.cross.setIcon(icons.icon("x", "mute"))
        self.cross.clicked.connect(self._pass)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.link)
        row.addWidget(self.cross)
        row.addStretch(1)
        self.hide()
        self._pause = Pause(self, _PAUSE, self._ask)
        open_story.opened.connect(self._opened)
        open_story.changed.connect(self._look)

    def _opened(self, story: Story | None) -> None:
        if story is None or story.id != self._told[0]:
            self._told = ("", "")
            self.hide()
        self._look()

    def _look(self, _: str = "") -> None:
        story = self._open.story
        if story is not None and (story.id, story.headline) != self._told:
            self._pause.soon()

    def _ask(self) -> None:
        story = self._open.story
        if story is None:
            return
        self._told = (story.id, story.headline)
        if story.status in (Status.PUBLISHED, Status.WITHDRAWN):
            self.hide()
            return
        desk, headline, id_ = self._session.desk, story.headline, story.id
        self._session.ask(
            lambda: ops.searching.close_headlines(desk, headline, id_), partial(self._found, self._told)
        )

    def _found(self, asked: tuple[str, str], found: list[Likeness]) -> None:
        if asked != self._told:
            return  # the headline went on
        found = [one for one in found if (asked[0], one.row.id) not in self._passed]
        self.setVisible(bool(found))
        if not found:
            return
        row = found[0].row
        self._close = row.id
        shown = row.headline if len(row.headline) <= _SHOWN else f"{row.headline[: _SHOWN - 1].rstrip()}…"
        more = f" and {words.count(len(found) - 1, 'other', 'others')}" if found[1:] else ""
        said = f"Close to “{shown}” ({row.status.label.lower()}){more}"
        self.link.setText(said.replace("&", "&&"))
        self.link.setAccessibleName(said)
        headlines = "\n".join(one.row.headline for one in found)
        self.link.setToolTip(f"Open the story that has nearly this headline\n{headlines}")

    def _go(self) -> None:
        self.open_wanted.emit(self._close)

    def _pass(self) -> None:
        """Say no more of this pair."""
        self._passed.add((self._told[0], self._close))
        self._ask()
