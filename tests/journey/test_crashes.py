"""A program that crashed in its window says so at the next start, in a report that quotes nobody."""

import os
import signal
from pathlib import Path

import pytest

from tests.journey.crashing import WORDS
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


def the_report(home: Path) -> str:
    found = until(lambda: list((home / "crashes").glob("*.txt")), "a report", 60)
    said = found[0].read_text("utf-8")
    found[0].unlink()
    assert len(found) == 1 and "Desk 0" in said and "PySide6" not in said.split("\n\n")[0]
    return said


def the_run(home: Path) -> str:
    return "".join(file.read_text("utf-8") for file in (home / "running").glob("*/report.txt"))


def test_the_next_start_has_a_report_of_a_fault_and_of_a_crash(screen: Desktop, home: Path, desk: Path):
    faulty = Path(__file__).with_name("crashing.py")
    screen.env["PYTHONPATH"] = str(Path(__file__).parents[2])
    first = screen.start(desk, home=home, program=faulty)
    screen.still(screen.window("Lake Post", 60).box)
    until(lambda: the_run(home).count("ERROR") >= 2, "both faults", 60)
    screen.keys("ctrl+q")
    assert first.wait(60) == 0, "it went on"
    assert WORDS in (home / "desk.log").read_text("utf-8"), "the log may quote, for it stays here"

    second = screen.start(desk, home=home)
    screen.still(screen.window("Lake Post", 60).box)
    said = the_report(home)
    assert said.startswith("Something went wrong in Desk, which went on.")
    assert (
        "builtins.KeyError" in said and "builtins.ValueError" in said and "in _stood.<locals>.wrong" in said
    )
    assert "mayor" not in said and "secret" not in said

    screen.keys("ctrl+n")
    until(lambda: " new\n" in the_run(home), "a deed")
    screen.still()
    screen.type("Harbour secrets")
    os.kill(second.pid, signal.SIGSEGV)
    second.wait(60)

    third = screen.start(desk, home=home)
    window = screen.window("Lake Post", 60)
    said = the_report(home)
    assert said.startswith("Desk crashed.") and "Segmentation fault" in said and "desk.deeds new\n" in said
    assert "arbour" not in said, "what was typed"

    # Killed before, it would leave the run that crashed to be reported again.
    until(lambda: len(list((home / "running").iterdir())) == 1, "only its own run")
    os.kill(third.pid, signal.SIGKILL)
    third.wait(60)
    fourth = screen.start(desk, home=home)
    window = screen.window("Lake Post", 60)
    assert the_report(home).startswith("Desk ended without being closed")
    screen.still(window.box)
    fourth.terminate()
    assert fourth.wait(60) == 0, "a logout closes the window as a person does"
    assert not (home / "running").exists(), "and is no crash"
