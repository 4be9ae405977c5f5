"""A few changed stories are exported by themselves, and the site is as if all of it were made anew."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import operations as ops
from desk.domain import (
    BadInput,
    Byline,
    Cancelled,
    Clearance,
    Container,
    Correction,
    Fill,
    Front,
    Slot,
    Status,
    Story,
    new_id,
)
from desk.site import halves, known, noting, patch, pressing, sitemaps, trees
from tests.operations.conftest import ANN, paint

ROOT = Path(__file__).parents[2]
# Later than all that is saved, and far from midnight, when what is ranked by days may change.
CHOICE = "editors-choice"
NOW = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12)


class Newsroom:
    """A desk whose site was exported once."""

    def __init__(self, desk: ops.Desk, folder: Path, watch: pytest.MonkeyPatch) -> None:
        self.desk, self.folder, self.out = desk, folder, folder / "site"
        self.whole_reads = 0
        read = desk.store.stories

        def watched(ids: Iterable[str] | None = None) -> list[Story]:
            self.whole_reads += ids is None
            return read(ids)

        watch.setattr(desk.store, "stories", watched)
        for number in range(12):
            made = ops.story.new(desk, headline=f"Harbour {number}").value
            section = ("news", "culture")[number % 2]
            ops.story.save(desk, replace(made, body="Ferry.\n", section=section, status=Status.PUBLISHED))
        ops.curation.act(desk, CHOICE, "add", ["harbour-1", "harbour-2"])
        self.export()

    def write(self, key: str, **words: object) -> None:
        ops.story.save(self.desk, replace(ops.story.get(self.desk, key), **words))

    def export(self, at: datetime = NOW) -> tuple[ops.exporting.Report, bool]:
        """Export; return the report, and whether stories were read that did not change."""
        before = self.whole_reads
        report = ops.exporting.export(self.desk, self.out, at=at)
        return report, self.whole_reads > before

    def whole(self, at: datetime = NOW) -> dict[str, bytes]:
        """Return the files of the site made anew by a desk that knows nothing from before."""
        copy, out = self.folder / "copy.desk", self.folder / "whole"
        for folder in (copy, out):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.desk.folder, copy, ignore=shutil.ignore_patterns("site"))
        other = ops.desk.open_desk(copy, ANN)
        ops.exporting.export(other, out, at=at, full=True)
        other.close()
        return files(out)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def newsroom(desk: ops.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(desk, tmp_path, monkeypatch)


def test_words_that_change_are_exported_without_a_look_at_the_others(newsroom: Newsroom) -> None:
    for number, words in enumerate(
        ({"body": "Fog.\n"}, {"standfirst": "In short"}, {"headline": "Fog"}, {"seo_description": "Fog"}, {})
    ):
        newsroom.write(f"harbour-{6 + number % 3}", **words)
        ops.story.new(newsroom.desk, headline=f"A draft {number}")
        report, read = newsroom.export()
        assert not read
        assert (report.written > 0) == bool(words)
        assert report.written + report.kept == len(files(newsroom.out))
        assert files(newsroom.out) == newsroom.whole()
    ops.exporting.rollback(newsroom.desk, newsroom.out)
    assert "seo_description" not in files(newsroom.out)
    newsroom.write("harbour-6", body="Gulls.\n")
    newsroom.export()
    assert files(newsroom.out) == newsroom.whole()


def test_no_link_to_a_story_that_readers_do_not_see_is_left_by_the_short_way(newsroom: Newsroom) -> None:
    draft = ops.story.new(newsroom.desk, headline="Secret").value
    newsroom.export()
    page = newsroom.out / "news/harbour-6.html"
    newsroom.write("harbour-6", body="See [the plan](../secret/) and [the other](../later/).\n")
    report, read = newsroom.export()
    assert not read
    assert report.warnings[0].startswith("“Harbour 6”: the link to “secret” was left out")
    assert "secret" not in page.read_text("utf-8") and "later" in page.read_text("utf-8")
    ops.story.new(newsroom.desk, headline="Later")
    newsroom.export()
    assert "later" not in page.read_text("utf-8")
    assert files(newsroom.out) == newsroom.whole()
    ops.story.save(newsroom.desk, replace(draft, section="news", status=Status.PUBLISHED))
    newsroom.export()
    assert 'href="../news/secret.html"' in page.read_text("utf-8")
    assert files(newsroom.out) == newsroom.whole()


def test_a_draft_to_which_a_known_page_leads_is_for_an_export_of_all(newsroom: Newsroom) -> None:
    """No page warned of the link: it led to a file of somebody's when it was exported."""
    (newsroom.out / "news/later.html").write_text("Mine")
    newsroom.write("harbour-6", body="See [the other](../later/).\n")
    assert newsroom.export()[0].warnings == ()
    ops.story.new(newsroom.desk, headline="Sooner")
    assert not newsroom.export()[1]
    ops.story.new(newsroom.desk, headline="Later")
    assert newsroom.export()[1]
    assert b"later.html" not in files(newsroom.out)["news/harbour-6.html"]


