"""The harness itself: that the tests' own guards do catch what they are for."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests import leftovers


def test_settings_are_the_tests_own(home: Path):
    assert os.environ["DESK_HOME"] == str(home)
    assert not any(home.iterdir())


def test_each_database_is_new_and_real(postgres_url: str, postgres_server):
    other = postgres_server.new_database()
    try:
        with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
            connection.execute("create table story (headline text)")
            words = connection.execute(
                "select to_tsvector('simple', 'Նորություններ Ереван')::text"
            ).fetchone()
        assert words == ("'ереван':2 'նորություններ':1",)
        with psycopg.connect(other.replace("+psycopg", "")) as connection:
            assert connection.execute("select to_regclass('story')").fetchone() == (None,)
    finally:
        postgres_server.drop(other)


def test_a_thread_left_running_is_named():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="forgotten")
    with leftovers.watch() as left:
        thread.start()
    assert left == ["thread forgotten"]
    stop.set()
    thread.join()


def test_a_timer_a_window_and_a_qt_thread_left_behind_are_named(qapp: QApplication):
    with leftovers.watch() as left:
        timer = QTimer(objectName="tick")
        timer.start(60_000)
        window = QWidget(objectName="sheet")
        thread = QThread(objectName="worker")
        thread.start()
    thread.quit()
    thread.wait()
    assert sorted(left) == ["thread QThread worker", "timer QTimer tick", "window QWidget sheet"]
    assert not isValid(window) and not timer.isActive()


def test_what_was_left_behind_is_named_once_and_ended(qapp: QApplication):
    with leftovers.watch() as left:
        window = QWidget(objectName="sheet")
        timer, other = QTimer(window, objectName="tick"), QTimer(objectName="again")
        timer.start(60_000)
        other.start(60_000)
    assert sorted(left) == ["timer QTimer again", "timer QTimer tick", "window QWidget sheet"]
    with leftovers.watch() as left:
        other.start(60_000)  # as what goes on of an earlier test does
        own = QTimer(objectName="own")
        own.start(60_000)
    assert left == ["timer QTimer own"]
    assert not isValid(window) and not isValid(timer)
    other.stop()


def test_what_is_put_away_is_not_named(qapp: QApplication):
    with leftovers.watch() as left:
        window = QWidget()
        timer = QTimer(window)
        timer.start(60_000)
        window.show()
        window.close()
        window.deleteLater()
        thread = threading.Thread(target=lambda: None)
        thread.start()
    assert left == []


_UNCAUGHT = {
    "thread": "t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()",
    "destructor": "type('Story', (), {'__del__': lambda self: 1 / 0})()",
}


@pytest.mark.parametrize("where", _UNCAUGHT)
def test_an_error_nobody_caught_fails_the_test(where: str, tmp_path: Path):
    settings = Path(__file__).parents[1] / "pyproject.toml"
    tmp_path.joinpath("test_one.py").write_text(
        f"import threading\ndef test_one():\n    {_UNCAUGHT[where]}\n"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        settings,
        "--rootdir",
        tmp_path,
        "-p",
        "no:cacheprovider",
        ".",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert "ZeroDivisionError" in run.stdout
