"""The board: a front's containers as readers will see them, filled by mouse and keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import FRONT, SIDEBAR, Change, Container, Publication, Status, StoryRow
from desk.operations.placing import Look
from desk.ui import dates, words
from desk.ui.curation.cards import headline
from desk.ui.curation.slot_form import SlotForm
from desk.ui.front.card_extras import CardExtras
from desk.ui.front.columns import Columns
from desk.ui.front.container_form import ContainerForm
from desk.ui.front.deeds import BoardDeeds
from desk.ui.front.going_live import GoingBack, GoingLive
from desk.ui.front.head import BoardHead, Bubble
from desk.ui.front.model import PLACE, carried, let_go
from desk.ui.front.panel import ContainerPanel, targets
from desk.ui.front.popover import Popover
from desk.ui.front.tiles import Tile, unlike
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.stories.model import MIME as STORIES
from desk.ui.stories.model import carried as stories_carried
from desk.ui.thumbnails import Thumbnails

_PAUSE, _MINUTE = 30, 60_000
_TO_ITS_END = timedelta(seconds=59, microseconds=999_999)


class BoardPage(QFrame):
    """Shows a front; on the front page what stands beside articles is at the right."""

    failed = Signal(object)
    said = Signal(str, object)
    open_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        thumbnails: Thumbnails,
        publication: Publication,
        row_of: Callable[[str], StoryRow | None],
    ) -> None:
        """Build it.

        Args:
            session: the open desk.
            thumbnails: pictures of cards.
            publication: its settings.
            row_of: gives a story of the list by its id, None where it is not loaded.
        """
        super().__init__(objectName="board-page")
        self._session, self._thumbnails, self._publication = session, thumbnails, publication
        self._row_of = row_of
        self._look: Look | None = None
        self._wanted = ("", "")
        """A container (slug) and the story or address in it that is chosen once it is there."""
        self._asked = 0
        self._comes = False
        """The keyboard is to be taken once there are cards."""
        self.front, self.is_live = FRONT, False
        self.at: datetime | None = None
        """The moment of the past that is shown; None for now."""
        self.deeds = BoardDeeds(session, self)
        self.head = BoardHead()
        self.columns = Columns()
        self.empty = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("role", "hint")
        self.add = QPushButton("+ Add a container")
        self.add.setProperty("kind", "link")
        self.foot = QLabel()
        self.foot.setProperty("role", "warn")
        self._lay_out()
        self.form = SlotForm(ZoneInfo(publication.timezone), timed=True)
        self.card = Popover(self)
        self.card.rows.addWidget(self.form)
        self.extras = CardExtras(session, thumbnails, self._row)
        self.card.rows.addWidget(self.extras)
        self.card.closed.connect(self._card_closed)
        self.setting = ContainerForm(self, publication)
        self.going = GoingLive(self, publication)
        self.back = GoingBack(self)
        self.bubble = Bubble(self, objectName="bubble")
        self.bubble.hide()
        self._pause = Pause(self, _PAUSE, self._read)
        self._clock = QTimer(self, interval=_MINUTE)
        self._connect()

    def _lay_out(self) -> None:
        page = QWidget(objectName="board")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 12)
        rows.setSpacing(0)
        rows.addWidget(self.empty)
        rows.addWidget(self.columns)
        rows.addWidget(self.foot)
        rows.addStretch(1)
        self.add.setParent(self.columns)
        self.columns.tail = self.add
        self.foot.setContentsMargins(18, 4, 0, 0)
        self.empty.setContentsMargins(40, 60, 40, 20)
        self.empty.hide()
        self.area = QScrollArea(widgetResizable=True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)

    def _connect(self) -> None:
        head, deeds = self.head, self.deeds
        head.front_wanted.connect(self.show_front)
        head.state_wanted.connect(self._show_state)
        head.time_wanted.connect(self.show_past)
        head.undo.clicked.connect(self.undo)
        head.redo.clicked.connect(self.redo)
        head.phone.toggled.connect(self.show_phone)
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
        self._session.bus.changed.connect(self._changed)
        self._thumbnails.ready.connect(self._repaint)
        self._clock.timeout.connect(self._read)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self.undo),
            (QKeySequence.StandardKey.Redo, self.redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What is shown

    @property
    def slugs(self) -> list[str]:
        """Return the fronts on the board."""
        return [self.front, SIDEBAR] if self.front == FRONT else [self.front]

    def show_front(self, slug: str) -> None:
        """Show another front."""
        self._leave_forms()
        self.front = slug
        self._read()

    def show_place(self, front: str, container: str, story: str, *, live: bool) -> None:
        """Show a story where it stands, and choose its card."""
        self._leave_forms()
        self.front, self.is_live, self.at = FRONT if front == SIDEBAR else front, live, None
        self._wanted = (container, story)
        self._read()

    def show_live(self, live: bool) -> None:
        """Show what readers see, or the draft."""
        self._leave_forms()
        self.is_live, self.at = live, None
        self._read()

    def _show_state(self, state: str) -> None:
        if state == "past":
            self.show_past(self._look.versions[0].at if self._look and self._look.versions else "")
        else:
            self.show_live(state == "live")

    def show_past(self, when: datetime | str) -> None:
        """Show what readers saw at a moment: to the end of the minute where it is typed."""
        zone = ZoneInfo(self._publication.timezone)
        typed = dates.read_time(when, zone) if isinstance(when, str) else None
        at = typed + _TO_ITS_END if typed else when
        if not isinstance(at, datetime):
            self.said.emit("Write a day and a time, such as 2026-03-01 09:30.", None)
            self.head.states.mark("past" if self.at else "live" if self.is_live else "draft")
            return
        self._leave_forms()
        self.is_live, self.at = True, min(at.astimezone(UTC), datetime.now(UTC))
        self._read()

    def show_phone(self, on: bool) -> None:
        """Show it as wide as on a phone."""
        self.columns.phone = on
        self.columns.arrange()

    def set_publication(self, publication: Publication) -> None:
        """Take changed sections and the time zone."""
        self._publication = self.going.publication = publication
        self.form.set_zone(ZoneInfo(publication.timezone))
        self.setting.take_publication(publication)
        self._read()

    def _leave_forms(self) -> None:
        for one in (self.card, self.setting, self.going, self.back):
            one.leave()

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew, and each minute: times come and pass."""
        super().showEvent(event)
        self._clock.start()
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._clock.stop()
        self.form.settle()

    def look_again(self) -> None:
        """Take in what another window or program changed."""
        if self.isVisible():
            self._read()

    def _changed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & {"list", "story", "photo", "publication"}:
            self._pause.soon()

    def _repaint(self, photo: str) -> None:
        for panel in self.columns.panels:
            if any(one.row and photo in (one.row.photo, one.slot.photo) for one in panel.model.tiles):
                panel.view.viewport().update()

    def _read(self) -> None:
        if not self.isVisible():
            return
        self._asked += 1
        number, desk, slugs = self._asked, self._session.desk, self.slugs
        live, at = self.is_live, self.at
        self.deeds.shown = slugs

        def arrived(look: Look) -> None:
            if number == self._asked:
                self._show(look)

        self._session.ask(lambda: ops.placing.look(desk, slugs, live=live, at=at), arrived, self.failed.emit)

    def _show(self, look: Look) -> None:
        if self.front not in dict(look.names):  # its section is gone
            self.show_front(FRONT)
            return
        self._look = look
        self.head.offer(look.names, self.front)
        self._say_state(look)
        self._fit_panels(look)
        shown = [pair for board in look.boards for pair in ((board, one) for one in board.shown)]
        for panel, (board, one) in zip(self.columns.panels, shown, strict=True):
            panel.show_(look, board, one, self._publication, live=self.is_live)
        self._teach(look)
        self.columns.arrange()
        self.setting.taken = {panel.container.slug for panel in self.columns.panels}
        if not self.going.isHidden():
            self.going.show_look(look)
        self._choose_wanted()
        self._show_card()

    def _say_state(self, look: Look) -> None:
        zone = ZoneInfo(self._publication.timezone)
        times = [(dates.write_time(one.at, zone), one.at) for one in look.versions]
        self.head.offer_times(times, dates.write_time(self.at, zone))
        if self.at:
            self.head.say_past(len(look.changes))
        else:
            self.head.say(len(look.changes), len(look.planned), self._since(look), live=self.is_live)

    def _since(self, look: Look) -> str:
        return words.moment(look.since, self._publication.timezone) if look.since else "never"

    def _fit_panels(self, look: Look) -> None:
        """Keep the panels of containers that stay, with what is chosen in them."""
        held = {panel.container.id: panel for panel in self.columns.panels}
        rows: list[list[ContainerPanel]] = []
        for board in look.boards:
            rows.append([])
            for one in board.front.containers:
                panel = held.pop(one.id, None) or self._new_panel(board.front.slug, one)
                rows[-1].append(panel)
        for panel in held.values():
            panel.hide()
            panel.deleteLater()
        self.columns.main, self.columns.side = rows[0], [one for each in rows[1:] for one in each]

    def _new_panel(self, front: str, container: Container) -> ContainerPanel:
        panel = ContainerPanel(front, container, self._thumbnails)
        panel.setParent(self.columns)
        panel.show()
        panel.let_go.connect(partial(self._let_go, panel))
        panel.hovered.connect(partial(self._hovered, panel))
        panel.menu_wanted.connect(partial(self._container_menu, panel))
        panel.view.wished.connect(partial(self._wish, panel))
        panel.view.left.connect(partial(self._cross, panel))
        panel.view.entered.connect(partial(self._entered, panel))
        return panel

    def _teach(self, look: Look) -> None:
        bare = not self.columns.main
        self.empty.setVisible(bare)
        name = dict(look.names).get(self.front, self.front)
        if self.at:
            self.empty.setText(f"Readers saw the newest stories of {name}: it was not filled by hand.")
        elif self.is_live:
            self.empty.setText(f"Readers see the newest stories of {name}: it was never filled by hand.")
        else:
            self.empty.setText(
                f"{name} has no containers yet: readers see its newest stories. Add one to choose by hand."
            )
        self.add.setVisible(not self.is_live)
        tiles = [one for panel in self.columns.panels for one in panel.model.tiles]
        self.foot.setText(unlike(tiles))
        self.foot.setVisible(bool(self.foot.text()))

    # What is chosen

    def take_focus(self) -> None:
        """Put the keyboard on a card, or on what stands in its place."""
        chosen = next((one for one in self.columns.panels if one.view.tile()), None)
        panel = chosen or next((one for one in self.columns.panels if one.model.tiles), None)
        if panel is not None:
            panel.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._look is None:
            self._comes = True
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.add.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _entered(self, panel: ContainerPanel) -> None:
        """Let one card be chosen on the whole board."""
        for one in self.columns.panels:
            if one is not panel:
                one.view.clearSelection()
        if not panel.view.selectedIndexes() and panel.model.tiles:
            panel.view.setCurrentIndex(panel.view.currentIndex())
        self._in_sight(panel)

    def _in_sight(self, panel: ContainerPanel) -> None:
        rect = panel.view.visualRect(panel.view.currentIndex())
        centre = panel.view.viewport().mapTo(self.columns, rect.center()) + self.columns.pos()
        self.area.ensureVisible(centre.x(), centre.y(), 0, rect.height() // 2 + 20)

    def _choose_wanted(self) -> None:
        (container, target), self._wanted = self._wanted, ("", "")
        for panel in self.columns.panels:
            for row, tile in enumerate(panel.model.tiles):
                if target and (tile.container, tile.slot.target, tile.by_hand) == (container, target, True):
                    panel.view.choose(row)
                    return
        if self._comes:
            self._comes = False
            self.take_focus()

    def _cross(self, panel: ContainerPanel, by: int) -> None:
        """Go on to the next container that has cards."""
        panels = self.columns.panels
        place = panels.index(panel) + by
        while 0 <= place < len(panels):
            if panels[place].model.tiles:
                panels[place].view.choose(0 if by > 0 else len(panels[place].model.tiles) - 1)
                return
            place += by

    # What is wished by keys and menus

    def _refusal(self) -> str:
        if self.at:
            return "This is what readers saw: give it to the draft, or change that"
        return "This is what readers see: change the draft" if self.is_live else ""

    def _may(self) -> bool:
        if self.is_live:
            self.said.emit(self._refusal() + ".", None)
        return not self.is_live

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

    # Dragging

    def _hovered(self, panel: ContainerPanel, mime: QMimeData | None, at: QPoint) -> None:
        if mime is None:
            self.bubble.hide()
            return
        refused = self._why_not(mime)
        panel.refused = bool(refused)
        verb = "Put here" if panel.container.fill.by_hand else "Pin here"
        self.bubble.tell(refused or f"{verb} · {self._named(mime)}", refused=bool(refused))
        place = self.mapFromGlobal(at) - QPoint(0, 78)  # above the picture that is dragged
        place.setX(max(4, min(place.x(), self.width() - self.bubble.width() - 8)))
        self.bubble.move(place.x(), max(4, place.y()))

    def _row(self, story: str) -> StoryRow | None:
        boards = self._look.boards if self._look else ()
        return next((one.rows[story] for one in boards if story in one.rows), None) or self._row_of(story)

    def _named(self, mime: QMimeData) -> str:
        stories = targets(mime)
        row = self._row(stories[0])
        if len(stories) > 1:
            return words.count(len(stories), "story", "stories")
        said = (row.headline if row else "") or "Untitled"
        return f"{said[:44]}…" if len(said) > 45 else said

    def _why_not(self, mime: QMimeData) -> str:
        """Return why a drag cannot be let go here, or nothing."""
        if self.is_live:
            return self._refusal()
        for row in filter(None, map(self._row, targets(mime))):
            if row.status is Status.WITHDRAWN and mime.hasFormat(STORIES):
                return "Withdrawn stories cannot stand on a front"
        return ""

    def _let_go(self, panel: ContainerPanel, mime: QMimeData, row: int) -> None:
        if self._why_not(mime):
            return
        if mime.hasFormat(STORIES):
            stories = targets(mime)
            self._wanted = (panel.container.slug, stories[0])
            self.deeds.place(panel.front, panel.container, stories, panel.position(row, set(stories)))
            return
        front, container, slot, story = let_go(mime)
        tile = self._find(front, container, slot or f"auto:{story}")
        if tile is not None:
            self._wanted = (panel.container.slug, tile.slot.target)
            position = panel.position(row, {tile.slot.id, tile.slot.target})
            self.deeds.move(tile, panel.front, panel.container, position)
        elif story:
            self._let_go(panel, stories_carried([story]), row)

    def _find(self, front: str, container: str, slot: str) -> Tile | None:
        tiles = (one for panel in self.columns.panels for one in panel.model.tiles)
        return next((one for one in tiles if (one.front, one.slot.id) == (front, slot)), None)

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

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew once the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._look is not None:
            self._pause.soon()
