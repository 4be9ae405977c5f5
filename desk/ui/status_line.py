"""The line at the foot: what is saved, how long the story is, who is here, and long work under way."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QToolButton

from desk.ui import icons, words


class StatusLine(QFrame):
    """Facts left and right, progress between them."""

    def __init__(self) -> None:
        super().__init__(objectName="statusline")
        self._cancel: Callable[[], None] | None = None
        self.saved = QLabel()
        self.length = QLabel()
        self.over = QLabel()
        self.over.setProperty("tone", "warn")
        self.language = QLabel()
        self.spelling = QLabel()
        self.checks = QToolButton()
        self.checks.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.checks.setToolTip("Show what the copy desk points out")
        self.work = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(160)
        self.cancel = QPushButton("Cancel")
        self.cancel.setProperty("kind", "link")
        self.cancel.clicked.connect(self._stop)
        self.revision = QLabel()
        self.person = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        for widget in (self.saved, self.length, self.over, self.language, self.spelling, self.checks):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.work, self.bar, self.cancel, self.revision, self.person):
            row.addWidget(widget)
        self.setFixedHeight(27)
        self.rest()
        self.say_over("")
        self.say_spelling("")
        self.say_checks(0, 0)

    def say_saved(self, when: datetime | None) -> None:
        """Say that everything is on disk."""
        self._tone("good", f"Saved {words.clock(when, seconds=True)}" if when else "")

    def say_saving(self) -> None:
        """Show quietly that there are newer words than those saved."""
        self._tone("", self.saved.text() or "Not saved yet")

    def say_unsaved(self) -> None:
        """Say that the disk refuses."""
        self._tone("warn", "Not saved yet: kept here, trying again")

    def _tone(self, tone: str, said: str) -> None:
        if self.saved.property("tone") != tone:
            self.saved.setProperty("tone", tone)
            self.saved.style().unpolish(self.saved)
            self.saved.style().polish(self.saved)
        self.saved.setText(said)

    def say_over(self, words_: str) -> None:
        """Say which line of the story is too long, or nothing."""
        self.over.setText(words_)
        self.over.setVisible(bool(words_))

    def say_spelling(self, words_: str) -> None:
        """Say what stands in the way of spelling, or nothing."""
        self.spelling.setText(words_)
        self.spelling.setVisible(bool(words_))

    def say_checks(self, required: int, every: int) -> None:
        """Say how many findings of the copy desk must be cleared, or else how much advice there is."""
        said = f"{words.count(required, 'check', 'checks')} to clear" if required else ""
        if not required and every:
            said = f"{words.count(every, 'piece', 'pieces')} of advice"
        self.checks.setText(said)
        self.checks.setVisible(bool(said))
        tone = "warn" if required else "mute"
        if said and self.checks.property("tone") != tone:
            self.checks.setProperty("tone", tone)
            self.checks.setIcon(icons.icon("warning", tone))
            self.checks.style().unpolish(self.checks)
            self.checks.style().polish(self.checks)

    def begin(self, what: str, cancel: Callable[[], None]) -> None:
        """Show long work."""
        self._cancel = cancel
        self.work.setText(what)
        self.bar.setRange(0, 0)
        for widget in (self.work, self.bar, self.cancel):
            widget.show()

    def progress(self, what: str, done: int, total: int) -> None:
        """Show how far it is."""
        self.work.setText(f"{what} {done} of {total}")
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def rest(self) -> None:
        """Show no work."""
        self._cancel = None
        for widget in (self.work, self.bar, self.cancel):
            widget.hide()

    def _stop(self) -> None:
        if self._cancel is not None:
            self.work.setText("Stopping…")
            self._cancel()