def test_whatever_trees_an_export_left_the_next_ones_look_at_no_other_story(newsroom: Newsroom) -> None:
    """After the first export there is no older tree, and after one in full none that shares its files."""
    (newsroom.out / "CNAME").write_text("Mine")
    for number in range(9):
        full = number in {3, 7}
        newsroom.write("harbour-6", body=f"Gulls {number}.\n")
        before = files(newsroom.out)
        if full:
            ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=True)
        else:
            assert not newsroom.export()[1]
        made = files(newsroom.out)
        assert made == newsroom.whole() | {"CNAME": b"Mine"}
        for stands in (before, made):
            ops.exporting.rollback(newsroom.desk, newsroom.out)
            assert files(newsroom.out) == stands
        newsroom.export()  # an export that went back is for one of all


def test_a_story_whose_card_stays_touches_no_list(newsroom: Newsroom) -> None:
    listed = {
        path for path in files(newsroom.out) if path.startswith(("archive/", "news/index", "culture/index"))
    }
    newsroom.write("harbour-5", standfirst="In short", body="Fog.\n")
    newsroom.export()
    for words, touches in (({"body": "Gulls.\n"}, False), ({"kicker": "Port"}, True)):
        before = {path: (newsroom.out / path).stat().st_ino for path in listed}
        newsroom.write("harbour-5", **words)
        assert not newsroom.export()[1]
        after = {path: (newsroom.out / path).stat().st_ino for path in listed}
        assert (before != after) == touches
        assert files(newsroom.out) == newsroom.whole()


def test_what_an_export_warns_of_it_warns_of_until_that_is_mended(newsroom: Newsroom) -> None:
    newsroom.write("harbour-1", body="See [the map](../../maps/port.html).\n")
    newsroom.write("harbour-5", body="![A quay](photo:none)\n")
    lost, dead = (
        "“Harbour 5”: the picture “photo:none” is not there and was left out",
        "“Harbour 1”: the link to maps/port.html leads nowhere",
    )
    for body, read in (("Fog.\n", True), ("Fog.\n", False), ("Gulls.\n", False), ("Rain.\n", False)):
        newsroom.write("harbour-6", body=body)
        report, all_read = newsroom.export()
        assert (report.warnings, all_read) == ((lost, dead), read)
        assert files(newsroom.out) == newsroom.whole()
    newsroom.write("harbour-1", body="See the map.\n")
    assert newsroom.export()[0].warnings == (lost,)
    newsroom.write("harbour-6", body="See [the map](../../maps/port.html).\n")
    again = "“Harbour 6”: the link to maps/port.html leads nowhere"
    assert newsroom.export()[0].warnings == (lost, again)
    (newsroom.out / "maps").mkdir()
    (newsroom.out / "maps" / "port.html").write_text("A map")
    newsroom.write("harbour-7", body="Rain.\n")
    assert newsroom.export()[0].warnings == (lost,)
    full = ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=True)
    assert full.warnings == (lost,)


