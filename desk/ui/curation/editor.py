"""One curated list: add from a picker, reorder by mouse and keys, remove, undo."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from desk import operations as ops
from desk.domain import Change, DeskError, NotFound, Publication, Slot, related_slug
from desk.operations.curation import Card, Listed, Slots
from desk.ui.curation.cards import CARD, CardDelegate, CardModel, CardView, cross, headline
from desk.ui.curation.picker import Picker
from desk.ui.curation.slot_form import SlotForm
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails


class ListEditor(QFrame):
    """Shows one list; every change is stored at once and can be undone with Ctrl+Z."""

    failed = Signal(object)
    said = Signal(str, object)
    """A thing was done that can be taken back: what, and how (a callable)."""

    open_wanted = Signal(str)
    filled = Signal(set)
    """The list's stories were read (their ids)."""

    def __init__(
        self,
        session: Session,
        thumbnails: Thumbnails,
        publication: Publication,
        form: SlotForm,
        *,
        numbered: bool,
        empty: str,
    ) -> None:
        super().__init__()
        self._session = session
        self._slug = ""
        self._slots: Slots = ()
        self._undo: dict[str, list[tuple[Slots, Slots]]] = {}
        self.form = form
        form.changed.connect(self.update_slot)
        form.where = self._where
        self.model = CardModel(self)
        self.model.moved.connect(self._dragged)
        self.model.dropped.connect(self._stories_dropped)
        self.view = CardView()
        self.delegate = CardDelegate(thumbnails, publication, numbered=numbered, parent=self)
        self._prepare_view()
        thumbnails.ready.connect(self._repaint)
        self.title = QLabel()
        self.title.setProperty("role", "head")
        self.add = QPushButton("+ Add")
        self.add.setProperty("kind", "link")
        self.picker = Picker(session)
        self.picker.hide()
        self.picker.picked.connect(self._picked)
        self.add.clicked.connect(self.pick)
        self.empty = QLabel(empty, wordWrap=True)
        self.empty.setProperty("role", "hint")
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addStretch(1)
        self._head.addWidget(self.add)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(self._head)
        rows.addWidget(self.picker)
        rows.addWidget(self.empty)
        rows.addWidget(self.view)
        rows.addWidget(self.form)
        session.bus.changed.connect(self._changed)
        self._fill(None, [])

    def _prepare_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(self.delegate)
        view.prepare()
        view.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        view.setDefaultDropAction(Qt.DropAction.MoveAction)
        view.setDropIndicatorShown(True)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.activated.connect(self._open)
        view.selectionModel().currentChanged.connect(self._show_form)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)

    @property
    def slug(self) -> str:
        """Return the slug of the list shown."""
        return self._slug

    def show_list(self, slug: str, title: str) -> None:
        """Show a list; none with an empty slug."""
        self.title.setText(title)
        self.view.setAccessibleName(title)
        self.setEnabled(bool(slug))
        if slug != self._slug:
            self.form.settle()
            self._slug = slug
            self.picker.hide()
            self._fill(None, [])
        if slug:
            self._read()

    def _read(self) -> None:
        desk, slug = self._session.desk, self._slug
        self._session.ask(lambda: ops.curation.cards(desk, slug), self._arrived, partial(self._unread, slug))

    def _unread(self, slug: str, error: DeskError) -> None:
        """Say why a list cannot be read; a new story that the store does not have yet has none."""
        if not (isinstance(error, NotFound) and slug.startswith(related_slug(""))):
            self.failed.emit(error)

    def _arrived(self, found: tuple[Listed, list[Card]]) -> None:
        if found[0].slug == self._slug:
            self._fill(*found)

    def look_again(self) -> None:
        """Take in what another window or program changed."""
        if self._slug:
            self.form.settle()
            desk, slug = self._session.desk, self._slug
            self._session.ask(lambda: ops.curation.cards(desk, slug), self._seen, lambda _: None)

    def _seen(self, found: tuple[Listed, list[Card]]) -> None:
        if (found[0].slots, found[1]) != (self._slots, list(self.model.cards)):
            self._arrived(found)

    def _fill(self, found: Listed | None, cards: list[Card]) -> None:
        self._slots = found.slots if found else ()
        self.model.show(cards)
        self.view.fit()
        self.view.setVisible(bool(cards))
        self.empty.setVisible(not cards)
        self.filled.emit({slot.story for slot in self._slots if slot.story})
        self._show_form()

    def _show_form(self) -> None:
        self.form.show_card(self.view.currentIndex().data(CARD))

    def _changed(self, change: Change) -> None:
        held = {slot.story for slot in self._slots}
        if self._slug and (self._slug in change.ids or change.ids & held):
            self._read()

    def _repaint(self, photo: str) -> None:
        if any(card.row and card.row.photo == photo for card in self.model.cards):
            self.view.viewport().update()

    # Changes

    def pick(self) -> None:
        """Open the picker under the title."""
        self.picker.ask({slot.story for slot in self._slots} | {self._slug.removeprefix("related:")})

    def _picked(self, target: str) -> None:
        self.place(target)
        self.picker.again()

    def place(self, target: str, position: int | None = None, ends: datetime | None = None) -> None:
        """Put a story or a link on the list, until a time (UTC) where one is given."""
        desk, slug = self._session.desk, self._slug
        self._do(lambda: ops.curation.place(desk, slug, target, position=position, ends=ends))

    def _edit(self, edit: Callable[[Slots], Slots]) -> None:
        """Change the list as the store has it, which another window may have changed since it was read."""
        desk, slug = self._session.desk, self._slug
        self._do(lambda: ops.curation.change(desk, slug, edit))

    def undo(self) -> None:
        """Take the last change to this list back."""
        past = self._undo.get(self._slug)
        if past:
            desk, slug, (before, after) = self._session.desk, self._slug, past.pop()
            self._session.do(lambda: ops.curation.put_back(desk, slug, before, after), None, self.failed.emit)

    def _do(self, operation: object) -> None:
        before, slug = self._slots, self._slug

        def done(saved: Listed) -> None:
            self._undo.setdefault(slug, []).append((before, saved.slots))

        self._session.do(operation, done, self.failed.emit)  # pyright: ignore[reportArgumentType]

    def _dragged(self, source: int, before: int) -> None:
        self._move(source, before - 1 if before > source else before)

    def _move(self, source: int, to: int) -> None:
        slots = self._slots
        if source == to or not (0 <= source < len(slots) and 0 <= to < len(slots)):
            return
        moved = slots[source].id
        after = [slot.id for slot in slots if slot.id != moved][to:]

        def edit(held: Slots) -> Slots:
            rest = [slot for slot in held if slot.id != moved]
            place = next((n for n, slot in enumerate(rest) if slot.id in after), len(rest))
            return (*rest[:place], *(slot for slot in held if slot.id == moved), *rest[place:])

        self._edit(edit)

    def _stories_dropped(self, stories: list[str], before: int) -> None:
        for number, story in enumerate(stories):
            self.place(story, before + number + 1)

    def remove(self, row: int) -> None:
        """Take a card off the list."""
        slots = self._slots
        if 0 <= row < len(slots):
            said = f"“{headline(self.model.cards[row])}” was taken off {self.title.text().lower()}."
            gone = slots[row].id
            self._edit(lambda held: tuple(slot for slot in held if slot.id != gone))
            self.said.emit(said, partial(self.undo))

    def _where(self) -> tuple[str, bool]:
        return self._slug, False

    def update_slot(self, was: Slot, wanted: Slot) -> None:
        """Store a slot's changed words or times."""
        desk, slug = self._session.desk, self._slug
        self._do(lambda: ops.curation.edit_slot(desk, slug, was, wanted))

    def _open(self, index: QModelIndex) -> None:
        card: Card | None = index.data(CARD)
        if card and card.slot.story:
            self.open_wanted.emit(card.slot.story)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Up and Alt+Down move a card, Delete or its cross takes it off."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.view:
            row = self.view.currentIndex().row()
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(row, row + (1 if event.key() == Qt.Key.Key_Down else -1))
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.remove(row)
                return True
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            at = event.position().toPoint()
            index = self.view.indexAt(at)
            if index.isValid() and cross(self.view.visualRect(index)).adjusted(-6, -8, 6, 8).contains(at):
                self.remove(index.row())
                return True
        return super().eventFilter(watched, event)
