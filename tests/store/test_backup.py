"""Copies of a desk: when they are made, which stay, what they hold; and the way back to one."""

import datetime as dt
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desk.domain import BadInput, Cancelled, Conflict, NewerDesk, NotADesk, Publication, Unwritable
from desk.store import Finding, Store, backup
from desk.store.held import held
from desk.store.restore import Difference, difference, given, restore
from tests.store.conftest import ANN, noon, picture, story


class Calendar:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = noon()

    def __call__(self) -> dt.datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += dt.timedelta(**time)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def kept(folder: Path, publication: Publication, calendar: Calendar):
    with Store.create(folder, publication, ANN, clock=calendar) as made:
        yield made


def reasons(folder: Path) -> list[str]:
    return [one.reason for one in backup.listed(folder)]


def test_a_start_makes_a_copy_where_something_is_new(kept: Store, calendar: Calendar) -> None:
    assert kept.routine_backup("start") is not None
    assert kept.routine_backup("start") is None, "nothing came since"
    saved = kept.save_story(story("Ferry"), ANN)
    calendar.wait(minutes=5)
    assert kept.routine_backup("daily") is None, "the newest is not a day old"
    assert kept.routine_backup("start") is not None
    kept.name_revision(saved.revision, "As sent", ANN)
    calendar.wait(hours=25)
    assert kept.routine_backup("daily") is not None
    found = backup.listed(kept.folder)
    assert [(one.reason, one.stories) for one in found] == [("daily", 1), ("start", 1)]
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
    assert all(one.size == one.file.stat().st_size for one in found)


def test_age_thins_what_the_program_made_and_nothing_else(kept: Store, calendar: Calendar) -> None:
    made = kept.save_story(story("Ferry"), ANN)
    kept.backup("manual")
    kept.backup("before-0009")
    for number in range(64 + 2 * 6):  # one a day for nine weeks, then two
        calendar.wait(hours=24 if number < 64 else 12)
        made = kept.save_story(replace(made, body=f"Line {number}.\n"), ANN)
        assert kept.routine_backup("start") is not None
    found = backup.listed(kept.folder)
    ages = [(calendar.now - one.at) for one in found if one.reason == "start"]
    assert sum(age <= dt.timedelta(days=1) for age in ages) == 3
    month = [
        one.at.date() for one in found if dt.timedelta(days=1) < calendar.now - one.at < dt.timedelta(31)
    ]
    assert len(month) == len(set(month)) and 29 <= len(month) <= 31
    older = [one.at for one in found if one.reason == "start" and calendar.now - one.at >= dt.timedelta(31)]
    assert len(older) == len({(at.year, at.month) for at in older}) == 2
    assert {"manual", "before-0009"} <= set(reasons(kept.folder))


def test_a_clock_that_jumped_ahead_costs_no_days_copy(kept: Store, calendar: Calendar) -> None:
    made = kept.save_story(story("Ferry"), ANN)
    for number in range(20):
        calendar.wait(days=1)
        made = kept.save_story(replace(made, body=f"Line {number}.\n"), ANN)
        kept.routine_backup("start")
    calendar.wait(days=3_000)
    kept.save_story(replace(made, body="From the future.\n"), ANN)
    kept.routine_backup("start")
    assert len(reasons(kept.folder)) == 21


def test_a_search_that_was_named_or_renamed_is_something_new(kept: Store, calendar: Calendar) -> None:
    kept.routine_backup("start")
    named = kept.save_search("Floods", "flood")
    assert kept.routine_backup("start") is not None
    assert kept.routine_backup("start") is None
    kept.save_search("High water", "flood", named.id)
    assert kept.routine_backup("start") is not None
    kept.delete_search(named.id)
    assert kept.routine_backup("start") is not None


def test_a_clock_that_jumped_back_costs_no_copy(kept: Store, calendar: Calendar) -> None:
    for days in (400, -390, 0):
        kept.save_story(story(), ANN)
        calendar.wait(days=days)
        assert kept.routine_backup("start") is not None
    assert len(reasons(kept.folder)) == 3


def test_what_a_killed_copy_left_goes_after_a_day_and_is_no_backup(kept: Store, calendar: Calendar) -> None:
    kept.save_story(story(), ANN)
    folder = kept.folder / "backups"
    left = [folder / "20260301-110000-start.sqlite", folder / ".20260301-110000-start.sqlite.part"]
    left[0].touch()
    left[1].write_bytes(b"half")
    for file in left:
        os.utime(file, (noon().timestamp(),) * 2)
    kept.routine_backup("start")
    assert all(file.exists() for file in left) and len(reasons(kept.folder)) == 1
    calendar.wait(days=2)
    kept.routine_backup("start")
    assert not any(file.exists() for file in left)