def test_what_an_export_warns_of_names_stories_by_the_headlines_they_have_now(newsroom: Newsroom) -> None:
    """Also where that concerns no page of the story alone: a slot shows a photo that it may not."""
    _pictured(newsroom)
    photo = ops.story.get(newsroom.desk, "harbour-3").photos[0].photo
    ops.photo.save(newsroom.desk, replace(ops.photo.get(newsroom.desk, photo), clearance=Clearance.REFUSED))
    newsroom.write("harbour-6", body="See [the map](../../maps/port.html).\n\n![A quay](photo:none)\n")
    newsroom.export()
    for key, headline, start in (
        ("harbour-6", "A quay \n at night", "“A quay at night”: the"),
        ("harbour-6", "Night " * 40, f"“{('Night ' * 11).strip()}…”: the"),
        ("harbour-6", "夜" * 200, f"“{'夜' * 70}…”: the"),
        (
            "harbour-1",
            "A photo in a slot",
            "“A photo in a slot”: the photo “quay.jpg” was left out: use refused",
        ),
    ):
        newsroom.write(key, headline=headline)
        said = newsroom.export()[0].warnings
        assert sum(line.startswith(start) for line in said) == (2 if key == "harbour-6" else 1), said
        full = ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=True)
        assert full.warnings == said


def test_from_the_terminal_nobody_opens_the_desk_for_a_few_words(newsroom: Newsroom) -> None:
    folder = newsroom.desk.folder
    for number in range(4):
        newsroom.write("harbour-5", body=f"Gulls {number}.\n", headline=f"Harbour {number // 2}")
        report = ops.touching.report(folder, newsroom.out, NOW)
        assert report is not None
        assert report.written + report.kept == len(files(newsroom.out))
        assert files(newsroom.out) == newsroom.whole()
    _comes(newsroom, "Fresh", tags=("tide",))
    assert ops.touching.report(folder, newsroom.out, NOW)
    assert files(newsroom.out) == newsroom.whole()
    for change in (_corrected, _settings):
        change(newsroom)
        before = files(newsroom.out)
        assert ops.touching.report(folder, newsroom.out, NOW) is None
        assert files(newsroom.out) == before
        newsroom.export()
    assert ops.touching.report(newsroom.folder / "none.desk", newsroom.out, NOW) is None


def _comes(newsroom: Newsroom, headline: str, **words: Any) -> None:
    made = ops.story.new(newsroom.desk, headline=headline).value
    newsroom.write(made.id, **{"body": "New.\n", "section": "news", "status": Status.PUBLISHED} | words)


def _beside(newsroom: Newsroom) -> None:
    newsroom.write("harbour-1", headline="Stands beside all")


def _moved(newsroom: Newsroom) -> None:
    newsroom.write("harbour-3", tags=("tide",))


def _withdrawn(newsroom: Newsroom) -> None:
    newsroom.write("harbour-3", status=Status.WITHDRAWN)


def _corrected(newsroom: Newsroom) -> None:
    _comes(newsroom, "Put right", corrections=(Correction("It was Monday.", NOW),))


def _first_of_a_section(newsroom: Newsroom) -> None:
    _comes(newsroom, "Fresh", section="sport")


def _awaited(newsroom: Newsroom) -> None:
    """Have a story come to which another leads as related."""
    draft = ops.story.new(newsroom.desk, headline="Awaited").value
    held = newsroom.desk.store.curated(f"related:{ops.story.get(newsroom.desk, 'harbour-3').id}")
    newsroom.desk.store.save_list(replace(held, slots=(Slot(id=new_id(), story=draft.id),)), ANN)
    newsroom.export()
    newsroom.write(draft.id, body="New.\n", section="news", status=Status.PUBLISHED)


def _mentioned(newsroom: Newsroom) -> None:
    newsroom.write("harbour-4", body="See [it](../news/fresh.html).\n")
    newsroom.export()
    _comes(newsroom, "Fresh")


def _of_last_month(newsroom: Newsroom) -> None:
    _comes(newsroom, "Fresh", published=NOW - timedelta(days=40))


def _chosen(newsroom: Newsroom) -> None:
    ops.curation.act(newsroom.desk, CHOICE, "add", ["harbour-4"])


