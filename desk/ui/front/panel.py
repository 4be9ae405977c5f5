"""One container on the board: its head, its cards and where the next one goes."""

from PySide6.QtCore import QMimeData, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from desk.domain import Container, Fill, Layout, Publication, Shown
from desk.operations.fronts import Board
from desk.operations.placing import Look
from desk.ui import icons
from desk.ui.checks.flags import Flags
from desk.ui.fields import restyle
from desk.ui.front.delegate import TileDelegate
from desk.ui.front.model import PLACE, TileModel, let_go
from desk.ui.front.tiles import count, tiles
from desk.ui.front.view import TileView
from desk.ui.library.model import MIME as PHOTOS
from desk.ui.stories.model import MIME as STORIES
from desk.ui.theme import current
from desk.ui.thumbnails import Thumbnails
from desk.ui.unhurried import Unhurried

_HEAD, _FOOT, _EDGE = 34, 40, 12
_WIDE = 520  # from so many pixels on a grid has two columns


class ContainerPanel(QFrame):
    """Shows a container and takes what is let go on it."""

    let_go = Signal(object, int)
    """Something (QMimeData) was let go before a row; photos on one, -1 where there is none."""

    hovered = Signal(object, QPoint, int)
    """Something (QMimeData; None once it left) is over this panel: at a global point and a row (as above)."""

    menu_wanted = Signal()

    def __init__(
        self, front: str, container: Container, thumbnails: Thumbnails, flags: Flags, unhurried: Unhurried
    ) -> None:
        super().__init__(objectName="container")
        self.front, self.container = front, container
        self.name = QLabel(objectName="container-name")
        self.count = QLabel(objectName="container-count")
        self.more = QToolButton(toolTip="Container settings", accessibleName="Container settings")
        self.more.setIcon(icons.icon("dots-three-bold", "mute"))
        self.more.clicked.connect(self.menu_wanted)
        keeps = self.more.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(keeps)
        self.model = TileModel(self)
        self.view = TileView(TileDelegate(thumbnails, flags, unhurried, self), self.model)
        flags.ready.connect(self.view.viewport().update)
        self.foot = QLabel(objectName="container-foot", wordWrap=True)
        self.setAcceptDrops(True)
        self._lay_out()

    def _lay_out(self) -> None:
        px = current().px
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((self.name, 0), (self.count, 1), (self.more, 0)):
            head.addWidget(widget, stretch)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(_EDGE), px(4), px(_EDGE), px(_EDGE - 2))
        rows.setSpacing(px(2))
        rows.addLayout(head)
        rows.addWidget(self.view)
        rows.addWidget(self.foot)
        rows.addStretch(1)
        self.more.setFixedHeight(px(_HEAD - 8))

    def show_(self, look: Look, board: Board, shown: Shown, publication: Publication, *, live: bool) -> None:
        """Show what the container holds at the look's instant; in what is live only what readers see."""
        self.container = shown.container
        found = tiles(look, board, shown, publication)
        if live:
            found = [one for one in found if one.number]
        self.view.delegate_.layout_ = self.container.layout
        self.model.show(list(found))
        self.name.setText(self.container.name)
        role, said = count(look, self.container, found)
        self.count.setText(said)
        self.count.setToolTip(said)
        restyle(self.count, "role", role)
        self.view.setAccessibleName(f"{self.container.name}, {self.count.text()}")
        self.more.setVisible(not live)
        self._teach(full=sum(1 for one in found if one.number) >= self.container.most, live=live)

    def _teach(self, *, full: bool, live: bool) -> None:
        fill, empty = self.container.fill, not self.model.tiles
        said = ""
        if live:
            said = "Readers see nothing here." if empty else ""
        elif fill is Fill.AUTOMATIC and empty:
            said = "Nothing fits yet: publish a story, or change what is picked under ⋯"
        elif fill is Fill.POPULAR and empty:
            said = "No figures yet. Stories that you drop here stand meanwhile."
        elif empty:
            said = "Drop a story here, or choose one in the list and press Ctrl+Alt+P"
        elif fill.by_hand and not full:
            said = "Drop the next story here"
        self.foot.setText(said)
        self.foot.setVisible(bool(said))

    @property
    def wide(self) -> bool:
        """Return whether it takes the whole width."""
        return self.container.layout in (Layout.LEAD, Layout.STRIP)

    def tall(self, width: int, *, phone: bool) -> int:
        """Return the height that it needs at a width."""
        px = current().px
        inner = width - 2 * px(_EDGE) - 2
        columned = self.container.layout in (Layout.GRID, Layout.STRIP) and inner >= px(_WIDE)
        self.view.delegate_.phone = phone
        self.view.set_columns(2 if columned else 1)
        cards = self.view.fit(inner)
        foot = 0
        if not self.foot.isHidden():
            self.foot.setMinimumHeight(0)  # it wants no less than it was given
            foot = max(px(_FOOT), self.foot.heightForWidth(inner)) + px(2)
            self.foot.setFixedHeight(foot)
        return px(_HEAD) + cards + foot + px(_EDGE) + px(6)

    def position(self, row: int, without: set[str]) -> int:
        """Return which place among the slots a row is, counted without those that leave their own."""
        stay = [slot for slot in self.container.slots if not {slot.id, slot.target} & without]
        before = [one.slot.id for one in self.model.tiles[:row] if one.by_hand]
        last = next((id_ for id_ in reversed(before) if any(id_ == slot.id for slot in stay)), "")
        return next((n for n, slot in enumerate(stay, 1) if slot.id == last), 0)

    def line_row(self, row: int) -> int:
        """Return before which row something stands once it is let go before this one."""
        hands = [n for n, one in enumerate(self.model.tiles[:row], 1) if one.by_hand]
        return hands[-1] if hands else 0

    # What is dragged over it

    def _row(self, mime: QMimeData, at: QPoint) -> int:
        if mime.hasFormat(PHOTOS):
            return self.view.indexAt(self.view.viewport().mapFrom(self, at)).row()
        if self.view.isHidden() or at.y() > self.view.geometry().bottom():
            return self.model.rowCount()
        return self.view.row_at(self.view.viewport().mapFrom(self, at))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Follow cards, stories and photos."""
        mime = event.mimeData()
        if any(map(mime.hasFormat, (PLACE, STORIES, PHOTOS))):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would stand; whoever listens may refuse."""
        at, mime = event.position().toPoint(), event.mimeData()
        row = self._row(mime, at)
        self.refused = False
        self.hovered.emit(mime, self.mapToGlobal(at), row)
        if mime.hasFormat(PHOTOS):
            self.mark(-1, over=False, card=-1 if self.refused else row)
        else:
            self.mark(-1 if self.refused else self.line_row(row), over=not self.refused)
        if self.refused:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        self.mark(-1, over=False)
        self.hovered.emit(None, QPoint(), -1)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand it over."""
        row = self._row(event.mimeData(), event.position().toPoint())
        self.mark(-1, over=False)
        self.hovered.emit(None, QPoint(), -1)
        event.acceptProposedAction()
        self.let_go.emit(event.mimeData(), row)

    refused = False
    """Set by whoever hears `hovered`, before it returns."""

    def mark(self, line: int, *, over: bool, card: int = -1) -> None:
        """Draw the insertion line, the frame of what takes a card, or that of a card that takes a photo."""
        self.view.line, self.view.taking = line, card
        self.view.viewport().update()
        if restyle(self, "over", over):
            self.foot.style().unpolish(self.foot)
            self.foot.style().polish(self.foot)


def targets(mime: QMimeData) -> list[str]:
    """Return the stories that a drag carries (ids)."""
    if mime.hasFormat(PLACE):
        return [let_go(mime)[3]]
    return bytes(mime.data(STORIES).data()).decode().split("\n")
