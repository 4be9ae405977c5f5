"""What a start leaves for later is there when it is asked for."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def said_by(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_what_is_postponed_comes_whole_with_the_first_word_about_it():
    code = """
import sys
from desk.postponed import postpone
postpone()
import desk.ui
assert "ZipFile" not in vars(sys.modules["zipfile"]) and "mkdtemp" not in vars(sys.modules["tempfile"])
from threading import Thread
import tempfile, zipfile
made = []
threads = [Thread(target=lambda: made.append(tempfile.mkdtemp)) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
assert len(made) == 8, "a module was seen while it was half there"
assert zipfile.ZipFile.__module__ == "zipfile" and zipfile.__file__.endswith(".py")
try:
    zipfile.no_such_name
except AttributeError as error:
    print(error)
"""
    assert "no_such_name" in said_by(code)


def test_a_wrong_call_of_qt_is_told_how_it_is_made_and_a_right_one_asks_nothing():
    code = """
import sys
from desk.postponed import postpone
postpone()
from PySide6.QtCore import QSize
QSize(3, 4)
assert "pyside_type_init" not in vars(sys.modules["shibokensupport.signature.parser"])
try:
    QSize("wide")
except TypeError as error:
    print(error)
"""
    assert "w: int, h: int" in said_by(code)


def test_no_source_is_read_for_names_that_nobody_wants():
    code = """
import linecache
import desk.ui.window
print([file for file in linecache.cache if "/desk/ui/" in file])
"""
    assert said_by(code) == "[]\n"
