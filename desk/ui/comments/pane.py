"""The inspector's tab for the comments of the open story, in the order of the text."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
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
from desk.ui import words
from desk.ui.comments.card import CommentCard

_EMPTY = "No comments yet. Select words in the story and press Ctrl+Alt+M."
_SETTLED = "Nothing open. Select words in the story and press Ctrl+Alt+M."


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
        self.cards: list[CommentCard] = []
        self._now = ""
        page = QWidget()
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
        self.add.setToolTip(tip)

    def show_comments(self, rows: Sequence[tuple[Comment, bool]], resolved: int) -> None:
        """Show comments, each with whether its words are gone, and how many resolved ones there are."""
        number = sum(comment.resolved is None for comment, _ in rows)
        self.count.setText(f"{number} OPEN" if number else "")
        self.resolved.setText(f"Resolved {resolved}")
        self.resolved.setVisible(resolved > 0)
        self.empty.setText(_SETTLED if resolved else _EMPTY)
        self.empty.setVisible(not rows)
        held = {card.id: card for card in self.cards}
        wanted = [comment.id for comment, _ in rows]
        for id_ in held.keys() - wanted:
            self._list.removeWidget(held[id_])
            held[id_].deleteLater()
        before = [card.id for card in self.cards]
        self.cards = [held.get(comment.id) or self._card(comment) for comment, _ in rows]
        for card, (comment, gone) in zip(self.cards, rows, strict=True):
            card.say(comment, gone=gone)
        if before != wanted:
            self._order()
        self.mark(self._now)

    def _card(self, comment: Comment) -> CommentCard:
        card = CommentCard(comment)
        card.pressed.connect(self.chosen)
        card.stepped.connect(self._step)
        for name in ("entered", "typed", "left", "finished", "resolve_wanted", "delete_wanted"):
            getattr(card, name).connect(getattr(self, name))
        return card

    def _order(self) -> None:
        """Put the cards in their order, for the eye and for Tab."""
        for place, card in enumerate(self.cards):
            self._list.insertWidget(place, card)
        stops = [
            stop for card in self.cards for stop in (card, card.field, card.resolve, card.change, card.delete)
        ]
        for one, next_ in pairwise([self.add, *stops]):
            QWidget.setTabOrder(one, next_)

    def mark(self, comment: str) -> None:
        """Mark the comment that a person is at and bring it into sight; none for an empty id."""
        self._now = comment
        for card in self.cards:
            card.mark(card.id == comment)
            if card.id == comment:
                self.ensureWidgetVisible(card, 0, 8)

    def edit(self, comment: str) -> None:
        """Let a person write a comment's words."""
        for card in self.cards:
            if card.id == comment:
                card.edit()
                self.widget().layout().activate()
                self.ensureWidgetVisible(card, 0, 8)

    def written(self, comment: str) -> str | None:
        """Return the words that stand in a comment's field; None where it is not shown."""
        return next((card.field.words() for card in self.cards if card.id == comment), None)

    def busy(self) -> bool:
        """Return whether a person is at work here."""
        focus = QApplication.focusWidget()
        return focus is not None and any(card is focus or card.isAncestorOf(focus) for card in self.cards)

    def _step(self, comment: str, way: int) -> None:
        ids = [card.id for card in self.cards]
        place = ids.index(comment) + way
        if 0 <= place < len(ids):
            self.cards[place].setFocus()
            self.chosen.emit(ids[place])


def told(number: int) -> str:
    """Return the tab's name with how many comments are open."""
    return f"Comments {words.count(number, '', '').strip()}" if number else "Comments"
