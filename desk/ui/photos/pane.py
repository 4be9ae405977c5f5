"""The photos of the story on the sheet: see them, drop files, set frames, write words and rights."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
)

from desk import operations as ops
from desk.domain import PICTURES as ENDINGS
from desk.domain import Photo, Placement, Publication, Role
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.ui.open_story import OpenStory
from desk.ui.photos.copies import Copies
from desk.ui.photos.inputs import Words
from desk.ui.photos.shown import ShownPhoto
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails

PICTURES = f"Pictures ({' '.join(f'*{ending}' for ending in sorted(ENDINGS))});;All files (*)"


class PhotoPane(ShownPhoto):
    """Edits the photo that is shown."""

    files_given = Signal(list)
    """Picture files and folders for this story (list of Path)."""

    photos_given = Signal(list)
    """Photos of the library for this story (list of ids), the first as its lead."""

    insert_wanted = Signal(str)
    """Put the photo with this id into the text at the cursor."""

    removed = Signal(object)
    """A placement was taken out (Placement)."""

    def __init__(
        self, session: Session, open_story: OpenStory, thumbnails: Thumbnails, publication: Publication
    ) -> None:
        super().__init__(session, open_story, thumbnails, publication)
        self.touched, self.saved = self.keeping.touched, self.keeping.saved
        self.copies = Copies(session, self)
        self.copies.failed.connect(self.failed)
        for part in (self._offers, self.copies):
            part.said.connect(self.said)
        self.form.typed.connect(self._typed)
        self.form.own_switched.connect(self._only_here)
        self.well.dropped.connect(self.add)
        self.well.brought.connect(self.photos_given)
        self.well.pressed.connect(self.choose_file)
        self.canvas.open_wanted.connect(self.crop)
        self.more.menu().addAction("Save a copy with this metadata…", self.save_copy)
        for button, act in (
            (self.crop_button, self.crop),
            (self.choose, self.choose_file),
            (self.lead, self._make_lead),
            (self.insert, self._insert),
            (self.remove, self._remove),
        ):
            button.clicked.connect(act)

    def set_publication(self, publication: Publication) -> None:
        """Follow the publication's rules from now on."""
        self._publication = publication
        menu = self.form.template.menu()
        menu.clear()
        for one in publication.photo_templates:
            menu.addAction(one.name.replace("&", "&&"), partial(self._fill_in, one.name))
        self._show()

    # Frames

    def crop(self) -> None:
        """Show the large view."""
        if self.photo is not None:
            self.cropping.emit(True)
            self.page.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # Words

    def _typed(self, name: str) -> None:
        value = self.form.value(name)
        made = self.form.inputs[name]
        if isinstance(made, Words) and "\\" in (words := made.input.words()):
            spelled = ops.photo_words.expanded(self._publication, words)
            if spelled != words:
                made.replace(spelled)  # comes back here
                return
        place, photo = self._place, self.photo
        if photo is None or (place and getattr(place, name, "")):
            self._place_word(name, value)
        else:
            self.keeping.edit(replace(photo, **{name: value}))
        self._note()

    def _place_word(self, name: str, words: str) -> None:
        place = self._place
        if place is None:
            if words and hasattr(Placement(), name):
                self._at = len(self._places)
                self._put((*self._places, replace(Placement(), **{name: words})))
            return
        self._put_word(name, words)
        if not words and self.photo is not None:
            self._show()
        self._show_frames()

    def _put_word(self, name: str, words: str) -> None:
        self._put(
            tuple(replace(p, **{name: words}) if n == self._at else p for n, p in enumerate(self._places))
        )

    def _put(self, places: tuple[Placement, ...]) -> None:
        self._open.edit("photos", photos=places)

    def _only_here(self, name: str) -> None:
        on = self.form.own[name].isChecked()
        before, place, photo = self._places, self._place, self.photo
        if place is None or photo is None:
            return
        words = getattr(photo, name) if on else ""
        if on and not words:
            self._show()
            return
        self._put_word(name, words)
        self._show()
        if not on and getattr(place, name) != getattr(photo, name):
            label = PHOTO_FIELDS[name].label.lower()
            self.said.emit(f"This story now uses the photo’s own {label}.", partial(self._back, before))

    def _back(self, places: tuple[Placement, ...]) -> None:
        self._put(places)
        self._load()

    def _fill_in(self, name: str) -> None:
        photo, story = self.photo, self._open.story
        if photo is None or story is None:
            return
        publication, wanted = self._publication, ops.photo_words.template(self._publication, name)

        def fill() -> tuple[Photo, tuple[str, ...]]:
            return ops.photo_words.filled(publication, wanted, photo, story.language)

        def done(made: tuple[Photo, tuple[str, ...]]) -> None:
            now = self.keeping.photos.get(photo.id)
            if now is not None:
                filled, missing = made
                changed = [one for one in PHOTO_FIELDS if getattr(filled, one) != getattr(photo, one)]
                lacks = ", ".join(_named(one) for one in missing)
                said = f"“{name}” was filled in{f', without {lacks}: missing' if missing else ''}."
                self.put(replace(now, **{one: getattr(filled, one) for one in changed}), said)

        self._session.tasks.work(fill, done, self.failed.emit)

    @property
    def safe(self) -> bool:
        """Return whether the store has every word."""
        return self.keeping.safe

    def unsaved(self) -> list[Photo]:
        """Return the photos whose words the store does not have yet."""
        return self.keeping.unsaved()

    # Files

    def choose_file(self) -> None:
        """Let the person pick the lead photo's file."""
        if self._open.story is None:
            return
        start = str(self._session.settings.get("pictures", ""))
        chosen, _ = QFileDialog.getOpenFileName(self, "Choose a photo", start, PICTURES)
        if chosen:
            self._session.settings.set(pictures=str(Path(chosen).parent))
            self.add([Path(chosen)])

    def add(self, files: list[Path]) -> None:
        """Take the first file as the lead and the others as inline photos."""
        if self._open.story is not None and files:
            self._at = 0
            self.flush()
            self.files_given.emit(files)

    def save_copy(self) -> None:
        """Save a copy of the photo's original with its words inside."""
        photo = self.photo
        if photo is None:
            self.said.emit("No photo is shown. Choose one first; then a copy of it can be saved.", None)
            return
        self.flush()
        self.copies.ask(photo)

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


def _named(field: str) -> str:
    return PHOTO_FIELDS[field].label.lower() if field in PHOTO_FIELDS else field
