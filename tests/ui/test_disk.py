"""The world against somebody who writes: it is said, nothing is lost, saving goes on by itself."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest

from desk import operations as ops
from desk.domain import Unwritable
from tests import disks
from tests.ui.conftest import of_three

pytestmark = pytest.mark.usefixtures("hurried")

AGAIN = 15_000  # ms: a refused save is tried again every 4 seconds


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB, elsewhere than the system's temporary files."""
    with disks.small(tmp_path / "disk", "4m") as disk:
        yield disk


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the small disk where the test asks for it."""
    return request.getfixturevalue("small") if "small" in request.fixturenames else tmp_path


def fill(disk: Path, desk: ops.Desk) -> Path:
    """Leave no room on a disk, nor in the files of a desk on it."""
    other = ops.story.new(desk, headline="Other").value
    filler = disks.fill(disk)
    for size in (40_000, 4_000, 400, 40):
        with contextlib.suppress(Unwritable):
            while True:
                other = ops.story.save(desk, replace(other, body=os.urandom(size).hex())).value
    return filler


class Writer:
    """Somebody who writes in the window while the world does things to the desk."""

    def __init__(self, qtbot, window, session, story) -> None:
        self.qtbot, self.window, self.session, self.story = qtbot, window, session, story
        self.places = ops.journal.places(session.desk)
        self.words = ""

    def journals(self) -> list[Path]:
        return [file for place in self.places for file in place.glob("*/*.json")]

    def write(self, words: str) -> str:
        """Type words that are refused; return what the window says about it, once a journal has them."""
        notice, self.words = self.window.notice, words
        QTest.keyClicks(self.window.body, words)
        self.qtbot.waitUntil(lambda: notice.isVisible() and notice.button.isVisible(), timeout=AGAIN)
        assert notice.button.text() == "Save a copy…"
        self.qtbot.waitUntil(lambda: "Not saved yet" in self.window.status.saved.text(), timeout=AGAIN)
        self.qtbot.waitUntil(
            lambda: any(words in file.read_text(encoding="utf-8") for file in self.journals()), timeout=AGAIN
        )
        return notice.words.text()

    def wait_until_saved(self) -> None:
        """Do nothing: saving goes on by itself."""
        self.qtbot.waitUntil(lambda: self.window.open_story.safe, timeout=AGAIN)
        assert self.words in ops.story.get(self.session.desk, self.story).body
        assert not self.window.notice.isVisible()
        assert self.window.status.saved.text().startswith("Saved ")
        self.qtbot.waitUntil(lambda: self.journals() == [])


@pytest.fixture
def writer(qtbot, window, session, stories):
    return Writer(qtbot, window, session, stories["Alpha"].id)


def test_a_full_disk(small, writer):
    filler = fill(small, writer.session.desk)
    said = writer.write("And more. ")
    assert "disk is full" in said and "stays here and in a journal" in said
    filler.unlink()
    writer.wait_until_saved()


def test_a_desk_on_a_full_disk_opens_and_can_be_read(qtbot, small, starter, templates):
    folder = templates.put("window of_three", small / "hour.desk", of_three)
    filler = disks.fill(small)
    starter.begin(folder)
    qtbot.waitUntil(lambda: starter._window is not None and starter._window.isVisible(), timeout=AGAIN)
    window = starter._window
    qtbot.waitUntil(lambda: window.stories.model.rowCount() == 3, timeout=AGAIN)
    window.open(window.stories.model.rows[0].id)
    qtbot.waitUntil(lambda: "Words of" in window.body.markdown(), timeout=AGAIN)
    window.body.setFocus()
    QTest.keyClicks(window.body, "Typed. ")
    window.open_story.flush()
    filler.unlink()
    qtbot.waitUntil(lambda: window.open_story.safe, timeout=AGAIN)
    assert "Typed. " in ops.story.get(window.session.desk, window.open_story.story.id).body


@pytest.mark.slow
def test_a_full_disk_with_the_settings_on_it(small, writer, window, monkeypatch):
    monkeypatch.setenv("DESK_HOME", str(small / "home"))
    writer.places = ops.journal.places(writer.session.desk)
    window.journal._begin(writer.places)
    filler = fill(small, writer.session.desk)
    assert "stays here and in a journal" in writer.write("Elsewhere. ")
    assert [file.is_relative_to(small) for file in writer.journals()] == [False]
    filler.unlink()
    writer.wait_until_saved()


@pytest.mark.slow
def test_no_place_for_a_journal_is_said(small, writer, window, qtbot):
    window.journal._begin([small / "home" / "journal" / "id"])
    filler = fill(small, writer.session.desk)
    QTest.keyClicks(window.body, "Nowhere else. ")
    writer.words = "Nowhere else. "
    qtbot.waitUntil(lambda: "in this window alone" in window.notice.words.text(), timeout=AGAIN)
    filler.unlink()
    writer.wait_until_saved()


@pytest.fixture
def sealed(session):
    """Let nobody write to the desk's files, not even root, until the test says so."""
    files = sorted(session.desk.folder.glob("desk.sqlite*"))
    chattr = shutil.which("chattr")

    def seal(on):
        sign = "+i" if on else "-i"
        command = [chattr or "false", sign, *files, session.desk.folder]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def on():
        if not seal(True):
            seal(False)
            pytest.skip("this disk knows no file that root may not write")

    yield on, lambda: seal(False)
    seal(False)


@pytest.mark.slow
def test_files_made_read_only(writer, sealed):
    seal, unseal = sealed
    seal()
    writer.write("Read-only. ")
    unseal()
    writer.wait_until_saved()


def test_a_folder_that_is_moved_away_and_comes_back(writer, session, tmp_path):
    session.desk.folder.rename(tmp_path / "away")
    assert "moved, removed or replaced" in writer.write("Where is it? ")
    (tmp_path / "away").rename(session.desk.folder)
    writer.wait_until_saved()


@pytest.mark.slow
def test_a_database_that_another_program_holds_long(writer, session):
    with closing(sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "Another program is writing" in writer.write("Held. ")
        other.execute("ROLLBACK")
    writer.wait_until_saved()


def test_a_database_that_is_damaged_under_the_window(writer, window, session):
    backup = ops.backups.make(session.desk)
    file = session.desk.folder / "desk.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = file.read_bytes()
        file.write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
        other.execute("PRAGMA user_version = 1")  # whoever remembers pages reads them anew
    assert "database is damaged" in writer.write("Damaged. ")
    ops.backups.restore(session.desk.folder, backup)
    desk = ops.desk.open_desk(session.desk.folder, session.desk.who)
    (left,) = ops.journal.left(desk, window.journal.folder)
    adopted = ops.journal.adopt(desk, left).value
    assert adopted.id == writer.story and adopted.body.startswith("Damaged. ")
    desk.close()
    window.exports.rescued.emit()  # let the window go


def test_a_missing_original(qtbot, window, session, stories, settle, tmp_path):
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "harbour.jpg")
    ops.photo.add(session.desk, stories["Beta"].id, [tmp_path / "harbour.jpg"])
    (photo,) = session.desk.store.photos()
    session.desk.store.media_path(photo).unlink()
    window.open(stories["Beta"].id)
    qtbot.waitUntil(lambda: "missing or damaged" in window.photos.well.toolTip())
