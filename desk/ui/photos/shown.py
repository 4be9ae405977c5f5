"""The photo that is seen: its picture with the frames, its words and rights, and the story's others below."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import pairwise
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
from desk.domain import Change, Photo, Placement, Publication, Role, Story, StoryRow
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.ui import icons
from desk.ui.ground import Ground
from desk.ui.open_story import OpenStory
from desk.ui.photos.canvas import Canvas
from desk.ui.photos.framing import RATIOS, Framing
from desk.ui.photos.inputs import belong, settle
from desk.ui.photos.keeping import Keeping
from desk.ui.photos.offers import Offers
from desk.ui.photos.page import NAMES, CropPage
from desk.ui.photos.strip import Strip
from desk.ui.photos.upright import Upright
from desk.ui.photos.uses import Uses, hindrance, told
from desk.ui.photos.well import Well
from desk.ui.photos.words_form import HERE, WordsForm
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails

_LOST = "The file of this photo is missing or damaged. Verify this desk brings it back from a backup."
_EMPTY = "Drop a picture here, or Ctrl+Shift+P to choose one."
_WAITING = "This caption waits for its photo. Drop the file here, or Ctrl+Shift+P to choose it."
_NOTHING = Photo(id="", hash="", format="", width=1, height=1, size=0)


class ShownPhoto(QScrollArea):
    """Shows one photo of the open story at a time: the lead first."""

    failed = Signal(object)
    said = Signal(str, object)
    """A thing was done that can be taken back: what, and how (a callable)."""

    open_wanted = Signal(str)
    """A story that uses the photo."""

    shown = Signal()
    """Another photo is shown, or its words anew."""

    cropping = Signal(bool)
    """The large view is to take the sheet's place, or to leave it."""

    def __init__(
        self, session: Session, open_story: OpenStory, thumbnails: Thumbnails, publication: Publication
    ) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._open = open_story
        self._thumbnails = thumbnails
        self._publication = publication
        self._at = 0
        self._story = ""
        self._lost: set[str] = set()
        self.keeping = Keeping(session)
        self.framing = Framing(self.keeping.edit)
        self.pictures = Upright(session)
        self._build()
        self._offers = Offers(session, self.form, self)
        self.keeping.failed.connect(self.failed)
        self.keeping.changed.connect(self._photo_changed)
        self.pictures.lost.connect(self._picture_lost)
        thumbnails.ready.connect(self._picture_ready)
        open_story.opened.connect(self._opened)
        open_story.changed.connect(self._changed)
        session.bus.changed.connect(self._elsewhere)
        self.canvas.ratio_wanted.connect(self._number)
        self.form.more_made.connect(self._show)
        self.form.more.clicked.connect(self._folded)
        self.uses.open_wanted.connect(self.open_wanted)

    # Building

    @cached_property
    def page(self) -> CropPage:
        """Return the large view, which is made in a turn of its own."""
        page = CropPage(self.framing, self.pictures)
        page.left.connect(partial(self.cropping.emit, False))
        page.ratio_chosen.connect(self.choose_ratio)
        return page

    def _build(self) -> None:
        page = Ground("panel", enabled=self._open.story is not None)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(14, 12, 14, 16)
        rows.setSpacing(8)
        self.form = WordsForm(self._zone)
        self.form.template.setMenu(QMenu(self.form.template))
        if self._session.settings.get("more_of_photos", False):
            self.form.unfold(True)
        self.canvas = Canvas(self.framing, self.pictures, small=True)
        self.well = Well(self.canvas)
        self.rights = QLabel(wordWrap=True)
        self.rights.setProperty("role", "warn")
        self.uses = Uses()
        self.strip = Strip(self._thumbnails)
        self.strip.chosen.connect(self._select)
        rows.addLayout(self._head())
        for widget in (self.well, self.rights):
            rows.addWidget(widget)
        rows.addLayout(self._buttons())
        rows.addWidget(self.form)
        rows.addWidget(self.uses, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(6)
        rows.addWidget(self.strip)
        rows.addStretch(1)
        self.setWidget(page)
        # From field to field first; the switches beside them come after.
        order = [self.well, self.canvas, self.more, *self._actions, *self._fields(), *self.form.own.values()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _fields(self) -> list[QWidget]:
        return [made.input for made in self.form.inputs.values()]

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(2)
        self.title = QLabel("LEAD PHOTO")
        self.title.setProperty("role", "head")
        head.addWidget(self.title)
        head.addStretch(1)
        self.shapes: dict[str, QToolButton] = {}
        for ratio in RATIOS:
            button = QToolButton(text=NAMES[ratio], checkable=True, autoExclusive=True)
            button.setAccessibleName(f"Show the frame {NAMES[ratio]}")
            button.setToolTip(f"The frame {NAMES[ratio]}; double-click the picture for the large view")
            button.clicked.connect(partial(self.choose_ratio, ratio))
            self.shapes[ratio] = button
            head.addWidget(button)
        return head

    def _buttons(self) -> QVBoxLayout:
        self.choose = _button("Choose file…")
        self.crop_button = _button("Crop…")
        self.crop_button.setToolTip("The large view: frames, focal point, straighten (double-click or Enter)")
        self.lead = _button("Make lead")
        self.insert = _button("Insert in text")
        self.remove = _button("Remove")
        self._actions = (self.crop_button, self.choose, self.lead, self.insert, self.remove)
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in self._actions:
            row.addWidget(button)
        row.addStretch(1)
        self.use = QLabel()
        self.use.setProperty("role", "field")
        about = QHBoxLayout()
        about.addWidget(self.use, 1)
        about.addWidget(self._make_more())
        rows = QVBoxLayout()
        rows.setSpacing(2)
        rows.addLayout(about)
        rows.addLayout(row)
        return rows

    def _make_more(self) -> QToolButton:
        self.more = QToolButton(toolTip="More", accessibleName="More that can be done with this photo")
        self.more.setIcon(icons.icon("dots-three"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        return self.more

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._publication.timezone)

    # What is shown

    @property
    def _places(self) -> tuple[Placement, ...]:
        story = self._open.story
        return story.photos if story else ()

    @property
    def _place(self) -> Placement | None:
        return self._places[self._at] if self._at < len(self._places) else None

    def _photo(self, place: Placement | None) -> Photo | None:
        return self.keeping.photos.get(place.photo) if place and place.photo else None

    @property
    def photo(self) -> Photo | None:
        """Return the photo that is shown."""
        return self._photo(self._place)

    def _opened(self, story: Story | None) -> None:
        if story is None or story.id != self._story:
            settle(self.form.inputs.values())
            self.flush()
            self.cropping.emit(False)
            self._story = story.id if story else ""
            self._at = next((n for n, p in enumerate(self._places) if p.role is Role.LEAD), 0)
        self._load()

    def _changed(self, origin: str) -> None:
        if origin != "photos":
            self._load()

    def _elsewhere(self, change: Change) -> None:
        if "photo" in change.kinds and change.origin != "photos" and change.ids & set(self.keeping.photos):
            self._load()
        elif "story" in change.kinds:
            self._ask_uses()

    def _load(self) -> None:
        story = self._open.story
        self.widget().setEnabled(story is not None)
        if story is None:
            self.keeping.take(())
            self._show()
            return
        self._at = min(self._at, max(0, len(story.photos) - 1))
        desk = self._session.desk
        self._session.ask(lambda: ops.photo.of_story(desk, story), partial(self._loaded, story.id))

    def _loaded(self, story: str, photos: dict[str, Photo]) -> None:
        if story == self._story:
            self.keeping.take(photos.values())
            self._show()
            self._ask_uses()

    def _ask_uses(self) -> None:
        photo, desk = self.photo, self._session.desk
        if photo is None:
            self.uses.show_rows(())
        else:
            id_ = photo.id
            self._session.ask(lambda: ops.photo_words.uses(desk, id_), partial(self._used, id_))

    def _used(self, photo: str, rows: list[StoryRow]) -> None:
        if self.photo is not None and self.photo.id == photo:
            self.uses.show_rows(rows)
            self._say_rights()

    def _show(self) -> None:
        place, photo = self._place, self.photo
        lead = place is None or place.role is Role.LEAD
        self.title.setText("LEAD PHOTO" if lead else "INLINE PHOTO")
        self.choose.setText("Choose file…" if photo is None else "Replace…")
        self.choose.setVisible(lead)
        self.crop_button.setVisible(photo is not None)
        self.lead.setVisible(not lead)
        self.insert.setVisible(not lead and photo is not None and not self._in_text(place))
        self.remove.setVisible(place is not None)
        own = {name: bool(place and getattr(place, name)) for name in HERE}
        story = self._open.story
        self.form.set_direction(story.direction if story else "ltr")
        if odd := belong(self.form.inputs.values(), photo.id if photo else ""):
            self.failed.emit(odd)
        self.form.show_words({name: self._said(name) for name in PHOTO_FIELDS}, own, photo=photo is not None)
        self.form.template.setVisible(photo is not None and bool(self._publication.photo_templates))
        self.strip.show_places(self._places, self.keeping.photos, self._at)
        if photo is None:
            self.uses.show_rows(())
        self._note()
        self._show_picture()
        self.shown.emit()

    def _said(self, name: str) -> object:
        place, photo = self._place, self.photo
        here = getattr(place, name, "") if place else ""
        return here or getattr(photo or _NOTHING, name)

    def _note(self) -> None:
        photo = self.photo
        self.form.note(photo, self._publication.photo_required)
        self._offers.look(photo, self._publication, str(self.form.value("caption")))
        self._say_rights()

    def _say_rights(self) -> None:
        photo = self.photo
        what = photo and hindrance(photo, datetime.now(UTC), self.uses.rows, self._story, self._publication)
        self.rights.setText(told(photo, what, self._publication.timezone) if photo and what else "")
        self.rights.setVisible(bool(what))

    def _show_picture(self) -> None:
        place, photo = self._place, self.photo
        self.framing.show(photo)
        if photo is not None and photo.id not in self._lost:
            self.well.show_view(photo.height / photo.width)
        elif photo is not None:
            self.well.show_words(_LOST)
        else:
            self.well.show_words(_WAITING if place and (place.caption or place.credit) else _EMPTY)
        self.use.setText(f"{photo.format} · {photo.width} × {photo.height}" if photo else "")
        self.more.setVisible(photo is not None)
        for ratio, button in self.shapes.items():
            button.setVisible(photo is not None)
            button.setChecked(ratio == self.framing.ratio)
        self._show_frames()

    def _show_frames(self) -> None:
        self.canvas.refresh()
        words = {name: str(self.form.value(name)) for name in HERE}
        self.page.show_use(self._open.story, self.photo, words)

    def _picture_ready(self, photo: str) -> None:
        if any(place.photo == photo for place in self._places):
            self.strip.show_places(self._places, self.keeping.photos, self._at)

    def _picture_lost(self, photo: str) -> None:
        self._lost.add(photo)
        self._show_picture()

    @property
    def number(self) -> int:
        """Return which of the story's photos is shown, from 0."""
        return self._at

    def show_number(self, number: int) -> None:
        """Show one of the story's photos."""
        if number != self._at and number < len(self._places):
            self._select(number)

    def _select(self, number: int) -> None:
        settle(self.form.inputs.values())
        self._at = number
        self._show()
        self._ask_uses()

    def select(self, photo: str) -> None:
        """Show the inline photo with this id."""
        for number, place in enumerate(self._places):
            if place.photo == photo:
                self._select(number)

    def choose_ratio(self, ratio: str) -> None:
        """Show and set the frame of a shape."""
        self.framing.ratio = ratio
        self._show_picture()

    def _number(self, number: int) -> None:
        self.choose_ratio(RATIOS[number])

    def _photo_changed(self, photo: str) -> None:
        shown = self.photo
        if shown is not None and shown.id == photo:
            self.framing.show(shown)
            self._show_frames()
            self._say_rights()

    def put(self, photo: Photo, said: str = "") -> None:
        """Take a photo with other words, and offer to take that back where there is something to say."""
        before = self.keeping.photos.get(photo.id)
        self.keeping.edit(photo)
        self._show()
        if said and before is not None:
            self.said.emit(said, partial(self._put_back, before, photo))

    def _put_back(self, before: Photo, after: Photo) -> None:
        now = self.keeping.photos.get(before.id)
        if now is not None:
            changed = [name for name in PHOTO_FIELDS if getattr(before, name) != getattr(after, name)]
            self.put(replace(now, **{name: getattr(before, name) for name in changed}))

    def _in_text(self, place: Placement | None) -> bool:
        story = self._open.story
        return bool(place and story and f"(photo:{place.photo}" in story.body)

    def _folded(self, on: bool) -> None:
        self._session.settings.set(more_of_photos=on)

    def flush(self) -> None:
        """Bring changed words of photos to the store."""
        self.keeping.flush()


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("kind", "link")
    return button
