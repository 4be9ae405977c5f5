"""What else a card of the board may have: another picture and its crop, a pin, a story to stand in for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Photo, PhotoQuery, Slot, StoryRow
from desk.ui.curation.picker import Picker
from desk.ui.fields import choice_field
from desk.ui.front.tiles import Tile
from desk.ui.pause import Pause
from desk.ui.session import Session
from desk.ui.theme import current
from desk.ui.thumbnails import Thumbnails

_SHOWN: Final = 12
_CROPS: Final = ("", "16:9", "4:3", "1:1")
_OWN: Final = "The story’s own"


class PhotoPicker(QFrame):
    """A search field over the library; the story's own pictures come first."""

    picked = Signal(object)
    """A photo (Photo), or None for the story's own."""

    def __init__(self, session: Session, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._session, self._thumbnails, self._story = session, thumbnails, ""
        self._photos: dict[str, Photo] = {}
        self.field = QLineEdit(placeholderText="Find a photo", accessibleName="Find a photo")
        self.found = QListWidget(objectName="results", accessibleName="Photos found")
        self.found.setIconSize(QSize(current().px(54), current().px(36)))
        self.found.setFixedHeight(current().px(150))
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.field)
        rows.addWidget(self.found)
        self._pause = Pause(self, 100, self._search)
        self.field.textChanged.connect(self._pause.soon)
        self.field.returnPressed.connect(self._take)
        self.found.itemClicked.connect(self._take)
        self.found.itemActivated.connect(self._take)
        thumbnails.ready.connect(self._draw)
        self.hide()

    def ask(self, story: str) -> None:
        """Open for a story's card."""
        self._story = story
        self.show()
        self.field.clear()
        self.field.setFocus()
        self._search()

    def _search(self) -> None:
        desk, story, words = self._session.desk, self._story, self.field.text().strip()

        def read() -> list[Photo]:
            own = {} if words or not story else ops.photo.of_story(desk, ops.story.get(desk, story))
            ids = ops.library.ids(desk, PhotoQuery(search=words, limit=_SHOWN)).ids
            rest = [row.photo for row in ops.library.rows(desk, ids) if row.photo.id not in own]
            return [*own.values(), *rest]

        self._session.ask(read, self._arrived, lambda _: None)

    def _arrived(self, photos: list[Photo]) -> None:
        self._photos = {one.id: one for one in photos}
        self.found.clear()
        self._add(_OWN, "")
        for one in photos:
            self._add(one.caption or one.name or "A photo without words", one.id)
        self.found.setCurrentRow(1 if self.field.text().strip() and photos else 0)
        self._draw()

    def _add(self, said: str, photo: str) -> None:
        item = QListWidgetItem(said, self.found)
        item.setToolTip(said)
        item.setData(Qt.ItemDataRole.UserRole, photo)

    def _draw(self, photo: str = "") -> None:
        for item in (self.found.item(number) for number in range(self.found.count())):
            held = item.data(Qt.ItemDataRole.UserRole)
            if held and photo in ("", held):
                ratio = self.devicePixelRatioF()
                picture = self._thumbnails.filled(held, self.found.iconSize(), ratio)
                item.setIcon(QIcon(picture) if picture is not None else QIcon())

    def _take(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            self.hide()
            self.picked.emit(self._photos.get(item.data(Qt.ItemDataRole.UserRole)))


class CardExtras(QFrame):
    """Edits the rest of a card; each change is kept at once."""

    changed = Signal(object, object)
    """The slot as it was and as it shall be (Slot)."""

    grown = Signal()
    """It needs another height."""

    def __init__(
        self, session: Session, thumbnails: Thumbnails, row_of: Callable[[str], StoryRow | None]
    ) -> None:
        super().__init__()
        self._session, self._row_of = session, row_of
        self._tile: Tile | None = None
        self.picture = QPushButton(_OWN, accessibleName="Picture")
        self.crop = choice_field("Crop")
        for ratio in _CROPS:
            self.crop.addItem(ratio or "As each page needs it", ratio)
        self.fallback = QPushButton(accessibleName="Then")
        self.pinned = QCheckBox("Pinned: keeps its place, whatever is not shown before it")
        self.photos, self.stories = PhotoPicker(session, thumbnails), Picker(session)
        self.stories.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self._labels: list[tuple[QLabel, QWidget]] = []
        rows = (self.picture, self.photos, self.crop, self.fallback, self.stories)
        for number, widget in enumerate(rows):
            grid.addWidget(widget, number, 1)
            if widget.accessibleName():
                label = QLabel(widget.accessibleName())
                label.setProperty("role", "field")
                label.ensurePolished()
                # As wide as in the form above.
                label.setMinimumWidth(label.fontMetrics().horizontalAdvance("Headline"))
                grid.addWidget(label, number, 0)
                self._labels.append((label, widget))
        grid.addWidget(self.pinned, len(rows), 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.picture.clicked.connect(self._choose_picture)
        self.photos.picked.connect(self._picture_chosen)
        self.crop.activated.connect(self._cropped)
        self.fallback.clicked.connect(self._choose_fallback)
        self.stories.picked.connect(self._fallback_chosen)
        self.pinned.clicked.connect(lambda on: self._keep(pinned=on))

    def show_tile(self, tile: Tile) -> None:
        """Show what a card has."""
        if self._tile is None or self._tile.slot.id != tile.slot.id:
            self.photos.hide()
            self.stories.hide()
        self._tile = tile
        slot, story = tile.slot, bool(tile.slot.story)
        for label, widget in self._labels:
            shown = story and (widget is not self.crop or bool(slot.photo))
            label.setVisible(shown)
            widget.setVisible(shown)
        self.picture.setText("Another photo" if slot.photo else _OWN)
        if slot.crop is None:
            self.crop.setCurrentIndex(0)
        row = self._row_of(slot.fallback) if slot.fallback else None
        self.fallback.setText(_short(row.headline or "Untitled") if row else "Nothing once it has ended")
        self.fallback.setToolTip("Which story stands here once this one has ended; chosen again, none")
        self.pinned.setChecked(slot.pinned)
        self.grown.emit()

    def _keep(self, **values: object) -> None:
        if self._tile is not None:
            was: Slot = self._tile.slot
            wanted = replace(was, **values)  # pyright: ignore[reportArgumentType]
            if wanted != was:
                self.changed.emit(was, wanted)

    def _choose_picture(self) -> None:
        if self._tile is not None:
            self.photos.ask(self._tile.slot.story)
            self.grown.emit()

    def _picture_chosen(self, photo: Photo | None) -> None:
        self._keep(photo=photo.id if photo else "", crop=None)
        self.picture.setFocus()
        self.grown.emit()

    def _cropped(self) -> None:
        ratio, tile, desk = self.crop.currentData(), self._tile, self._session.desk
        if tile is None or not ratio:
            self._keep(crop=None)
            return
        read = partial(ops.photo.get, desk, tile.slot.photo)
        self._session.ask(read, lambda photo: self._keep(crop=ops.photo.framed(photo, ratio)), lambda _: None)

    def _choose_fallback(self) -> None:
        if self._tile is None:
            return
        if self._tile.slot.fallback:
            self._keep(fallback="")
        else:
            self.stories.ask({self._tile.slot.story})
        self.grown.emit()

    def _fallback_chosen(self, target: str) -> None:
        self.stories.hide()
        if not ops.curation.is_link(target):
            self._keep(fallback=target)
        self.fallback.setFocus()
        self.grown.emit()


def _short(words: str) -> str:
    return f"{words[:36]}…" if len(words) > 38 else words
