"""The folder: whole files, ours alone, untouched where nothing changed."""

import os
import re
import threading
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from desk.domain import Cancelled, Conflict, DeskError, Status, Unwritable
from desk.photo import probe
from desk.site.feeds import FILES
from desk.site.output import Output
from tests.site.editions import HOUR, NOW, Newsroom


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def exported(room: Newsroom) -> Newsroom:
    room.story("One", lead=room.photo("teal"))
    room.story("Two", lead=room.photo("navy"), section="culture")
    room.export()
    return room


def test_a_second_export_touches_nothing(exported: Newsroom) -> None:
    before = snapshot(exported.out)
    ledger = exported.ledger.read_bytes()
    report = exported.export(at=NOW + HOUR)
    assert (report.written, report.kept, report.removed) == (0, len(before), 0)
    assert snapshot(exported.out) == before
    assert exported.ledger.read_bytes() == ledger
    assert set(report.seconds) == {"pictures", "pages", "files"}


def test_one_edit_touches_the_pages_that_show_it(exported: Newsroom) -> None:
    before = snapshot(exported.out)
    exported.stories[1] = replace(exported.stories[1], body="Rewritten.")
    exported.export()
    after = snapshot(exported.out)
    changed = {path for path in after if after[path] != before.get(path)}
    lists = {"culture/index.html", "archive/2030/03/index.html", "index.html"}
    feeds = {f"{folder}{file}" for folder in ("", "culture/") for file in FILES}
    assert changed == {"culture/two.html", *lists, *feeds}


def test_no_picture_is_made_twice(exported: Newsroom) -> None:
    cache = exported.ledger.parent / "renditions"
    before = snapshot(cache)
    assert len(before) > 10
    exported.export(out=exported.folder / "second")
    assert snapshot(cache) == before
    assert (exported.folder / "second" / "pictures").is_dir()


def test_full_writes_everything_anew_with_the_same_bytes(exported: Newsroom) -> None:
    before = snapshot(exported.out)
    report = exported.export(full=True, jobs=2)
    after = snapshot(exported.out)
    assert report.written == len(before)
    assert {path: content for path, (content, _) in after.items()} == {
        path: content for path, (content, _) in before.items()
    }


def test_pages_that_ended_go_and_others_files_stay(exported: Newsroom) -> None:
    (exported.out / "culture" / "notes.txt").write_text("mine")
    (exported.out / "robots.txt").write_text("mine too")
    exported.stories[1] = replace(exported.stories[1], status=Status.DRAFT)
    report = exported.export()
    assert report.removed > 1
    assert not (exported.out / "culture" / "two.html").exists()
    assert (exported.out / "culture" / "notes.txt").read_text() == "mine"
    assert (exported.out / "robots.txt").read_text() == "mine too"
    exported.stories[0] = replace(exported.stories[0], slug="renamed")
    exported.export()
    assert not (exported.out / "news" / "one").exists()
    assert not list((exported.out).glob(".desk-new-*"))


def test_a_page_that_ended_but_that_somebody_changed_stays(exported: Newsroom) -> None:
    page = exported.out / "culture" / "two.html"
    page.write_text("by hand")
    exported.stories[1] = replace(exported.stories[1], status=Status.DRAFT)
    exported.export()
    assert page.read_text() == "by hand"


def test_a_second_export_at_once_is_refused(exported: Newsroom) -> None:
    before = snapshot(exported.out)
    with Output(exported.out, exported.ledger, full=False) as under_way:
        under_way.put("index.html", b"new")
        exported.stories[0] = replace(exported.stories[0], body="Rewritten.")
        with pytest.raises(Conflict, match="under way"):
            exported.export()
        assert snapshot(exported.out) == before
    assert exported.export().written > 1


def test_a_file_that_is_put_twice_holds_what_came_last(room: Newsroom) -> None:
    with Output(room.out, room.ledger, full=False) as output:
        for path, content in (("a", b"1"), ("b", b"2"), ("a", b"3"), ("c", b"4")):
            output.put(path, content)
        output.finish()
    assert {path: (room.out / path).read_bytes() for path in "abc"} == {"a": b"3", "b": b"2", "c": b"4"}


def test_somebody_elses_file_in_the_way_stops_the_export(room: Newsroom) -> None:
    room.story("One")
    room.out.mkdir()
    (room.out / "index.html").write_text("<p>My own home page")
    with pytest.raises(Conflict, match=r"index\.html"):
        room.export()
    assert snapshot(room.out).keys() == {"index.html"}
    assert (room.out / "index.html").read_text() == "<p>My own home page"


def test_our_own_files_are_known_again_after_the_ledger_is_lost(exported: Newsroom) -> None:
    before = snapshot(exported.out)
    exported.ledger.write_text("{ broken")
    exported.stories[0] = replace(exported.stories[0], body="Rewritten.")
    report = exported.export()
    assert report.written == 10
    assert len(snapshot(exported.out)) == len(before)
    assert exported.export().written == 0


@pytest.mark.parametrize("jobs", [1, 3])
def test_cancel_leaves_the_old_site(exported: Newsroom, jobs: int) -> None:
    before = snapshot(exported.out)
    for number in range(6):
        exported.story(f"More {number}", lead=exported.photo(f"#{number}0{number}0f0"))
    for stop in (0, 2, 5, 9, 14):
        calls = iter(range(1000))
        with pytest.raises(Cancelled) as raised:
            exported.export(jobs=jobs, cancelled=lambda calls=calls, stop=stop: next(calls) >= stop)
        assert raised.value.kept
        assert snapshot(exported.out) == before
    assert exported.export(jobs=jobs).written > 6
    assert threading.active_count() == 1


