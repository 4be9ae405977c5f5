"""Quiet lines under the words that the copy desk points out, what it says of them, and the menu there.

Like the waves of spelling they are drawn as the field is painted. Each follows its words while something is
written about them, and is gone when they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QHelpEvent, QPainter, QPen, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip

from desk.ui.checks.placing import Placed
from desk.ui.checks.point import Point
from desk.ui.editor.overdrawn import OverdrawnEdit
from desk.ui.theme import current
from desk.ui.underlines import stretches

_REQUIRED, _ADVICE = 2.0, 1.2  # pixels
_LONG: Final = 40  # characters of a fix that are shown
_ENDS: Final = str.maketrans("\u2028\u2029", "\n\n")


@dataclass(frozen=True, slots=True)
class _Held:
    """A finding with a cursor over its words."""

    point: Point
    over: QTextCursor

    @property
    def span(self) -> tuple[int, int]:
        """Return where its words begin and end; the same twice where other words stand there by now."""
        start, end = self.over.selectionStart(), self.over.selectionEnd()
        said = self.over.selectedText().translate(_ENDS)
        return (start, end) if said == self.point.finding.words else (start, start)


class Underlining(QObject):
    """The lines of one field."""

    fix_wanted = Signal(str)
    dismiss_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(self, field: OverdrawnEdit) -> None:
        super().__init__(field)
        self._field = field
        self._document = QTextEdit.document(field)
        self._held: list[_Held] = []
        self._now = ""
        field.draw_with(self._paint)
        field.menu_opened.connect(self._add_to)
        field.viewport().installEventFilter(self)

    def show(self, placed: Iterable[Placed]) -> None:
        """Underline the words of findings, in the order of the text."""
        before = [(held.point, held.over.selectionStart(), held.over.selectionEnd()) for held in self._held]
        now = [(one.point, one.start, one.end) for one in placed]
        if now != before:
            self._held = [_Held(point, self._cursor(start, end)) for point, start, end in now]
            self._field.viewport().update()

    def mark(self, key: str) -> None:
        """Draw the line of one finding stronger."""
        if key != self._now:
            self._now = key
            self._field.viewport().update()

    def span(self, key: str) -> tuple[int, int] | None:
        """Return where a finding's words begin and end now, as Qt counts; None where they are gone."""
        spans = (held.span for held in self._held if held.point.key == key)
        return next((span for span in spans if span[0] < span[1]), None)

    def words(self) -> list[str]:
        """Return what is underlined, in the order of the text."""
        spans = [(held.span, held.point.finding.words) for held in self._held]
        return [words for (start, end), words in sorted(spans) if start < end]

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)  # what is typed behind the words is none of them
        return cursor

    def _between(self, first: int, last: int) -> Iterator[tuple[Point, tuple[int, int]]]:
        for held in self._held:
            if held.over.selectionStart() < last and held.over.selectionEnd() > first:
                span = held.span
                if span[0] < span[1]:
                    yield held.point, span

    # The lines

    def _paint(self, painter: QPainter, blocks: list[QTextBlock], exposed: QRectF) -> None:
        """Draw under the words in sight."""
        if not self._held:
            return
        first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length()
        for point, (start, end) in self._between(first, last):
            for block in blocks:
                at, length = block.position(), block.length() - 1
                if start < at + length and at < end:
                    part = (max(start - at, 0), min(end - at, length))
                    for line in stretches(block, [part], exposed):
                        self._draw(painter, line, point)

    def _draw(self, painter: QPainter, line: QRectF, point: Point) -> None:
        """Draw a solid line where something must be cleared, dots for advice."""
        theme = current()
        required = point.finding.level.required
        if point.key == self._now:
            ground = theme.colour("warn-line")
            ground.setAlpha(40)
            painter.fillRect(line, ground)
        thick = _REQUIRED if required else _ADVICE
        style = Qt.PenStyle.SolidLine if required else Qt.PenStyle.DotLine
        painter.setPen(QPen(theme.colour("warn-line"), thick, style))
        base = line.bottom() + thick / 2
        painter.drawLine(QPointF(line.left(), base), QPointF(line.right(), base))

    # What is said, and the menu

    def at(self, position: int) -> list[Point]:
        """Return the findings about the words at a position, the shortest first."""
        here = self._between(position, position + 1)
        return [point for point, _ in sorted(here, key=lambda one: one[1][1] - one[1][0])]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what is found in the words under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._held:
            found = self.at(self._field.cursorForPosition(event.pos()).position())
            said = "".join(f"<p>{escape(point.finding.message)}</p>" for point in found)
            QToolTip.showText(event.globalPos(), said, self._field)
            return bool(found)
        return super().eventFilter(watched, event)

    def _add_to(self, menu: QMenu, cursor: QTextCursor) -> None:
        """Put what is found here, and what can be done about it, at the head of the field's menu."""
        first = menu.actions()[0]
        for point in self.at(cursor.position()):
            finding = point.finding
            said = QAction(finding.message.replace("&", "&&"), menu)
            said.triggered.connect(partial(self.chosen.emit, point.key))
            actions = [said]
            if finding.fix is not None:
                actions.append(QAction(fixing(finding.fix).replace("&", "&&"), menu))
                actions[-1].triggered.connect(partial(self.fix_wanted.emit, point.key))
            actions.append(QAction("Let it stand…", menu))
            actions[-1].triggered.connect(partial(self.dismiss_wanted.emit, point.key))
            menu.insertActions(first, actions)
            menu.insertSeparator(first)


def fixing(fix: str) -> str:
    """Return the name of what a fix does."""
    if not fix:
        return "Take out"
    shown = fix.replace("\n", " ")
    if not shown.strip():
        return "Put one space"
    return f"Put “{shown if len(shown) <= _LONG else shown[: _LONG - 1] + '…'}”"
