"""What joins comments to the rest: the working copy, the words in the sheet, the inspector."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from desk import operations as ops
from desk.domain import Comment, Story, new_id
from desk.ui.commands import Command
from desk.ui.comments.anchors import Anchors
from desk.ui.comments.marks import Margin, Marks
from desk.ui.comments.pane import CommentsPane
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.sheet import Sheet

_PAUSE: Final = 60  # ms without a move of the cursor before its comment is marked


class Commenting(QObject):
    """Runs the commands of comments and follows the cursor."""

    wanted = Signal()
    """The inspector's tab of comments shall be seen."""

    said = Signal(str, object)
    """Something was done: what to say, and how to take it back (a callable, or None)."""

    failed = Signal(object)
    counted = Signal(int)
    """How many comments are open."""

    def __init__(self, session: Session, open_story: OpenStory, sheet: Sheet, pane: CommentsPane) -> None:
        super().__init__(sheet)
        self._session = session
        self._open = open_story
        self._sheet = sheet
        self._body = sheet.body
        self._pane = pane
        self._anchors = Anchors(sheet.body)
        self._marks = Marks(sheet.body, self._anchors)
        self._margin = Margin(sheet.body, self._anchors, sheet.page)
        self._draft: Comment | None = None  # has no words yet, so that the story does not have it either
        self._shown: tuple[Comment, ...] = ()  # in the order of the text
        self._now = ""
        self._for = ""
        self._action: QAction | None = None
        self._pause = Pause(self, _PAUSE, self._look)
        self._connect()

    def _connect(self) -> None:
        self._open.placed = self._anchors.placed
        self._open.opened.connect(self._opened)
        self._open.changed.connect(self._changed)
        self._body.filled.connect(self._filled)
        self._body.cursorPositionChanged.connect(self._pause.start)
        self._body.menu_opened.connect(self._add_to)
        self._anchors.changed.connect(self._refresh)
        self._margin.wanted.connect(self._point)
        pane = self._pane
        pane.chosen.connect(self._choose)
        pane.entered.connect(self._enter)
        pane.typed.connect(self._typed)
        pane.left.connect(self._left)
        pane.finished.connect(self._go_on)
        pane.resolve_wanted.connect(self.resolve)
        pane.delete_wanted.connect(self.delete)
        pane.resolved_switched.connect(self._refresh)

    def commands(self) -> list[Command]:
        """Return what can be done with comments."""
        step = self.step
        return [
            Command("comment", "Comment on the selected words", self.start, "Ctrl+Alt+M", "chat-text"),
            Command("comment-next", "Next comment", partial(step, 1), "Ctrl+Alt+PgDown"),
            Command("comment-previous", "Previous comment", partial(step, -1), "Ctrl+Alt+PgUp"),
            Command("comment-resolve", "Resolve or reopen the comment here", self.resolve_here),
        ]

    # What is shown

    @property
    def _comments(self) -> tuple[Comment, ...]:
        story = self._open.story
        kept = story.comments if story else ()
        return (*kept, self._draft) if self._draft else kept

    def _filled(self) -> None:
        """Look for the passages: another text is in the body, and it is whole."""
        self._anchors.forget()
        self._anchors.keep(self._comments)
        self._refresh()

    def _opened(self, story: Story | None) -> None:
        if story is None or story.id != self._for:
            self._draft = None
            self._now = ""
        self._for = story.id if story else ""
        if story is None or self._body.is_filling():
            self._anchors.forget()
        self._refresh()

    def _changed(self, origin: str) -> None:
        if origin == "store":
            self._refresh()

    def _refresh(self, _: object = None) -> None:
        """Show the comments as they now are."""
        whole = not self._body.is_filling()
        if whole:
            self._anchors.keep(self._comments)
        resolved = sum(comment.resolved is not None for comment in self._comments)
        shown = [c for c in self._comments if c.resolved is None or self._pane.resolved.isChecked()]
        shown.sort(key=lambda one: (self._anchors.place(one.id), one.id))
        rows = [(one, whole and self._anchors.span(one.id) is None) for one in shown]
        self._pane.show_comments(rows, resolved)
        self.counted.emit(len(self._comments) - resolved)
        self._shown = tuple(shown)
        self._mark(self._now)

    def restyle(self) -> None:
        """Take the fonts, sizes and colours of the theme in force."""
        self._refresh()

    def _mark(self, comment: str) -> None:
        self._now = comment
        self._pane.mark(comment)
        self._marks.mark(self._shown, comment)
        self._margin.mark(self._shown, comment)

    def _look(self) -> None:
        """Mark the comment that the cursor stands in."""
        if not self._shown:
            return
        at = QTextEdit.textCursor(self._body).position()
        self._anchors.leave(at)
        now = self._anchors.span(self._now)
        if self._pane.busy() or (now and now[0] == at):
            return  # it was chosen, though another may begin at the same word
        here = self._anchors.around(at, (one.id for one in self._shown))
        if here != self._now:
            self._mark(here)

    # Writing one

    def start(self) -> None:
        """Comment on the selected words, or on the word at the cursor."""
        if self._open.story is None or self._body.isHidden():
            return
        start, end = _words_at(self._body.textCursor())
        if start == end:
            self.said.emit("Select the words that the comment is about.", None)
            return
        id_ = new_id()
        author, now = self._session.desk.who.author, datetime.now(UTC)
        passage = self._anchors.hold(id_, start, end)
        self._draft = Comment(id=id_, passage=passage, words="", author=author, created=now)
        self._now = id_
        self._refresh()
        self.wanted.emit()
        self._pane.edit(id_)

    def _typed(self, comment: str, words: str) -> None:
        """Keep the words as they are typed, like those of every field."""
        if not words.strip():
            return  # an emptied one goes when it is left
        draft = self._draft
        if draft is not None and draft.id == comment:
            self._draft = None
            self._put(replace(draft, words=words))
        elif (one := self._one(comment)) is not None:
            self._put(replace(one, words=words))

    def _left(self, comment: str) -> None:
        written = self._pane.written(comment)
        if written is not None and not written.strip():
            if self._draft is not None and self._draft.id == comment:
                self._draft = None
            else:
                self.delete(comment)
        self._refresh()

    def _one(self, comment: str) -> Comment | None:
        return next((one for one in self._comments if one.id == comment), None)

    def _put(self, comment: Comment) -> None:
        """Put a comment into the working copy, in place of the one with its id."""
        story = self._open.story
        if story is not None:
            held = {one.id: one for one in story.comments}
            self._open.edit("comments", comments=tuple({**held, comment.id: comment}.values()))

    # What is done with one

    def resolve(self, comment: str) -> None:
        """Resolve a comment, or reopen a resolved one."""
        story, was = self._open.story, self._one(comment)
        if story is None or was is None or was == self._draft:
            return
        if was.resolved:
            self._put(replace(was, resolved=None, resolved_by=""))
        else:
            self._put(replace(was, resolved=datetime.now(UTC), resolved_by=self._session.desk.who.author))
            self.said.emit("Comment resolved.", partial(self._put_back, story.id, was))
        self._refresh()

    def resolve_here(self) -> None:
        """Resolve or reopen the comment that is marked."""
        self.resolve(self._now)

    def delete(self, comment: str) -> None:
        """Take a comment away and offer to bring it back."""
        story, was = self._open.story, self._one(comment)
        if story is None or was is None or was == self._draft:
            return
        self._open.edit("comments", comments=tuple(one for one in story.comments if one.id != comment))
        self._refresh()
        self.said.emit("Comment deleted.", partial(self._put_back, story.id, was))

    def _put_back(self, story: str, was: Comment) -> None:
        """Bring a comment back as it was, also when another story is on the sheet by now."""
        desk = self._session.desk
        if self._open.story is not None and self._open.story.id == story:
            self._put(was)
            self._refresh()
        else:
            self._session.do(lambda: ops.story.put_comment(desk, story, was), None, self.failed.emit)

    # Going to one

    def _choose(self, comment: str) -> None:
        """Show where a comment's words stand; the focus stays in the inspector."""
        span = self._anchors.span(comment)
        if span is not None:
            self._sheet.show_source(False)
            cursor = self._body.textCursor()
            cursor.setPosition(span[0])
            self._body.setTextCursor(cursor)
            self._sheet.show_cursor()
        self._mark(comment)

    def _enter(self, comment: str) -> None:
        """Go to a comment's words with the keyboard."""
        self._choose(comment)
        self._sheet.text_field.setFocus()

    def _go_on(self, comment: str) -> None:
        """Go on writing behind a comment's words."""
        span = self._anchors.span(comment)
        if span is not None:
            cursor = self._body.textCursor()
            cursor.setPosition(span[1])
            self._body.setTextCursor(cursor)
        self._sheet.text_field.setFocus()

    def _point(self, comment: str) -> None:
        self._choose(comment)
        self.wanted.emit()

    def step(self, way: int) -> None:
        """Go to the words of the next open comment, or of the one before; after the last comes the first."""
        spans = ((self._anchors.span(one.id), one) for one in self._shown if one.resolved is None)
        places = sorted((span[0], one.id) for span, one in spans if span)
        if not places:
            self.said.emit("No open comments in this story.", None)
            return
        here = (QTextEdit.textCursor(self._body).position(), self._now)
        ahead = [place for place in places if (place > here if way > 0 else place < here)]
        self._enter((ahead or places)[0 if way > 0 else -1][1])
        self.wanted.emit()

    # The menu

    def offer(self, comment: QAction) -> None:
        """Put the command into the menu of selected words."""
        self._action = comment

    def _add_to(self, menu: QMenu, _: QTextCursor) -> None:
        if self._action is not None and QTextEdit.textCursor(self._body).hasSelection():
            menu.addSeparator()
            menu.addAction(self._action)


def _words_at(cursor: QTextCursor) -> tuple[int, int]:
    """Return where the selected words begin and end, or the word at the cursor; without spaces around."""
    if not cursor.hasSelection():
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    said, start = cursor.selectedText(), cursor.selectionStart()
    blank = len(said) - len(said.lstrip())
    return start + blank, cursor.selectionEnd() - (len(said[blank:]) - len(said[blank:].rstrip()))
