"""Where the words of comments stand in the body while it is edited."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from desk import text
from desk.domain import Comment, Passage
from desk.ui.editor import BodyEditor
from desk.ui.pause import Pause
from desk.ui.positions import units

_PAUSE: Final = 150  # ms without an edit before words that went are looked for
_FORMER: Final = 8
_BESIDE: Final = 8  # characters on each side that tell a place
_TELLING: Final = 12  # characters of pasted words that tell a passage by themselves
_ENDS: Final = re.compile("[\u2028\u2029]")


class Anchors(QObject):
    """Holds each passage by two cursors, which Qt moves with every edit; the text itself never knows.

    A passage whose words went is looked for: at once in what is pasted or brought back by undo, after a pause
    in the whole text.
    """

    changed = Signal()
    """The text changed: passages may have moved, gone or come back."""

    def __init__(self, body: BodyEditor) -> None:
        super().__init__(body)
        self._body = body
        self._document = QTextEdit.document(body)  # the editor's own would first fill in a long story
        self._passages: dict[str, Passage] = {}
        self._pairs: dict[str, tuple[QTextCursor, QTextCursor]] = {}
        self._former: dict[str, list[str]] = {}  # what passages said before their words were cut
        self._gone: set[str] = set()  # not found in the text as it now is
        self._anew: set[str] = set()  # being typed anew: their pair stands the other way round
        self._raw: bytes | None = None
        self._pause = Pause(self, _PAUSE, self._settle)
        self._document.contentsChange.connect(self._edited)

    def forget(self) -> None:
        """Let go of every passage: another text comes."""
        self._passages = {}
        self._pairs = {}
        self._former = {}
        self._gone = set()
        self._anew = set()
        self._pause.stop()

    def keep(self, comments: Iterable[Comment]) -> None:
        """Hold the passages of these comments and no others; new ones are looked for."""
        self._passages = {one.id: self._passages.get(one.id, one.passage) for one in comments}
        self._pairs = {id_: pair for id_, pair in self._pairs.items() if id_ in self._passages}
        self._gone &= self._passages.keys()
        self._seek(id_ for id_ in self._passages if id_ not in self._pairs and id_ not in self._gone)

    def hold(self, comment: str, start: int, end: int) -> Passage:
        """Hold a comment's passage from one position to another, a long one's start; return what is kept."""
        end = min(end, start + text.LONGEST)
        pair = QTextCursor(self._document), QTextCursor(self._document)
        for cursor, at in zip(pair, (start, end), strict=True):
            cursor.setPosition(at)
        pair[1].setKeepPositionOnInsert(True)  # what is typed behind a passage is no part of it
        self._pairs[comment] = pair
        self._gone.discard(comment)
        self._anew.discard(comment)
        return self._note(comment, start, end)

    def span(self, comment: str) -> tuple[int, int] | None:
        """Return the positions where a comment's passage begins and ends; None where its words are gone."""
        pair = self._pairs.get(comment)
        if pair is None:
            return None
        start, end = pair[0].position(), pair[1].position()
        if comment in self._anew:
            start, end = end, start
        return (start, end) if start < end else None

    def between(self, first: int, last: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield the comments whose passages reach into a part of the text, with where they begin and end.

        It is asked at each key: of a comment far behind no more is looked at than where it begins.
        """
        for id_, (start, _) in self._pairs.items():
            if start.position() < last or id_ in self._anew:
                span = self.span(id_)
                if span and span[0] < last and first < span[1]:
                    yield id_, span

    def place(self, comment: str) -> int:
        """Return where a comment's passage begins, or last was known to."""
        span = self.span(comment)
        return span[0] if span else self._passages[comment].at if comment in self._passages else 0

    def around(self, position: int, comments: Iterable[str]) -> str:
        """Return which of some comments has the shortest passage around a position; empty for none."""
        found = ((id_, self.span(id_)) for id_ in comments)
        here = [(span[1] - span[0], id_) for id_, span in found if span and span[0] <= position <= span[1]]
        return min(here, default=(0, ""))[1]

    def placed(self, comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
        """Return comments with their passages as they now stand; one whose words are gone keeps the old."""
        return tuple(self._placed(comment) for comment in comments)

    def _placed(self, comment: Comment) -> Comment:
        span = self.span(comment.id)
        if span is not None and comment.id not in self._anew:
            self._mend(comment.id, *span)
            span = self.span(comment.id)
        if span is None:
            return comment
        passage = self._note(comment.id, *span)
        return comment if passage == comment.passage else replace(comment, passage=passage)

    # The text

    def _note(self, comment: str, start: int, end: int) -> Passage:
        """Keep what a passage says now; return it."""
        quote = self._words(start, end)[: text.LONGEST]
        was = self._passages.get(comment)
        if was is not None and was.quote not in quote:
            self._former[comment] = [was.quote, *self._former.get(comment, [])][:_FORMER]
        around = text.CONTEXT
        before, after = self._words(start - around, start), self._words(end, end + around)
        passage = self._passages[comment] = Passage(quote=quote, before=before, after=after, at=start)
        return passage

    def _words(self, start: int, end: int) -> str:
        """Return what stands between two positions, a line end between blocks."""
        if self._raw is None:  # in Qt's own units, so that positions are places in it
            self._raw = self._document.toRawText().encode("utf-16-le", "surrogatepass")
        words = self._raw[2 * max(start, 0) : 2 * end].decode("utf-16-le", "ignore")
        return _ENDS.sub("\n", words)

    def _seek(self, ids: Iterable[str]) -> None:
        """Look for passages in the whole text."""
        last = self._document.characterCount() - 1
        words = ""
        for id_ in list(ids):
            words = words or self._words(0, last)
            if not self._found(id_, words, (0, last)):
                self._gone.add(id_)

    def _found(self, comment: str, words: str, part: tuple[int, int]) -> bool:
        """Hold a passage where it stands in a part of the text, whose words are given."""
        known = self._passages[comment]
        found = text.passage(words, known.quote, known.before, known.after, known.at - part[0])
        if found is not None:
            self._hold_found(comment, words, found, part)
        return found is not None

    def _came(self, comment: str, part: tuple[int, int]) -> bool:
        """Hold a passage that was put in again there, even between other words than before."""
        words = self._words(*part)
        if self._found(comment, words, part):
            return True
        for quote in (self._passages[comment].quote, *self._former.get(comment, ())):
            if quote in words and (len(quote) >= _TELLING or words.strip() == quote.strip()):
                at = words.index(quote)
                self._hold_found(comment, words, (at, at + len(quote)), part)
                return True
        return False

    def _hold_found(self, comment: str, words: str, found: tuple[int, int], part: tuple[int, int]) -> None:
        start, end = found
        if len(words) < part[1] - part[0]:  # a character of two units is among them
            start, end = units(words, start), units(words, end)
        self.hold(comment, part[0] + start, part[0] + end)

    # What happens to it

    def _edited(self, position: int, removed: int, added: int) -> None:
        self._raw = None
        if not self._passages or self._body.is_filling():
            return
        if added > 1 or removed:
            for id_ in self._passages:
                if self.span(id_) is None:
                    self._look(id_, position, added)
        self._pause.soon()

    def _look(self, comment: str, position: int, added: int) -> None:
        """Look for a lost passage in what was put in, or for what was put in its place."""
        pair = self._pairs.get(comment)
        start, end = (pair[1].position(), pair[0].position()) if pair else (0, 0)
        # What is put in between the two cursors of words that went drives them apart, the wrong way round.
        if start < end and (self._came(comment, (start, end)) or self._replaced(comment, start, end)):
            return
        if added > 1 and not self._came(comment, (position, position + added)):
            self._gone.discard(comment)  # it may be a part of the passage

    def _replaced(self, comment: str, start: int, end: int) -> bool:
        """Take what stands between the neighbours of words that went for theirs, and the keys that follow."""
        known = self._passages[comment]
        before, after = known.before[-_BESIDE:], known.after[:_BESIDE]
        beside = self._words(start - 2 * _BESIDE, start), self._words(end, end + 2 * _BESIDE)
        if not beside[0].endswith(before) or not beside[1].startswith(after):
            return False
        if not self._words(start, end).strip():
            return False
        self._anew.add(comment)
        self._gone.discard(comment)
        return True

    def _settle(self) -> None:
        """After a pause: look for words that went, and for those that undo brought back at an edge."""
        for id_ in list(self._passages):
            span = self.span(id_)
            if span is None:
                self._look(id_, 0, 0)
            elif id_ in self._anew and span[1] - span[0] > 2 * len(self._passages[id_].quote) + text.CONTEXT:
                self.hold(id_, *span)
            else:
                self._mend(id_, *span)
        self._seek(id_ for id_ in self._passages if id_ not in self._gone and self.span(id_) is None)
        self.changed.emit()

    def leave(self, position: int) -> None:
        """Let passages that were typed anew grow no more, once the cursor is somewhere else."""
        for id_ in list(self._anew):
            span = self.span(id_)
            if span is None:
                self._anew.discard(id_)
            elif not span[0] <= position <= span[1]:
                self.hold(id_, *span)

    def _mend(self, comment: str, start: int, end: int) -> None:
        """Hold a passage as it once was where all of that stands here again.

        Undo puts words in behind a cursor that stands where they were, unlike typing, so that the two cursors
        may stand too far apart or too near.
        """
        now = self._words(start, end)
        known = {self._passages[comment].quote, *self._former.get(comment, ())} - {now}
        for was in sorted(known, key=len, reverse=True):
            base = max(start - 2 * len(was), 0)
            around = self._words(base, end + 2 * len(was))
            at = around.find(was)
            while at >= 0:
                first, last = (base + units(around, place) for place in (at, at + len(was)))
                if first <= end and start <= last and (len(was) >= _TELLING or _whole(around, at, was)):
                    self.hold(comment, first, last)
                    return
                at = around.find(was, at + 1)


def _whole(words: str, at: int, part: str) -> bool:
    """Return whether a part of a text is no piece of a longer word there."""
    ends = words[at - 1 : at + 1] if at else "", words[at + len(part) - 1 : at + len(part) + 1]
    return not any(len(pair) == 2 and pair.isalnum() for pair in ends)
