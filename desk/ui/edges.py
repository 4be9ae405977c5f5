"""Panes that become longer or shorter without being painted anew.

Qt paints a widget whole when its size changes. What only holds others, or shows rows and words from its top
down, looks the same above its lower edge whatever its height; Qt is told so while nothing but that changes.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from types import FunctionType

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollBar, QStackedWidget, QTabWidget, QWidget

from desk.ui.ground import Ground

_STILL = Qt.WidgetAttribute.WA_StaticContents


@contextmanager
def lower_edges(panes: Sequence[QWidget]) -> Generator[None]:
    """Have only what comes in sight at their lower edges painted of panes that get another height here."""
    found = [(one, one.width()) for pane in panes if pane.isVisible() for one in _to_the_edge(pane)]
    for widget, _ in found:
        widget.setAttribute(_STILL)
    try:
        yield
    finally:
        for widget, width in found:
            widget.setAttribute(_STILL, False)
            if widget.width() != width:
                widget.update()


def _to_the_edge(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and all within that ends where it ends or above that, but for what its height draws."""
    yield widget
    ends = {widget.height() - 1}
    shown = [one for one in widget.children() if isinstance(one, QWidget) and one.isVisible()]
    for child in sorted(shown, key=_bottom, reverse=True):
        if _bottom(child) in ends:
            ends.add(child.geometry().top() - 1)  # what stands above a bar at the foot gives the room
            if not _draws_itself(child):
                yield from _to_the_edge(child)


def _bottom(widget: QWidget) -> int:
    return widget.geometry().bottom()


def _draws_itself(widget: QWidget) -> bool:
    ours = isinstance(type(widget).paintEvent, FunctionType)
    return isinstance(widget, QScrollBar) or (ours and not isinstance(widget, Ground))


class Tabs(QTabWidget):
    """Panes of which one is seen; Qt would paint all of it when only the height changes."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panes their room."""
        panes = self.findChild(QStackedWidget)
        if self.isVisible() and panes and event.oldSize().width() == self.width():
            panes.resize(panes.width(), self.height() - panes.y())
        else:
            super().resizeEvent(event)
