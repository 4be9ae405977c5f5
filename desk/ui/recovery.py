"""What the last start could not bring into the store: shown story by story, kept as the person says."""

import shutil
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desk import operations as ops
from desk.domain import DeskError, Done, Story
from desk.operations.journal import Left
from desk.ui import words
from desk.ui.journal import locked
from desk.ui.session import Session


class RecoveryBar(QFrame):
    """Names one story at a time; nothing is chosen for the person, and nothing is thrown away."""

    show_wanted = Signal(object)
    """Show how what was left differs from what is stored (Story)."""
    settled = Signal(str)
    """A choice was made; carries the id of the story to show."""
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="notice")
        self._session = session
        self._left: list[Left] = []
        self.words = QLabel(wordWrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.words, 1)
        for name, tip, act in (
            ("Show", "Show both versions word by word", self.show_both),
            (
                "Keep these words",
                "Make them the newest version; the stored one stays",
                self.adopt,
            ),
            ("Keep both", "Make a draft of its own with these words", self.apart),
            ("Keep the stored", "Set these words aside, in a file beside the settings", self.aside),
        ):
            button = QPushButton(name, toolTip=tip)
            button.setProperty("kind", "link")
            button.clicked.connect(act)
            row.addWidget(button)
        self.hide()
        session.tasks.store(partial(_search, session.desk), self._found)

    def _found(self, left: list[Left]) -> None:
        self._left = left
        self._next()

    def _next(self) -> None:
        self.setVisible(bool(self._left))
        if self._left:
            one = self._left[0]
            more = f" ({len(self._left) - 1} more stories after this one)" if len(self._left) > 1 else ""
            self.words.setText(
                f"Desk ended before the last words of “{one.story.headline or 'Untitled'}” were stored "
                f"({words.clock(one.at.astimezone(), seconds=True)}). They were kept.{more}"
            )

    def show_both(self) -> None:
        """Show what was left beside what is stored."""
        if self._left:
            self.show_wanted.emit(self._left[0].story)

    def adopt(self) -> None:
        """Make the words that were left the newest version."""
        self._settle(ops.journal.adopt)

    def apart(self) -> None:
        """Keep both: the words that were left become a draft of their own."""
        self._settle(ops.journal.apart)

    def aside(self) -> None:
        """Keep the stored words."""
        self._settle(ops.journal.aside)

    def _settle(self, act: Callable[[ops.Desk, Left], Done[Story]]) -> None:
        if self._left and self.isEnabled():
            self.setEnabled(False)
            self._session.do(partial(act, self._session.desk, self._left[0]), self._done, self._refused)

    def _done(self, story: Story) -> None:
        self.setEnabled(True)
        self._left.pop(0)
        self._next()
        self.settled.emit(story.id)

    def _refused(self, error: DeskError) -> None:
        self.setEnabled(True)
        self.failed.emit(error)


def _search(desk: ops.Desk) -> list[Left]:
    """Return what windows left that are gone; their empty journals go too."""
    found: list[Left] = []
    folder = ops.journal.folder(desk)
    for journal in sorted(folder.iterdir()) if folder.is_dir() else []:
        lock = locked(journal)
        if lock is None:
            continue
        try:
            left = ops.journal.left(desk, journal)
        finally:
            lock.unlock()
        found += left
        if not left and not any(journal.glob("*.*")):
            shutil.rmtree(journal, ignore_errors=True)
    return found