def test_a_cancelled_copy_leaves_nothing(kept: Store) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled("Enough")

    with pytest.raises(Cancelled):
        kept.backup(progress=stop)
    assert list((kept.folder / "backups").iterdir()) == []


def test_a_damaged_search_index_stops_no_copy(kept: Store) -> None:
    kept.save_story(story(body="river"), ANN)
    with closing(sqlite3.connect(kept.folder / "desk.sqlite", isolation_level=None)) as behind:
        behind.execute("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    assert kept.backup().exists()


def originals(folder: Path) -> list[Path]:
    return [path for path in (folder / "backups" / "media").rglob("*") if path.is_file()]


@pytest.mark.parametrize("links", [True, False])
def test_a_lost_original_comes_back_from_the_backups(
    kept: Store, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not links:  # as on a disk that knows no second names

        def refuse(self: Path, target: Path) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    lost = kept.add_photo(*picture(b"lost", name="lost.jpg"), ANN)
    bad = kept.add_photo(*picture(b"good", name="bad.jpg"), ANN)
    kept.backup()
    kept.media_path(lost).unlink()
    kept.media_path(bad).unlink()
    kept.media_path(bad).write_bytes(b"evil")
    assert set(kept.verify()) >= {
        Finding("mended", "The original of “lost.jpg” was missing; it came back from the backups"),
        Finding("mended", "The original of “bad.jpg” was damaged; it came back from the backups"),
    }
    assert kept.media_path(lost).read_bytes() == b"lost" and kept.media_path(bad).read_bytes() == b"good"
    assert [finding.severity for finding in kept.verify()] == ["note"]  # the damaged file is still there


def test_an_original_that_is_written_into_is_named_for_its_second_name_changed_too(kept: Store) -> None:
    photo = kept.add_photo(*picture(b"good", name="bad.jpg"), ANN)
    kept.backup()
    with kept.media_path(photo).open("r+b") as file:
        file.write(b"evil")
    (found,) = kept.verify()
    assert found.severity == "error" and "“bad.jpg” is damaged" in found.what


def test_originals_are_kept_as_long_as_a_copy_needs_them(kept: Store, calendar: Calendar) -> None:
    kept.add_photo(*picture(b"one"), ANN)
    for _ in range(2):
        kept.routine_backup("start")
        kept.save_story(story(), ANN)
        calendar.wait(hours=1)
    with closing(sqlite3.connect(kept.folder / "desk.sqlite", isolation_level=None)) as behind:
        behind.execute("DELETE FROM photo")
    assert len(originals(kept.folder)) == 1
    for _ in range(3):
        calendar.wait(days=40)
        kept.save_story(story(), ANN)
        kept.routine_backup("start")
    assert len(originals(kept.folder)) == 1, "one copy of the first month is still there"


# The way back


def changed(store: Store) -> tuple[Path, dict[str, str]]:
    """Make a copy, then change the desk; return the copy and the headlines it holds by id."""
    one, two = (store.save_story(story(name), ANN) for name in ("One", "Two"))
    store.add_photo(*picture(b"in the backup"), ANN)
    copy = store.backup()
    store.save_story(replace(one, headline="One, changed"), ANN)
    store.save_story(story("Three"), ANN)
    store.add_photo(*picture(b"later"), ANN)
    return copy, {one.id: "One", two.id: "Two"}


def headlines(folder: Path) -> dict[str, str]:
    with Store.open(folder) as opened:
        assert [finding for finding in opened.verify() if finding.severity != "note"] == []
        return {one.id: one.headline for one in opened.stories()}


def test_a_desk_comes_back_and_the_present_one_is_set_aside_whole(kept: Store) -> None:
    copy, then = changed(kept)
    now = {one.id: one.headline for one in kept.stories()}
    assert difference(kept.folder, copy) == Difference(newer=1, later=1, back=0)
    kept.close()
    restored = restore(kept.folder, copy, noon())
    assert restored.missing == ()
    assert headlines(kept.folder) == then
    assert headlines(restored.aside) == now
    assert restored.aside.parent == kept.folder.parent and "set aside 2026-03-01" in restored.aside.name
    assert [one.file.name for one in backup.listed(kept.folder)] == [copy.name], "the copies follow the desk"
    back = restore(kept.folder, copy, noon())
    assert back.aside != restored.aside and headlines(kept.folder) == then


@pytest.mark.parametrize("harm", ["cut", "noise", "gone", "torn log"])
def test_a_desk_that_does_not_open_comes_back(kept: Store, harm: str) -> None:
    copy, then = changed(kept)
    kept.close()
    file = kept.folder / "desk.sqlite"
    if harm == "cut":
        os.truncate(file, 5000)
    elif harm == "noise":
        file.write_bytes(os.urandom(9000))
    elif harm == "gone":
        file.unlink()
    else:
        Path(f"{file}-wal").write_bytes(os.urandom(9000))
        os.truncate(file, 100)
    with pytest.raises(NotADesk):
        Store.open(kept.folder)
    left = {path.name: path.read_bytes() for path in kept.folder.glob("desk.sqlite*")}
    assert difference(kept.folder, copy) is None
    restored = restore(kept.folder, copy, noon())
    assert headlines(kept.folder) == then
    assert {path.name: path.read_bytes() for path in restored.aside.glob("desk.sqlite*")} == left


def test_originals_come_back_with_the_desk_and_the_lost_ones_are_named(kept: Store) -> None:
    one = kept.add_photo(*picture(b"one"), ANN)
    copy = kept.backup()
    two = kept.add_photo(*picture(b"two"), ANN)
    later = kept.backup()
    kept.close()
    shutil.rmtree(kept.folder / "media")
    (path,) = [path for path in originals(kept.folder) if path.stem == two.hash]
    path.unlink()
    assert restore(kept.folder, copy, noon()).missing == ()
    assert restore(kept.folder, later, noon()).missing == (two.hash,)
    with Store.open(kept.folder) as opened:
        assert opened.media_path(one).read_bytes() == b"one"


def untouched(folder: Path, act: Callable[[], object]) -> None:
    before = sorted(folder.parent.rglob("*"))
    act()
    assert sorted(folder.parent.rglob("*")) == before


def test_a_damaged_or_newer_copy_changes_nothing(kept: Store, tmp_path: Path) -> None:
    copy, _ = changed(kept)
    kept.close()
    (tmp_path / "cut.sqlite").write_bytes(copy.read_bytes()[:20_000])
    shutil.copy(copy, newer := tmp_path / "newer.sqlite")
    with closing(sqlite3.connect(newer, isolation_level=None)) as behind:
        behind.execute("UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "words.sqlite").write_text("words")

    def refused() -> None:
        for file, error in (("cut", BadInput), ("words", BadInput), ("newer", NewerDesk)):
            with pytest.raises(error):
                restore(kept.folder, tmp_path / f"{file}.sqlite", noon())

    untouched(kept.folder, refused)


@pytest.mark.slow
def test_nobodys_write_is_cut_in_two(kept: Store) -> None:
    copy, _ = changed(kept)
    with closing(sqlite3.connect(kept.folder / "desk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        def refused() -> None:
            with pytest.raises(Conflict, match="Another program"):
                restore(kept.folder, copy, noon())

        untouched(kept.folder, refused)
        other.execute("ROLLBACK")


def test_another_window_learns_that_the_desk_went(kept: Store) -> None:
    copy, then = changed(kept)
    restored = restore(kept.folder, copy, noon())
    with pytest.raises(Unwritable, match="restored from a backup"):
        kept.save_story(story("Lost?"), ANN)
    assert headlines(kept.folder) == then
    assert "Lost?" not in headlines(restored.aside).values()


def test_a_copy_is_named_in_several_ways(kept: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no backup"):
        given(kept.folder, "latest")
    copy = kept.backup()
    shutil.copy(copy, tmp_path / "mine.sqlite")
    for name in ("latest", copy.name, copy.stem, str(copy)):
        assert given(kept.folder, name) == copy
    assert given(kept.folder, str(tmp_path / "mine.sqlite")) == tmp_path / "mine.sqlite"
    with pytest.raises(BadInput, match="no backup"):
        given(kept.folder, "nonsense")


def test_a_desk_that_is_named_by_a_link_is_restored_where_it_lies(kept: Store, tmp_path: Path) -> None:
    copy = kept.backup()
    saved = kept.save_story(story("Later"), ANN)
    kept.close()
    link = tmp_path / "link.desk"
    link.symlink_to(kept.folder, target_is_directory=True)
    done = restore(link, copy, noon())
    assert link.is_symlink() and done.aside.parent == kept.folder.parent and not done.aside.is_symlink()
    with Store.open(kept.folder) as now, Store.open(done.aside) as before:
        assert now.stories() == [] and before.story(saved.id) == saved


def killed_at(step: int, act: Callable[[], object]) -> bool:
    """Do something in a program that is killed at its nth step on the disk; return whether it came so far."""
    child = os.fork()
    if child == 0:
        steps = iter(range(step))

        def count(event: str, _: object) -> None:
            if event in STEPS and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        act()
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0


STEPS = {"open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "sqlite3.connect"}


def test_a_restore_that_is_killed_at_any_step_ends_at_the_next_start(kept: Store, tmp_path: Path) -> None:
    copy, then = changed(kept)
    now = {one.id: one.headline for one in kept.stories()}
    kept.close()
    ends, step = set[str](), 0
    while True:
        place = tmp_path / f"at {step}"
        shutil.copytree(kept.folder, place / "hour.desk")
        backups = place / "hour.desk" / "backups" / copy.name
        more = killed_at(step, partial(restore, place / "hour.desk", backups, noon()))
        found = headlines(place / "hour.desk")
        assert found in (now, then)
        ends.add("new" if found == then else "old")
        assert [one.file.name for one in backup.listed(place / "hour.desk")] == [copy.name]
        asides = sorted(path.name for path in place.iterdir() if path.name != "hour.desk")
        assert len(asides) == (found == then), asides
        assert not asides or headlines(place / asides[0]) == now
        if not more:
            break
        step += 1
    assert step > 20 and ends == {"old", "new"}


def test_two_restores_of_one_desk_do_not_meet(kept: Store) -> None:
    copy, _ = changed(kept)
    kept.close()
    note = held(kept.folder.with_name(f".{kept.folder.name}.restoring"))
    assert note is not None
    with note:
        for act in (lambda: restore(kept.folder, copy, noon()), lambda: Store.open(kept.folder)):
            with pytest.raises(Conflict, match="being brought back"):
                act()
    with Store.open(kept.folder) as opened:
        assert len(opened.stories()) == 3


def theme(folder: Path) -> dict[str, str]:
    files = [path for path in (folder).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def write_theme(desk: Path, **files: str) -> None:
    for name, words in files.items():
        path = desk / "theme" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")


def test_a_theme_of_the_newsrooms_own_comes_back_with_its_copy(kept: Store, calendar: Calendar) -> None:
    folder, bare = kept.folder, kept.backup("manual")
    write_theme(folder, theme_toml="wide = true", assets__style_css="one")
    first = kept.backup("manual")
    calendar.wait(minutes=1)
    write_theme(folder, assets__style_css="two", templates__story_html="{{ story }}")
    second, now = kept.backup("manual"), theme(folder / "theme")
    assert theme(second.with_suffix(".theme")) == now
    alike = [copy.with_suffix(".theme") / "theme.toml" for copy in (first, second)]
    assert alike[0].samefile(alike[1]), "what did not change takes no room"
    kept.close()
    restore(folder, first, noon())
    assert theme(folder / "theme") == {"theme.toml": "wide = true", "assets/style.css": "one"}
    restore(folder, folder / "backups" / second.name, noon() + dt.timedelta(hours=1))
    assert theme(folder / "theme") == now
    restore(folder, folder / "backups" / bare.name, noon() + dt.timedelta(hours=2))
    assert theme(folder / "theme") == now, "a copy from before the theme takes nobody's work away"


def test_a_changed_theme_is_something_new_and_goes_with_its_copy(kept: Store, calendar: Calendar) -> None:
    assert kept.routine_backup("start") is not None
    write_theme(kept.folder, theme_toml="wide = true")
    calendar.wait(hours=1)
    made = kept.routine_backup("start")
    assert made is not None and kept.routine_backup("start") is None
    (kept.folder / "theme" / "theme.toml").unlink()
    calendar.wait(hours=1)
    assert kept.routine_backup("start") is not None, "taken away is a change too"
    for number in range(4):
        calendar.wait(hours=20)
        kept.save_story(story(f"Story {number}"), ANN)
        assert kept.routine_backup("start") is not None
    copies = {one.file for one in backup.listed(kept.folder)}
    assert made not in copies
    assert not made.with_suffix(".theme").exists()
