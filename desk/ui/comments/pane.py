"""The inspector's tab for the comments of the open story, in the order of the text."""

from collections.abc import Sequence
from itertools import chain
from time import perf_counter
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Comment
from desk.ui.comments.card import CommentCard
from desk.ui.ground import Ground

_SLICE: Final = 8e-3  # seconds
_EMPTY: Final = "No comments yet. Select words in the story and press Ctrl+Alt+M."
_SETTLED: Final = "Nothing open. Select words in the story and press Ctrl+Alt+M."


class CommentsPane(QScrollArea):
    """Lists comments; what happens to them is decided by who fills it."""

    chosen = Signal(str)
    entered = Signal(str)
    typed = Signal(str, str)
    left = Signal(str)
    finished = Signal(str)
    resolve_wanted = Signal(str)
    delete_wanted = Signal(str)
    resolved_switched = Signal(bool)
    """Resolved comments shall be shown too, or no more."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._shown: list[tuple[Comment, bool]] = []
        self._held: dict[str, CommentCard] = {}
        self._now = ""
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._make)
        page = Ground("panel")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(0, 8, 0, 16)
        self._rows.setSpacing(0)
        self._rows.addLayout(self._head())
        self.empty = QLabel(wordWrap=True)
        self.empty.setProperty("role", "hint")
        self.empty.setContentsMargins(14, 4, 14, 0)
        self._rows.addWidget(self.empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._rows.addLayout(self._list)
        self._rows.addStretch(1)
        self.setWidget(page)

    def _head(self) -> QHBoxLayout:
        self.count = QLabel()
        self.count.setProperty("role", "head")
        self.resolved = QToolButton(checkable=True, accessibleName="Show resolved comments")
        self.resolved.setProperty("chip", True)
        self.resolved.setToolTip("Show resolved comments too")
        self.resolved.toggled.connect(self.resolved_switched)
        self.add = QPushButton("+ Comment")
        self.add.setProperty("kind", "link")
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 10, 4)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.resolved)
        head.addWidget(self.add)
        return head

    def offer(self, comment: QAction, tip: str) -> None:
        """Let the button do what this command does."""
        self.add.clicked.connect(comment.trigger)
        comment.enabledChanged.connect(self.add.setEnabled)
        self.add.setToolTip(tip)

    def show_comments(self, rows: Sequence[tuple[Comment, bool]], resolved: int) -> None:
        """Show comments, each with whether its words are gone, and how many resolved ones there are."""
        number = sum(comment.resolved is None for comment, _ in rows)
        self.count.setText(f"{number} OPEN" if number else "")
        self.resolved.setText(f"Resolved {resolved}")
        self.resolved.setVisible(resolved > 0)
        self.empty.setText(_SETTLED if resolved else _EMPTY)
        self.empty.setVisible(not rows)
        self._shown = list(rows)
        for id_ in self._held.keys() - {comment.id for comment, _ in rows}:
            self._list.removeWidget(self._held[id_])
            self._held.pop(id_).deleteLater()
        for comment, gone in rows:
            if comment.id in self._held:
                self._held[comment.id].say(comment, gone=gone)
        self._order()
        self._make()

    @property
    def cards(self) -> list[CommentCard]:
        """Return the cards that are there yet, in their order."""
        return [self._held[comment.id] for comment, _ in self._shown if comment.id in self._held]

    def showEvent(self, event: QShowEvent) -> None:
        """Make the cards once they are to be seen."""
        super().showEvent(event)
        self._make()

    def _make(self) -> None:
        """Make cards that are missing for as long as a key can wait, then the next ones."""
        if not self.isVisible():
            return
        end = perf_counter() + _SLICE
        missing = [row for row in self._shown if row[0].id not in self._held]
        made = 0
        while made < len(missing) and perf_counter() < end:
            self._card(*missing[made])
            made += 1
        if made:
            self._order()
            self._see(self._now)
        if made < len(missing):
            self._next.start()

    def _card(self, comment: Comment, gone: bool) -> CommentCard:
        card = self._held[comment.id] = CommentCard(comment)
        card.say(comment, gone=gone)
        card.mark(comment.id == self._now)
        card.pressed.connect(self.chosen)
        card.stepped.connect(self._step)
        for name in ("entered", "typed", "left", "finished", "resolve_wanted", "delete_wanted"):
            getattr(card, name).connect(getattr(self, name))
        return card

    def _order(self) -> None:
        """Put the cards in their order."""
        for place, card in enumerate(self.cards):
            item = self._list.itemAt(place)
            if item is None or item.widget() is not card:
                self._list.insertWidget(place, card)
                card.show()  # now, so that it can be brought into sight

    def focusNextPrevChild(self, next: bool) -> bool:
        """Go from card to card in the order of the eye; Qt's own is that in which they were made."""
        tab = Qt.FocusPolicy.TabFocus
        parts = [(card, card.field, card.resolve, card.change, card.delete) for card in self.cards]
        every: list[QWidget | None] = [self.add, *chain.from_iterable(parts)]
        stops = [one for one in every if one and one.isVisible() and one.focusPolicy() & tab]
        now = QApplication.focusWidget()
        goal = (stops.index(now) if now in stops else len(stops)) + (1 if next else -1)
        if now in stops and 0 <= goal < len(stops):
            reason = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
            stops[goal].setFocus(reason)
            return True
        return super().focusNextPrevChild(next)

    def mark(self, comment: str) -> None:
        """Mark the comment that a person is at and bring it into sight; none for an empty id."""
        before, self._now = self._now, comment
        if before == comment:
            return
        for id_ in (before, comment):
            if id_ in self._held:
                self._held[id_].mark(id_ == comment)
        self._see(comment)

    def _see(self, comment: str) -> None:
        if comment in self._held:
            self.widget().layout().activate()
            self.ensureWidgetVisible(self._held[comment], 0, 8)

    def edit(self, comment: str) -> None:
        """Let a person write a comment's words."""
        row = next((row for row in self._shown if row[0].id == comment), None)
        if row is not None:
            card = self._held.get(comment) or self._card(*row)
            self._order()
            card.edit()
            self._see(comment)

    def written(self, comment: str) -> str | None:
        """Return the words that stand in a comment's field; None where it is not shown."""
        card = self._held.get(comment)
        return card.field.words() if card else None

    def busy(self) -> bool:
        """Return whether a person is at work here."""
        focus = QApplication.focusWidget()
        return focus is not None and any(card is focus or card.isAncestorOf(focus) for card in self.cards)

    def _step(self, comment: str, way: int) -> None:
        ids = [card.key for card in self.cards]
        place = ids.index(comment) + way
        if 0 <= place < len(ids):
            self.cards[place].setFocus()
            self.chosen.emit(ids[place])


def told(number: int) -> str:
    """Return the tab's name with how many comments are open."""
    return f"Comments {number}" if number else "Comments"