def test_progress_counts_up_to_all(exported: Newsroom) -> None:
    seen: list[tuple[int, int]] = []
    exported.export(progress=lambda done, total: seen.append((done, total)))
    total = seen[0][1]
    assert [done for done, _ in seen] == list(range(total + 1))
    assert {each for _, each in seen} == {total}


def test_a_folder_that_cannot_be_is_refused(room: Newsroom) -> None:
    room.story("One")
    (room.folder / "file").write_text("in the way")
    for out in (room.folder / "file", room.folder / "file" / "site", Path("/proc/site")):
        with pytest.raises(Unwritable) as raised:
            room.export(out=out)
        assert raised.value.kept == "Nothing was changed"
        assert raised.value.todo
    assert (room.folder / "file").read_text() == "in the way"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(exported: Newsroom) -> None:
    before = snapshot(exported.out)
    exported.out.chmod(0o500)
    try:
        with pytest.raises(Unwritable):
            exported.export(full=True)
    finally:
        exported.out.chmod(0o700)
    assert snapshot(exported.out) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_leaves_the_old_site(exported: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(exported.out)
    opened, asked = os.open, count()

    def full(path: str | Path, flags: int, *mode: int, **where: int) -> int:
        # The same error, at the same call, as a disk that has run out gives.
        new = flags & os.O_WRONLY and str(path).endswith(".html") and next(asked) == 3
        return opened("/dev/full", os.O_WRONLY) if new else opened(path, flags, *mode, **where)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(Unwritable, match="full"):
        exported.export(full=True)
    assert snapshot(exported.out) == before


def test_a_link_that_leads_out_of_the_folder_is_not_followed(exported: Newsroom) -> None:
    elsewhere = exported.folder / "elsewhere"
    elsewhere.mkdir()
    (exported.out / "opinion").symlink_to(elsewhere, target_is_directory=True)
    exported.story("Leaning out", section="opinion")
    with pytest.raises(DeskError):
        exported.export()
    assert list(elsewhere.iterdir()) == []


def test_a_folder_where_a_page_must_be_stops_with_whole_files(exported: Newsroom) -> None:
    page = exported.out / "culture" / "two.html"
    page.unlink()
    page.mkdir()
    (page / "mine.txt").write_text("mine")
    with pytest.raises(DeskError):
        exported.export()
    assert (page / "mine.txt").read_text() == "mine"
    assert not list(exported.out.glob(".desk-new-*"))


def test_a_publication_that_wants_avif_offers_it_first_with_its_words_and_takes_it_back(
    room: Newsroom,
) -> None:
    photo = room.photo(caption="The quay at dawn", credit="Ann Lee", alt="A quay")
    room.story("One", lead=photo)
    room.export()
    before = snapshot(room.out / "pictures")
    assert not [name for name in before if name.endswith(".avif")]
    room.publication = replace(room.publication, photo_avif=True)
    room.export()
    after = snapshot(room.out / "pictures")
    more = {name for name in after if name.endswith(".avif")}
    webp = {name for name in before if name.endswith(".webp")}
    assert {Path(name).stem for name in more} == {Path(name).stem for name in webp}
    assert {name: after[name] for name in before} == before
    for name in more:
        assert probe(room.out / "pictures" / name).found.words["credit"] == "Ann Lee"
    sources = [one.get("type") for one in room.page("news/one.html").all("source")]
    assert sources[:2] == ["image/avif", "image/webp"] and set(sources) == set(sources[:2])
    for page in room.pages():
        for address in page.own_addresses():
            assert page.target(address).exists(), address
    room.publication = replace(room.publication, photo_avif=False)
    room.export()
    assert snapshot(room.out / "pictures") == before


def test_the_shapes_for_search_engines_alone_are_made_as_jpeg_alone(room: Newsroom) -> None:
    room.story("One", lead=room.photo())
    room.export()
    pages = "".join(path.read_text(encoding="utf-8") for path in room.out.rglob("*.html"))
    asked = {kind: set(re.findall(rf"pictures/([\w-]+)\.{kind}", pages)) for kind in ("jpg", "webp")}
    alone = asked["jpg"] - asked["webp"]
    made = snapshot(room.out / "pictures")
    assert len(alone) == 3  # 16:9, 4:3 and 1:1, none as wide as a card's
    assert all(f"{name}.jpg" in made and f"{name}.webp" not in made for name in alone)


def test_pictures_carry_their_words_and_a_corrected_credit_reaches_each_at_its_old_address(
    room: Newsroom,
) -> None:
    photo = room.photo(
        caption="The quay at dawn",
        credit="Ann Lee",
        creator="Ann Lee; Bo Fox",
        copyright="© The Quay",
        alt="A quay",
        usage_terms="One use",
        web_statement="https://quay.example/rights",
        source_type="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
        city="Harbourton",
        instructions="Call the desk first",
    )
    room.story("One", lead=photo)
    room.story("Two", lead=room.photo("navy"))
    room.export()
    pictures = sorted((room.out / "pictures").glob("*.*"))
    carrying = [path for path in pictures if probe(path).found.words]
    assert {path.suffix for path in carrying} == {".jpg", ".webp"}
    for path in carrying:
        assert probe(path).found.words == {
            name: getattr(photo, name)
            for name in (
                *("caption", "credit", "creator", "copyright", "alt"),
                *("usage_terms", "web_statement", "source_type"),
            )
        }
    before = snapshot(room.out / "pictures")
    room.photos[photo.id] = replace(photo, credit="Bo Fox")
    room.export()
    after = snapshot(room.out / "pictures")
    assert after.keys() == before.keys()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {path.name for path in carrying}
    assert {probe(path).found.words["credit"] for path in carrying} == {"Bo Fox"}
