"""An export that has nothing to do knows it without opening the desk, and never where there is something."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Status
from tests.operations.conftest import ANN

# After all that the tests save, and far from midnight, when what is ranked by days may change.
NOW = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12)
ROOT = Path(__file__).parents[2]
LONG_AGO = time.time_ns() - 3_600_000_000_000


class Exported:
    """A desk whose site was exported when nothing in it had changed for an hour."""

    def __init__(self, desk: ops.Desk, out: Path) -> None:
        self.folder, self.out = desk.folder, out
        story = ops.story.new(desk, headline="Harbour").value
        self.story = ops.story.save(desk, replace(story, body="Ferry.\n", status=Status.PUBLISHED)).value
        desk.close()
        self.export()
        self.export()  # the search index may have caught up in the first

    def export(self, at: datetime = NOW) -> ops.exporting.Report:
        os.utime(self.folder / "desk.sqlite", ns=(LONG_AGO, LONG_AGO))
        with_desk = ops.desk.open_desk(self.folder, ANN)
        try:
            return ops.exporting.export(with_desk, self.out, at=at)
        finally:
            with_desk.close()

    def told(self, at: datetime = NOW) -> ops.exporting.Report | None:
        return ops.unchanged.report(self.folder, self.out, at)

    def save(self, **fields: object) -> None:
        desk = ops.desk.open_desk(self.folder, ANN)
        ops.story.save(desk, replace(ops.story.get(desk, self.story.id), **fields))
        desk.close()


@pytest.fixture
def exported(desk: ops.Desk, tmp_path: Path) -> Exported:
    return Exported(desk, tmp_path / "site")


def test_it_warns_of_what_an_export_warned_of(exported: Exported) -> None:
    exported.save(body="![A quay](photo:none) and [a map](../../maps/port.html)\n")
    warned = exported.export().warnings
    assert len(warned) == 2
    told = exported.told()
    assert told and told.warnings == warned


def test_it_says_what_an_export_says(exported: Exported) -> None:
    files = [path for path in exported.out.rglob("*") if path.is_file()]
    told = exported.told()
    assert told and (told.written, told.kept, told.removed) == (0, len(files), 0)
    assert told.seconds.keys() == {"pictures", "pages", "files"}


def _page(exported: Exported) -> Path:
    return next(exported.out.rglob("harbour.html"))


def _edited(exported: Exported) -> None:
    exported.save(body="Gulls.\n")


def _template(exported: Exported) -> None:
    (exported.folder / "theme" / "assets").mkdir(parents=True)
    (exported.folder / "theme" / "assets" / "own.css").write_text("main { color: teal }")


def _same_size(exported: Exported) -> None:
    words = _page(exported).read_bytes()
    _page(exported).write_bytes(words[:-1] + b" ")


def _settings(exported: Exported) -> None:
    desk = ops.desk.open_desk(exported.folder, ANN)
    ops.desk.save_publication(desk, replace(desk.store.publication(), title="The Day"))
    desk.close()


@pytest.mark.parametrize(
    "change",
    [
        _edited,
        _settings,
        _template,
        _same_size,
        lambda exported: _page(exported).unlink(),
        lambda exported: exported.out.rename(exported.out.with_name("moved")),
        lambda exported: (exported.folder / "site" / "exports.sqlite").write_bytes(b"broken"),
        lambda exported: (exported.folder / "desk.sqlite").unlink(),
    ],
)
def test_after_a_change_only_an_export_can_tell(
    exported: Exported, change: Callable[[Exported], object]
) -> None:
    assert exported.told()
    change(exported)
    assert exported.told() is None


def test_what_is_saved_while_the_desk_stays_open_is_seen(exported: Exported) -> None:
    desk = ops.desk.open_desk(exported.folder, ANN)
    try:
        assert exported.told()
        ops.story.save(desk, replace(ops.story.get(desk, exported.story.id), body="Gulls.\n"))
        assert exported.told() is None
    finally:
        desk.close()


def test_looking_leaves_the_locks_of_an_open_desk_alone(exported: Exported) -> None:
    """Another program that ends meanwhile would else take the desk's log for nobody's and remove it."""
    desk = ops.desk.open_desk(exported.folder, ANN)
    try:
        ops.story.save(desk, replace(ops.story.get(desk, exported.story.id), body="Gulls.\n"))
        exported.told()
        other = [sys.executable, "main.py", "list", "--desk", str(exported.folder)]
        subprocess.run(other, cwd=ROOT, check=True, capture_output=True)
        ops.story.save(desk, replace(ops.story.get(desk, exported.story.id), body="Terns.\n"))
        shown = [sys.executable, "main.py", "show", exported.story.id, "--desk", str(exported.folder)]
        said = subprocess.run(shown, cwd=ROOT, check=True, capture_output=True, text=True)
        assert "Terns." in said.stdout
    finally:
        desk.close()


def test_it_holds_until_time_alone_changes_the_site(exported: Exported) -> None:
    soon = NOW + timedelta(minutes=5)
    exported.save(publish_at=soon)
    exported.export()
    assert exported.told() and exported.told(soon - timedelta(microseconds=1))
    assert exported.told(soon) is None
    assert exported.told(NOW - timedelta(seconds=1)) is None, "the clock was set back"
    assert exported.told(NOW + timedelta(days=2)) is None, "what is ranked by days may have changed"


def test_a_version_of_a_front_that_is_to_come_is_waited_for(exported: Exported) -> None:
    soon = NOW + timedelta(minutes=5)
    desk = ops.desk.open_desk(exported.folder, ANN)
    front = next(one for one in desk.store.fronts() if one.slug == "front")
    desk.store.make_live(replace(front, rest=not front.rest), ANN, soon)
    desk.close()
    exported.export()
    assert exported.told(soon - timedelta(seconds=1)) and exported.told(soon) is None


def test_a_site_of_another_time_is_not_taken_for_the_present_one(exported: Exported) -> None:
    soon = NOW + timedelta(minutes=5)
    exported.save(publish_at=soon)
    exported.export()
    exported.export(soon)
    assert _page(exported)
    assert exported.told() is None


def test_what_changed_a_moment_ago_is_not_relied_on(exported: Exported) -> None:
    exported.save(body="Gulls.\n")
    desk = ops.desk.open_desk(exported.folder, ANN)
    ops.exporting.export(desk, exported.out, at=NOW)
    desk.close()
    assert exported.told() is None
