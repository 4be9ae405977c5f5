"""The switch: readers have the old site or the new one, the old one can come back, others' files stay."""

import os
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from desk import site
from desk.domain import BadInput, Status, Unwritable
from desk.site.trees import Trees
from tests.site.editions import Newsroom
from tests.site.test_folder import snapshot


def contents(folder: Path) -> dict[str, bytes]:
    return {path: content for path, (content, _) in snapshot(folder).items()}


@pytest.fixture
def exported(room: Newsroom) -> Newsroom:
    for number in range(5):
        room.story(f"Story {number}", section="news" if number % 2 else "culture", body="Edition 0.")
    room.export()
    return room


def rewrite(room: Newsroom, number: int) -> None:
    room.stories = [replace(story, body=f"Edition {number}.") for story in room.stories]


def test_generations_follow_each_other_as_if_each_were_the_first(exported: Newsroom) -> None:
    for number in range(1, 7):
        if number % 2:
            rewrite(exported, number)
        else:
            exported.stories[number % 5] = replace(exported.stories[number % 5], status=Status.DRAFT)
            exported.story(f"Fresh {number}", section="news")
        exported.export()
        fresh = exported.folder / f"fresh {number}"
        exported.export(out=fresh, ledger=exported.folder / f"ledger {number}.sqlite")
        assert contents(exported.out) == contents(fresh)


def test_who_reads_during_the_switch_has_pages_of_one_edition(exported: Newsroom) -> None:
    """A reader opens the folder, then its pages through it, again and again."""
    paths = ["culture/story-0.html", "news/story-1.html", "feed.json"]
    mixed: list[set[bytes]] = []
    missing: list[str] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                folder = os.open(exported.out, os.O_RDONLY)
            except FileNotFoundError:
                missing.append(str(exported.out))
                continue
            found: set[bytes] = set()
            for path in paths:
                file = os.open(path, os.O_RDONLY, dir_fd=folder)
                words = os.read(file, 100_000)
                os.close(file)
                found.add(words[words.index(b"Edition ") :][:9])
            os.close(folder)
            if len(found) > 1:
                mixed.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 9):
            rewrite(exported, number)
            exported.export()
    finally:
        over.set()
        reader.join()
    assert mixed == []
    assert missing == []


def test_the_export_before_comes_back_and_goes_again(exported: Newsroom) -> None:
    (exported.out / "CNAME").write_text("news.example")
    first = contents(exported.out)
    rewrite(exported, 1)
    exported.stories[2] = replace(exported.stories[2], slug="renamed")
    exported.export()
    second = contents(exported.out)
    for _ in range(2):
        site.rollback(exported.out, exported.ledger)
        assert contents(exported.out) == first
        site.rollback(exported.out, exported.ledger)
        assert contents(exported.out) == second
    site.rollback(exported.out, exported.ledger)
    assert exported.export().written > 5
    assert contents(exported.out) == second
    assert exported.export().written == 0


def test_without_an_earlier_export_there_is_nothing_to_go_back_to(exported: Newsroom) -> None:
    before = contents(exported.out)
    with pytest.raises(BadInput, match="no earlier export") as raised:
        site.rollback(exported.out, exported.ledger)
    assert raised.value.kept
    assert contents(exported.out) == before


def test_others_files_stay_through_every_export(exported: Newsroom) -> None:
    mine = exported.out / ".well-known" / "deep"
    mine.mkdir(parents=True)
    (mine / "key.txt").write_text("key")
    (exported.out / "news" / "notes.txt").write_text("0")
    (exported.out / "link").symlink_to(".well-known")
    held = (mine / "key.txt").open("a")
    for number in range(1, 6):
        rewrite(exported, number)
        exported.export()
        held.write("!")
        held.flush()
        notes = exported.out / "news" / "notes.txt"
        assert notes.read_text() == str(number - 1)
        notes.unlink()
        notes.write_text(str(number))
        assert (mine / "key.txt").read_text() == "key" + "!" * number
        assert (exported.out / "link").readlink() == Path(".well-known")
    held.close()
    (exported.out / "link").unlink()
    notes.unlink()
    for number in range(6, 10):
        rewrite(exported, number)
        exported.export()
        assert not notes.exists()
        assert not (exported.out / "link").is_symlink()


def test_another_desk_in_the_folder_stays_one_file_that_its_program_writes(exported: Newsroom) -> None:
    alive = exported.out / "other.desk" / "desk.sqlite"
    alive.parent.mkdir()
    alive.write_text("0")
    rewrite(exported, 1)
    before = alive.stat()
    assert not exported.export().whole
    assert (alive.stat().st_ino, alive.stat().st_nlink) == (before.st_ino, 1)
    assert b"Edition 1." in (exported.out / "news" / "story-1.html").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are always text")
def test_names_that_are_no_text_are_kept(room: Newsroom) -> None:
    room.story("One", body="Edition 0.")
    room.out = room.out.with_name(os.fsdecode(b"s\xff"))
    room.out.mkdir()
    theirs = room.out / os.fsdecode(b"r\xe9sum\xe9.pdf")
    theirs.write_text("theirs")
    for number in range(4):
        rewrite(room, number)
        assert room.export().whole
        assert theirs.read_text() == "theirs"
    theirs.unlink()
    rewrite(room, 5)
    room.export()
    assert not theirs.exists()


def test_where_nothing_can_stand_beside_the_folder_its_files_change_one_by_one(room: Newsroom) -> None:
    room.story("One", body="Edition 0.")
    room.out.with_name(f".{room.out.name}.desk").write_text("somebody's")
    assert not room.export().whole
    rewrite(room, 1)
    report = room.export()
    assert not report.whole and report.written > 1
    assert b"Edition 1." in (room.out / "news" / "one.html").read_bytes()
    with pytest.raises(BadInput):
        site.rollback(room.out, room.ledger)
    assert not list(room.out.glob(".desk-new*"))
    assert room.export().written == 0


def test_a_site_that_lost_its_place_between_two_renames_is_put_back(exported: Newsroom) -> None:
    before = contents(exported.out)
    trees = Trees(exported.out)
    exported.out.rename(trees.beside / "old")
    (trees.beside / "next").mkdir()
    rewrite(exported, 1)
    (refusing := exported.folder / "refusing").mkdir()
    with pytest.raises(Unwritable):  # the desk's disk refuses, but the site is there again
        exported.export(ledger=refusing)
    assert contents(exported.out) == before


def test_damaged_trees_beside_are_made_anew(exported: Newsroom) -> None:
    for number in range(1, 4):
        rewrite(exported, number)
        exported.export()
    beside = Trees(exported.out).beside
    for tree in beside.iterdir():
        if tree.is_dir():
            for path in tree.rglob("*.html"):
                path.unlink()
    rewrite(exported, 4)
    exported.export()
    fresh = exported.folder / "fresh"
    exported.export(out=fresh, ledger=exported.folder / "other.sqlite")
    assert contents(exported.out) == contents(fresh)
