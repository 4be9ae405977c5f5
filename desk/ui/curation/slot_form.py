"""What a slot shows in place of the story's own words, and when it is shown."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit

from desk.domain import Slot
from desk.operations.curation import Card
from desk.ui import dates
from desk.ui.fields import say_wrong

_WORDS = {"headline": "Headline", "kicker": "Kicker", "teaser": "Teaser", "source": "Source"}
_TIMES = {"starts": "From", "ends": "Until"}


class SlotForm(QFrame):
    """Edits the chosen card of a list; each field is kept when it is left."""

    changed = Signal(object, object)
    """The slot as it was and as it shall be (Slot)."""

    def __init__(self, zone: ZoneInfo, *, timed: bool) -> None:
        super().__init__()
        self._zone = zone
        self._card: Card | None = None
        self._fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (name, said) in enumerate((_WORDS | (_TIMES if timed else {})).items()):
            field = QLineEdit(accessibleName=said, objectName=name)
            field.editingFinished.connect(self._left)
            label = QLabel(said)
            label.setProperty("role", "field")
            label.setBuddy(field)
            self._fields[name], self._labels[name] = field, label
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.hide()

    def show_card(self, card: Card | None) -> None:
        """Show a card's slot, or nothing."""
        same = card is not None and self._card is not None and card.slot.id == self._card.slot.id
        if not same:
            self.settle()
        self._card = card
        self.setVisible(card is not None)
        if card is None:
            return
        own = card.row.headline if card.row else card.slot.url
        hints = {
            "headline": own,
            "teaser": "The standfirst" if card.row else "",
            "starts": "now",
            "ends": "open end",
        }
        for name, field in self._fields.items():
            shown = name != "source" or card.row is None
            field.setVisible(shown)
            self._labels[name].setVisible(shown)
            field.setPlaceholderText(hints.get(name, ""))
            if not (same and field.hasFocus()):
                field.setText(self._said(card.slot, name))
                field.setCursorPosition(0)
                say_wrong(field, "")

    def settle(self) -> None:
        """Keep what stands in a field that is still being written, before another card comes."""
        self._left()
        self._card = None

    def set_zone(self, zone: ZoneInfo) -> None:
        """Read and write times in another zone from now on."""
        self.settle()
        self._zone = zone

    def _said(self, slot: Slot, name: str) -> str:
        value = getattr(slot, name)
        return dates.write_time(value, self._zone) if name in _TIMES else value

    def _left(self) -> None:
        if self._card is None:
            return
        slot = self._card.slot
        words = {name: self._fields[name].text().strip() for name in _WORDS}
        times = {name: self._time(name) for name in _TIMES if name in self._fields}
        if any(self._fields[name].property("wrong") for name in times):
            return
        wanted = replace(slot, **words, **times)
        if wanted.headline != slot.headline and self._card.row is not None:
            wanted = replace(wanted, told=self._card.row.headline if wanted.headline else "")
        if wanted.starts and wanted.ends and wanted.ends <= wanted.starts:
            say_wrong(self._fields["ends"], "The end is not after the start")
        elif wanted != slot:
            self.changed.emit(slot, wanted)

    def _time(self, name: str) -> datetime | None:
        field = self._fields[name]
        time = dates.read_time(field.text(), self._zone)
        wrong = bool(field.text().strip()) and time is None
        say_wrong(field, "Write a day and a time, such as 2026-12-24 18:00" if wrong else "")
        return time.astimezone(UTC) if time else None
