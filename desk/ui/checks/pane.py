"""The inspector's tab for what the copy desk points out: first what must be cleared, then advice."""

from collections import Counter
from collections.abc import Sequence
from time import perf_counter
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desk.ui import words
from desk.ui.checks.card import FindingCard
from desk.ui.checks.fields import where
from desk.ui.checks.point import Point
from desk.ui.checks.stood import Stood, StoodList, StoppedBar
from desk.ui.ground import Ground

_SLICE: Final = 8e-3  # seconds
_MOST: Final = 200  # findings of a group that have a card
_CLEAR: Final = "Nothing to clear. The copy desk reads along as you write."


class ChecksPane(QScrollArea):
    """Lists findings; what happens to them is decided by who fills it."""

    chosen = Signal(str)
    entered = Signal(str)
    fix_wanted = Signal(str)
    fix_all_wanted = Signal(str)
    dismissed = Signal(str, object, str)

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now = ""
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._make)
        page = Ground("panel")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(0, 0, 0, 16)
        self._rows.setSpacing(0)
        self.stopped = StoppedBar()
        self.stood = StoodList()
        self._rows.addWidget(self.stopped)
        self.empty = QLabel(_CLEAR, wordWrap=True)
        self.empty.setProperty("role", "hint")
        self.empty.setContentsMargins(14, 12, 14, 0)
        self._rows.addWidget(self.empty)
        self._groups = (Group("TO CLEAR"), Group("ADVICE"))
        for group in self._groups:
            self._rows.addWidget(group)
        self._rows.addWidget(self.stood)
        self._rows.addStretch(1)
        self.setWidget(page)

    def show_points(self, points: Sequence[Point], stood: tuple[Stood, ...] = ()) -> None:
        """Show findings, and what was let stand."""
        self.stood.take(stood)
        if not any(point.finding.level.required for point in points):
            self.stopped.hide()
        required = [point for point in points if point.finding.level.required]
        advice = [point for point in points if not point.finding.level.required]
        alike = Counter(point.finding.rule for point in points if point.finding.fix is not None)
        for group, those in zip(self._groups, (required, advice), strict=True):
            group.take(those, alike)
        self.empty.setVisible(not points)
        self._make()

    @property
    def cards(self) -> list[FindingCard]:
        """Return the cards that are there yet, in their order."""
        return [card for group in self._groups for card in group.cards]

    def card(self, key: str) -> FindingCard | None:
        """Return the card of a finding."""
        return next((card for card in self.cards if card.key == key), None)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the cards once they are to be seen."""
        super().showEvent(event)
        self._make()

    def _make(self) -> None:
        """Make cards that are missing for as long as a key can wait, then the next ones."""
        if not self.isVisible():
            return
        end = perf_counter() + _SLICE
        for group in self._groups:
            while perf_counter() < end and (card := group.make()):
                self._hear(card)
        if any(group.missing for group in self._groups):
            self._next.start()
        if self.hasFocus() and self.cards:
            self.take_focus()

    def _hear(self, card: FindingCard) -> None:
        card.mark(card.key == self._now)
        card.pressed.connect(self.chosen)
        card.stepped.connect(self._step)
        for name in ("entered", "fix_wanted", "fix_all_wanted", "dismissed"):
            getattr(card, name).connect(getattr(self, name))

    def mark(self, key: str) -> None:
        """Mark the finding that a person is at and bring it into sight; none for an empty key."""
        before, self._now = self._now, key
        for one in {before, key}:
            if card := self.card(one):
                card.mark(one == key)
                if one == key:
                    self.widget().layout().activate()
                    self.ensureWidgetVisible(card, 0, 8)

    def take_focus(self) -> None:
        """Give the keyboard to the finding that a person is at, or the first."""
        card = self.card(self._now) or next(iter(self.cards), None)
        if card is None:
            self.setFocus()  # the story may be being read: the first that comes takes it from here
        else:
            card.setFocus()
            self.chosen.emit(card.key)

    def give_keyboard(self, key: str) -> None:
        """Give the keyboard to the neighbour of a finding that is about to go."""
        cards = self.cards
        at = next((n for n, card in enumerate(cards) if card.key == key), -1)
        rest = [*cards[at + 1 :], *reversed(cards[:at])]
        if at >= 0 and rest:
            rest[0].setFocus()
            self.chosen.emit(rest[0].key)

    def ask(self, key: str) -> None:
        """Ask why a finding may stand."""
        if card := self.card(key):
            card.ask()

    def _step(self, key: str, way: int) -> None:
        keys = [card.key for card in self.cards]
        place = keys.index(key) + way
        if 0 <= place < len(keys):
            self.cards[place].setFocus()
            self.chosen.emit(keys[place])


class Group(QWidget):
    """Findings under one head."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._shown: list[Point] = []
        self._alike = Counter[str]()
        self._held: dict[str, FindingCard] = {}
        self.head = QLabel()
        self.head.setProperty("role", "head")
        self.head.setContentsMargins(14, 12, 14, 4)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.rest = QLabel(wordWrap=True)
        self.rest.setProperty("role", "hint")
        self.rest.setContentsMargins(14, 6, 14, 6)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 8)
        rows.setSpacing(0)
        rows.addWidget(self.head)
        rows.addLayout(self._list)
        rows.addWidget(self.rest)

    def take(self, points: Sequence[Point], alike: Counter[str]) -> None:
        """Show these; cards that are missing wait for `make`."""
        self._shown, self._alike = list(points[:_MOST]), alike
        left = len(points) - len(self._shown)
        self.setVisible(bool(points))
        self.head.setText(f"{self._name} {len(points)}")
        self.rest.setText(f"And {words.count(left, 'more', 'more')}, shown as these are cleared.")
        self.rest.setVisible(left > 0)
        for key in self._held.keys() - {point.key for point in self._shown}:
            self._list.removeWidget(self._held[key])
            self._held.pop(key).deleteLater()
        for point in self._shown:
            if point.key in self._held:
                self._held[point.key].say(point, where(point.finding.field), self._alike[point.finding.rule])
        self._order()

    @property
    def missing(self) -> list[Point]:
        """Return the findings that have no card yet."""
        return [point for point in self._shown if point.key not in self._held]

    @property
    def cards(self) -> list[FindingCard]:
        """Return the cards that are there yet, in their order."""
        return [self._held[point.key] for point in self._shown if point.key in self._held]

    def make(self) -> FindingCard | None:
        """Make the next card that is missing."""
        if not (missing := self.missing):
            return None
        point = missing[0]
        card = FindingCard(point, where(point.finding.field), self._alike[point.finding.rule])
        self._held[point.key] = card
        self._order()
        return card

    def _order(self) -> None:
        for place, card in enumerate(self.cards):
            item = self._list.itemAt(place)
            if item is None or item.widget() is not card:
                self._list.insertWidget(place, card)
                card.show()  # now, so that it can be brought into sight


def told(required: int) -> str:
    """Return the tab's name with how many findings must be cleared."""
    return f"Checks {required}" if required else "Checks"