def _arrange(newsroom: Newsroom, **fields: object) -> None:
    """Change the editor's choice on the front that readers see."""
    desk = newsroom.desk

    def arranged(front: Front) -> Front:
        changed = [replace(one, **fields) if one.slug == CHOICE else one for one in front.containers]
        return replace(front, containers=tuple(changed))

    ops.fronts.edit_live(desk, ops.fronts.holding(desk, CHOICE).slug, arranged)


def _lasting(newsroom: Newsroom) -> None:
    """Have a container show no story that is older than a day."""
    _arrange(newsroom, days=1)


def _pictured(newsroom: Newsroom) -> None:
    """Have a slot show a photo that its story does not have."""
    picture = paint(newsroom.folder / "quay.jpg", (20, 120, 150))
    ops.intake.add(newsroom.desk, ops.story.get(newsroom.desk, "harbour-3").id, [picture])
    newsroom.export()
    key = next(place.photo for place in ops.story.get(newsroom.desk, "harbour-3").photos)
    held = ops.curation.get(newsroom.desk, CHOICE)
    _arrange(newsroom, slots=tuple(replace(slot, photo=key) for slot in held.slots))


def _related(newsroom: Newsroom) -> None:
    keys = [ops.story.get(newsroom.desk, f"harbour-{number}").id for number in (3, 4)]
    held = newsroom.desk.store.curated(f"related:{keys[0]}")
    newsroom.desk.store.save_list(replace(held, slots=(Slot(id=new_id(), story=keys[1]),)), ANN)


def _photo(newsroom: Newsroom) -> None:
    picture = paint(newsroom.folder / "bridge.jpg", (90, 120, 150))
    ops.intake.add(newsroom.desk, ops.story.get(newsroom.desk, "harbour-3").id, [picture])


def _settings(newsroom: Newsroom) -> None:
    publication = newsroom.desk.store.publication()
    ops.desk.save_publication(newsroom.desk, replace(publication, title="The Gull"))


def _lost(newsroom: Newsroom) -> None:
    next(newsroom.out.rglob("harbour-4.html")).unlink()


def _replaced(newsroom: Newsroom) -> None:
    page = next(newsroom.out.rglob("harbour-4.html"))
    page.unlink()
    page.write_text("Mine")


def _damaged(newsroom: Newsroom) -> None:
    (newsroom.desk.folder / "site" / "known.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5_000)


def _stopped(newsroom: Newsroom) -> None:
    newsroom.write("harbour-3", tags=("tide",))
    asked = iter([*[False] * 5, *[True] * 99])
    with pytest.raises(Cancelled):
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, cancelled=lambda: next(asked))


_CHANGES: tuple[Callable[[Newsroom], None], ...] = (
    *(_moved, _withdrawn, _related, _photo, _settings, _lasting, _pictured),
    *(_corrected, _first_of_a_section, _awaited, _mentioned, _of_last_month),
    *(_lost, _replaced, _damaged, _stopped),
)


@pytest.mark.parametrize("change", _CHANGES, ids=lambda change: change.__name__)
def test_what_changes_more_than_words_is_for_an_export_of_all(
    newsroom: Newsroom, change: Callable[[Newsroom], None]
) -> None:
    change(newsroom)
    newsroom.write("harbour-8", body="Gulls.\n")
    assert newsroom.export()[1]
    assert files(newsroom.out) == newsroom.whole()
    newsroom.write("harbour-8", body="Terns.\n")
    newsroom.export()
    assert files(newsroom.out) == newsroom.whole()


def _choice(newsroom: Newsroom, number: int) -> None:
    key = ops.story.get(newsroom.desk, f"harbour-{number}").id
    stands = any(slot.story == key for slot in ops.curation.get(newsroom.desk, CHOICE).slots)
    ops.curation.act(newsroom.desk, CHOICE, "remove" if stands else "add", [key])


