"""Quiet lines under the words that the copy desk points out, what it says of them, and the menu there.

Like the waves of spelling they are drawn as the field is painted, from what is known of each block's text:
after a key only that block is looked at. Each follows its words while something is written about them.
"""

from collections.abc import Iterator
from functools import partial
from html import escape
from operator import itemgetter
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QHelpEvent, QPainter, QPen, QTextBlock, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip

from desk.ui.checks.placing import Piece, Pieces, shifted
from desk.ui.checks.point import Point, readable
from desk.ui.editor.overdrawn import OverdrawnEdit
from desk.ui.positions import characters, units
from desk.ui.theme import current
from desk.ui.underlines import stretches

_REQUIRED, _ADVICE = 2.0, 1.2  # pixels
_LONG: Final = 40  # characters of a fix that are shown


class Underlining(QObject):
    """The lines of one field."""

    fix_wanted = Signal(str)
    dismiss_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(self, field: OverdrawnEdit) -> None:
        super().__init__(field)
        self._field = field
        self._document = QTextEdit.document(field)
        self._pieces = Pieces()
        self._painted: dict[int, str] = {}  # what each block last said
        self._moved: dict[str, tuple[Piece, ...]] = {}  # of blocks that were written in since
        self._now = ""
        field.draw_with(self._paint)
        field.menu_opened.connect(self._add_to)
        field.viewport().installEventFilter(self)

    def show(self, pieces: Pieces) -> None:
        """Underline the words of findings."""
        if pieces != self._pieces or self._moved:
            self._pieces, self._moved = pieces, {}
            self._field.viewport().update()

    def mark(self, key: str) -> None:
        """Draw the line of one finding stronger."""
        if key != self._now:
            self._now = key
            self._field.viewport().update()

    def span(self, key: str) -> tuple[int, int] | None:
        """Return where a finding's words begin and end now, as Qt counts; None where they are gone."""
        if key not in self._pieces.numbers:
            return None
        likely = self._document.findBlockByNumber(self._pieces.numbers[key])
        for block in (likely, *self._blocks()):
            found = [(start, end) for point, start, end in self._of(block) if point.key == key]
            if found:
                return self._whole(block, found[0], key)
        return None

    def _whole(self, block: QTextBlock, piece: tuple[int, int], key: str) -> tuple[int, int]:
        """Return from where to where a finding reaches whose first piece this is."""
        start, end = (block.position() + at for at in piece)
        while (block := block.next()).isValid():
            more = [last for point, _, last in self._of(block) if point.key == key]
            if not more:
                break
            end = block.position() + more[0]
        return start, end

    def words(self) -> list[str]:
        """Return what is underlined, block by block."""
        found: list[str] = []
        for block in self._blocks():
            said = block.text()
            for _, start, end in sorted(self._of(block), key=itemgetter(1)):
                found.append(said[characters(said, start) : characters(said, end)])
        return found

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self._document.begin()
        while block.isValid():
            yield block
            block = block.next()

    def _of(self, block: QTextBlock) -> list[tuple[Point, int, int]]:
        """Return the findings in a block with their places there, as Qt counts."""
        if not self._pieces.of:
            return []
        said = block.text().replace("\u2028", "\n")
        bare = said.strip()
        number = block.blockNumber()
        found = self._pieces.at(bare, number) or self._moved.get(bare)
        if found is None:  # it says nothing wrong, or was written in since it was read
            before = self._painted.get(number, bare)
            known = self._pieces.at(before, number) or self._moved.get(before, ())
            found = self._moved[bare] = shifted(known, before, bare) if known else ()
        self._painted[number] = bare
        left = len(said) - len(said.lstrip())
        places = [(one.point, left + one.start, left + one.end) for one in found]
        if places and max(said) > "\uffff":
            return [(point, units(said, start), units(said, end)) for point, start, end in places]
        return places

    # The lines

    def _paint(self, painter: QPainter, blocks: list[QTextBlock], exposed: QRectF) -> None:
        """Draw under the words in sight."""
        for block in blocks if self._pieces.of else ():
            for point, start, end in self._of(block):
                for line in stretches(block, [(start, end)], exposed):
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
        block = self._document.findBlock(position)
        within = position - block.position()
        here = [(end - start, point) for point, start, end in self._of(block) if start <= within <= end]
        return [point for _, point in sorted(here, key=itemgetter(0))]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what is found in the words under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._pieces.of:
            found = self.at(self._field.cursorForPosition(event.pos()).position())
            said = "".join(f"<p>{escape(readable(point.finding.message))}</p>" for point in found)
            QToolTip.showText(event.globalPos(), said, self._field)
            return bool(found)
        return super().eventFilter(watched, event)

    def _add_to(self, menu: QMenu, cursor: QTextCursor) -> None:
        """Put what is found here, and what can be done about it, at the head of the field's menu."""
        first = menu.actions()[0]
        for point in self.at(cursor.position()):
            finding = point.finding
            said = QAction(readable(finding.message).replace("&", "&&"), menu)
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
