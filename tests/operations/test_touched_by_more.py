"""What changes more than words: what then has to export all of the site, and what prints no other story."""

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import operations as ops
from desk.domain import Byline, Status
from desk.site import halves, known, noting, pressing, sitemaps
from tests.operations import changes
from tests.operations.conftest import ANN, paint
from tests.operations.exported import CHOICE, NOW, Newsroom, files


@pytest.fixture
def newsroom(desk: ops.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(desk, tmp_path, monkeypatch)


_CHANGES: tuple[Callable[[Newsroom], None], ...] = (
    *(
        changes.moved,
        changes.withdrawn,
        changes.related,
        changes.photo,
        changes.settings,
        changes.lasting,
        changes.pictured,
    ),
    *(
        changes.corrected,
        changes.first_of_a_section,
        changes.awaited,
        changes.mentioned,
        changes.of_last_month,
    ),
    *(changes.lost, changes.replaced, changes.damaged, changes.stopped),
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
        for change in chance.sample(
            [changes.choice, changes.leads, changes.said, changes.said, changes.ends], chance.randint(1, 3)
        ):
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
    changes.ends(newsroom, 0)
    assert not newsroom.export()[1]
    later = NOW + timedelta(hours=2)
    newsroom.export(later)
    assert files(newsroom.out) == newsroom.whole(later)


def test_a_story_that_comes_is_exported_without_a_look_at_the_others(newsroom: Newsroom) -> None:
    later = ops.story.new(newsroom.desk, headline="Written first").value
    picture = paint(newsroom.folder / "quay.jpg", (20, 120, 150))
    for number in range(6):
        words = (
            {"tags": ("Tide", "tide", "Ice"), "bylines": (Byline("Ann Writer"),)},
            {"tags": ("tide",), "section": "", "old_slugs": (f"ebb-{number}",)},
            {"tags": ("a", "Zebra"), "section": "culture", "body": "See [it](../news/new-0.html).\n"},
        )[number % 3]
        changes.comes(newsroom, f"New {number}", **words)
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
        changes.said(newsroom, chance.randrange(12))
        quick += not newsroom.export()[1]
        assert files(newsroom.out) == newsroom.whole(), step
    assert quick or seed  # of many changes at once some is mostly for an export of all


def test_a_photo_of_a_story_that_comes_goes_at_its_time(newsroom: Newsroom) -> None:
    picture = paint(newsroom.folder / "quay.jpg", (20, 120, 150))
    changes.comes(newsroom, "New")
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
