"""The Front workspace: the board, filled by mouse and keys, and what is set beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desk import operations as ops
from desk.domain import FRONT, SIDEBAR, Container, Publication, StoryRow
from desk.operations.placing import Look
from desk.ui.checks.flags import Flags
from desk.ui.curation.cards import headline
from desk.ui.curation.slot_form import SlotForm
from desk.ui.front.card_extras import CardExtras
from desk.ui.front.container_form import ContainerForm
from desk.ui.front.going_live import GoingBack, GoingLive
from desk.ui.front.model import PLACE, carried
from desk.ui.front.panel import ContainerPanel
from desk.ui.front.popover import Popover
from desk.ui.front.taking import TakingBoard
from desk.ui.front.tiles import Tile
from desk.ui.session import Session
from desk.ui.stories.model import MIME as STORIES
from desk.ui.thumbnails import Thumbnails


class BoardPage(TakingBoard):
    """The board with what a person does on it; in what is live or past nothing is changed."""

    open_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        thumbnails: Thumbnails,
        publication: Publication,
        row_of: Callable[[str], StoryRow | None],
        flags: Flags,
    ) -> None:
        """See `Board`."""
        super().__init__(session, thumbnails, publication, row_of, flags)
        self.form = SlotForm(ZoneInfo(publication.timezone), timed=True)
        self.card = Popover(self)
        self.card.rows.addWidget(self.form)
        self.extras = CardExtras(session, thumbnails, self._row)
        self.card.rows.addWidget(self.extras)
        self.card.closed.connect(self._card_closed)
        self.setting = ContainerForm(self, publication)
        self.going = GoingLive(self, publication)
        self.back = GoingBack(self)
        self._connect()

    def _connect(self) -> None:
        head, deeds = self.head, self.deeds
        head.undo.clicked.connect(self.undo)
        head.redo.clicked.connect(self.redo)
        for button in (head.live, head.waiting):
            button.clicked.connect(self.ask_live)
        self.add.clicked.connect(self.add_container)
        self.form.changed.connect(self._edited)
        self.form.where = self._where
        self.extras.changed.connect(self._edited)
        self.extras.grown.connect(self.card.fit)
        self.setting.kept.connect(deeds.set_up)
        self.going.go.connect(self._go_live)
        self.going.discard.connect(self._discard)
        self.going.cancel.connect(deeds.cancel)
        self.back.restore.connect(self._restore)
        deeds.failed.connect(self.failed)
        deeds.said.connect(self.said)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What follows the board

    def set_publication(self, publication: Publication) -> None:
        """Take changed sections and the time zone."""
        self.going.publication = publication
        self.form.set_zone(ZoneInfo(publication.timezone))
        self.setting.take_publication(publication)
        super().set_publication(publication)

    def _leave_forms(self) -> None:
        for one in (self.card, self.setting, self.going, self.back):
            one.leave()

    def _shown(self, look: Look) -> None:
        self.setting.taken = {panel.container.slug for panel in self.columns.panels}
        if not self.going.isHidden():
            self.going.show_look(look)
        self._show_card()

    def _new_panel(self, front: str, container: Container) -> ContainerPanel:
        panel = super()._new_panel(front, container)
        panel.menu_wanted.connect(partial(self._container_menu, panel))
        panel.view.wished.connect(partial(self._wish, panel))
        return panel

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what stands in the form."""
        super().hideEvent(event)
        self.form.settle()

    # What is wished by keys and menus

    def _wish(self, panel: ContainerPanel, verb: str, tile: Tile | None) -> None:
        if verb == "paste":
            self._paste(panel)
        elif tile is not None:
            acts: dict[str, Callable[[ContainerPanel, Tile], object]] = {
                "take": self._take,
                "edit": self._edit,
                "open": lambda _, tile: self.open_wanted.emit(tile.slot.story) if tile.slot.story else None,
                "up": partial(self._nudge, by=-1),
                "down": partial(self._nudge, by=1),
                "left": partial(self._carry, by=-1),
                "right": partial(self._carry, by=1),
                "cut": self._copy,
                "copy": self._copy,
                "menu": self._card_menu,
                "pin": self._pin,
            }
            if verb in ("open", "copy", "menu") or self._may():
                acts[verb](panel, tile)

    def _take(self, panel: ContainerPanel, tile: Tile) -> None:
        self.deeds.take(tile, headline(tile))

    def _nudge(self, panel: ContainerPanel, tile: Tile, by: int) -> None:
        """Move a card one place; beyond the edge of its container into the next one."""
        row = panel.view.currentIndex().row()
        self._wanted = (panel.container.slug, tile.slot.target)
        others = [n for n, one in enumerate(panel.model.tiles) if one.by_hand and n != row]
        beyond = [n for n in others if (n > row if by > 0 else n < row)]
        if not beyond or not tile.by_hand:
            self._carry(panel, tile, by)
            return
        to = beyond[0] + 1 if by > 0 else beyond[-1]
        position = panel.position(to, {tile.slot.id})
        self.deeds.move(tile, panel.front, panel.container, position)

    def _carry(self, panel: ContainerPanel, tile: Tile, by: int) -> None:
        """Move a card to the container before or behind."""
        panels = self.columns.panels
        place = panels.index(panel) + by
        if 0 <= place < len(panels):
            into = panels[place]
            self._wanted = (into.container.slug, tile.slot.target)
            end = 0 if by > 0 else into.position(into.model.rowCount(), {tile.slot.id, tile.slot.target})
            self.deeds.move(tile, into.front, into.container, end)

    def _copy(self, panel: ContainerPanel, tile: Tile) -> None:
        """Keep a card for a paste, which moves it."""
        mime = carried(tile)
        mime.setText(headline(tile))
        QGuiApplication.clipboard().setMimeData(mime)

    def _paste(self, panel: ContainerPanel) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        if self._may() and (mime.hasFormat(PLACE) or mime.hasFormat(STORIES)):
            chosen = panel.view.tile()
            self._let_go(panel, mime, panel.view.currentIndex().row() + 1 if chosen else 0)

    def _pin(self, panel: ContainerPanel, tile: Tile) -> None:
        wanted = replace(tile.slot, pinned=not tile.slot.pinned)
        self.deeds.edit(tile.front, tile.container, tile.slot, wanted)

    def _card_menu(self, panel: ContainerPanel, tile: Tile) -> None:
        menu = QMenu(self)
        wish = partial(self._wish, panel)
        if tile.slot.story:
            menu.addAction("Open the story\tAlt+Enter", partial(wish, "open", tile))
        if not self.is_live:
            if tile.by_hand:
                menu.addAction("Edit the card…\tEnter", partial(wish, "edit", tile))
                menu.addAction(
                    "Unpin" if tile.slot.pinned else "Pin to this place", partial(wish, "pin", tile)
                )
            else:
                keep = partial(self._keep_by_hand, panel, tile)
                menu.addAction("Keep it here by hand", keep)
            self._offer_places(menu.addMenu("Move to"), lambda into: self._move_to(tile, into))
            menu.addSeparator()
            menu.addAction(
                "Take off\tDel" if tile.by_hand else "Skip it here from now on\tDel",
                partial(wish, "take", tile),
            )
        self._popup(menu, panel.view.viewport().mapToGlobal(self._rect(panel).bottomRight()))

    def _rect(self, panel: ContainerPanel) -> QRect:
        return panel.view.visualRect(panel.view.currentIndex())

    def _popup(self, menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _keep_by_hand(self, panel: ContainerPanel, tile: Tile) -> None:
        row = panel.model.tiles.index(tile) if tile in panel.model.tiles else panel.model.rowCount()
        self._wanted = (panel.container.slug, tile.slot.story)
        self.deeds.place(panel.front, panel.container, [tile.slot.story], panel.position(row, set()))

    def _move_to(self, tile: Tile, into: ContainerPanel) -> None:
        self._wanted = (into.container.slug, tile.slot.target)
        self.deeds.move(tile, into.front, into.container, 0)

    def _offer_places(self, menu: QMenu, act: Callable[[ContainerPanel], None]) -> None:
        for panel in self.columns.panels:
            menu.addAction(panel.container.name.replace("&", "&&"), partial(act, panel))

    def offer(self, story: str) -> None:
        """Let the person choose where on the fronts a story is placed."""
        desk = self._session.desk

        def arrived(fronts: list[ops.fronts.Front]) -> None:
            menu = QMenu(self.window())
            for front in fronts:
                if front.containers:
                    menu.addSection(front.name)
                for one in front.containers:
                    place = partial(self._place_story, front.slug, one, story)
                    menu.addAction(one.name.replace("&", "&&"), place)
            over = self.window()
            middle = over.mapToGlobal(over.rect().center()) - QPoint(90, 120)
            self._popup(menu, middle)
            if menu.actions():
                menu.setActiveAction(next(one for one in menu.actions() if not one.isSeparator()))

        self._session.ask(lambda: ops.fronts.drafts(desk), arrived, self.failed.emit)

    def _place_story(self, front: str, container: Container, story: str) -> None:
        self._wanted = (container.slug, story)
        self.deeds.place(front, container, [story], 0)
        if not self.isVisible():
            self.said.emit(f"Placed in the draft of {container.name}.", self.deeds.undo)

    # Editing a card

    def _edit(self, panel: ContainerPanel, tile: Tile) -> None:
        if not tile.by_hand:
            self._keep_by_hand(panel, tile)
            return
        self._leave_forms()
        self._edited_tile = tile
        self.card.title.setText(headline(tile))
        self.form.show_card(tile)
        self.extras.show_tile(tile)
        rect = self._rect(panel)
        where = QRect(panel.view.viewport().mapToGlobal(rect.topLeft()), rect.size())
        self.card.open_at(where, panel.view, self.form.findChild(QWidget, "headline"))

    _edited_tile: Tile | None = None

    def _edited(self, was: object, wanted: object) -> None:
        if self._edited_tile is not None:
            self.deeds.edit(self._edited_tile.front, self._edited_tile.container, was, wanted)  # pyright: ignore[reportArgumentType]

    def _where(self) -> tuple[str, bool]:
        return (self._edited_tile.container if self._edited_tile else ""), True

    def _card_closed(self) -> None:
        self.form.settle()
        self._edited_tile = None

    def _show_card(self) -> None:
        """Keep the open form at what the card now is."""
        held = self._edited_tile
        if held is None or self.card.isHidden():
            return
        tile = self._find(held.front, held.container, held.slot.id)
        if tile is None:
            self.card.leave()
        else:
            self._edited_tile = tile
            self.form.show_card(tile)
            self.extras.show_tile(tile)

    # Containers

    def add_container(self) -> None:
        """Set up a new container on the front."""
        if self._may():
            self._leave_forms()
            section = "" if self.front in (FRONT, SIDEBAR) else self.front
            self.setting.edit(self.front, None, section)
            rect = QRect(self.add.mapToGlobal(QPoint(0, 0)), self.add.size())
            self.setting.open_at(rect, self.add, self.setting.name)

    def _container_menu(self, panel: ContainerPanel) -> None:
        menu = QMenu(self)
        shift = partial(self.deeds.shift, panel.front, panel.container)
        menu.addAction("Settings…", partial(self._set_up, panel))
        menu.addAction("Move up", partial(shift, -1))
        menu.addAction("Move down", partial(shift, 1))
        menu.addSeparator()
        menu.addAction("Take this container off", partial(self.deeds.drop, panel.front, panel.container))
        self._popup(menu, panel.more.mapToGlobal(panel.more.rect().bottomLeft()))

    def _set_up(self, panel: ContainerPanel) -> None:
        self._leave_forms()
        self.setting.edit(panel.front, panel.container)
        rect = QRect(panel.more.mapToGlobal(QPoint(0, 0)), panel.more.size())
        self.setting.open_at(rect, panel.more, self.setting.name)

    # Draft and live

    def undo(self) -> None:
        """Take the last step back."""
        if self._may():
            self.deeds.undo()

    def redo(self) -> None:
        """Do the last step again."""
        if self._may():
            self.deeds.redo()

    def ask_live(self) -> None:
        """Show what making the draft live would change."""
        if self._look is not None and self.at:
            self._leave_forms()
            self.back.show_look(self._look)
            rect = QRect(self.head.waiting.mapToGlobal(QPoint(0, 0)), self.head.waiting.size())
            self.back.open_at(rect, self.head.waiting, self.back.press)
        elif self._look is not None:
            self._leave_forms()
            self.going.at.clear()
            self.going.show_look(self._look)
            button = self.head.live
            rect = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
            self.going.open_at(rect, self.head.live, self.going.press)

    def _go_live(self, at: datetime | None) -> None:
        self.going.leave()
        self.deeds.make_live(at)

    def _restore(self) -> None:
        """Give the drafts what was live at the moment shown, and show them."""
        at = self.at
        self.back.leave()
        if at is not None:
            self.deeds.restore(at)
            self.show_live(False)

    def _discard(self) -> None:
        self.going.leave()
        self.deeds.discard()
