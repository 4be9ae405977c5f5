"""One comment in the inspector: who said what about which words, and what can be done with it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain import Comment, Passage
from desk.ui import words
from desk.ui.fields import GrowingText, framed
from desk.ui.inspector_card import ENTER, InspectorCard
from desk.ui.theme import LABEL, Theme, current

_QUOTED: Final = 100  # characters of a quote that are shown
_CARD: Final = "\ufffc"


class CommentCard(InspectorCard):
    """Shows a comment; its words are edited in place."""

    typed = Signal(str, str)
    """A person changed the words; carries them."""
    left = Signal(str)
    """The words are written; the comment's id."""
    finished = Signal(str)
    """The same, and the person wants to go back to the text."""
    resolve_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, comment: Comment) -> None:
        super().__init__("comment", comment.id)
        self._said: tuple[Comment, bool, Theme] | None = None
        self._build()
        self.say(comment, gone=False)
        self.mark(False)

    def _build(self) -> None:
        self._author, self._age = self.label(wrap=False), self.label(wrap=False, role="field")
        self._age.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._quote, self._state = self.label(role="hint"), self.label()
        self.field = GrowingText("Comment", "What the desk should know", lines=True)
        self.field.edited.connect(self._edited)
        for watched in (self.field, self.field.viewport()):
            watched.installEventFilter(self)
        self._frame = framed(self.field)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._author, 1)
        head.addWidget(self._age)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(11, 9, 14, 9)
        rows.setSpacing(4)
        rows.addLayout(head)
        for widget in (self._quote, self._frame, self._state):
            rows.addWidget(widget)
        rows.addWidget(self._buttons(), 0, Qt.AlignmentFlag.AlignLeft)
        self._write(False)

    def _buttons(self) -> QWidget:
        self._actions = QWidget()
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.resolve = self.button(lambda: self.resolve_wanted.emit(self.key), "Resolve")
        self.change = self.button(self.edit, "Edit")
        self.delete = self.button(self._delete, "Delete")
        for button in (self.resolve, self.change, self.delete):
            row.addWidget(button)
        return self._actions

    # What is shown

    def say(self, comment: Comment, *, gone: bool) -> None:
        """Show a comment as it now is; `gone` says that its words are no more in the text."""
        self._age.setText(words.age(comment.created, datetime.now(UTC)))
        said = (replace(comment, passage=Passage(quote=comment.passage.quote)), gone, current())
        if said == self._said:
            return  # as at nearly every pause in typing
        self._said = said
        self._age.setToolTip(words.moment(comment.created))
        self._author.setFont(current().sans(LABEL, bold=True))
        self._author.setText(comment.author or "Somebody")
        self._quote.setFont(current().serif(LABEL))
        self._quote.setText(quoted(comment))
        if not self.editing:
            self.field.set_words(comment.words)
        self._say_state(comment, gone=gone)
        self._name(comment)

    def _say_state(self, comment: Comment, *, gone: bool) -> None:
        state = "Its words are gone from the text" if gone else ""
        if comment.resolved:
            by = f" by {comment.resolved_by}" if comment.resolved_by else ""
            state = f"Resolved{by}, {words.age(comment.resolved, datetime.now(UTC))}"
        self._state.setProperty("role", "field" if comment.resolved else "warn")
        self._state.setText(state)
        self._state.setVisible(bool(state))
        self.dress("resolved", comment.resolved is not None)
        self.resolve.setText("Reopen" if comment.resolved else "Resolve")

    def _name(self, comment: Comment) -> None:
        """Tell a screen reader what this is."""
        quote = quoted(comment)
        for button in (self.resolve, self.change, self.delete):
            button.setAccessibleName(f"{button.text()} the comment on {quote}")
        self.setAccessibleName(f"Comment by {self._author.text()} on {quote}: {comment.words}")
        self.setAccessibleDescription(self._state.text())

    def mark(self, now: bool) -> None:
        """Show what can be done with the comment that a person is at, and it alone."""
        if self.property("now") != now:
            self._actions.setVisible(now and not self.editing)
            self.dress("now", now)

    # The words

    @property
    def editing(self) -> bool:
        """Return whether the words are being written."""
        return not self.field.isReadOnly()

    def edit(self) -> None:
        """Write the words in place; they are kept as they are typed."""
        self._write(True)
        self.field.setFocus()
        cursor = self.field.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.field.setTextCursor(cursor)

    def _write(self, on: bool) -> None:
        self.field.setReadOnly(not on)
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        interaction = Qt.TextInteractionFlag.TextEditorInteraction
        self.field.setTextInteractionFlags(interaction if on else Qt.TextInteractionFlag.NoTextInteraction)
        self.field.viewport().setCursor(Qt.CursorShape.IBeamCursor if on else Qt.CursorShape.ArrowCursor)
        self._frame.setProperty("bare", not on)
        self._frame.layout().setContentsMargins(*((8, 6, 8, 6) if on else (0, 0, 0, 0)))
        self._frame.style().unpolish(self._frame)
        self._frame.style().polish(self._frame)
        self._actions.setVisible(not on and bool(self.property("now")))

    def _edited(self) -> None:
        if self.editing:
            self.typed.emit(self.key, self.field.words())

    def _leave(self) -> None:
        if self.editing:
            self._write(False)
            self.left.emit(self.key)

    def _finish(self) -> None:
        self._leave()
        self.finished.emit(self.key)

    # Keys and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a click on words that are only shown; end the writing by key, or when the focus goes."""
        if watched is self.field and isinstance(event, QFocusEvent) and event.lostFocus():
            passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
            if event.reason() not in passing:
                self._leave()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.editing:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() == Qt.Key.Key_Escape or (control and event.key() in ENTER):
                self._finish()
                return True
        elif event.type() == QEvent.Type.MouseButtonPress and not self.editing:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit(self.key)
        elif event.type() == QEvent.Type.MouseButtonDblClick and not self.editing:
            self.edit()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits, Delete deletes."""
        if event.key() == Qt.Key.Key_F2:
            self.edit()
        elif event.key() == Qt.Key.Key_Delete:
            self._delete()
        else:
            super().keyPressEvent(event)

    def _delete(self) -> None:
        self.delete_wanted.emit(self.key)


def quoted(comment: Comment) -> str:
    """Return the start of the words that a comment is about, on one line."""
    said = " ".join(comment.passage.quote.replace(_CARD, " [card] ").split())
    return said if len(said) <= _QUOTED else said[: _QUOTED - 1].rstrip() + "…"
