"""The board as readers will see a front: its containers with their cards, and which card is chosen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout

from desk import operations as ops
from desk.domain import FRONT, SIDEBAR, Change, Container, Publication, StoryRow
from desk.operations.placing import Look
from desk.ui import dates, words
from desk.ui.checks.flags import Flags
from desk.ui.front.columns import Columns
from desk.ui.front.deeds import BoardDeeds
from desk.ui.front.head import BoardHead
from desk.ui.front.panel import ContainerPanel
from desk.ui.front.tiles import unlike
from desk.ui.ground import Ground
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails
from desk.ui.unhurried import Unhurried

_PAUSE, _MINUTE = 30, 60_000
_TO_ITS_END = timedelta(seconds=59, microseconds=999_999)


class Board(QFrame):
    """Shows a front; on the front page what stands beside articles is at the right."""

    failed = Signal(object)
    said = Signal(str, object)

    def __init__(
        self,
        session: Session,
        thumbnails: Thumbnails,
        publication: Publication,
        row_of: Callable[[str], StoryRow | None],
        flags: Flags,
    ) -> None:
        """Build it.

        Args:
            session: the open desk.
            thumbnails: pictures of cards.
            publication: its settings.
            row_of: gives a story of the list by its id, None where it is not loaded.
            flags: how much of stories must be cleared.
        """
        super().__init__(objectName="board-page")
        self._session, self._thumbnails, self._publication = session, thumbnails, publication
        self._row_of = row_of
        self._flags = flags
        self._unhurried = Unhurried(self)
        self._look: Look | None = None
        self._wanted = ("", "")
        """A container (slug) and the story or address in it that is chosen once it is there."""
        self._asked = 0
        self._coming: Look | None = None
        """What was read, until all panels for it are made."""
        self._panels: dict[str, ContainerPanel] = {}
        """By their containers' ids; those of a front that is not shown yet are hidden."""
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
        self._pause = Pause(self, _PAUSE, self._read)
        self._making = Pause(self, 0, self._make)
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self._read)
        self.head.front_wanted.connect(self.show_front)
        self.head.state_wanted.connect(self._show_state)
        self.head.time_wanted.connect(self.show_past)
        self.head.phone.toggled.connect(self.show_phone)
        session.bus.changed.connect(self._changed)
        thumbnails.ready.connect(self._repaint)
        self._unhurried.left.connect(self._draw_left)

    def _lay_out(self) -> None:
        page = Ground("paper", objectName="board")
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
        self._publication = publication
        self._read()

    def _leave_forms(self) -> None:
        """Put away what stands over the board."""

    def _shown(self, look: Look) -> None:
        """Follow what is shown now."""

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew, and each minute: times come and pass."""
        super().showEvent(event)
        self._clock.start()
        self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._clock.stop()

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

    def _draw_left(self, cards: list[QPersistentModelIndex]) -> None:
        for panel in self.columns.panels:
            for card in cards:
                if card.isValid() and card.model() is panel.model:
                    panel.view.update(panel.model.index(card.row()))

    def _read(self) -> None:
        if not self.isVisible():
            return
        self._asked += 1
        self._making.stop()
        number, desk, slugs = self._asked, self._session.desk, self.slugs
        live, at = self.is_live, self.at
        self.deeds.shown = slugs

        def arrived(look: Look) -> None:
            if number == self._asked:
                self._coming = look
                self._make()

        self._session.ask(lambda: ops.placing.look(desk, slugs, live=live, at=at), arrived, self.failed.emit)

    def _make(self) -> None:
        """Make one panel that is new, in the next turn the next; then show what was read."""
        look = self._coming
        if look is None:
            return
        places = ((board.front.slug, one) for board in look.boards for one in board.front.containers)
        new = next((place for place in places if place[1].id not in self._panels), None)
        if new is None:
            self._coming = None
            self._show(look)
        else:
            self._panel(*new)
            self._making.soon()

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
        self._choose_wanted()
        self._shown(look)

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
        rows = [
            [self._panel(board.front.slug, one) for one in board.front.containers] for board in look.boards
        ]
        self.columns.main, self.columns.side = rows[0], [one for each in rows[1:] for one in each]
        stay = {panel.container.id for panel in self.columns.panels}
        for gone in self._panels.keys() - stay:
            panel = self._panels.pop(gone)
            panel.hide()
            panel.deleteLater()
        for panel in self.columns.panels:
            panel.show()

    def _panel(self, front: str, container: Container) -> ContainerPanel:
        if container.id not in self._panels:
            self._panels[container.id] = self._new_panel(front, container)
        return self._panels[container.id]

    def _new_panel(self, front: str, container: Container) -> ContainerPanel:
        panel = ContainerPanel(front, container, self._thumbnails, self._flags, self._unhurried)
        panel.setParent(self.columns)
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

    def _row(self, story: str) -> StoryRow | None:
        boards = self._look.boards if self._look else ()
        return next((one.rows[story] for one in boards if story in one.rows), None) or self._row_of(story)

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew once the text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._look is not None:
            self._pause.soon()