def _leads(newsroom: Newsroom, number: int) -> None:
    """Have a story, or none, lead the front page of the site or of a section."""
    slug = ("front", "news", "culture")[number % 3]

    def led(front: Front) -> Front:
        first = front.containers[0] if front.containers else None
        named = first or Container(id=new_id(), slug=f"lead-{slug}", name="Lead", fill=Fill.MANUAL_FIRST)
        key = ops.story.get(newsroom.desk, f"harbour-{number}").id
        slots = (Slot(id=new_id(), story=key, headline=f"Led {number}"),) if number % 4 else ()
        return replace(front, containers=(replace(named, slots=slots), *front.containers[1:]))

    ops.fronts.edit(newsroom.desk, slug, led)
    ops.fronts.make_live(newsroom.desk, slug)


def _said(newsroom: Newsroom, number: int) -> None:
    newsroom.write(
        f"harbour-{number}", headline=f"Harbour {number} at {newsroom.whole_reads}", body=f"{number}\n"
    )


def _ends(newsroom: Newsroom, number: int) -> None:
    slots = ops.curation.get(newsroom.desk, CHOICE).slots
    _arrange(newsroom, slots=tuple(replace(slot, ends=NOW + timedelta(hours=number + 1)) for slot in slots))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("divided", [False, True])
def test_what_stands_on_fronts_and_beside_articles_prints_no_other_story_anew(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, forks: list[int], seed: int, divided: bool
) -> None:
    if divided:
        monkeypatch.setattr(pressing, "MANY", 2)
        monkeypatch.setattr(pressing, "SOME", 1)
    chance, shared = random.Random(seed), 0
    for _ in range(8):
        for change in chance.sample([_choice, _leads, _said, _said, _ends], chance.randint(1, 3)):
            change(newsroom, chance.randrange(8))
        full = chance.random() < 0.3
        if chance.random() < 0.3:
            shutil.rmtree(newsroom.out)
            full = True
        before = newsroom.whole_reads
        forks.clear()
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=full)
        shared += len(forks)
        assert newsroom.whole_reads == before
        assert files(newsroom.out) == newsroom.whole()
    assert bool(shared) == (divided and halves.possible())


def test_a_slot_that_ends_is_seen_after_a_change_of_the_front_alone(newsroom: Newsroom) -> None:
    _ends(newsroom, 0)
    assert not newsroom.export()[1]
    later = NOW + timedelta(hours=2)
    newsroom.export(later)
    assert files(newsroom.out) == newsroom.whole(later)


def test_in_full_pictures_are_made_anew(newsroom: Newsroom) -> None:
    _photo(newsroom)
    newsroom.export()
    for kept in (newsroom.desk.folder / "site" / "renditions").iterdir():
        kept.write_bytes(b"")  # as a power cut may leave them
    ops.curation.act(newsroom.desk, CHOICE, "add", ["harbour-6"])
    assert not newsroom.export()[1]
    ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=True)
    pictures = {path: held for path, held in files(newsroom.out).items() if path.startswith("pictures/")}
    assert pictures
    assert all(pictures.values())
    assert files(newsroom.out) == newsroom.whole()


def test_pages_that_are_not_kept_as_they_were_are_printed(newsroom: Newsroom) -> None:
    kept = newsroom.desk.folder / "site" / "pages.sqlite"
    for words in ("UPDATE page SET mark = 'x'", "UPDATE page SET facts = '[]'", "DELETE FROM page"):
        with closing(sqlite3.connect(kept)) as file, file:
            file.execute(words)
        ops.curation.act(newsroom.desk, CHOICE, "add", [f"harbour-{3 + len(words) % 5}"])
        newsroom.export()
        assert files(newsroom.out) == newsroom.whole()
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=True)
        assert files(newsroom.out) == newsroom.whole()


@pytest.mark.parametrize("full", [False, True])
def test_who_stops_it_keeps_the_old_site(newsroom: Newsroom, full: bool) -> None:
    before = files(newsroom.out)
    ops.curation.act(newsroom.desk, CHOICE, "add", ["harbour-5"])
    asked = iter([False, True])
    steps: list[tuple[int, int]] = []

    def export(**settings: Any) -> None:
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, full=full, **settings)

    with pytest.raises(Cancelled):
        export(cancelled=lambda: next(asked))
    assert files(newsroom.out) == before
    export(progress=lambda *step: steps.append(step))
    assert steps[-1][0] == steps[-1][1] > 12
    assert files(newsroom.out) == newsroom.whole()


