"""What changed alone is made anew, and the site is as if all of it were."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk import paths
from desk.domain import Byline, Correction, Placement, Role, Section, Slot, Status, Story, new_id
from desk.site.bodies import Bodies
from desk.site.exports import Report
from desk.site.few import Stock
from desk.site.moments import until
from desk.site.snapshot import Snapshot
from desk.site.theme import load_theme
from desk.site.touched import Source, touch
from tests.site.editions import HOUR, NOW, Newsroom
from tests.site.test_folder import snapshot

WORDS = (
    "harbour",
    "fog",
    "ferry",
    "C",
    "C++",
    "gulf",
    "Ünal",
    "порт",
    "մառախուղ",
    "الميناء",
    "market",
    "tide",
)
NAMES = ("Ann Lee", "ann lee", "Bo Fox", "Արամ", "C", "C++")
LEADING = ("> {}", "[map](../../maps/{}.html)", "![](photo:none)\n\n{}", "[a](../none/) [b](../two/)")
THEME = paths.resources() / "themes" / "daily"

Edit = Callable[["Sitting"], None]


class Sitting:
    """A newsroom that changes one thing after another, as chance has it."""

    def __init__(self, room: Newsroom, seed: int) -> None:
        self.room = room
        self.chance = random.Random(seed)
        self.at = NOW
        self.photos = [room.photo("teal", caption="Quay", credit="Ann"), room.photo("navy", size=(90, 60))]
        for number in range(9):
            room.story(f"Story {number}", section="news" if number % 2 else "culture", tags=(self.word(),))
        self.saved: list[tuple[str, str]] = []
        self.things: dict[tuple[str, str], object] = {}
        self.stock = Stock(lambda ids: [one for key in ids for one in room.stories if one.id == key])
        self.touched = 0

    def word(self) -> str:
        return self.chance.choice(WORDS)

    def words(self) -> str:
        return " ".join(self.word() for _ in range(self.chance.randint(1, 6)))

    def change(self, **fields: object) -> None:
        """Change a story, as the desk would: with a time."""
        at = self.chance.randrange(len(self.room.stories))
        now = self.at + timedelta(seconds=self.chance.randrange(60))
        self.room.stories[at] = replace(self.room.stories[at], updated=now, **fields)

    def one(self) -> Story:
        return self.chance.choice(self.room.stories)

    # What may happen

    def body(self) -> None:
        photo = self.chance.choice(self.photos)
        link = f"[{{}}](../../news/{self.chance.choice(('story-1', 'story-2', 'slug-1', 'slug-2'))}/)"
        shown = "![](photo:" + photo.id + ")\n\n{}"
        body = self.chance.choice(("{}", "## {}", shown, *LEADING, link, link))
        self.change(body=body.format(self.words()))

    def headline(self) -> None:
        self.change(headline=self.words())

    def standfirst(self) -> None:
        self.change(standfirst=self.chance.choice(("", self.words())))

    def tags(self) -> None:
        self.change(tags=tuple(self.word() for _ in range(self.chance.randrange(4))))

    def authors(self) -> None:
        self.change(
            bylines=tuple(Byline(name) for name in self.chance.sample(NAMES, self.chance.randrange(3)))
        )

    def section(self) -> None:
        story = self.one()
        at = self.room.stories.index(story)
        section = self.chance.choice(("news", "culture", "sport", "tag", ""))
        self.room.stories[at] = replace(story, section=section, old_sections=(story.section,))

    def kind(self) -> None:
        self.change(language=self.chance.choice(("en", "ru", "ar", "hy")), kicker=self.words())

    def slug(self) -> None:
        story = self.one()
        at = self.room.stories.index(story)
        new = f"slug-{self.chance.randrange(6)}"
        if new not in {one.slug for one in self.room.stories}:
            self.room.stories[at] = replace(story, slug=new, old_slugs=(story.slug,))

    def status(self) -> None:
        self.change(status=self.chance.choice((Status.PUBLISHED, Status.DRAFT, Status.WITHDRAWN)))

    def embargo(self) -> None:
        self.change(publish_at=self.chance.choice((None, self.at + HOUR * self.chance.randint(-2, 3))))

    def backdate(self) -> None:
        self.change(published=NOW - HOUR * self.chance.randrange(900))

    def time(self) -> None:
        self.at += HOUR * self.chance.choice((1, 5, 40))

    def correction(self) -> None:
        self.change(corrections=self.chance.choice(((), (Correction(self.words(), self.at),))))

    def lead(self) -> None:
        photo = self.chance.choice(self.photos)
        self.change(photos=(Placement(photo=photo.id, role=Role.LEAD, caption=self.words()),))

    def caption(self) -> None:
        photo = self.chance.choice(list(self.room.photos.values()))
        self.room.photos[photo.id] = replace(
            photo,
            caption=self.words(),
            credit=self.word(),
            licence_until=self.chance.choice((None, None, self.at + HOUR)),
            one_use=self.chance.random() < 0.2,
        )

    def choice(self) -> None:
        photo = self.chance.choice(("", "", *self.room.photos))
        words = self.chance.choice(("", self.words()))
        slots = [Slot(id=new_id(), story=self.one().id, headline=words, photo=photo)]
        ends = self.chance.choice((None, self.at + HOUR))
        self.room.put(
            self.chance.choice(("editors-choice", "top-stories", "lead")),
            *(replace(slot, ends=ends) for slot in slots),
        )

    def related(self) -> None:
        self.room.put(f"related:{self.one().id}", self.one(), self.one())

    def settings(self) -> None:
        changed: dict[str, object] = self.chance.choice(
            (
                {"title": self.words()},
                {"base_url": self.chance.choice(("", "https://news.example", "https://other.example/site"))},
                {"timezone": self.chance.choice(("Asia/Baku", "UTC", "America/Lima"))},
                {"language": self.chance.choice(("en", "ru", "ar"))},
                {"footer": self.words()},
                {"sections": (Section("news", self.word()), Section("culture", "Culture"))},
                {"feed_whole": self.chance.random() < 0.5},
                {"story_files": self.chance.random() < 0.5, "story_both": self.chance.random() < 0.5},
            )
        )
        self.room.publication = replace(self.room.publication, **changed)

    def theme(self) -> None:
        own = self.room.folder / "theme"
        shutil.rmtree(own, ignore_errors=True)
        if self.chance.random() < 0.7:
            (own / "templates").mkdir(parents=True)
            mark = f"<!-- {self.chance.random()} -->"
            template = self.chance.choice(("sidebar.html", "article.html", "parts.html", "missing.html"))
            words = (THEME / "templates" / template).read_text("utf-8")
            (own / "templates" / template).write_text(words.replace("</h1>", f"{mark}</h1>") + mark, "utf-8")
            (own / "theme.toml").write_text(f"[counts]\nsection = {self.chance.randint(2, 5)}\n")

    WORDS: tuple[Edit, ...] = (body, headline, standfirst)
    EDITS: tuple[Edit, ...] = (
        *(body, headline, standfirst, tags, authors, section, kind, slug, status, embargo, backdate, time),
        *(correction, lead, caption, choice, related, settings, theme),
    )

    def export(self, out: Path, desk: str, **settings: object) -> Report:
        ledger = self.room.folder / desk / "exports.sqlite"
        return self.room.export(out=out, ledger=ledger, at=self.at, **settings)

    def trail(self) -> tuple[int, str, int, int]:
        """Return how far the chain of what was saved has come, as a store has it."""
        room = self.room
        now = {("story", one.id): one for one in room.stories} | {
            ("photo", key): one for key, one in room.photos.items()
        }
        now |= {("list", key): one for key, one in room.lists.items()} | {
            ("publication", ""): room.publication
        }
        self.saved += [key for key, one in now.items() if self.things.get(key) != one]
        self.things = now
        return len(self.saved), "", len(room.stories), len(room.photos)

    def some(self, out: Path) -> Report:
        """Export what a few stories touch where that can be told, and else all that changed."""
        ledger = self.room.folder / "desk" / "exports.sqlite"
        trail = self.trail()
        source = Source(
            since=lambda before: (trail, frozenset(self.saved[before[0] :])),
            stock=self.stock,
            edition=lambda: replace(self.room.edition(), stories=()),
            next_live=lambda: None,
        )
        report = touch(source, out, at=self.at, ledger=ledger)
        self.touched += report is not None
        return report or self.export(out, "desk", trail=trail)

    def check(self) -> Report:
        """Export what changed, and all of it elsewhere; both are the same."""
        whole = self.room.folder / "whole"
        for folder in (whole, self.room.folder / "other desk"):  # which knows nothing from before
            shutil.rmtree(folder, ignore_errors=True)
        report = self.some(self.room.out)
        full = self.export(whole, "other desk", full=True)
        made, wanted = snapshot(self.room.out), snapshot(whole)
        assert made.keys() == wanted.keys()
        assert [path for path in made if made[path][0] != wanted[path][0]] == []
        assert full.warnings == report.warnings
        return report


@pytest.mark.parametrize(
    "seed", [*range(3), *(pytest.param(n, marks=pytest.mark.slow) for n in range(3, 40))]
)
@pytest.mark.timeout(600)
def test_random_edits_leave_the_site_as_if_all_of_it_were_made_anew(room: Newsroom, seed: int) -> None:
    sitting = Sitting(room, seed)
    sitting.check()
    for _ in range(25):
        edits = Sitting.EDITS if sitting.chance.random() < 0.4 else Sitting.WORDS
        done = sitting.chance.choices(edits, k=sitting.chance.randint(1, 3))
        for edit in done:
            edit(sitting)
        try:
            sitting.check()
        except AssertionError as error:
            raise AssertionError([edit.__name__ for edit in done]) from error
    assert sitting.touched


@pytest.mark.parametrize("edit", Sitting.EDITS, ids=lambda edit: edit.__name__)
def test_each_edit_by_itself(room: Newsroom, edit: Edit) -> None:
    sitting = Sitting(room, 7)
    sitting.lead()
    sitting.choice()
    sitting.check()
    for _ in range(3):
        edit(sitting)
        sitting.check()
    assert sitting.check().written == 0


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, 20))])
@pytest.mark.timeout(600)
def test_until_it_is_said_to_change_by_itself_the_site_stays_the_same(room: Newsroom, seed: int) -> None:
    sitting = Sitting(room, seed)
    for _ in range(12):
        for edit in sitting.chance.choices(Sitting.EDITS, k=3):
            edit(sitting)
        seen = Snapshot(room.edition(), load_theme(room.publication.theme, room.folder / "theme"), sitting.at)
        sitting.export(room.out, "desk")
        before = {path: content for path, (content, _) in snapshot(room.out).items()}
        then = until(seen) - timedelta(microseconds=1)
        room.export(out=room.out, ledger=room.folder / "desk" / "exports.sqlite", at=then)
        assert {path: content for path, (content, _) in snapshot(room.out).items()} == before


def test_bodies_that_another_version_read_are_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "bodies.sqlite"

    def held() -> int:
        with closing(sqlite3.connect(file)) as bodies:
            return bodies.execute("SELECT count(*) FROM body").fetchone()[0]

    for words in ("*one*", "*two*", "words alone, which are made sooner than found"):
        with Bodies(file) as bodies:
            bodies.html(words)
    assert held() == 2
    monkeypatch.setattr("desk.site.bodies.program", lambda: "abcdef0123456789")
    with Bodies(file) as bodies:
        assert bodies.html("*one*") == "<p><em>one</em></p>"
    assert held() == 1
