"""The window's face: what stands on the screen while the program behind it is loaded.

It shows the story list of the desk that is being opened; the
window takes the list over and stands in its place.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from desk.ui import memory
from desk.ui.rail import Rail
from desk.ui.settings import Settings
from desk.ui.stories import StoriesPane
from desk.ui.topbar import TopBar

if TYPE_CHECKING:
    # What only annotations name: PySide makes a class, with all its enumerations, when it is imported.
    from PySide6.QtGui import QCloseEvent

    from desk.domain import Masthead, StoryPage


class Face(QMainWindow):
    """Top bar, rail and story list, in the places that they have in the window."""

    left = Signal()
    """The person closed it."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Desk")
        self.setMinimumSize(memory.LEAST.boundedTo(self.screen().availableSize()))
        self.wanted = ""
        self.stories = StoriesPane()
        self.stories.delegate.untouched = True
        self.stories.wanted.connect(self._want)
        self.split = QSplitter(childrenCollapsible=False, handleWidth=1)
        for widget, stretch in ((self.stories, 0), (QWidget(objectName="sheet-view"), 1), (QFrame(), 0)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.split.setSizes(memory.SIZES)
        self._lay_out(folder)
        memory.place(self, self.split, settings)
        memory.recall(self.stories, settings, folder)
        self.stories.view.setFocus()

    def _lay_out(self, folder: Path) -> None:
        self.top = TopBar(folder)
        self.rail = Rail()
        self.rail.setEnabled(False)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.split, 1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.top)
        rows.addLayout(middle, 1)
        self.setCentralWidget(whole)

    def take(self, found: "tuple[Masthead, StoryPage] | None") -> None:
        """Show what a first look found; it is painted when this returns, or with the window."""
        if found is not None:
            masthead, page = found
            self.top.title.setText(masthead.title)
            self.stories.take_first(masthead, page)

    def wake(self) -> None:
        """Show which rows are chosen or under the mouse, now that the first paint is over."""
        self.stories.delegate.untouched = False

    def _want(self, story: str) -> None:
        self.wanted = story
        self.stories.mark(story)

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Say that the person left."""
        super().closeEvent(event)
        self.left.emit()
