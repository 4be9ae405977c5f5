"""The door to photos: their words, their originals, and the library's lists."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from desk.domain import BadInput, Completion, Photo, PhotoIds, PhotoQuery, PhotoRow, StoryRow, Who
from desk.store import photo_removal
from desk.store.engine import turn
from desk.store.parts import Parts


class PhotoDoor(Parts):
    """What is asked of photos; see `Store`."""

    def add_photo(self, photo: Photo, original: Path | bytes, who: Who, *, look: str | None = None) -> Photo:
        """Keep a new photo and its original; return the one that is there where the same file came before.

        `look` is what the original looks like, see `looks`.

        Raises:
            BadInput: the original cannot be read, or is not the file that `photo.hash` names.
        """
        self._database.see_place()
        self._media.put(photo, original)
        with self.batch(), self._database.write() as connection:
            turn(connection, [photo.hash])  # or the same file could be added twice, or deleted, at once
            self._media.put(photo, original)  # a photo with the same file may have been deleted since
            kept = self._photos.by_hash(photo.hash) or self._photos.save(photo, who, "create")
            if look is not None:
                self._photos.looked(kept.id, look)
        return kept

    def looks(self) -> dict[str, str | None]:
        """Return what each photo looks like, by its id, oldest first.

        It is empty where a photo shows too little to be known by, and None while nobody looked.
        """
        return self._photos.looks()

    def looked(self, id_: str, look: str) -> None:
        """Keep what a photo's original looks like; this is no change of the photo."""
        self._photos.looked(id_, look)

    def photo(self, id_: str) -> Photo:
        """Return a photo; raises NotFound."""
        return self._photos.one(id_)

    def photos(self, ids: Iterable[str] | None = None) -> list[Photo]:
        """Return photos in the order of the ids given, or all, newest first; raises NotFound."""
        return self._photos.many(ids)

    def photo_by_hash(self, hash_: str) -> Photo | None:
        """Return the photo whose original has this SHA-256, or None."""
        return self._photos.by_hash(hash_)

    def photo_ids(self, query: PhotoQuery) -> PhotoIds:
        """Return the ids of the photos of a list, in order, with what of its search says nothing."""
        return self._library.ids(query)

    def photo_rows(self, ids: Sequence[str]) -> list[PhotoRow]:
        """Return what a list shows of these photos, in this order; those that are not there are left out."""
        return self._library.rows(ids)

    def photo_completions(self, search: str, cursor: int) -> list[Completion]:
        """Return what may stand in a typed search for photos where the cursor is."""
        return self._library.completions(search, cursor)

    def save_photo(self, photo: Photo, who: Who, *, reason: str = "edit") -> Photo:
        """Keep a photo's words, focal point and crops; raises Conflict, or BadInput for another original."""
        return self._photos.save(photo, who, reason)

    def replace_original(self, photo: Photo, original: Path | bytes, who: Who) -> Photo:
        """Keep a photo with another original; the one before stays in `media/`, and its revision names it.

        Raises:
            BadInput: another photo has this file, or it is not the file that `photo.hash` names.
            Conflict: somebody saved the photo since it was read.
        """
        self._database.see_place()
        self._media.put(photo, original)
        with self.batch(), self._database.write() as connection:
            turn(connection, [photo.hash])
            self._media.put(photo, original)  # as above
            other = self._photos.by_hash(photo.hash)
            if other is not None and other.id != photo.id:
                raise BadInput(
                    f"That file is in the library already, as “{other.name}”",
                    kept="Nothing was changed",
                    todo="Place that photo instead",
                )
            return self._photos.save(photo, who, "replace")

    def shown_photos(self) -> set[str]:
        """Return the photos (ids) that some story places or names, or that a card ever showed."""
        with self._database.read() as connection:
            return photo_removal.shown(connection)

    def delete_photos(self, ids: Sequence[str]) -> tuple[list[Photo], int]:
        """Delete those of some photos that no story places, then their originals.

        Their revisions stay. Should it be cut short in between, originals lie there that no photo uses, which
        `verify` names.

        Returns:
            The photos, and how many bytes their originals had.

        Raises:
            Unwritable: the disk refused.
        """
        with self._database.write() as connection:
            gone = photo_removal.remove(connection, ids)
        with self._database.write() as connection:
            return gone, photo_removal.discard(connection, self._media, gone)

    def media_path(self, photo: Photo) -> Path:
        """Return where a photo's original lies; it is never to be written to."""
        return self._media.path(photo)

    def uses(self, photo: str) -> list[StoryRow]:
        """Return the rows of the stories that place a photo by its id, newest change first."""
        return self._rows.uses(photo)
