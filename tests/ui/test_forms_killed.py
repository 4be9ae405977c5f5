"""What was typed in a form, or for a story on its way, when the program was killed comes back there."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desk import operations as ops
from desk.domain import StoryQuery, Who
from desk.ui import menu
from desk.ui.recovery import _search
from desk.ui.window import Window

TYPING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desk import operations as ops
from desk.domain import Who
from desk.ui import memory, menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.window import Window

app = QApplication([])
theme.load_fonts()
look = theme.Look(app, "light")
session = Session(ops.desk.open_desk(Path(sys.argv[1]), Who("Ann", "laptop")), Settings())
window = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
memory.restore(window)
window.show()

def wait():
    while not session.tasks.idle:
        QTest.qWait(20)
    QTest.qWait(50)

def end():  # in mid typing: no field is left, nothing is closed
    print("typed", flush=True)
    app.exec()

wait()
"""


class Killed:
    """A desk, and what a program that is killed leaves of it."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home

    def type(self, script: str) -> list[dict[str, str]]:
        """Type in a program, kill it when it has typed; return the forms that its journal holds."""
        env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESK_HOME": str(self.home)}
        command = [sys.executable, "-c", TYPING + script + "\nend()\n", str(self.folder)]
        program = subprocess.Popen(command, cwd=Path(__file__).parents[2], env=env, stdout=subprocess.PIPE)
        try:
            assert program.stdout is not None
            assert b"typed" in program.stdout.readline()
            time.sleep(1)  # of which the journal takes a sixth
        finally:
            program.kill()
            program.wait()
            program.stdout.close()
        files = self.home.glob("journal/*/*/*.json")
        kept = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        return [json.loads(one["form"]) for one in kept if "form" in one]


@pytest.fixture
def killed(session, stories, home):
    return Killed(session.desk.folder, home)


@pytest.fixture
def start(qtbot, session, look, settle):
    """Start the program again."""
    made = []

    def begin():
        window = Window(session, look, ops.desk.publication(session.desk), menu=menu.commands)
        window.resize(1440, 900)
        window.show()
        settle()
        made.append(window)
        return window

    yield begin
    for window in made:
        settle()
        window.close()
        qtbot.waitUntil(lambda window=window: not window.isVisible(), timeout=10_000)
        settle()
        window.deleteLater()


def press(window, name):
    next(one for one in window.recovery.findChildren(QPushButton) if one.text() == name).click()


SETTINGS = """
window.go("settings")
page = window.settings_page
page.title.selectAll(); QTest.keyClicks(page.title, "The Evening Hour")
page.timezone.selectAll(); QTest.keyClicks(page.timezone, "Europe/Par")
page.footer.setFocus(); QTest.keyClicks(page.footer, "Printed at the pier")
"""


@pytest.mark.slow
def test_settings_that_no_store_would_take_come_back_into_their_fields(qtbot, session, killed, start, settle):
    (form,) = killed.type(SETTINGS)
    assert dict(form["fields"]) == {
        "Title": "The Evening Hour",
        "Time zone": "Europe/Par",
        "Footer": "Printed at the pier",
    }
    assert ops.desk.publication(session.desk).title == "The Hour", "half a time zone holds it up"
    window = start()
    assert window.recovery.isVisible() and "the settings" in window.recovery.words.text()
    assert "Time zone: Europe/Par" in window.recovery.words.toolTip()
    press(window, "Keep these words")
    page = window.settings_page
    assert page.isVisible() and page.timezone.text() == "Europe/Par"
    assert page.timezone.property("wrong") and not window.recovery.isVisible()
    page.timezone.setText("Europe/Paris")
    page.flush()
    settle()
    kept = ops.desk.publication(session.desk)
    assert (kept.title, kept.timezone, kept.footer) == (
        "The Evening Hour",
        "Europe/Paris",
        "Printed at the pier",
    )
    qtbot.waitUntil(lambda: not [*killed.home.glob("journal/*/*/settings.json")], timeout=10_000)


def test_settings_are_kept_while_they_stand_unfinished_and_offered_once_more(
    qtbot, session, killed, start, settle
):
    killed.type(SETTINGS)
    window = start()
    press(window, "Keep these words")
    qtbot.wait(1_500)  # the words of the killed program are let go of
    (file,) = killed.home.glob("journal/*/*/settings.json")
    assert "Europe/Par" in file.read_text(encoding="utf-8")
    assert file.parent == window.journal.folder


@pytest.mark.slow
def test_settings_that_are_set_aside_change_nothing(session, killed, start, settle):
    killed.type(SETTINGS)
    window = start()
    before = ops.desk.publication(session.desk)
    press(window, "Keep the stored")
    settle()
    assert ops.desk.publication(session.desk) == before
    assert not window.recovery.isVisible() and _search(session.desk)[0] == []
    assert len([*killed.home.glob("journal/*/*/settings.aside")]) == 1, "they are in a file"


CARD = """
window.go("front")
wait(); wait()
board = window.board
panel = next(one for one in board.columns.panels if one.container.slug == "lead")
board._edit(panel, panel.model.tiles[0])
fields = board.form._fields
QTest.keyClicks(fields["headline"], "Storm over the lake")
fields["teaser"].setFocus(); QTest.keyClicks(fields["teaser"], "Boats wait")
fields["ends"].setFocus(); QTest.keyClicks(fields["ends"], "2031-02-0")
"""


@pytest.fixture
def leading(session, stories):
    ops.curation.act(session.desk, "lead", "add", [stories["Alpha"].id])


def lead(session):
    return ops.curation.get(session.desk, "lead", draft=True).slots


def test_the_words_of_a_card_come_back_and_what_is_no_time_is_shown(session, killed, start, settle, leading):
    (form,) = killed.type(CARD)
    assert ["Until", "2031-02-0"] in form["fields"]
    window = start()
    assert "the card" in window.recovery.words.text()
    assert "Until: 2031-02-0" in window.recovery.words.toolTip()
    press(window, "Keep these words")
    settle()
    (slot,) = lead(session)
    assert (slot.headline, slot.teaser, slot.ends) == ("Storm over the lake", "Boats wait", None)
    assert not window.recovery.isVisible()
    assert "Until: “2031-02-0” is no day and time" in window.notice.words.text()
    (aside,) = killed.home.glob("journal/*/*/slot-*.aside")
    assert "2031-02-0" in aside.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_words_of_a_card_that_is_gone_stay_where_they_are(session, killed, start, settle, leading):
    killed.type(CARD)
    (slot,) = lead(session)
    ops.curation.remove(session.desk, "lead", slot.story)
    window = start()
    press(window, "Keep these words")
    settle()
    assert "not there any more" in window.notice.words.text()
    assert window.recovery.isVisible() and "Until: 2031-02-0" in window.recovery.words.toolTip()
    press(window, "Keep the stored")
    settle()


CONTAINER = """
window.go("front")
wait(); wait()
board = window.board
board.add_container()
QTest.keyClicks(board.setting.name, "From the pier")
board.setting.fill.setCurrentIndex(2)
QTest.keyClicks(board.setting.search, "ferry OR pier")
"""


@pytest.mark.slow
def test_a_container_that_was_being_set_up_is_there_in_the_draft(session, killed, start, settle):
    (form,) = killed.type(CONTAINER)
    assert dict(form["fields"]) == {"Name": "From the pier", "Search": "ferry OR pier"}
    window = start()
    assert "a new container" in window.recovery.words.text()
    press(window, "Keep these words")
    settle()
    made = ops.fronts.get(session.desk, "front").container("from-the-pier")
    assert (made.name, made.pick.search) == ("From the pier", "ferry OR pier")


RELATED = """
window.open(sys.argv[2])
wait(); wait()
form = window.curation.related.form
wait(); wait()
window.curation.related.view.setCurrentIndex(window.curation.related.model.index(0))
QTest.keyClicks(form._fields["kicker"], "Read too")
"""


@pytest.mark.slow
def test_the_words_of_a_related_link_come_back(session, killed, start, settle, stories):
    ops.curation.relate(session.desk, stories["Alpha"].id, [stories["Beta"].id])
    script = RELATED.replace("sys.argv[2]", repr(stories["Alpha"].id))
    (form,) = killed.type(script)
    assert form["fields"] == [["Kicker", "Read too"]]
    window = start()
    press(window, "Keep these words")
    settle()
    (slot,) = ops.curation.get(session.desk, f"related:{stories['Alpha'].id}").slots
    assert slot.kicker == "Read too"


def test_what_is_kept_leaves_the_journal(qtbot, window, session, settle, stories, home):
    alpha, beta = stories["Alpha"].id, stories["Beta"].id
    session.do(lambda: ops.curation.relate(session.desk, alpha, [beta]))
    related = window.curation.related
    settle()
    settle()
    related.view.setCurrentIndex(related.model.index(0))
    field = related.form._fields["kicker"]
    QTest.keyClicks(field, "Read too")
    qtbot.waitUntil(lambda: len([*home.glob("journal/*/*/slot-*.json")]) == 1)
    field.editingFinished.emit()
    qtbot.waitUntil(lambda: not [*home.glob("journal/*/*/slot-*.json")], timeout=10_000)
    settle()
    (slot,) = ops.curation.get(session.desk, f"related:{stories['Alpha'].id}").slots
    assert slot.kicker == "Read too"
    window.go("settings")
    page = window.settings_page
    page.title.selectAll()
    QTest.keyClicks(page.title, "The Morning Hour")
    qtbot.waitUntil(lambda: [*home.glob("journal/*/*/settings.json")] != [])
    qtbot.waitUntil(lambda: not [*home.glob("journal/*/*/settings.json")], timeout=10_000)
    assert ops.desk.publication(session.desk).title == "The Morning Hour"
    window.go("write")


@pytest.mark.slow
def test_another_desk_is_not_asked(session, killed, tmp_path):
    killed.type(SETTINGS)
    other = ops.desk.create(tmp_path / "other.desk", Who("Bo", "laptop"), title="Other")
    assert _search(other) == ([], [])
    other.close()


ON_ITS_WAY = """
import sqlite3
from desk.domain import StoryQuery
window.activateWindow()
ids = {row.headline: row.id for row in session.desk.store.rows(StoryQuery())}
window.open(ids["Alpha"])
wait()
window.body.setFocus()
other = sqlite3.connect(session.desk.folder / "desk.sqlite", isolation_level=None)
other.execute("BEGIN IMMEDIATE")  # another program writes, and the save of Alpha waits

def press(words):
    for sign in words:
        QTest.keyClick(window.windowHandle(), sign)

press("Mine. ")
window.open(ids["Beta"])
press("Yours. ")
window.deeds.new()
press("Fresh")
assert window.open_story.story is None or window.open_story.story.headline == "Alpha"
"""


@pytest.mark.slow
def test_words_for_stories_that_had_not_come_are_offered_story_by_story(
    session, killed, start, settle, stories
):
    killed.type(ON_ITS_WAY)
    window = start()
    named = set()
    while window.recovery.isVisible():
        named.add(window.recovery.words.text().split("”")[0].split("“")[1])
        press(window, "Keep these words")
        settle()
    assert named == {"Alpha", "Beta", "Fresh"}
    rows = ops.story.rows(session.desk, StoryQuery()).rows
    kept = {row.headline: ops.story.get(session.desk, row.id).body for row in rows}
    assert kept == {
        "Alpha": "Mine. Words of Alpha.\n",
        "Beta": "Yours.\n\nWords of Beta.\n",
        "Gamma": "Words of Gamma.\n",
        "Fresh": "",
    }
    assert _search(session.desk)[0] == []
