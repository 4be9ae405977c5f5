"""Stories like the open one, offered as related links."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QVBoxLayout

from desk import operations as ops
from desk.domain import Change, Likeness, Publication, Slot
from desk.operations.curation import Card
from desk.ui.curation.cards import CARD, CardDelegate, CardModel, CardView, cross
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails

_SHOWN = 3
_ASKED = 12  # some of them are related already
_PAUSE = 300
_NAMED = 3  # of what both share


class SuggestionDelegate(CardDelegate):
    """Draws a suggested story: why it is suggested below its headline."""

    grip, act = "sparkle", "plus"

    def __init__(self, thumbnails: Thumbnails, publication: Publication, parent: QObject) -> None:
        super().__init__(thumbnails, publication, numbered=False, parent=parent)
        self.shared: dict[str, tuple[str, ...]] = {}

    def said(self, card: Card) -> tuple[str, str]:
        """Return what both stories share, and behind it section and time as on other cards."""
        role, said = super().said(card)
        shared = self.shared.get(card.slot.story, ())[:_NAMED]
        why = f"shares: {', '.join(shared)}" if shared else ""
        return role, " · ".join(part for part in ((said, why) if role == "warn" else (why, said)) if part)


class Suggestions(QFrame):
    """Asks off the GUI thread, and only while it can be seen; Enter or the plus adds."""

    picked = Signal(str)
    open_wanted = Signal(str)

    def __init__(self, session: Session, thumbnails: Thumbnails, publication: Publication) -> None:
        super().__init__()
        self._session = session
        self._story = ""
        self._without: frozenset[str] = frozenset()
        self._found: list[Likeness] = []
        self._asked = False
        self.model = CardModel(self)
        self.delegate = SuggestionDelegate(thumbnails, publication, self)
        self.view = CardView(accessibleName="Suggested related links")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self.delegate)
        self.view.prepare()
        self.view.setToolTip("Enter adds it, a double click opens it")
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.doubleClicked.connect(self._open)
        head = QLabel("SUGGESTED")
        head.setProperty("role", "head")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(head)
        rows.addWidget(self.view)
        self._pause = Pause(self, _PAUSE, self._ask)
        thumbnails.ready.connect(self._repaint)
        session.bus.changed.connect(self._changed)
        self.setMaximumHeight(0)  # shown, so that it is told when it can be seen, but without room

    def show_story(self, story: str) -> None:
        """Suggest for another story; for none with an empty id."""
        self._story = story
        self._take("", [])
        self._asked = False
        if self.isVisible():
            self._pause.soon()

    def leave_out(self, stories: set[str]) -> None:
        """Do not suggest what is related already."""
        self._without = frozenset(stories)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask once there is somebody to look."""
        super().showEvent(event)
        if not self._asked:
            self._pause.soon()

    def _changed(self, change: Change) -> None:
        if self._story in change.ids and "story" in change.kinds:
            self._asked = False
            if self.isVisible():
                self._pause.soon()

    def _ask(self) -> None:
        self._asked = True
        story, desk = self._story, self._session.desk
        if story:
            ask = partial(ops.suggesting.suggest, desk, story, _ASKED)
            self._session.ask(ask, partial(self._take, story), lambda _: None)

    def _take(self, story: str, found: list[Likeness]) -> None:
        if not story or story == self._story:
            self._found = found
            self._fill()

    def _fill(self) -> None:
        fit = [one for one in self._found if one.row.id not in self._without][:_SHOWN]
        self.delegate.shared = {one.row.id: one.shared for one in fit}
        self.model.show([Card(Slot(id=one.row.id, story=one.row.id), one.row) for one in fit])
        self.view.fit()
        self.setMaximumHeight(16_777_215 if fit else 0)

    def _repaint(self, photo: str) -> None:
        if any(card.row and card.row.photo == photo for card in self.model.cards):
            self.view.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        card: Card | None = index.data(CARD)
        if card is not None:
            self.open_wanted.emit(card.slot.story)

    def _add(self, index: QModelIndex) -> None:
        card: Card | None = index.data(CARD)
        if card is not None:
            self.picked.emit(card.slot.story)

    def _menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            menu = QMenu(self)
            menu.addAction("Add to related links", partial(self._add, index))
            menu.addAction("Open", partial(self._open, index))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, or a click on the plus, adds."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self.view and isinstance(event, QKeyEvent) and event.key() in keys:
            if event.type() == QEvent.Type.KeyPress:
                self._add(self.view.currentIndex())
            return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            at = event.position().toPoint()
            index = self.view.indexAt(at)
            if index.isValid() and cross(self.view.visualRect(index)).adjusted(-6, -8, 6, 8).contains(at):
                self._add(index)
                return True
        return super().eventFilter(watched, event)
