"""The containers of a board in their places: wide ones across, others in pairs, the sidebar at the right."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desk.ui.front.panel import ContainerPanel
from desk.ui.theme import current

_GAP, _SIDE, _PAIR, _PHONE = 14, 292, 250, 390


class Columns(QWidget):
    """Places panels by what they need at a width."""

    arranged = Signal()

    def __init__(self) -> None:
        super().__init__(objectName="board")
        self.main: Sequence[ContainerPanel] = ()
        self.side: Sequence[ContainerPanel] = ()
        self.phone = False
        self.tail: QWidget | None = None
        """What stands below the panels of the front."""

    @property
    def panels(self) -> list[ContainerPanel]:
        """Return the panels in reading order."""
        return [*self.main, *self.side]

    def arrange(self) -> None:
        """Put every panel where it belongs."""
        px, width = current().px, self.width()
        gap = px(_GAP)
        if self.phone:
            narrow = min(width - 2 * gap, px(_PHONE))
            bottom = below = self._stack(self.panels, (width - narrow) // 2, narrow, gap)
        else:
            beside = bool(self.side) and width >= px(_SIDE + 330)
            side = min(px(_SIDE), width * 2 // 5) if beside else 0
            left = width - 2 * gap - (side + gap if side else 0)
            bottom = below = self._flow(self.main, gap, left, 0)
            if side:
                bottom = max(bottom, self._stack(self.side, width - gap - side, side, 0))
            else:
                bottom = below = self._flow(self.side, gap, left, bottom)
        if self.tail is not None:
            self.tail.adjustSize()
            self.tail.move(gap + 4, below)
            bottom = max(bottom, below + self.tail.height())
        self.setMinimumHeight(bottom + gap)
        self.arranged.emit()

    def _stack(self, panels: Sequence[ContainerPanel], left: int, width: int, top: int) -> int:
        for panel in panels:
            high = panel.tall(width, phone=self.phone)
            panel.setGeometry(left, top, width, high)
            top += high + current().px(_GAP)
        return top

    def _flow(self, panels: Sequence[ContainerPanel], left: int, width: int, top: int) -> int:
        """Place wide panels across and the others in pairs, as high as the higher one."""
        gap = current().px(_GAP)
        waiting = list(panels)
        while waiting:
            row = [waiting.pop(0)]
            fits = width >= 2 * current().px(_PAIR) + gap
            if not row[0].wide and fits and waiting and not waiting[0].wide:
                row.append(waiting.pop(0))
            each = (width - gap * (len(row) - 1)) // len(row)
            high = max(panel.tall(each, phone=False) for panel in row)
            for n, panel in enumerate(row):
                panel.setGeometry(left + n * (each + gap), top, each, high)
            top += high + gap
        return top

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew once the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew once the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.arrange()

    def sizeHint(self) -> QSize:
        """Return the least that a board is read at."""
        return QSize(400, self.minimumHeight())
