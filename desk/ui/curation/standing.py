"""Where the open story stands: fronts and related links that name it, each with a way there and a way off."""

from collections.abc import Callable
from functools import partial
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout

from desk import operations as ops
from desk.domain import Change, Done, State
from desk.operations.places import Cleared, Place
from desk.ui import icons
from desk.ui.curation.picker import Picker
from desk.ui.pause import Pause
from desk.ui.session import Session

_PAUSE = 60
_AROUND = 12  # pixels of padding and border beside a link's words
_STATES = {State.LIVE: "live", State.DRAFT: "in the draft", State.PLANNED: "planned"}
_NOWHERE = "On no front and in no related links. Ctrl+Alt+P places it, Ctrl+Shift+E chooses it."


class _Name(QPushButton):
    """The name of a list, cut where there is no room for it."""

    def __init__(self, name: str) -> None:
        super().__init__(toolTip=f"Go to {name}", accessibleName=name)
        self._name = name
        self.setProperty("kind", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._cut(0)

    def sizeHint(self) -> QSize:
        """Return the size for the whole name, which it need not get."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._name) + _AROUND, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the name anew."""
        super().resizeEvent(event)
        self._cut(event.size().width())

    def _cut(self, width: int) -> None:
        room = max(0, width - _AROUND)
        said = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(said.replace("&", "&&"))


class StandingRow(QFrame):
    """One list that names the story."""

    jump = Signal()
    replace = Signal()
    remove = Signal()

    def __init__(self, places: list[Place]) -> None:
        super().__init__()
        self.places = places
        name = places[0].name
        self.name = _Name(name)
        self.name.clicked.connect(self.jump)
        self.fact = QLabel(_told(places), wordWrap=True)
        self.fact.setProperty("role", "hint")
        self.swap = _tool("arrow-clockwise", f"Give this place in {name} to another story")
        self.swap.clicked.connect(self.replace)
        self.off = _tool("x", f"Take it off {name}")
        self.off.clicked.connect(self.remove)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.name, 1)
        for tool in (self.swap, self.off):
            head.addWidget(tool)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 2)
        rows.setSpacing(0)
        rows.addLayout(head)
        self.fact.setContentsMargins(5, 0, 0, 0)
        rows.addWidget(self.fact)


def _tool(icon: str, said: str) -> QToolButton:
    made = QToolButton(toolTip=said, accessibleName=said)
    made.setIcon(icons.icon(icon, "mute"))
    made.setIconSize(QSize(13, 13))
    return made


def _told(places: list[Place]) -> str:
    """Return `place 2, live and in the draft`."""
    said: list[str] = []
    for place in places:
        states = " and ".join(words for state, words in _STATES.items() if state in place.states)
        if place.states == (State.DRAFT,):
            states = "only in the draft"
        what = "stands in for what ends there" if place.fallback else ""
        said.append(", ".join(part for part in (f"place {place.position}", what, states) if part))
    return "; ".join(said)


class Standing(QFrame):
    """Asks only while it can be seen; what is done here changes what readers see, and is taken back."""

    failed = Signal(object)
    said = Signal(str, object)
    open_wanted = Signal(str)
    """A story whose related links name this one."""

    place_wanted = Signal(str, str, str, bool)
    """A front and container (slugs), this story, and whether it stands only in what is live."""

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="standing")
        self._session = session
        self._story = ""
        self._stale = True
        self._wanted: list[Place] = []
        """The places that the picker chooses another story for."""
        head = QLabel("WHERE THIS STORY STANDS")
        head.setProperty("role", "head")
        self.empty = QLabel(_NOWHERE, wordWrap=True)
        self.empty.setProperty("role", "hint")
        self.picker = Picker(session)
        self.picker.hide()
        self.picker.picked.connect(self._picked)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(2)
        for widget in (head, self.empty, self.picker):
            self.rows.addWidget(widget)
        self.found: list[StandingRow] = []
        self._pause = Pause(self, _PAUSE, self._ask)
        session.bus.changed.connect(self._changed)

    def show_story(self, story: str) -> None:
        """Show where another story stands; none with an empty id."""
        self._story = story
        self.picker.hide()
        self._fill([])
        self.setVisible(bool(story))
        self.look_again()

    def look_again(self) -> None:
        """Read anew, now or once it can be seen."""
        self._stale = True
        if self._story and self.isVisible():
            self._pause.soon()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask once there is somebody to look."""
        super().showEvent(event)
        if self._stale and self._story:
            self._pause.soon()

    def _changed(self, change: Change) -> None:
        if change.kinds & {"list", "related"}:
            self.look_again()

    def _ask(self) -> None:
        desk, story = self._session.desk, self._story
        if story:
            self._stale = False
            self._session.ask(
                lambda: ops.places.places(desk, story), partial(self._arrived, story), self.failed.emit
            )

    def _arrived(self, story: str, places: list[Place]) -> None:
        if story == self._story:
            self._fill(places)

    def _fill(self, places: list[Place]) -> None:
        made = [list(held) for _, held in groupby(places, lambda one: (one.slug, one.name))]
        if made and made == [row.places for row in self.found]:
            return
        for row in self.found:
            row.hide()
            row.deleteLater()
        self.found = [self._row(held) for held in made]
        self.empty.setVisible(not self.found)

    def _row(self, places: list[Place]) -> StandingRow:
        row = StandingRow(places)
        row.jump.connect(partial(self._jump, places[0]))
        row.replace.connect(partial(self._replace, row))
        row.remove.connect(partial(self._remove, places))
        self.rows.addWidget(row)
        return row

    def _jump(self, place: Place) -> None:
        if place.owner:
            self.open_wanted.emit(place.owner)
        else:
            only_live = State.DRAFT not in place.states
            self.place_wanted.emit(place.front, place.slug, self._story, only_live)

    def _replace(self, row: StandingRow) -> None:
        self._wanted = row.places
        self.rows.removeWidget(self.picker)
        self.rows.insertWidget(self.rows.indexOf(row) + 1, self.picker)
        self.setTabOrder(row.off, self.picker.field)
        self.picker.ask({self._story})

    def _picked(self, target: str) -> None:
        self.picker.hide()
        place = self._wanted[0]
        run = partial(self._clear, place, target)
        self._do(run, f"Another story has its place in {_name(place)}.")

    def _remove(self, places: list[Place]) -> None:
        self._do(partial(self._clear, places[0], ""), f"Taken off {_name(places[0])}.")

    def _clear(self, place: Place, instead: str) -> Done[Cleared]:
        return ops.places.clear(self._session.desk, self._story, instead=instead, lists=[place.slug])

    def _do(self, run: Callable[[], Done[Cleared]], said: str) -> None:
        self._session.do(run, lambda was: self.said.emit(said, partial(self._back, was)), self.failed.emit)

    def _back(self, was: Cleared) -> None:
        self._session.do(partial(ops.places.put_back, self._session.desk, was), None, self.failed.emit)


def _name(place: Place) -> str:
    return place.name[:1].lower() + place.name[1:] if place.owner else place.name
