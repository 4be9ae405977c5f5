"""What the last start could not bring into the store: shown one by one, kept as the person says."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desk import operations as ops
from desk.domain import BadInput, DeskError, Done, Photo, Story, Typed
from desk.operations.journal import Left
from desk.ui import words
from desk.ui.journal import ended
from desk.ui.pause import Pause
from desk.ui.session import Session

_JOURNALED: Final = 1_000  # ms after which a window's journal holds what stands in its fields
_SHOWN: Final = 60  # characters of what was typed into a form


class RecoveryBar(QFrame):
    """Names one story or photo at a time; nothing is chosen for the person, and nothing is thrown away."""

    show_wanted = Signal(object)
    """Show how what was left differs from what is stored (Story)."""
    settled = Signal(str)
    """A choice was made; carries the id of the story to show."""
    form_wanted = Signal(object)
    """Put words that were left into the form they were typed in (Typed); they have a place there."""
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="notice")
        self._session = session
        self._left: list[Left] = []
        self._locks: list[QLockFile] = []  # of what is asked about, so that no other window asks too
        self._placed: list[Path] = []
        self._journaled = Pause(self, _JOURNALED, self._drop_placed)
        self.words = QLabel(wordWrap=True)
        self._of_stored: list[QPushButton] = []  # of stories of which the store has a version
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
            if act in (self.show_both, self.apart):
                self._of_stored.append(button)
            self._last = button
        self.hide()
        session.tasks.store(partial(_search, session.desk), self._found)

    def _found(self, found: tuple[list[Left], list[QLockFile]]) -> None:
        self._left, self._locks = found
        self._next()

    def _next(self) -> None:
        self.setVisible(bool(self._left))
        if not self._left:
            for lock in self._locks:
                lock.unlock()
            self._locks = []
            return
        thing = self._left[0].thing
        for button in self._of_stored:
            button.setVisible(isinstance(thing, Story) and bool(thing.revision))
        self._last.setText("Set aside" if _is_new(thing) else "Keep the stored")
        when = words.clock(self._left[0].at.astimezone(), seconds=True)
        more = f" ({len(self._left) - 1} more after this one)" if len(self._left) > 1 else ""
        self.words.setText(
            f"Desk ended before the last words of {_named(thing)} were stored ({when}). They were kept.{more}"
        )
        self.words.setToolTip(_whole(thing))

    def show_both(self) -> None:
        """Show what was left beside what is stored."""
        if self._left and isinstance(self._left[0].thing, Story):
            self.show_wanted.emit(self._left[0].thing)

    def adopt(self) -> None:
        """Make the words that were left the newest version; those of a page go back into its fields."""
        thing = self._left[0].thing if self._left else None
        if isinstance(thing, Typed) and thing.slot is None and thing.container is None:
            self._placed.append(self._left[0].file)
            self.form_wanted.emit(thing)
            self._journaled.soon()
            self._done(thing)
        else:
            self._settle(ops.journal.adopt)

    def _drop_placed(self) -> None:
        """Let go of words that stand in their fields again, and by now in this window's journal."""
        while self._placed:
            ops.journal.drop(self._placed.pop())

    def apart(self) -> None:
        """Keep both: the words that were left become a draft of their own."""
        self._settle(ops.journal.apart)

    def aside(self) -> None:
        """Keep the stored words, if any."""
        self._settle(ops.journal.aside)

    def _settle(self, act: Callable[[ops.Desk, Left], Done[Story | Photo | Typed]]) -> None:
        if self._left and self.isEnabled():
            self.setEnabled(False)
            then = self._adopted if act is ops.journal.adopt else self._done
            self._session.do(partial(act, self._session.desk, self._left[0]), then, self._refused)

    def _adopted(self, thing: Story | Photo | Typed) -> None:
        """Say what of the words could not be kept where they were typed."""
        self._done(thing)
        for name, typed in thing.not_taken if isinstance(thing, Typed) else ():
            self.failed.emit(
                BadInput(
                    f"{name}: “{typed}” is no day and time",
                    kept="All else is kept, and these words lie in a file beside the settings",
                    todo="Open the card and set it, such as 2026-12-24 18:00",
                )
            )

    def _done(self, thing: Story | Photo | Typed) -> None:
        self.setEnabled(True)
        self._left.pop(0)
        self._next()
        if isinstance(thing, Story) and not _is_new(thing):
            self.settled.emit(thing.id)

    def _refused(self, error: DeskError) -> None:
        self.setEnabled(True)
        self.failed.emit(error)


def _is_new(thing: Story | Photo | Typed) -> bool:
    """Return whether it is a story that was never stored."""
    return isinstance(thing, Story) and not thing.revision


def _named(thing: Story | Photo | Typed) -> str:
    if isinstance(thing, Story):
        return f"“{thing.headline or 'Untitled'}”"
    if isinstance(thing, Typed):
        typed = "; ".join(f"{name}: {words}" for name, words in thing.fields)
        return f"{thing.name} (“{typed[:_SHOWN]}{'…' if len(typed) > _SHOWN else ''}”)"
    return f"the photo “{thing.name}” (“{thing.caption}”)"


def _whole(thing: Story | Photo | Typed) -> str:
    """Return all that was typed into a form, so that it can be read whatever becomes of it."""
    return "\n".join(f"{name}: {words}" for name, words in thing.fields) if isinstance(thing, Typed) else ""


def _search(desk: ops.Desk) -> tuple[list[Left], list[QLockFile]]:
    """Return what windows left that are gone, with the locks of their journals; empty journals go."""
    found: list[Left] = []
    locks: list[QLockFile] = []
    for journal, lock in ended(ops.journal.places(desk)):
        left = ops.journal.left(desk, journal)
        if left:
            found += left
            locks.append(lock)
            continue
        lock.unlock()
        if not any(file.stat().st_size for file in journal.glob("*.*")):
            shutil.rmtree(journal, ignore_errors=True)
    return found, locks
