"""Find and replace in the story on the sheet, under the toolbar."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.text import BadSearch, Finder, Search
from desk.ui import icons, words
from desk.ui.editor import BodyEditor
from desk.ui.pause import Pause
from desk.ui.search_fields import SearchFields
from desk.ui.searched_fields import (
    Field,
    Place,
    Words,
    mark,
    replace,
    replacing,
    select,
    selected_words,
    selection,
    state,
    words_of,
)
from desk.ui.sheet import Sheet
from desk.ui.tasks import Tasks
from desk.ui.theme import current

_PAUSE = 120  # ms after a change of the text before it is searched again


class FindBar(QFrame):
    """Finds while it is typed, off the GUI thread; what it found is marked in the text."""

    everywhere_wanted = Signal()
    said = Signal(str, object)
    """Words were replaced: what to say, and how to take it back (a callable)."""

    searched = Signal()
    """The hits are those of the text as it now is."""

    def __init__(self, sheet: Sheet, caption: QTextEdit, tasks: Tasks) -> None:
        """`caption` is the field of the photo that is shown beside the sheet."""
        super().__init__(objectName="notice")
        self._sheet = sheet
        self._caption = caption
        self._tasks = tasks
        self._places: list[Place] = []
        self._field = 0  # the field that the last hit stood in
        self._asked = 0
        self._waiting = False
        self._then: list[Callable[[], None]] = []  # what waits for the hits
        self._pause = Pause(self, _PAUSE, self._search)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.fields = SearchFields()
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.count.setMinimumWidth(90)
        self.wide = QToolButton(text="All fields", checkable=True, accessibleName="Search in all fields")
        self.wide.setToolTip("Search kicker, headline, standfirst and caption too, not the text alone")
        self.wide.setProperty("chip", True)
        self._back = self._arrow("caret-up", "Previous (Shift+Enter)", self.previous)
        self._on = self._arrow("caret-down", "Next (Enter)", self.next)
        cross = self._arrow("x", "Leave (Esc)", self.leave)
        self.one = QPushButton("Replace", clicked=self.replace_one)
        self.all = QPushButton("Replace all", clicked=self.replace_all)
        everywhere = QPushButton("In all stories…", clicked=self.everywhere_wanted)
        everywhere.setProperty("kind", "link")
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.fields, 1)
        first.addWidget(cross)
        for widget in (self._back, self._on, self.count, self.wide):
            second.addWidget(widget)
        second.addStretch(1)
        for widget in (everywhere, self.one, self.all):
            second.addWidget(widget)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 6, 10, 6)
        rows.setSpacing(4)
        rows.addLayout(first)
        rows.addLayout(second)

    def _arrow(self, icon: str, tip: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(toolTip=tip, accessibleName=tip)
        button.setIcon(icons.icon(icon, "mute"))
        button.clicked.connect(act)
        return button

    def _connect(self) -> None:
        self.fields.changed.connect(self._retyped)
        self.wide.toggled.connect(self._retyped)
        self.fields.new.returnPressed.connect(self.replace_one)
        for keys, act in (("Return", self.next), ("Shift+Return", self.previous), ("Esc", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self if keys == "Esc" else self.fields.words)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        sheet = self._sheet
        sheet.typed.connect(self._changed)
        sheet.source_toggled.connect(self._changed)
        sheet.verticalScrollBar().valueChanged.connect(self._show_marks)
        sheet.resized.connect(self._show_marks)

    # Opening and leaving

    def ask(self, *, new: bool = False) -> None:
        """Open, with the words that are selected; `new` goes to the replacement."""
        focus = next((field for field in self._targets(wide=True) if field.hasFocus()), None)
        said = selected_words(focus) if focus is not None else ""
        self.show()
        if said:
            self.fields.words.setText(said)
        field = self.fields.new if new and self.fields.words.text() else self.fields.words
        field.setFocus()
        field.selectAll()
        self._search()

    def leave(self) -> None:
        """Close; the hit stays selected, and the cursor is in its field."""
        if self.isHidden():
            return
        self.hide()
        self._pause.stop()
        self._then = []
        self._places = []
        self._show_marks()
        self._target(self._field).setFocus()

    def refresh(self, _: object = None) -> None:
        """Search anew: another story is on the sheet."""
        self._field = 0
        self._changed()

    def _targets(self, *, wide: bool | None = None) -> list[Field]:
        sheet = self._sheet
        if self.wide.isChecked() if wide is None else wide:
            return [sheet.text_field, sheet.kicker, sheet.headline, sheet.standfirst, self._caption]
        return [sheet.text_field]

    def _target(self, number: int) -> Field:
        return self._targets(wide=True)[number]

    # Searching

    def _changed(self, _: object = None) -> None:
        if self.isVisible():
            self._waiting = True
            self._pause.soon()

    def _retyped(self, _: object = None) -> None:
        if self.isVisible():
            self._then = [self._nearest]
            self._search()

    def _search(self) -> None:
        self._pause.stop()
        self._waiting = True
        self._asked += 1
        asked, search, new = self._asked, self.fields.search(), self.fields.new.text()
        body = self._sheet.text_field
        if isinstance(body, BodyEditor):
            body.doc()  # a long story that is still being filled is whole from here on
        fields = self._targets()
        states, said = [state(field) for field in fields], words_of(fields)
        self._tasks.work(lambda: _run(said, search, new), lambda found: self._found(asked, states, found))

    def _found(self, asked: int, states: list[object], found: list[Place] | str) -> None:
        if asked != self._asked or self.isHidden():
            return
        if states != [state(field) for field in self._targets()]:
            self._search()
            return
        self._waiting = False
        self._places = found if isinstance(found, list) else []
        self._say(found if isinstance(found, str) else "")
        while self._then and not self._waiting:
            self._then.pop(0)()
        self._show_marks()
        if not self._waiting:
            self.searched.emit()

    def _when_found(self, act: Callable[[], None]) -> None:
        """Do something with the hits: at once, or when those of the text as it now is have come."""
        if self.isHidden():
            self._then = [act]
            self.ask()
        elif self._waiting:
            self._then.append(act)
            self._search()
        else:
            act()

    def _say(self, wrong: str = "") -> None:
        at, total = self._at(), len(self._places)
        if wrong or not self.fields.words.text():
            said = wrong
        elif not total:
            said = "Not found"
        else:
            said = f"{at + 1} of {total}" if at >= 0 else f"{total} found"
        self.count.setText(said)
        self.count.setProperty("role", "warn" if wrong else "hint")
        self.count.style().polish(self.count)
        for button in (self.one, self.all, self._on, self._back):
            button.setEnabled(total > 0)

    def _at(self) -> int:
        """Return the number of the hit that is selected, or -1."""
        here = (self._field, *selection(self._target(self._field)))
        at = bisect_left(self._places, here, key=attrgetter("field", "start", "end"))
        known = at < len(self._places) and attrgetter("field", "start", "end")(self._places[at]) == here
        return at if known else -1

    # Stepping

    def next(self) -> None:
        """Select the next hit, after the last one the first."""
        self._when_found(self._next)

    def previous(self) -> None:
        """Select the hit before."""
        self._when_found(self._previous)

    def _next(self) -> None:
        here = (self._field, selection(self._target(self._field))[1])
        self._go(bisect_left(self._places, here, key=attrgetter("field", "start")))

    def _previous(self) -> None:
        here = (self._field, selection(self._target(self._field))[0])
        self._go(bisect_right(self._places, here, key=attrgetter("field", "end")) - 1)

    def _nearest(self) -> None:
        here = (self._field, selection(self._target(self._field))[0])
        if self._places:
            self._go(bisect_left(self._places, here, key=attrgetter("field", "start")))

    def _go(self, number: int) -> None:
        if not self._places:
            return
        place = self._places[number % len(self._places)]
        field = self._target(place.field)
        self._field = place.field
        select(field, place.start, place.end)
        if field is self._sheet.text_field:
            self._sheet.show_cursor()
        elif self._sheet.isAncestorOf(field):
            self._sheet.ensureWidgetVisible(field, 0, 40)
        self._say()
        self._show_marks()

    # Replacing

    def replace_one(self) -> None:
        """Replace the hit that is selected and go to the next."""
        self._when_found(self._replace_one)

    def _replace_one(self) -> None:
        at = self._at()
        if at >= 0:
            place = self._places[at]
            field = self._target(place.field)
            replace(field, [place])
            end = place.start + len(place.new.encode("utf-16-le")) // 2
            select(field, end, end)
            self._waiting = True
            self._then.insert(0, self._next)
            self._search()
        else:
            self._next()

    def replace_all(self) -> None:
        """Replace every hit, one step of undo for each field."""
        self._when_found(self._replace_all)

    def _replace_all(self) -> None:
        if not self._places:
            return
        replaced = partial(self._replaced, len(self._places))
        done: list[tuple[Field, object]] = []
        for field, places in groupby(reversed(self._places), key=attrgetter("field")):  # the text comes last
            target, hits = self._target(field), list(places)[::-1]
            if isinstance(target, BodyEditor):
                bits = replacing(QTextCursor(target.document()), hits)
                target.edit_slowly(bits, partial(replaced, done, target))
                return
            replace(target, hits)
            done.append((target, state(target)))
        replaced(done)

    def _replaced(
        self, number: int, done: list[tuple[Field, object]], body: BodyEditor | None = None
    ) -> None:
        if body is not None:
            done.append((body, state(body)))
        self._search()
        self.said.emit(f"{words.count(number, 'place', 'places')} replaced.", lambda: self._take_back(done))

    def _take_back(self, done: Sequence[tuple[Field, object]]) -> None:
        for field, after in done:
            if state(field) == after:
                field.undo()
        self._changed()

    # Marks

    def _show_marks(self, _: object = None) -> None:
        """Mark the hits in sight: a mark costs at every paint, seen or not."""
        look = QTextCharFormat()
        ground = current().colour("warn-line")
        ground.setAlpha(90)
        look.setBackground(ground)
        for number, field in enumerate(self._targets(wide=True)):
            if isinstance(field, QLineEdit):
                continue
            first, last = self._in_sight(field)
            start = bisect_left(self._places, (number, first), key=attrgetter("field", "end"))
            end = bisect_right(self._places, (number, last), key=attrgetter("field", "start"))
            mark(field, self._places[start:end], look)

    def _in_sight(self, field: QTextEdit) -> tuple[int, int]:
        """Return the first and last position of a field that can be seen."""
        page: QWidget = self._sheet.viewport()
        if field is not self._sheet.text_field:
            return 0, field.document().characterCount()
        top = field.viewport().mapFrom(page, QPoint(0, 0)).y()
        first = field.cursorForPosition(QPoint(0, max(top, 0))).position()
        last = field.cursorForPosition(QPoint(field.width(), max(top, 0) + page.height())).position()
        return first, last


def _run(said: Words, search: Search, new: str) -> list[Place] | str:
    """Return the hits, or what is wrong with the expression."""
    try:
        return said.places(Finder(search, new)) if search.words else []
    except BadSearch as error:
        return str(error)
