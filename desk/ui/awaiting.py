"""A story that was asked for and has not come: what is typed meanwhile goes into it, and into no other."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desk.domain import Story, Typed, new_id
from desk.ui.editor.clip import MOST, TYPE
from desk.ui.keystrokes import Pasted, told
from desk.ui.pause import Pause
from desk.ui.rooms import Rooms

_LATE: Final = 250  # ms after which a person wonders


@dataclass(slots=True)
class _Wish:
    """A story, the field that it goes into, and what was typed for it."""

    story: str
    into: QWidget | None
    typed: list[QEvent | Pasted] = field(default_factory=list[QEvent | Pasted])
    id: str = field(default_factory=new_id)


class Awaiting(QObject):
    """Holds what is typed for a story on its way, and shows that it has not come.

    Whoever goes on to another story meanwhile comes there once the first has its words. A story that comes
    without delay is not noticed here. The journal has the words too, until the story has them.
    """

    touched = Signal()
    """Something was typed, or a story has its words."""

    def __init__(self, frame: Rooms, open_: Callable[[str], None]) -> None:
        """Build it.

        Args:
            frame: the parts.
            open_: brings a story, by its id, onto the sheet.
        """
        super().__init__(frame)
        self._frame, self._open = frame, open_
        self._story = frame.open_story
        self._wishes = deque[_Wish]()
        self._reason = ""
        self._late = Pause(self, _LATE, self._leave)
        self._story.asked.connect(self._asked)
        self._story.opened.connect(self._opened)
        self._story.unread.connect(self._unread)
        self._story.given_up.connect(self._drop)
        frame.empty.given_up.connect(self._story.stay)
        frame.journal.watch_awaited(self.unsaved, self.touched)

    @property
    def holding(self) -> bool:
        """Return whether there are words that stand nowhere yet."""
        return any(wish.typed for wish in self._wishes)

    def unsaved(self) -> list[Typed]:
        """Return what was typed for stories that have not come."""
        words = ((wish, self._told(wish)) for wish in self._wishes)
        return [
            Typed(wish.id, self._name(wish.story), said, story=wish.story) for wish, said in words if said
        ]

    def _told(self, wish: _Wish) -> tuple[tuple[str, str], ...]:
        return told(wish.typed, self._frame.sheet.name_of(wish.into))

    def behind(self, story: str, field: QWidget | None = None) -> bool:
        """Have a story wait until the one before it has the words that were typed for it.

        Returns:
            Whether it has to wait; if not, it can be opened.
        """
        if not self.holding:
            return False
        field = field or self._field()
        if not self._wishes[-1].typed:
            self._wishes.pop()
        if self._wishes[-1].story != story:
            self._wishes.append(_Wish(story, field))
        return True

    def _asked(self, story: str) -> None:
        if not self._wishes or self._wishes[0].story != story:
            self._wishes = deque([_Wish(story, self._field())])
            QCoreApplication.instance().installEventFilter(self)
        self._late.soon()

    def _leave(self) -> None:
        """Take the story off the sheet that a person has left already."""
        written = self._written(QApplication.focusWidget())
        self._story.leave()
        self._say()
        if written:
            self._frame.empty.setFocus()

    def _unread(self, reason: str) -> None:
        self._reason = reason
        self._say()

    def _say(self) -> None:
        """Show which story is on its way."""
        if not self._wishes or self._story.story is not None:
            return
        before = self._story.before
        stay = f"Stay with {self._name(before.id, before.headline)} (Esc)" if before else ""
        reason = f"{self._reason}." if self._reason else "The desk is busy."
        self._frame.empty.wait(
            f"{self._name(self._wishes[0].story)} is not open yet",
            f"{reason} The story opens by itself; what you type meanwhile goes into it.",
            stay,
        )

    def _name(self, story: str, headline: str = "") -> str:
        row = self._frame.stories.row(story)
        return f"“{headline or (row.headline if row else '') or 'Untitled'}”"

    def _opened(self, story: Story | None) -> None:
        if story is None or not self._wishes or story.id != self._wishes[0].story:
            if self._wishes and self._story.wanted != self._wishes[0].story:
                self._drop()  # the sheet was closed
            return
        wish = self._wishes.popleft()
        self._end()
        if wish.into is not None and (wish.typed or self._written(QApplication.focusWidget())):
            wish.into.setFocus()
        for event in wish.typed:
            if (widget := self._frame.focusWidget()) is not None:  # a Tab among them moves on
                _give(widget, event)
        if wish.typed:
            self.touched.emit()
        if self._wishes:
            QCoreApplication.instance().installEventFilter(self)
            self._open(self._wishes[0].story)

    def _end(self) -> None:
        QCoreApplication.instance().removeEventFilter(self)
        self._late.stop()
        self._reason = ""
        self._frame.empty.rest()

    def stop(self) -> None:
        """End with the window."""
        self._wishes.clear()
        self._end()

    def _drop(self) -> None:
        """Wait no longer; what was typed for stories that did not come is offered to be copied."""
        words = "\n".join(said for wish in self._wishes for _, said in self._told(wish))
        self._wishes.clear()
        self._end()
        self.touched.emit()
        if words.strip():
            said = f"The story did not come. You had typed for it: “{words.strip()}”"
            self._frame.notice.say(said, partial(_copy, words), "Copy", stays=True)

    # What is typed

    def _field(self) -> QWidget | None:
        """Return the field that has the cursor, where it belongs to the story."""
        now = QApplication.focusWidget()
        if self._wishes and now is self._frame.empty:
            return self._wishes[0].into
        return now if self._written(now) else None

    def _written(self, widget: QWidget | None) -> bool:
        """Return whether what is typed into a widget belongs to the story."""
        frame = self._frame
        parts = frame.sheet, frame.inspector
        return widget is not None and (
            widget is frame.empty or any(part.isAncestorOf(widget) for part in parts)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is typed for the story."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = watched == self._frame.windowHandle()  # which hands it to the field
            typed = typed and event.key() != Qt.Key.Key_Escape
        else:
            typed = isinstance(event, QInputMethodEvent) and bool(event.commitString())
        if not typed or not self._wishes or not self._written(QApplication.focusWidget()):
            return False
        pasted = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        self._wishes[-1].typed.append((_clipboard() if pasted else None) or event.clone())
        self.touched.emit()
        return True


def _clipboard() -> Pasted | None:
    """Return the words that are on the clipboard now: another program may have put others there till then.

    Of a picture or files None: what is there when the story comes goes into it.
    """
    there = QGuiApplication.clipboard().mimeData()
    if there.hasImage() or there.hasUrls() or not 0 < len(there.text()) <= MOST:
        return None
    data = QMimeData()
    for kind in ("text/html", TYPE):
        if there.hasFormat(kind):
            data.setData(kind, there.data(kind))
    data.setText(there.text())
    return Pasted(data)


def _give(widget: QWidget, what: QEvent | Pasted) -> None:
    """Give a field what was meant for it."""
    if isinstance(what, QEvent):
        QCoreApplication.sendEvent(widget, what)
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        widget.insertFromMimeData(what.data)
    elif isinstance(widget, QLineEdit):
        widget.insert(what.data.text())


def _copy(words: str) -> None:
    QGuiApplication.clipboard().setText(words)
