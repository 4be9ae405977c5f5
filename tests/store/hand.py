"""A program that does what a newsroom does to a desk, one thing after the other, for the test of power cuts.

Arguments: a folder that holds `hour.desk`, and how many rounds. Once a thing is kept it says so in a line of
JSON: what it was, and the words that must be found.
"""

import hashlib
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from desk.domain import Photo, Placement, Slot, Story, Who, new_id
from desk.store import Store
from desk.store.journal import keep
from desk.store.media import make

WHO = Who("Ann", "laptop")


def say(**what: str) -> None:
    os.write(1, (json.dumps(what) + "\n").encode())


def main(base: Path, rounds: int) -> None:
    beside = base / "journal"
    make(beside)
    with Store.open(base / "hour.desk") as store:
        story = store.save_story(Story(id=new_id(), headline="Harbour", slug="harbour"), WHO)
        say(kind="story", id=story.id, body=story.body)
        for number in range(rounds):
            story = store.save_story(
                replace(story, body=f"{story.body}{number} {os.urandom(200).hex()}\n\n"), WHO
            )
            say(kind="story", id=story.id, body=story.body)
            keep(beside / "words.json", store.folder, replace(story, body=f"{story.body}more {number}"))
            say(kind="journal", words=f"more {number}")
            if number % 4 == 1:
                data = os.urandom(3_000)
                hash_ = hashlib.sha256(data).hexdigest()
                photo = Photo(id=new_id(), hash=hash_, format="JPEG", width=4, height=3, size=len(data))
                photo = store.add_photo(photo, data, WHO)
                say(kind="photo", id=photo.id, hash=hash_)
                story = store.save_story(replace(story, photos=(Placement(photo=photo.id),)), WHO)
                say(kind="story", id=story.id, body=story.body)
            if number % 4 == 2:
                slot = Slot(id=new_id(), story=story.id, headline=f"Lead {number}")
                front = next(one for one in store.fronts() if one.container("lead"))
                lead = front.container("lead")
                assert lead is not None
                store.save_front(front.with_container(replace(lead, slots=(slot,))), WHO)
                say(kind="list", headline=f"Lead {number}")
            if number % 4 == 3:
                say(kind="backup", name=store.backup().name)
                gone = [one.id for one in store.revisions(story.id)][1:-3]
                store.forget_revisions(story.id, gone)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
