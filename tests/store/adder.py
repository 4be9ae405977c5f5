"""A program of its own that adds a file to a desk on a server again and again, or deletes all its photos.

Arguments: the server's address, the folder, `add` or `delete`, for how many seconds. The one that adds prints
a line for each photo that it finds without its file, and last how often it added.
"""

import contextlib
import hashlib
import sys
import time
from pathlib import Path

from desk.domain import Conflict, NotFound, Photo, Who, new_id
from desk.store import Store

CONTENT = b"a picture"


def main(address: str, folder: str, what: str, seconds: str) -> None:
    end, done = time.monotonic() + float(seconds), 0
    with contextlib.closing(Store.connect(address, Path(folder))) as store:
        while time.monotonic() < end:
            if what == "add":
                add(store)
                done += 1
            else:
                store.delete_photos([photo.id for photo in store.photos()])
    print(done)


def add(store: Store) -> None:
    hash_ = hashlib.sha256(CONTENT).hexdigest()
    photo = Photo(id=new_id(), hash=hash_, format="JPEG", width=1, height=1, size=len(CONTENT))
    with contextlib.suppress(NotFound):
        kept = store.add_photo(photo, CONTENT, Who("Ann", "one"))
        there = store.media_path(kept).is_file()
        store.photo(kept.id)  # a photo whose file went goes first
        if not there:
            print("lost", flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Conflict as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