def test_where_the_desk_came_into_the_site_nothing_takes_its_place(newsroom: Newsroom) -> None:
    moved = newsroom.out / "hour.desk"
    newsroom.write("harbour-8", body="Gulls.\n")
    newsroom.desk.close()
    newsroom.desk.folder.rename(moved)
    before = files(newsroom.out)
    for full in (False, True):
        with pytest.raises(BadInput, match="lies in"):
            ops.touching.report(moved, newsroom.out, NOW, full=full)
    assert files(newsroom.out) == before


def test_time_that_changes_the_site_is_seen(newsroom: Newsroom) -> None:
    later = NOW + timedelta(days=2)
    newsroom.write("harbour-8", body="Gulls.\n")
    assert newsroom.export(later)[1]
    assert files(newsroom.out) == newsroom.whole(later)


@pytest.mark.parametrize("looks", ["here", "apart", "apart and is killed"])
def test_what_others_put_into_the_site_stays(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, forks: list[int], looks: str
) -> None:
    here, times = os.getpid(), trees.times

    def mortal(top: Path, folders: Sequence[str]) -> Sequence[int]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return times(top, folders)

    if looks != "here":
        monkeypatch.setattr(patch, "MANY", 1)
        monkeypatch.setattr(patch, "_MEANWHILE", 3)
    if looks.endswith("killed"):
        monkeypatch.setattr(trees, "times", mortal)
    for number, place in enumerate(("CNAME", "news/note.txt", "others/deep/note.txt")):
        (newsroom.out / place).parent.mkdir(parents=True, exist_ok=True)
        (newsroom.out / place).write_text("Mine")
        newsroom.write("harbour-8", body=f"Gulls {number}.\n")
        assert not newsroom.export()[1]
        assert (newsroom.out / place).read_text() == "Mine"
    (newsroom.out / "CNAME").unlink()
    newsroom.write("harbour-8", body="Terns.\n")
    newsroom.export()
    assert bool(forks) == (looks != "here" and halves.possible())
    mine = {"news/note.txt": b"Mine", "others/deep/note.txt": b"Mine"}
    assert files(newsroom.out) == newsroom.whole() | mine


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "call",
    ["renameat2", *(pytest.param(one, marks=pytest.mark.slow) for one in ("rename", "unlink", "link"))],
)
def test_killed_at_any_call_of_its_switch_it_leaves_the_old_site_or_the_new_one(
    newsroom: Newsroom, call: str
) -> None:
    command = [sys.executable, "main.py", "export", "--desk", newsroom.desk.folder, "--out", newsroom.out]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    killed, at = 0, 1
    while True:
        before = files(newsroom.out)
        newsroom.write("harbour-8", body=f"Gulls {at}.\n")
        _comes(newsroom, f"Killed {at}", tags=("Tide", f"Tide {at}"))
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", f"-einject={call}:signal=KILL:when={at}"]
        ended = subprocess.run([*inject, *command], cwd=ROOT, capture_output=True)
        left = files(newsroom.out)
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        assert left in (before, files(newsroom.out)), at
        if ended.returncode == 0:
            break
        killed, at = killed + 1, at + 1
    assert killed
    assert files(newsroom.out) == newsroom.whole(datetime.now(UTC))


