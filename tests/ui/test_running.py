"""The report of a run: what it has of a crash, and that it quotes nobody."""

import ast
import logging
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desk import paths
from desk.ui import crashes, running
from desk.ui.running import note

WORDS = "The mayor’s secret"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run():
    made = running.begin()
    assert made is not None
    yield made
    logging.getLogger("desk").setLevel(logging.NOTSET)
    if not made._file.closed:
        made.end()


def wrong() -> None:
    try:
        {}[WORDS]
    except KeyError as error:
        raise ValueError(f"not found: {WORDS}") from error


def fail() -> None:
    try:
        wrong()
    except ValueError:
        logging.getLogger("desk.ui.tasks").exception("a task failed")


def test_a_run_that_ends_well_leaves_nothing(run):
    note("new")
    assert running.left() == [], "it goes on"
    run.end()
    assert running.left() == [] and list(paths.settings().iterdir()) == []


def test_a_fault_is_told_with_its_places_and_without_its_words(run):
    note("new")
    note(partial(partial(wrong), WORDS))
    logging.getLogger("desk.store").warning("%s cannot be read", f"/home/ann/{WORDS}")
    logging.getLogger("somebody.else").error(f"foreign {WORDS}")
    fail()
    run.end()
    (report,) = running.left()
    said = report.read_text("utf-8")
    assert said.startswith("Something went wrong in Desk, which went on.\n")
    for part in ("Desk 0", "Python 3", "Qt 6", " new\n", f"{__name__}.wrong\n", "… cannot be read"):
        assert part in said
    assert "builtins.ValueError" in said and "builtins.KeyError" in said and f"in {fail.__name__}\n" in said
    assert "secret" not in said
    assert running.left() == [], "it is told of once"


def test_a_long_run_keeps_its_head_its_faults_and_its_last_deeds(run, monkeypatch):
    monkeypatch.setattr(running, "_LARGE", 4_000)
    fail()
    for number in range(500):
        note(f"deed {number}")
    run.end()
    said = running.left()[0].read_text("utf-8")
    assert len(said) < 12_000 and "Python 3" in said and "in fail\n" in said
    deeds = [line.rpartition(" ")[2] for line in said.splitlines() if "desk.deeds" in line]
    assert deeds[-100:] == [str(number) for number in range(400, 500)]


def test_reports_are_so_many_that_a_person_can_look_through_them(monkeypatch):
    monkeypatch.setattr(running, "_KEPT", 3)
    for number in range(5):
        folder = paths.settings() / "running" / f"{number}-1{number}"
        folder.mkdir(parents=True)
        (folder / "report.txt").write_text("of a run that was killed\n")
    assert len(running.left()) == 5
    assert len(list(running.folder().iterdir())) == 3 and not (paths.settings() / "running").exists()


def test_where_no_report_can_be_written_the_start_goes_on():
    (paths.settings() / "running").write_text("in the way")
    assert running.begin() is None


def test_a_fault_of_any_thread_comes_into_the_report():
    code = (
        "import logging, sys, threading; from desk.ui import running\n"
        "run = running.begin(); running.hear(); logging.disable(0)\n"
        f"thread = threading.Thread(target=int, args=({WORDS!r},)); thread.start(); thread.join()\n"
        f"class Odd:\n    def __del__(self): raise RuntimeError({WORDS!r})\n"
        "Odd(); run.end()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
    said = running.left()[0].read_text("utf-8")
    assert "builtins.ValueError" in said and "builtins.RuntimeError" in said and "secret" not in said


def test_what_the_program_logs_has_its_words_apart():
    """A report takes the first argument of a logging call as it is: it must be a constant."""
    for path in (ROOT / "desk").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and isinstance(call.func.value, ast.Name)
                and call.func.value.id in ("_log", "logging", "_deeds")
                and call.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
            ):
                assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}"


def test_the_bar_names_what_happened_and_the_log_is_added_by_the_person_alone(qtbot, window):
    fail_run = running.begin()
    fail()
    fail_run.end()
    logging.getLogger("desk").setLevel(logging.NOTSET)
    (paths.settings() / "desk.log").write_text(f"quotes {WORDS}\n")
    crashes.show(window, running.left())
    bar = window.findChild(crashes.CrashBar)
    qtbot.waitUntil(bar.isVisible)
    assert bar.words.text().startswith("Something went wrong")
    buttons = {button.text(): button for button in bar.findChildren(QPushButton)}
    buttons["Copy"].click()
    copied = QApplication.clipboard().text()
    assert "builtins.ValueError" in copied and "secret" not in copied
    buttons["Show"].click()
    report = window.findChild(crashes.Report)
    assert report.text.toPlainText() == copied
    report.whole.click()
    report.copy()
    assert f"quotes {WORDS}" in QApplication.clipboard().text()
    report.reject()
    window.commands["crash"].trigger()
    assert len([one for one in window.findChildren(crashes.Report) if one.isVisible()]) == 1
    for one in window.findChildren(crashes.Report):
        one.close()
