"""One comment in the inspector: who said what about which words, and what can be done with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desk.domain import Comment, Passage
from desk.ui import words
from desk.ui.fields import GrowingText, framed
from desk.ui.theme import LABEL, Theme, current

_QUOTED: Final = 100  # characters of a quote that are shown
_CARD: Final = "\ufffc"
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CommentCard(QFrame):
    """Shows a comment; its words are edited in place."""

    pressed = Signal(str)
    """A person chose it, by mouse or by bringing the focus to it."""
    entered = Signal(str)
    """Enter was pressed on it."""
    stepped = Signal(str, int)
    """An arrow was pressed on it: 1 for the next, -1 for the one before."""
    typed = Signal(str, str)
    """A person changed the words; carries them."""
    left = Signal(str)
    """The words are written; the comment's id."""
    finished = Signal(str)
    """The same, and the person wants to go back to the text."""
    resolve_wanted = Signal(str)
    delete_wanted = Signal(str)

    def __init__(self, comment: Comment) -> None:
        super().__init__(objectName="comment")
        self.id = comment.id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said: tuple[Comment, bool, Theme] | None = None
        self._build()
        self.say(comment, gone=False)
        self.mark(False)

    def _build(self) -> None:
        self._author, self._age, self._state, self._quote = (QLabel() for _ in range(4))
        for label in (self._author, self._age, self._state, self._quote):
            label.setTextFormat(Qt.TextFormat.PlainText)
            # A long word is cut rather than making the pane wider than it is.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._age.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._age.setProperty("role", "field")
        self._quote.setProperty("role", "hint")
        self._quote.setWordWrap(True)
        self._state.setWordWrap(True)
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
        self.resolve = self._button("Resolve", self._resolve)
        self.change = self._button("Edit", self.edit)
        self.delete = self._button("Delete", self._delete)
        for button in (self.resolve, self.change, self.delete):
            row.addWidget(button)
        return self._actions

    def _button(self, name: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(name)
        button.setProperty("kind", "link")
        button.clicked.connect(act)
        return button

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
        self._dress("resolved", comment.resolved is not None)
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
            self._dress("now", now)

    def _dress(self, name: str, on: bool) -> None:
        """Set what the style sheet asks for, and take the look it gives."""
        if self.property(name) != on:
            self.setProperty(name, on)
            for widget in (self, *self.findChildren(QWidget)):
                widget.style().unpolish(widget)
                widget.style().polish(widget)

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
            self.typed.emit(self.id, self.field.words())

    def _leave(self) -> None:
        if self.editing:
            self._write(False)
            self.left.emit(self.id)

    def _finish(self) -> None:
        self._leave()
        self.finished.emit(self.id)

    # Keys and mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a click on words that are only shown; end the writing by key, or when the focus goes."""
        if watched is self.field and isinstance(event, QFocusEvent) and event.lostFocus():
            passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
            if event.reason() not in passing:
                self._leave()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.editing:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() == Qt.Key.Key_Escape or (control and event.key() in _ENTER):
                self._finish()
                return True
        elif event.type() == QEvent.Type.MouseButtonPress and not self.editing:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.pressed.emit(self.id)
        elif event.type() == QEvent.Type.MouseButtonDblClick and not self.editing:
            self.edit()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        self.pressed.emit(self.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose it, by Tab."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.pressed.emit(self.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the words, F2 edits, Delete deletes, arrows go to the neighbours."""
        key = event.key()
        if key in _ENTER:
            self.entered.emit(self.id)
        elif key == Qt.Key.Key_F2:
            self.edit()
        elif key == Qt.Key.Key_Delete:
            self._delete()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(self.id, 1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _resolve(self) -> None:
        self.resolve_wanted.emit(self.id)

    def _delete(self) -> None:
        self.delete_wanted.emit(self.id)


def quoted(comment: Comment) -> str:
    """Return the start of the words that a comment is about, on one line."""
    said = " ".join(comment.passage.quote.replace(_CARD, " [card] ").split())
    return said if len(said) <= _QUOTED else said[: _QUOTED - 1].rstrip() + "…"
