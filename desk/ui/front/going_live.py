"""What making a board live changes for readers, and from when."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desk.domain import FrontChange, Move, Publication, StoryRow, Version
from desk.operations.placing import Look
from desk.ui import dates, icons, words
from desk.ui.fields import say_wrong
from desk.ui.front.popover import Popover
from desk.ui.theme import current

_ICONS = {
    Move.IN: ("plus-circle", "good"),
    Move.OUT: ("minus-circle", "accent"),
    Move.MOVED: ("arrows-down-up", "mute"),
    Move.CHANGED: ("pencil-simple", "warn"),
}
_FIELDS = {"starts": "start", "ends": "end", "with_photo": "photo rule", "rest": "what stands below"}


class Changes(QScrollArea):
    """What differs between two versions, a line each."""

    def __init__(self) -> None:
        super().__init__(widgetResizable=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(6)
        inner = QWidget()
        inner.setLayout(self.list)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def fill(self, look: Look) -> None:
        """Say each change; more lines may be added before `fit`."""
        while (item := self.list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        several = len({front.slug for front, _ in look.changes}) > 1
        for front, change in look.changes:
            said = told(change, look.rows)
            self.add(*_ICONS[change.move], f"{front.name}: {said}" if several else said)

    def add(self, icon: str, role: str, said: str, button: QPushButton | None = None) -> None:
        """Add a line."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        mark = QLabel()
        mark.setPixmap(icons.icon(icon, role).pixmap(current().px(14), current().px(14)))
        label = QLabel(said, wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        if button is not None:
            row.addWidget(button)
        self.list.addWidget(line)

    def fit(self) -> None:
        """Take the height of the lines, up to a bound."""
        self.list.addStretch(1)
        needed = self.list.heightForWidth(current().px(440) - 64)
        self.setFixedHeight(min(current().px(300), max(4, needed)))


class GoingBack(Popover):
    """Lists what is otherwise since a moment of the past; gives the draft what was live then."""

    restore = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 440)
        self.area = Changes()
        self.press = QPushButton("Give the draft this version", toolTip="Undo takes it back")
        self.press.setProperty("kind", "primary")
        self.press.clicked.connect(self.restore)
        self.rows.addWidget(self.area)
        self.rows.addWidget(self.press, 0, Qt.AlignmentFlag.AlignRight)

    def show_look(self, look: Look) -> None:
        """List what readers see otherwise now."""
        many = len(look.changes)
        changed = f"{words.count(many, 'change', 'changes')} since then"
        self.title.setText(changed if many else "Readers see the same now")
        self.area.fill(look)
        self.area.fit()


class GoingLive(Popover):
    """Lists the changes; makes them live at once or at a time, or discards them."""

    go = Signal(object)
    """Make live: from then (datetime), None for at once."""

    discard = Signal()
    cancel = Signal(object)
    """Take a planned version (Version) back."""

    def __init__(self, parent: QWidget, publication: Publication) -> None:
        super().__init__(parent, 440)
        self.publication = publication
        self.area = Changes()
        self.at = QLineEdit(placeholderText="now, or a time such as 18:00", accessibleName="Live from")
        self.at.returnPressed.connect(self._go)
        self.press = QPushButton("Make live")
        self.press.setProperty("kind", "primary")
        self.press.clicked.connect(self._go)
        self.away = QPushButton(
            "Discard changes", toolTip="Give the draft what readers see; Undo brings it back"
        )
        self.away.setProperty("kind", "link")
        self.away.clicked.connect(self.discard)
        label = QLabel("From")
        label.setProperty("role", "field")
        label.setBuddy(self.at)
        foot = QHBoxLayout()
        foot.addWidget(label)
        foot.addWidget(self.at, 1)
        foot.addWidget(self.press)
        self.rows.addWidget(self.area)
        self.rows.addLayout(foot)
        self.rows.addWidget(self.away, 0, Qt.AlignmentFlag.AlignLeft)

    def show_look(self, look: Look) -> None:
        """List what differs and what is planned."""
        many = len(look.changes)
        self.title.setText(
            f"Readers will see {words.count(many, 'change', 'changes')}"
            if many
            else "Readers see this already"
        )
        self.area.fill(look)
        for version in look.planned:
            self._add_planned(version)
        for widget in (self.press, self.at, self.away):
            widget.setEnabled(bool(many))
        self.area.fit()

    def _add_planned(self, version: Version) -> None:
        back = QPushButton("Take back")
        back.setProperty("kind", "link")
        back.clicked.connect(lambda: self.cancel.emit(version))
        when = words.moment(version.at, self.publication.timezone)
        self.area.add("clock", "mute", f"A version of {version.author} goes live {when}", back)

    def _go(self) -> None:
        typed = self.at.text().strip()
        time = dates.read_time(typed, ZoneInfo(self.publication.timezone))
        wrong = bool(typed) and typed.casefold() != "now" and (time is None or time <= datetime.now(UTC))
        say_wrong(self.at, "Write a time to come, such as 18:00 or 2026-12-24 18:00" if wrong else "")
        if not wrong:
            self.go.emit(time)


def told(change: FrontChange, rows: dict[str, StoryRow]) -> str:
    """Return one change as people say it."""
    slot = change.slot
    if slot is None:
        fields = ", ".join(_FIELDS.get(name, name) for name in change.fields)
        act = {Move.IN: "is new", Move.OUT: "goes", Move.MOVED: "has another place"}.get(change.move)
        return f"{change.container} {act or f'has other settings: {fields}'}"
    row = rows.get(slot.story)
    name = f"“{slot.headline or (row.headline if row else slot.url) or 'Untitled'}”"
    fields = ", ".join(_FIELDS.get(one, one) for one in change.fields if one not in ("added", "told", "id"))
    also = f", with another {fields}" if fields else ""
    match change.move:
        case Move.IN:
            return f"{name} comes into {change.container}, place {change.after}"
        case Move.OUT:
            return f"{name} goes out of {change.container}"
        case Move.MOVED if change.came_from:
            return f"{name} moves from {change.came_from} to {change.container}, place {change.after}{also}"
        case Move.MOVED:
            return f"{name} moves in {change.container} from place {change.before} to {change.after}{also}"
        case _:
            return f"{name} in {change.container} has another {fields}"
