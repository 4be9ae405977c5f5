"""Write the desk of the present tables as `NNNN.desk.zip` beside this file.

Run `python -m tests.store.desks.make` once for each new version of the tables, before the next is begun, and
never again for an older one: these desks show that what any version ever saved can still be opened.
"""

import hashlib
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from desk.domain import (
    Byline,
    Correction,
    Photo,
    Placement,
    Publication,
    Section,
    Slot,
    Status,
    Story,
    Who,
    new_id,
    related_slug,
)
from desk.store import Store
from desk.store.schema import HEAD
from tests.store.conftest import noon, put

WHO = Who("Ann", "laptop")


def main() -> None:
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / f"{HEAD}.desk"
        publication = Publication(id=new_id(), title="The Hour", sections=(Section("news", "News"),))
        with Store.create(folder, publication, WHO) as store:
            _fill(store)
        with zipfile.ZipFile(
            Path(__file__).with_name(f"{HEAD}.desk.zip"), "w", zipfile.ZIP_DEFLATED
        ) as packed:
            for path in sorted(folder.rglob("*")):
                packed.write(path, path.relative_to(parent))


def _fill(store: Store) -> None:
    data = b"a picture of the first desk"
    hash_ = hashlib.sha256(data).hexdigest()
    photo = Photo(
        id=new_id(), hash=hash_, format="JPEG", width=4, height=3, size=len(data), caption="Its own"
    )
    photo = store.add_photo(photo, data, WHO)
    bridge = Story(
        id=new_id(),
        headline="The bridge is open",
        slug="bridge",
        section="news",
        status=Status.PUBLISHED,
        tags=("Bridges",),
        bylines=(Byline("Ann Lee"),),
        corrections=(Correction("A name was wrong", noon()),),
        photos=(Placement(photo=photo.id, caption="Own caption"),),
    )
    bridge = store.save_story(bridge, WHO)
    for line in range(1, 40):
        slug = "the-bridge" if line > 5 else "bridge"
        bridge = store.save_story(replace(bridge, slug=slug, body=f"{bridge.body}Line {line}\n"), WHO)
    store.save_search("Bridges", "tag:bridges -flood")
    store.name_revision(store.revisions(bridge.id)[10].id, "As sent to the lawyer", WHO)
    tree = store.save_story(Story(id=new_id(), headline="Ёлка на площади", slug="tree", language="ru"), WHO)
    slots = (
        Slot(id=new_id(), story=tree.id),
        Slot(id=new_id(), url="https://else.example/", headline="Elsewhere", starts=noon()),
    )
    put(store, "editors-choice", *slots)
    store.save_list(
        replace(store.curated(related_slug(tree.id)), slots=(Slot(id=new_id(), story=bridge.id),)), WHO
    )


if __name__ == "__main__":
    main()