def test_a_story_that_comes_is_exported_without_a_look_at_the_others(newsroom: Newsroom) -> None:
    later = ops.story.new(newsroom.desk, headline="Written first").value
    picture = paint(newsroom.folder / "quay.jpg", (20, 120, 150))
    for number in range(6):
        words = (
            {"tags": ("Tide", "tide", "Ice"), "bylines": (Byline("Ann Writer"),)},
            {"tags": ("tide",), "section": "", "old_slugs": (f"ebb-{number}",)},
            {"tags": ("a", "Zebra"), "section": "culture", "body": "See [it](../news/new-0.html).\n"},
        )[number % 3]
        _comes(newsroom, f"New {number}", **words)
        if number == 4:
            ops.intake.add(newsroom.desk, ops.story.get(newsroom.desk, "new-4").id, [picture])
            newsroom.write(later.id, body="At last.\n", section="news", status=Status.PUBLISHED)
        newsroom.write("harbour-6", body=f"Gulls {number}.\n")
        report, read = newsroom.export()
        assert not read, number
        assert report.written + report.kept == len(files(newsroom.out))
        assert files(newsroom.out) == newsroom.whole()
    ops.curation.act(newsroom.desk, CHOICE, "add", ["new-3"])  # all pages are made of what is kept
    assert not newsroom.export()[1]
    assert files(newsroom.out) == newsroom.whole()


@pytest.mark.parametrize("seed", [0, *(pytest.param(one, marks=pytest.mark.slow) for one in range(1, 60))])
def test_whatever_comes_the_site_is_as_if_all_of_it_were_made_anew(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance, quick, drafts = random.Random(seed), 0, list[str]()
    monkeypatch.setattr(sitemaps, "PER_FILE", 5)
    monkeypatch.setattr(known, "_PART", 4)
    monkeypatch.setattr(noting, "CAME", 4)
    (newsroom.desk.folder / "theme").mkdir(exist_ok=True)
    (newsroom.desk.folder / "theme" / "theme.toml").write_text("[counts]\nsection = 6\nfeed = 4\n")
    newsroom.export()
    for step in range(8 if seed else 4):
        for number in range(chance.randint(1, 2)):
            status = chance.choice((Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT))
            words: dict[str, Any] = {
                "section": chance.choice(("news", "news", "culture", "")),
                "tags": (*chance.sample(("Tide", "tide", "Ice", "C", "C++", "Zebra"), chance.randint(0, 3)),),
                "bylines": (*map(Byline, chance.sample(("Ann Writer", "Bo", "bo"), chance.randint(0, 2))),),
                "old_slugs": (f"old-{step}-{number}",) * (chance.random() < 0.2),
                "body": f"{chance.choice(('See [it](../news/harbour-2.html)', 'Words', ''))}.\n",
                "status": status,
            }
            if chance.random() < 0.3:
                words["published"] = NOW - timedelta(hours=chance.randint(30, 60))
            if drafts and chance.random() < 0.4:
                newsroom.write(drafts.pop(chance.randrange(len(drafts))), **words)
                continue
            made = ops.story.new(newsroom.desk, headline=f"New {step} {number}").value
            newsroom.write(made.id, **words)
            if status is Status.DRAFT:
                drafts.append(made.id)
            elif chance.random() < 0.4:
                picture = paint(newsroom.folder / f"{step}-{number}.jpg", (step * 20, number * 99, 150))
                ops.intake.add(newsroom.desk, made.id, [picture])
        _said(newsroom, chance.randrange(12))
        quick += not newsroom.export()[1]
        assert files(newsroom.out) == newsroom.whole(), step
    assert quick or seed  # of many changes at once some is mostly for an export of all


def test_a_photo_of_a_story_that_comes_goes_at_its_time(newsroom: Newsroom) -> None:
    picture = paint(newsroom.folder / "quay.jpg", (20, 120, 150))
    _comes(newsroom, "New")
    place = ops.intake.add(newsroom.desk, ops.story.get(newsroom.desk, "new").id, [picture])
    (photo,) = newsroom.desk.store.photos()
    newsroom.desk.store.save_photo(replace(photo, licence_until=NOW + timedelta(minutes=9)), ANN)
    assert place and not newsroom.export()[1]
    assert [path for path in files(newsroom.out) if path.startswith("pictures/")]
    later = NOW + timedelta(minutes=10)
    newsroom.write("harbour-6", body="Gulls.\n")
    newsroom.export(later)
    assert files(newsroom.out) == newsroom.whole(later)
    assert not [path for path in files(newsroom.out) if path.startswith("pictures/")]
