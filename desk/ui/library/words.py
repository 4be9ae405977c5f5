"""The words of the chosen photos: one photo's as they are typed, many photos' as one step."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Cancelled, Change, DeskError, Photo, Publication
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.ui import words
from desk.ui.exports import Exports
from desk.ui.fields import GrowingText
from desk.ui.ground import Ground
from desk.ui.library.form import PhotoForm
from desk.ui.pause import Pause
from desk.ui.photos.inputs import belong, settle
from desk.ui.session import Session

_PAUSE, _AGAIN = 600, 4000
_MANY = 40  # photos whose change is told of while it lasts
_STORIES = 4  # named one by one


@dataclass(frozen=True)
class Typed:
    """What was typed for photos and is on its way to the store."""

    photos: tuple[str, ...]
    words: dict[str, Any]
    before: Photo | None = None

    def told(self) -> str:
        """Return the names of what was typed."""
        return ", ".join(PHOTO_FIELDS[name].label.lower() for name in self.words)


class PhotoWords(QScrollArea):
    """Shows what the chosen photos have in common and writes only what is typed."""

    said = Signal(str, object)
    """What was done, and how it is taken back (a callable) or None."""

    failed = Signal(object)
    touched = Signal()
    """Words were typed that the store does not have."""

    saved = Signal()
    open_wanted = Signal(str)

    def __init__(self, session: Session, exports: Exports, publication: Publication) -> None:
        super().__init__(widgetResizable=True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._exports = exports
        self._publication = publication
        self._photos: tuple[str, ...] = ()
        self._shared = ops.library.Shared({})
        self._typed: dict[str, Any] = {}
        self._template = ""
        self._sending: list[Typed] = []
        self._busy = False
        self._reading = threading.Event()
        self._pause = Pause(self, _PAUSE, self._paused)
        self._again = Pause(self, _AGAIN, self._send)
        self._build()
        session.bus.changed.connect(self._changed)
        self.set_publication(publication)

    def _build(self) -> None:
        page = Ground("panel")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(14, 12, 14, 16)
        self._rows.setSpacing(3)
        self.title = QLabel()
        self.title.setProperty("role", "head")
        self.template = QToolButton(text="Template", accessibleName="Fill in by a template")
        self.template.setProperty("chip", True)
        self.template.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.template.setToolTip("Fill the words in by a template of the newsroom")
        self.template.setMenu(QMenu(self.template))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.template)
        self._rows.addLayout(head)
        self.facts = QLabel(wordWrap=True)
        self.facts.setProperty("role", "field")
        self.uses = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.uses.setProperty("role", "field")
        self.uses.linkActivated.connect(self.open_wanted)
        self.hint = QLabel(wordWrap=True)
        self.hint.setProperty("role", "hint")
        for widget in (self.facts, self.uses, self.hint):
            self._rows.addWidget(widget)
        self.form = PhotoForm()
        self.form.edited.connect(self._edited)
        self.form.unfolded.connect(lambda: self._show(self._shared))
        self.form.reached.connect(self.ensureWidgetVisible)
        self.write = QPushButton()
        self.write.setToolTip("Ctrl+Return")
        self.write.clicked.connect(self.flush)
        self._rows.addWidget(self.form)
        self.foot = QWidget()
        """Stands below, in sight wherever the form is scrolled to."""

        below = QVBoxLayout(self.foot)
        below.setContentsMargins(14, 8, 14, 4)
        below.addWidget(self.write)
        self._rows.addStretch(1)
        self.setWidget(page)

    @property
    def fields(self) -> dict[str, GrowingText]:
        """Return the fields that take plain words."""
        return self.form.fields

    def set_publication(self, publication: Publication) -> None:
        """Follow the publication's rules from now on."""
        self._publication = publication
        self.form.zone = ZoneInfo(publication.timezone)
        menu = self.template.menu()
        menu.clear()
        for one in publication.photo_templates:
            menu.addAction(one.name.replace("&", "&&"), partial(self.fill_in, one.name))
        self._show(self._shared)

    # What is shown

    def show_photos(self, photos: Sequence[str]) -> None:
        """Show the words of other photos; what was typed for those before is written."""
        if tuple(photos) == self._photos and self._photos:
            return
        self.flush()
        self._photos = tuple(photos)
        if odd := belong(self.form.inputs.values(), "\n".join(photos)):
            self.failed.emit(odd)
        self._read()

    def look_again(self) -> None:
        """Read anew what other programs may have written."""
        if 0 < len(self._photos) <= _MANY:
            self._read()

    def _read(self) -> None:
        self._reading.set()
        stop = self._reading = threading.Event()
        if not self._photos:
            self._show(ops.library.Shared({}))
            return
        read = partial(ops.library.shared, self._session.desk, self._photos, stop.is_set)

        def arrived(found: ops.library.Shared) -> None:
            if not stop.is_set():
                self._show(found)

        if len(self._photos) > _MANY:
            self._session.tasks.work(read, arrived, self._unread)
        else:
            self._session.ask(read, arrived, self._unread)

    def _unread(self, error: DeskError) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _show(self, found: "ops.library.Shared") -> None:
        self._shared = found
        number = len(self._photos)
        self.form.setVisible(bool(number))
        self.template.setVisible(bool(number and self._publication.photo_templates))
        self.hint.setVisible(not number)
        self.hint.setText("Choose a photo to write its words; choose several to write them all at once.")
        self.title.setText(words.count(number, "photo", "photos").upper() if number > 1 else "PHOTO")
        self.title.setVisible(bool(number))
        self._say_facts(found)
        added = ops.library.ADDED if number > 1 else ()
        self.form.show_values(found.values, self._typed, added)
        self._note()

    def _say_facts(self, found: "ops.library.Shared") -> None:
        photo = found.first if len(self._photos) == 1 else None
        self.facts.setVisible(photo is not None)
        self.uses.setVisible(photo is not None)
        if photo is None:
            return
        size = f"{photo.size / 1_000_000:.1f} MB" if photo.size >= 100_000 else f"{photo.size / 1000:.0f} kB"
        self.facts.setText(f"{photo.name}\n{photo.format} · {photo.width} × {photo.height} · {size}")
        named = [
            f'<a href="{row.id}">{_escaped(row.headline or "Untitled")}</a>' for row in found.used[:_STORIES]
        ]
        more = len(found.used) - len(named)
        said = ", ".join([*named, *([f"{more} more"] if more > 0 else [])])
        self.uses.setText(f"Used in {said}" if said else "In no story yet")

    def _note(self) -> None:
        """Mark what a reader will miss, and say what the button does."""
        number = len(self._photos)
        now = {**self._shared.values, **self._typed}
        required = self._publication.photo_required if number == 1 else ()
        self.form.mark([name for name in required if not now.get(name)])
        self.foot.setVisible(number > 1)
        self.write.setEnabled(bool(self._typed))
        self.write.setText(f"Write into {words.count(number, 'photo', 'photos')}")

    def _changed(self, change: Change) -> None:
        if change.kinds & {"photo", "story"} and change.ids & {*self._photos, *self._used()}:
            self._read()

    def _used(self) -> set[str]:
        return {row.id for row in self._shared.used}

    # What is typed

    def _edited(self, name: str) -> None:
        if not self._photos:
            return
        value, differ = self.form.value(name), name not in self._shared.values
        if len(self._photos) == 1:
            self._pause.soon()
        elif not value and (differ or name in ops.library.ADDED):
            self._typed.pop(name, None)  # as it was shown: nobody means to empty what they cannot see
            self._note()
            return
        self._typed[name] = value
        self._note()
        self.touched.emit()

    def _paused(self) -> None:
        if len(self._photos) == 1:
            self.flush()

    def flush(self) -> None:
        """Bring what was typed to the store."""
        settle(self.form.inputs.values())
        self._pause.stop()
        if self._typed and self._photos:
            self._sending.append(Typed(self._photos, dict(self._typed), self._shared.first))
            self._typed.clear()
            self._note()
        if not self._again.isActive():
            self._send()

    def _send(self) -> None:
        if self._busy or not self._sending:
            return
        typed, desk = self._sending[0], self._session.desk
        self._busy = True
        many = len(typed.photos) > 1
        values = dict(typed.words)
        added = {name: values.pop(name) for name in ops.library.ADDED if many and name in values}
        run = partial(ops.photo_words.edit, desk, typed.photos, values, added=added)
        kept = partial(self._kept, typed)
        if len(typed.photos) < _MANY or not self._exports.change("Writing", run, kept, self._refused):
            self._session.do(run, kept, self._refused)

    def _kept(self, typed: Typed, done: "ops.photo_words.Edited") -> None:
        self._end(typed)
        if len(typed.photos) > 1:
            number = words.count(len(done.revisions), "photo", "photos")
            back = partial(self._take_back, done) if done.revisions else None
            self.said.emit(
                f"{number} changed: {typed.told()}." if back else "Nothing had to be changed.", back
            )
        if self._photos == typed.photos:
            self._read()
        self._send()

    def _end(self, typed: Typed) -> None:
        self._busy = False
        self._sending = [one for one in self._sending if one is not typed]
        self.saved.emit()
        self._fill_in()

    def _refused(self, error: DeskError) -> None:
        self._busy = False
        if isinstance(error, Cancelled):
            self._end(self._sending[0])
            self._read()
        else:
            self._again.soon()
        self.failed.emit(error)

    def _take_back(self, done: "ops.photo_words.Edited") -> None:
        def back(made: ops.photo_words.Edited) -> None:
            number = words.count(len(made.revisions), "photo is", "photos are")
            again = partial(self._take_back, made) if made.revisions else None
            self.said.emit(f"{number} as before; what was written since stays.", again)

        run = partial(ops.photo_words.take_back, self._session.desk, done)
        self._session.do(run, back, self.failed.emit)

    # Templates

    def fill_in(self, name: str) -> None:
        """Fill the words of the chosen photos in by a template, once what was typed is in the store."""
        self._template = name
        self.flush()
        self._fill_in()

    def _fill_in(self) -> None:
        if not self._template or not self.safe:
            return
        name, self._template = self._template, ""
        run = partial(ops.photo_words.apply, self._session.desk, name, self._photos)
        filled = partial(self._filled, name)
        if len(self._photos) < _MANY or not self._exports.change("Filling in", run, filled, self.failed.emit):
            self._session.do(run, filled, self.failed.emit)

    def _filled(self, name: str, done: "ops.photo_words.Edited") -> None:
        number = len(done.revisions)
        said = f"“{name}” was filled in for {words.count(number, 'photo', 'photos')}."
        if lacking := done.missing:
            fields = dict.fromkeys(one for names in lacking.values() for one in names)
            labels = [PHOTO_FIELDS[one].label.lower() if one in PHOTO_FIELDS else one for one in fields]
            said += f" Missing in {words.count(len(lacking), 'photo', 'photos')}: {', '.join(labels)}."
        self.said.emit(said, partial(self._take_back, done) if number else None)
        self._read()

    # Until the store has it

    @property
    def safe(self) -> bool:
        """Return whether the store has every word."""
        return not self._typed and not self._sending

    def unsaved(self) -> list[Photo]:
        """Return photos with words that the store does not have yet; of many the first stands for all."""
        waiting = [*self._sending, Typed(self._photos, self._typed, self._shared.first)]
        found: dict[str, Photo] = {}
        for one in waiting:
            if one.before is not None and one.words:
                before = found.get(one.before.id, one.before)
                found[before.id] = replace(before, **one.words)
        return list(found.values())


def _escaped(said: str) -> str:
    from html import escape

    return escape(said)
