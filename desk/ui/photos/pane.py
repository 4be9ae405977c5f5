"""The photos of the story on the sheet: see them, drop files, write caption, alt text, credit, rights."""

from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import PICTURES as ENDINGS
from desk.domain import Change, DeskError, Photo, Placement, Role, Story
from desk.domain.merge import merge_fields
from desk.ui.flow import FlowLayout
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.photos.well import Well
from desk.ui.photos.words_form import LABELS, WordsForm
from desk.ui.session import Session
from desk.ui.theme import current
from desk.ui.thumbnails import Thumbnails

PICTURES = f"Pictures ({' '.join(f'*{ending}' for ending in sorted(ENDINGS))});;All files (*)"
_LOST = "The file of this photo is missing or damaged. Verify this desk brings it back from a backup."
_PAUSE = 600
_LONGEST = 4000
_AGAIN = 4000


class PhotoPane(QScrollArea):
    """Edits the words of one photo at a time: the lead first."""

    failed = Signal(object)
    files_given = Signal(list)
    """Picture files and folders for this story (list of Path)."""

    insert_wanted = Signal(str)
    """Put the photo with this id into the text at the cursor."""

    removed = Signal(object)
    """A placement was taken out (Placement)."""

    said = Signal(str, object)
    """A thing was done that can be taken back: what, and how (a callable)."""

    touched = Signal()
    """A photo's own words were typed."""

    saved = Signal()
    """The store has a photo's words; `safe` says whether that is everything."""

    def __init__(self, session: Session, open_story: OpenStory, thumbnails: Thumbnails) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._open = open_story
        self._thumbnails = thumbnails
        self._photos: dict[str, Photo] = {}
        self._unsaved: dict[str, Photo] = {}
        self._sent: dict[str, Photo] = {}
        self._at = 0
        self._story = ""
        self._pause = Pause(self, _PAUSE, self.flush)
        self._longest = Pause(self, _LONGEST, self.flush)
        self._again = Pause(self, _AGAIN, self.flush)
        self._build()
        thumbnails.ready.connect(self._picture_ready)
        open_story.opened.connect(self._opened)
        open_story.changed.connect(self._changed)
        session.bus.changed.connect(self._elsewhere)
        self._load()

    # Building

    def _build(self) -> None:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(14, 12, 14, 16)
        rows.setSpacing(8)
        head = QHBoxLayout()
        self.title = QLabel("LEAD PHOTO")
        self.title.setProperty("role", "head")
        self.use = QLabel()
        self.use.setProperty("role", "field")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.use)
        self.form = WordsForm()
        self.form.typed.connect(self._typed)
        self.form.own_switched.connect(self._only_here)
        self.well = Well()
        self.well.dropped.connect(self._dropped)
        self.well.pressed.connect(self.choose_file)
        rows.addLayout(head)
        rows.addWidget(self.well)
        rows.addLayout(self._buttons())
        rows.addWidget(self.form)
        self.others_title = QLabel("ALL PHOTOS OF THIS STORY")
        self.others_title.setProperty("role", "head")
        self.others = QWidget()
        self._strip = FlowLayout(self.others, spacing=6)
        self._group = QButtonGroup(self, exclusive=True)
        rows.addSpacing(6)
        rows.addWidget(self.others_title)
        rows.addWidget(self.others)
        rows.addStretch(1)
        self.setWidget(page)
        # From field to field first; the switches beside them come after.
        order = [
            self.well,
            self.choose,
            self.lead,
            self.insert,
            self.remove,
            *self.form.fields.values(),
            *self.form.own.values(),
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.choose = self._button("Choose file…", self.choose_file)
        self.lead = self._button("Make lead", self._make_lead)
        self.insert = self._button("Insert in text", self._insert)
        self.remove = self._button("Remove", self._remove)
        for button in (self.choose, self.lead, self.insert, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("kind", "link")
        button.clicked.connect(act)
        return button

    # What is shown

    @property
    def _places(self) -> tuple[Placement, ...]:
        story = self._open.story
        return story.photos if story else ()

    @property
    def _place(self) -> Placement | None:
        return self._places[self._at] if self._at < len(self._places) else None

    def _photo(self, place: Placement | None) -> Photo | None:
        return self._photos.get(place.photo) if place and place.photo else None

    def _opened(self, story: Story | None) -> None:
        if story is None or story.id != self._story:
            self.flush()
            self._story = story.id if story else ""
            self._at = next((n for n, p in enumerate(self._places) if p.role is Role.LEAD), 0)
        self._load()

    def _changed(self, origin: str) -> None:
        if origin != "photos":
            self._load()

    def _elsewhere(self, change: Change) -> None:
        if "photo" in change.kinds and change.origin != "photos" and change.ids & set(self._photos):
            self._load()

    def _load(self) -> None:
        story = self._open.story
        self.widget().setEnabled(story is not None)
        if story is None:
            self._photos = {}
            self._show()
            return
        self._at = min(self._at, max(0, len(story.photos) - 1))
        desk = self._session.desk
        self._session.ask(lambda: ops.photo.of_story(desk, story), partial(self._loaded, story.id))

    def _loaded(self, story: str, photos: dict[str, Photo]) -> None:
        if story == self._story:
            self._photos = photos | {key: photo for key, photo in self._unsaved.items() if key in photos}
            self._show()

    def _show(self) -> None:
        place = self._place
        photo = self._photo(place)
        lead = place is None or place.role is Role.LEAD
        self.title.setText("LEAD PHOTO" if lead else "INLINE PHOTO")
        self._show_picture()
        self.choose.setText("Choose file…" if photo is None else "Replace…")
        self.choose.setVisible(lead)
        self.lead.setVisible(not lead)
        self.insert.setVisible(not lead and photo is not None and not self._in_text(place))
        self.remove.setVisible(place is not None)
        own = {name: bool(place and getattr(place, name)) for name in ("caption", "alt")}
        self.form.show_words({name: self._said(name) for name in LABELS}, own, photo=photo is not None)
        self._fill_strip()

    def _said(self, name: str) -> str:
        place, photo = self._place, self._photo(self._place)
        here = getattr(place, name, "") if place else ""
        return here or (getattr(photo, name) if photo else "")

    def _show_picture(self) -> None:
        place = self._place
        photo = self._photo(place)
        if photo is not None:
            lost = (
                "The file of this photo is missing or damaged. Verify this desk brings it back from a backup."
            )
            picture = self._thumbnails.get(photo.id)
            self.well.show_picture(picture, lost if photo.id in self._thumbnails.broken else "")
            self.use.setText(f"{photo.format} · {photo.width} × {photo.height}")
        else:
            waits = place is not None and (place.caption or place.credit)
            words = (
                "This caption waits for its photo. Drop the file here, or Ctrl+Shift+P to choose it."
                if waits
                else "Drop a picture here, or Ctrl+Shift+P to choose one."
            )
            self.well.show_picture(None, words)
            self.use.setText("")

    def _fill_strip(self) -> None:
        while (item := self._strip.takeAt(0)) is not None:
            item.widget().deleteLater()
        places = self._places
        self.others_title.setVisible(len(places) > 1)
        self.others.setVisible(len(places) > 1)
        size = QSize(current().px(72), current().px(54))
        for number, place in enumerate(places if len(places) > 1 else ()):
            button = QToolButton(checkable=True, checked=number == self._at)
            picture = self._thumbnails.filled(place.photo, size, self.devicePixelRatioF())
            if picture is not None:
                button.setIcon(QIcon(picture))
            button.setIconSize(size)
            photo = self._photo(place)
            said = place.caption or (photo.caption if photo else "") or "No caption"
            button.setToolTip(("Lead: " if place.role is Role.LEAD else "") + said)
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(partial(self._select, number))
            self._group.addButton(button)
            self._strip.addWidget(button)

    def _picture_ready(self, photo: str) -> None:
        if any(place.photo == photo for place in self._places):
            self._show_picture()
            self._fill_strip()

    def _select(self, number: int) -> None:
        self._at = number
        self._show()

    def select(self, photo: str) -> None:
        """Show the inline photo with this id."""
        for number, place in enumerate(self._places):
            if place.photo == photo:
                self._select(number)

    # What a person does

    def _typed(self, name: str) -> None:
        words = self.form.fields[name].words()
        place, photo = self._place, self._photo(self._place)
        if photo is None or (place and getattr(place, name, "")):
            self._place_word(name, words)
        else:
            changed = replace(photo, **{name: words})
            self._photos[photo.id] = self._unsaved[photo.id] = changed
            if not self._longest.isActive():
                self._longest.soon()
            self._pause.soon()
            self.touched.emit()
        self.form.note(photo=self._photo(self._place) is not None)

    def _place_word(self, name: str, words: str) -> None:
        place = self._place
        if place is None:
            if words and name != "rights":
                self._at = len(self._places)
                self._put((*self._places, replace(Placement(), **{name: words})))
            return
        self._put(
            tuple(replace(p, **{name: words}) if n == self._at else p for n, p in enumerate(self._places))
        )
        if not words and self._photo(place) is not None:
            self._show()

    def _put(self, places: tuple[Placement, ...]) -> None:
        self._open.edit("photos", photos=places)

    def _only_here(self, name: str) -> None:
        on = self.form.own[name].isChecked()
        before = self._places
        place, photo = self._place, self._photo(self._place)
        if place is None or photo is None:
            return
        words = getattr(photo, name) if on else ""
        if on and not words:
            self._show()
            return
        self._put(tuple(replace(p, **{name: words}) if n == self._at else p for n, p in enumerate(before)))
        self._show()
        if not on and getattr(place, name) != getattr(photo, name):
            self.said.emit(
                f"This story now uses the photo’s own {LABELS[name].lower()}.", partial(self._back, before)
            )

    def _back(self, places: tuple[Placement, ...]) -> None:
        self._put(places)
        self._load()

    def flush(self) -> None:
        """Bring changed words of photos to the store."""
        self._pause.stop()
        self._longest.stop()
        if self._again.isActive():
            return  # the store refused a moment ago; it is asked again soon
        desk = self._session.desk
        for photo in [one for key, one in self._unsaved.items() if self._sent.get(key) is not one]:
            self._sent[photo.id] = photo
            self._session.do(
                partial(ops.photo.save, desk, photo),
                partial(self._kept, photo),
                self._refused,
                origin="photos",
            )

    def _kept(self, sent: Photo, saved: Photo) -> None:
        self._sent.pop(saved.id, None)
        now = self._unsaved.get(saved.id)
        if now is sent:
            del self._unsaved[saved.id]
            self._photos[saved.id] = saved
        elif now is not None:
            merged, _ = merge_fields(sent, now, saved)
            merged = replace(merged, revision=saved.revision, updated=saved.updated)
            self._unsaved[saved.id] = self._photos[saved.id] = merged
            self._pause.soon()
        self.saved.emit()

    def _refused(self, error: DeskError) -> None:
        self._sent.clear()
        self._again.soon()
        self.failed.emit(error)

    @property
    def safe(self) -> bool:
        """Return whether the store has every word."""
        return not self._unsaved

    def unsaved(self) -> list[Photo]:
        """Return the photos whose words the store does not have yet."""
        return list(self._unsaved.values())

    def choose_file(self) -> None:
        """Let the person pick the lead photo's file."""
        if self._open.story is None:
            return
        start = str(self._session.settings.get("pictures", ""))
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a photo", start, PICTURES)
        if chosen:
            self._session.settings.set(pictures=str(Path(chosen).parent))
            self.add([Path(chosen)])

    def _dropped(self, files: list[Path]) -> None:
        self.add(files)

    def add(self, files: list[Path]) -> None:
        """Take the first file as the lead and the others as inline photos."""
        if self._open.story is not None and files:
            self._at = 0
            self.flush()
            self.files_given.emit(files)

    def _make_lead(self) -> None:
        place = self._place
        if place is None:
            return
        before = self._places
        rest = tuple(replace(p, role=Role.INLINE) for p in before if p is not place)
        self._at = 0
        self._put((replace(place, role=Role.LEAD), *rest))
        self._show()
        self.said.emit("This is the lead photo now.", partial(self._back, before))

    def _in_text(self, place: Placement | None) -> bool:
        story = self._open.story
        return bool(place and story and f"(photo:{place.photo}" in story.body)

    def _insert(self) -> None:
        if self._place is not None:
            self.insert_wanted.emit(self._place.photo)
            self.insert.hide()

    def _remove(self) -> None:
        place, before = self._place, self._places
        if place is None:
            return
        self._put(tuple(p for p in before if p is not place))
        self._at = 0
        self._load()
        self.removed.emit(place)
        self.said.emit(
            "The photo was taken out of this story; it stays in the library.", partial(self._back, before)
        )
