"""What could stand in a photo's fields instead: a credit in its caption, what its file says elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import DeskError, Photo, Publication
from desk.domain.photo_fields import PHOTO_FIELDS
from desk.ui.photos.words_form import Offer, WordsForm
from desk.ui.session import Session

Said = Mapping[str, tuple[tuple[str, Any], ...]]


class Taker(Protocol):
    """Who takes a photo with other words."""

    @property
    def photo(self) -> Photo | None: ...  # noqa: D102  (told by the class)

    def put(self, photo: Photo, said: str = "") -> None: ...  # noqa: D102  (told by the class)


class Offers(QObject):
    """Finds what to offer for the photo that is shown; taking it is undone from the notice."""

    said = Signal(str, object)

    def __init__(self, session: Session, form: WordsForm, taker: Taker) -> None:
        super().__init__(session)
        self._session = session
        self._form = form
        self._taker = taker
        self._files: dict[str, Said] = {}
        self._publication: Publication | None = None

    def look(self, photo: Photo | None, publication: Publication, caption: str) -> None:
        """Offer what there is for a photo and the caption it has in this story."""
        self._publication = publication
        if photo is not None and photo.id not in self._files:
            self._files[photo.id] = {}
            desk, id_ = self._session.desk, photo.id
            self._session.tasks.work(
                lambda: ops.photo_words.disagreements(desk, id_), partial(self._read, id_), self._refused
            )
        found = self._found(photo, publication, caption) if photo else {}
        for name in self._form.inputs:
            self._form.offer(name, found.get(name, ()))

    def _read(self, photo: str, said: Said) -> None:
        self._files[photo] = said
        shown = self._taker.photo
        if said and shown is not None and shown.id == photo and self._publication is not None:
            self.look(shown, self._publication, str(self._form.value("caption")))

    def _refused(self, _: DeskError) -> None:
        """Say nothing here: the well says that the file is lost."""

    def _found(self, photo: Photo, publication: Publication, caption: str) -> dict[str, tuple[Offer, ...]]:
        found: dict[str, tuple[Offer, ...]] = {}
        for name, values in self._files.get(photo.id, {}).items():
            now = getattr(photo, name, "")
            if now in [value for _, value in values]:
                found[name] = tuple(
                    Offer(f"{place}: {_shown(value)}", "Take", self._take(name, value, place))
                    for place, value in values
                    if value != now
                )
        tail = ops.photo_words.credit_in(publication, caption) if caption == photo.caption else None
        if tail is not None:
            said = f"The caption names a credit: {tail[1]}"
            found["caption"] = (*found.get("caption", ()), Offer(said, "Move it", self._move(*tail)))
        house = ops.photo_words.in_house(publication, {"credit": photo.credit})["credit"]
        if house != photo.credit:
            said = f"In the house’s style: {house}"
            found["credit"] = (*found.get("credit", ()), Offer(said, "Take", self._take("credit", house, "")))
        return found

    def _take(self, name: str, value: Any, place: str) -> Callable[[], None]:
        said = f"{PHOTO_FIELDS[name].label} was taken from the file’s {place}." if place else ""
        return partial(self._put, {name: value}, said or "The credit is in the house’s style.")

    def _move(self, caption: str, credit: str) -> Callable[[], None]:
        return partial(self._put, {"caption": caption, "credit": credit}, "The credit moved to its field.")

    def _put(self, values: Mapping[str, Any], said: str) -> None:
        photo = self._taker.photo
        if photo is not None:
            self._taker.put(replace(photo, **values), said)


def _shown(value: Any) -> str:
    words = "; ".join(value) if isinstance(value, tuple) else str(value)
    return words if len(words) <= 200 else f"{words[:200]}…"
