"""A few changed stories are exported by themselves, and the site is as if all of it were made anew."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Clearance, Status
from tests.operations import changes
from tests.operations.exported import CHOICE, NOW, Newsroom, files


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
    changes.pictured(newsroom)
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
    changes.comes(newsroom, "Fresh", tags=("tide",))
    assert ops.touching.report(folder, newsroom.out, NOW)
    assert files(newsroom.out) == newsroom.whole()
    for change in (changes.corrected, changes.settings):
        change(newsroom)
        before = files(newsroom.out)
        assert ops.touching.report(folder, newsroom.out, NOW) is None
        assert files(newsroom.out) == before
        newsroom.export()
    assert ops.touching.report(newsroom.folder / "none.desk", newsroom.out, NOW) is None


def test_in_full_pictures_are_made_anew(newsroom: Newsroom) -> None:
    changes.photo(newsroom)
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


def test_time_that_changes_the_site_is_seen(newsroom: Newsroom) -> None:
    later = NOW + timedelta(days=2)
    newsroom.write("harbour-8", body="Gulls.\n")
    assert newsroom.export(later)[1]
    assert files(newsroom.out) == newsroom.whole(later)
