"""The story's Markdown as it is written, in place of the rich body."""

import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from desk.ui.editor.keys import page_way
from desk.ui.editor.look import RESTYLED
from desk.ui.positions import characters, units
from desk.ui.theme import LABEL, Theme, current

_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_SOME: Final = 500  # characters of a bit, to the end of their line
_ENDS: Final = re.compile(r"\r\n|\r|\u2029")
# Each pattern looks at a stretch between two marks once, so that a long line costs no more than its length.
_RULES: Final = (
    ("heading", re.compile(r" {0,3}#{1,6}[ \t].*")),
    ("quote", re.compile(r"(?: {0,3}>[ \t]?)+.*")),
    ("mark", re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]")),
    ("mark", re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")),
    ("strong", re.compile(r"\*\*[^*\n]+\*\*|(?<!\w)__[^_\n]+__(?!\w)")),
    ("em", re.compile(r"(?<![*\w])\*[^*\s][^*\n]*\*(?!\*)|(?<![_\w])_[^_\s][^_\n]*_(?!\w)")),
    ("strike", re.compile(r"~~[^~\n]+~~")),
    ("link", re.compile(r"!?\[[^\[\]\n]*\]\([^()\n]*\)|<https?://[^<>\s]+>")),
    ("raw", re.compile(r"</?[A-Za-z][^<>\n]*>|&#?\w{1,32};")),
    ("code", re.compile(r"`[^`\n]+`")),
)

_AT_START: Final = frozenset({"heading", "quote", "mark"})


class _Colours(QSyntaxHighlighter):
    """Marks what the signs of Markdown make of the words."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._formats: dict[str, QTextCharFormat] = {}

    def restyle(self, theme: Theme) -> None:
        """Take a theme's colours."""
        inks = {"quote": "mute", "mark": "accent", "link": "accent", "raw": "mute", "code": "mute"}
        names = {name for name, _ in _RULES}
        self._formats = {name: QTextCharFormat() for name in names}
        for name, token in inks.items():
            self._formats[name].setForeground(theme.colour(token))
        for name in ("heading", "strong"):
            self._formats[name].setFontWeight(QFont.Weight.Bold)
        for name in ("em", "quote"):
            self._formats[name].setFontItalic(True)
        self._formats["strike"].setFontStrikeOut(True)
        self.rehighlight()

    def highlightBlock(self, line: str) -> None:
        """Mark one line; its state says whether it stands in fenced code."""
        inside = self.previousBlockState() == 1
        fence = _FENCE.match(line) is not None
        self.setCurrentBlockState(1 if inside != fence else 0)
        if inside or fence:
            self.setFormat(0, len(line.encode("utf-16-le", "surrogatepass")) // 2, self._formats["code"])
            return
        for name, rule in _RULES:
            for found in _found(name, rule, line):
                self._add(units(line, found.start()), units(line, found.end()), self._formats[name])

    def _add(self, start: int, end: int, look: QTextCharFormat) -> None:
        """Put a look on top of those that a stretch already has."""
        at = start
        while at < end:
            here, to = self.format(at), at + 1
            while to < end and self.format(to) == here:
                to += 1
            here.merge(look)
            self.setFormat(at, to - at, here)
            at = to


def _found(name: str, rule: re.Pattern[str], line: str) -> Iterable[re.Match[str]]:
    """Return where a rule holds: those of whole lines look at a line's start alone."""
    if name in _AT_START:
        found = rule.match(line)
        return (found,) if found else ()
    return rule.finditer(line)


class SourceView(QTextEdit):
    """Edits Markdown as plain text; as high as its text, to stand in a page that scrolls.

    A QPlainTextEdit would not do: it knows its height only once every line has been painted.
    """

    edited = Signal()
    """A person changed the Markdown."""

    paged = Signal(int)
    """A page further (1) or back (-1) is wanted."""

    _revision = -1  # of the text that was told last; -1 while nobody is told

    def __init__(self) -> None:
        super().__init__(acceptRichText=False, tabChangesFocus=True)
        self.setObjectName("source")
        self.setAccessibleName("Story text as Markdown")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._given = self._filled = ""
        self._revision = self.document().revision()
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._colours = _Colours(self.document())
        self.restyle()
        self.document().contentsChanged.connect(self._tell)

    def set_markdown(self, markdown: str) -> None:
        """Show a text; undo starts anew."""
        for _ in self.filling(markdown):
            pass

    def filling(self, markdown: str) -> Iterator[None]:
        """Show a text some lines at a time; undo starts anew once it is whole."""
        self._given = markdown
        words = _ENDS.sub("\n", markdown)
        self.document().setUndoRedoEnabled(False)
        with self._untold():
            self.clear()
        cursor = QTextCursor(self.document())
        start = 0
        while start < len(words):
            end = words.find("\n", start + _SOME) + 1 or len(words)
            with self._untold():
                cursor.insertText(words[start:end])
            start = end
            yield
        self.document().setUndoRedoEnabled(True)
        self._filled = self._text()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def set_width(self, width: int) -> None:
        """Break lines, while hidden, as they will be once it is shown so wide."""
        self.document().setTextWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew for another width alone; Qt would each time that it is shown."""
        if event.size().width() == self.document().textWidth():
            event = QResizeEvent(event.size(), event.size())
        super().resizeEvent(event)

    def markdown(self) -> str:
        """Return the Markdown: what was given, byte for byte, where nobody changed it."""
        words = self._text()
        return self._given if words == self._filled else words

    @property
    def changed(self) -> bool:
        """Return whether it says something else than what was given."""
        return self._text() != self._filled

    def place(self) -> int:
        """Return where the cursor stands, in characters of the Markdown."""
        cursor = self.textCursor()
        return cursor.position() if self._text().isascii() else characters(self._text(), cursor.position())

    def go(self, place: int) -> None:
        """Put the cursor before a character of the Markdown."""
        cursor = QTextCursor(self.document())
        at = units(_ENDS.sub("\n", self.markdown()[:place]), len(self.markdown()))
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def restyle(self) -> None:
        """Take the font and colours of the theme in force."""
        theme = current()
        font = QFont(["monospace"])
        font.setStyleHint(QFont.StyleHint.TypeWriter)
        font.setPixelSize(theme.px(LABEL + 1))
        with self._untold():
            self.setFont(font)
            self.document().setDefaultFont(font)
            self._colours.restyle(theme)

    def event(self, event: QEvent) -> bool:
        """Tell nobody of another font: Qt counts it as a change of the text."""
        if event.type() not in RESTYLED:
            return super().event(event)
        with self._untold():
            return super().event(event)

    @contextmanager
    def _untold(self) -> Generator[None]:
        before, self._revision = self._revision, -1
        try:
            yield
        finally:
            self._revision = before if before == -1 else self.document().revision()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; pages are those of the sheet."""
        way = page_way(event)
        if way:
            self.paged.emit(way)
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words as they are."""
        self.textCursor().insertText(source.text())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()

    def _text(self) -> str:
        """Return the lines with their no-break spaces, which toPlainText would turn into spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def _tell(self) -> None:
        revision = self.document().revision()
        if self._revision not in (-1, revision):
            self._revision = revision
            self.edited.emit()

    def _grow(self, size: QSizeF) -> None:
        height = max(int(size.height()) + 8, self.fontMetrics().lineSpacing() * 8)
        if height != self.minimumHeight():
            self.setFixedHeight(height)
