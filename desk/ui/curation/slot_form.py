"""What a slot shows in place of the story's own words, and when it is shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit

from desk.domain import Slot, Typed
from desk.operations.curation import Card
from desk.ui import dates
from desk.ui.fields import say_wrong

_WORDS = {"headline": "Headline", "kicker": "Kicker", "teaser": "Teaser", "source": "Source"}
_TIMES = {"starts": "From", "ends": "Until"}


class SlotForm(QFrame):
    """Edits the chosen card of a list; each field is kept when it is left."""

    changed = Signal(object, object)
    """The slot as it was and as it shall be (Slot)."""

    touched = Signal()
    """Something was typed, or kept."""

    def __init__(self, zone: ZoneInfo, *, timed: bool) -> None:
        super().__init__()
        self._zone = zone
        self._card: Card | None = None
        self.where: Callable[[], tuple[str, bool]] = lambda: ("", False)
        """Gives the slug of the list that the card stands on, and whether it is a draft."""
        self._fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (name, said) in enumerate((_WORDS | (_TIMES if timed else {})).items()):
            field = QLineEdit(accessibleName=said, objectName=name)
            field.editingFinished.connect(self.keep)
            field.textEdited.connect(self.touched)
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
        before, self._card = self._card, card
        self.touched.emit()
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
            if before is None or not (field.hasFocus() or self._differs(name, before.slot)):
                field.setText(self._said(card.slot, name))
                field.setCursorPosition(0)
                say_wrong(field, "")

    def settle(self) -> None:
        """Keep what stands in a field that is still being written, before another card comes."""
        self.keep()
        self._card = None
        self.touched.emit()

    def typed(self) -> Typed | None:
        """Return what stands in the fields and is not kept."""
        if self._card is None:
            return None
        card, slot = self._card, self._card.slot
        fields = tuple(
            (field.accessibleName(), field.text())
            for name, field in self._fields.items()
            if self._differs(name, slot)
        )
        if not fields:
            return None
        where, draft = self.where()
        own = slot.headline or (card.row.headline if card.row else slot.url)
        name = f"the card “{own or 'Untitled'}”"
        return Typed(f"slot-{slot.id}", name, fields, where, draft, self._wanted(card), slot)

    def set_zone(self, zone: ZoneInfo) -> None:
        """Read and write times in another zone from now on."""
        self.settle()
        self._zone = zone

    def _differs(self, name: str, slot: Slot) -> bool:
        """Return whether a field says something else than a slot."""
        words = self._fields[name].text().strip()
        if name in _TIMES and words:
            time = self._time(name)  # none where they name no time
            return words != self._said(slot, name) and (time is None or time != getattr(slot, name))
        return words != self._said(slot, name)

    def _said(self, slot: Slot, name: str) -> str:
        value = getattr(slot, name)
        return dates.write_time(value, self._zone) if name in _TIMES else value

    def keep(self) -> None:
        """Keep what stands in the fields, where it can be."""
        if self._card is None:
            return
        slot = self._card.slot
        for name in _TIMES:
            self._mark(name)
        if any(field.property("wrong") for field in self._times()):
            return
        wanted = self._wanted(self._card)
        if wanted.starts and wanted.ends and wanted.ends <= wanted.starts:
            say_wrong(self._fields["ends"], "The end is not after the start")
        elif wanted != slot:
            self.changed.emit(slot, wanted)

    def _times(self) -> list[QLineEdit]:
        return [self._fields[name] for name in _TIMES if name in self._fields]

    def _wanted(self, card: Card) -> Slot:
        """Return the slot as the fields say it; a time that cannot be understood stays as it was."""
        slot = card.slot
        words = {name: self._fields[name].text().strip() for name in _WORDS}
        times = {
            name: time
            for name in _TIMES
            if name in self._fields
            if (time := self._time(name, getattr(slot, name))) or not self._fields[name].text().strip()
        }
        wanted = replace(slot, **words, **times)
        if wanted.headline != slot.headline and card.row is not None:
            wanted = replace(wanted, told=card.row.headline if wanted.headline else "")
        return wanted

    def _mark(self, name: str) -> None:
        field = self._fields.get(name)
        if field is not None:
            wrong = bool(field.text().strip()) and self._time(name) is None
            say_wrong(field, "Write a day and a time, such as 2026-12-24 18:00" if wrong else "")

    def _time(self, name: str, before: datetime | None = None) -> datetime | None:
        return dates.read_time(self._fields[name].text(), self._zone, before)
