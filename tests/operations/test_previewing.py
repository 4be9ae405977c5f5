"""A preview follows what is saved and what is written, by whomever."""

import json
import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from desk import operations as ops
from desk import text
from desk.domain import Slot, Status, Who, new_id
from desk.operations.previewing import Preview, Written


@pytest.fixture
def preview(desk) -> Iterator[Preview]:
    made = Preview(desk)
    yield made
    made.close()


class Listener:
    """A browser's ear: what it is told, and the page it then loads."""

    def __init__(self, address: str) -> None:
        self.address = address
        parts = urlsplit(address)
        self.wire = socket.create_connection((parts.hostname, parts.port), timeout=20)
        self.wire.sendall(f"GET {parts.path}events HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        self.heard = rows = self.wire.makefile("rb")
        self.rows = (json.loads(row[6:]) for row in rows if row.startswith(b"data: "))
        self.told = {}

    def next(self) -> dict:
        self.told = next(self.rows)
        return self.told

    def page(self, path: str = "") -> str:
        with urllib.request.urlopen(f"{self.address}site/{path or self.told['path']}", timeout=20) as answer:
            return answer.read().decode()

    def until(self, words: str) -> str:
        """Return the page once it holds some words; each loading follows something heard."""
        while words not in (page := self.page()):
            self.next()
        return page

    def close(self) -> None:
        self.heard.close()
        self.wire.close()


@pytest.fixture
def listen() -> Iterator:
    ears = []

    def begin(address: str) -> Listener:
        ears.append(Listener(address))
        ears[-1].next()
        return ears[-1]

    yield begin
    for ear in ears:
        ear.close()


@pytest.fixture
def story(desk):
    made = ops.story.new(desk, headline="Not yet out").value
    return ops.story.save(desk, replace(made, body="Stored words.\n")).value


def test_words_that_are_not_stored_are_shown(preview: Preview, listen, story):
    ear = listen(preview.story(story.id))
    assert "Stored words." in ear.page()
    preview.write(Written(typed=story, body=text.read("Typed **words**.\n")))
    assert "Typed <strong>words</strong>." in ear.until("Typed")
    preview.write(Written({story.id: replace(story, standfirst="On its way")}))
    assert "Stored words." in ear.until("On its way")
    preview.write(Written())
    while "On its way" in ear.page():
        ear.next()
    assert "Stored words." in ear.page()


def test_what_is_typed_elsewhere_on_the_desk_changes_nothing(preview: Preview, listen, story):
    ear = listen(preview.story(story.id))
    before = ear.page()
    preview.write(Written(typed=replace(story, notes="to the desk")))
    preview.write(Written(typed=replace(story, headline="Out soon")))
    ear.next()
    assert ear.told["title"] == "Out soon" and ear.page() == before.replace("Not yet out", "Out soon")


def test_what_another_program_saves_is_shown(desk, preview: Preview, listen, story, tmp_path):
    ear = listen(preview.story(story.id))
    ear.page()
    other = ops.desk.open_desk(desk.folder, Who("Bob", "other"))
    try:
        ops.story.save(other, replace(story, body="Bob's words.\n"))
        ear.until("Bob")
        ops.story.set_status(other, story.id, Status.PUBLISHED)
        while ear.told["state"] != "Published":
            ear.next()
    finally:
        other.close()


def test_a_photo_s_words_are_shown_as_they_are_typed(desk, preview: Preview, listen, story, picture):
    after = ops.photo.add(desk, story.id, [picture]).value
    photo = ops.photo.get(desk, after.photos[0].photo)
    ear = listen(preview.story(story.id))
    ear.page()
    preview.write(Written(photos={photo.id: replace(photo, caption="A grey field")}))
    ear.until("A grey field")
    ops.photo.save(desk, replace(photo, caption="A grey field", credit="Nare"))
    preview.write(Written())
    ear.until("Nare")


def test_the_draft_front_is_shown_before_it_is_live(desk, preview: Preview, listen, story):
    ops.story.set_status(desk, story.id, Status.PUBLISHED)
    ear = listen(preview.front())
    assert ear.told["state"] == "Draft of the fronts"
    ear.page()
    slot = Slot(id=new_id(), url="https://elsewhere.example", headline="A link of the draft")
    ops.fronts.place(desk, "front", "top-stories", [slot])
    ear.until("A link of the draft")
    other = listen(preview.story(story.id))
    assert "A link of the draft" not in other.page("index.html")


def test_settings_and_another_section_are_followed(desk, preview: Preview, listen, story):
    ear = listen(preview.story(story.id))
    ear.page()
    publication = ops.desk.publication(desk)
    ops.desk.save_publication(desk, replace(publication, title="The Quarter"))
    ear.until("The Quarter")
    now = ops.story.get(desk, story.id)
    ops.story.save(desk, replace(now, section="culture"))
    while not ear.told["path"].startswith("culture/"):
        ear.next()
    assert "Stored words." in ear.page()


def test_a_theme_that_is_being_written_is_followed_and_its_fault_is_said(
    desk, preview: Preview, listen, story
):
    ear = listen(preview.story(story.id))
    ear.page()
    labels = desk.folder / "theme" / "labels.toml"
    labels.parent.mkdir()
    labels.write_text('[en]\nby = "Written by"\n')
    story = ops.story.save(
        desk, replace(story, bylines=ops.story.new(desk, byline="Ann").value.bylines)
    ).value
    ear.until("Written by")
    labels.write_text("no table at all")
    while "labels.toml" not in "".join(ear.told["notes"]):
        ear.next()
    assert ear.told["state"] == "This page cannot be made"
    labels.unlink()
    while ear.told["notes"]:
        ear.next()
    assert "Stored words." in ear.page()


def test_several_stories_are_open_and_a_deleted_one_says_so(desk, preview: Preview, listen, story):
    second = ops.story.new(desk, headline="The second").value
    ears = [listen(preview.story(story.id)), listen(preview.story(second.id))]
    assert [ear.told["title"] for ear in ears] == ["Not yet out", "The second"]
    ops.story.set_status(desk, second.id, Status.WITHDRAWN)
    ops.withdrawn.empty(desk, [second.id])
    preview.look()
    while ears[1].told["state"] != "This story is not in the desk any more":
        ears[1].next()
    assert "Stored words." in ears[0].page()


def test_nothing_is_left_when_it_ends(desk, story):
    preview = Preview(desk)
    ear = Listener(preview.story(story.id))
    ear.next()
    preview.close()
    with pytest.raises((StopIteration, OSError)):
        next(ear.rows)
    with pytest.raises(OSError):
        urllib.request.urlopen(ear.address, timeout=5)
    ear.close()
