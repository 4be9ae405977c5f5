"""What holds for every command of the terminal: usage, refusals in one line, Ctrl+C, no window."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desk.app import main
from tests.cli.conftest import one_line

ROOT = Path(__file__).parents[2]


_INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "desk.cli.publish":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from desk.app import main
sys.exit(main(["publish", "--list", "--desk", "nowhere.desk"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_while_the_program_is_being_loaded_is_said_in_a_line():
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "Stopped. What was done before is kept.\n")


def test_the_world_is_said_in_one_line_and_exits_1(run, desk: Path, page: Path, tmp_path: Path):
    before = sorted(str(path) for path in desk.rglob("*"))
    assert one_line(run("list", "--desk", tmp_path, code=1))
    assert one_line(run("list", "--desk", tmp_path / "none.desk", code=1))
    assert one_line(run("show", "no-such-story", "--desk", desk, code=1))
    assert one_line(run("new", desk, code=1))
    assert one_line(run("new", tmp_path / "x.desk", "--base-url", "no url", code=1))
    assert one_line(run("export", "--desk", desk, "--out", page, code=1))
    assert one_line(run("export", "--desk", desk, "--out", desk / "site" / "out", code=1))
    assert one_line(run("new", tmp_path / ("x" * 300), code=1))
    assert one_line(run("import", tmp_path / "none.txt", "--desk", desk, code=1))
    assert one_line(run("curate", "best", "add", "x", "--desk", desk, code=1))
    assert sorted(str(path) for path in desk.rglob("*")) == before
    assert not (tmp_path / "x.desk").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["search", "--desk", "d"],
        ["list", "--desk", "d", "--sort", "colour"],
        ["frobnicate"],
        ["status", "x", "lost", "--desk", "d"],
        ["export", "--desk", "d"],
        ["curate", "lead", "paint", "x", "--desk", "d"],
        ["curate", "lead", "move", "x", "--desk", "d"],
        ["curate", "lead", "add", "x", "--desk", "d", "--position", "0"],
        ["list", "--desk", "d", "--limit", "-1"],
        ["list", "--desk", "d", "--limit", "99999999999999999999"],
        ["export", "--desk", "d", "--out", "o", "--at", "yesterday"],
        ["export", "--desk", "d", "--out", "o", "--at", "0001-01-01"],
        ["export", "--desk", "d", "--out", "o", "--at", "9999-12-31T23:00"],
    ],
)
def test_wrong_usage_exits_2(words, capsys):
    assert main(words) == 2
    assert "usage: desk" in capsys.readouterr().err


def test_the_terminal_never_loads_qt(desk: Path):
    code = (
        "import sys; from desk.app import main; main(['list', '--desk', sys.argv[1]]);"
        "sys.exit(any(name.split('.')[0] in ('PySide6', 'qtawesome', 'qtpy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code, desk], cwd=ROOT, timeout=60).returncode == 0


def test_a_command_is_one_even_where_a_folder_has_its_name(run, tmp_path: Path, monkeypatch):
    help_ = run("--help")
    words = re.findall(r"^    ([a-z-]+)", help_, re.MULTILINE)
    assert {"list", "saved", "tag", "empty-withdrawn"} <= set(words)
    monkeypatch.chdir(tmp_path)
    for word in words:
        (tmp_path / word).mkdir()
        assert f"usage: desk {word}" in run(word, "--help")


@pytest.mark.skipif(os.name != "posix", reason="Windows says of such a name that it is nowhere")
@pytest.mark.parametrize(
    "words",
    [
        *(
            "import {}",
            "export --out {}",
            "export --out {}/site",
            "sample {}",
            "photo sheet {}",
            "restore {}",
        ),
        *("popular import {}", "style import {}", "photo import {}"),
    ],
)
def test_a_name_that_is_too_long_is_said_so_with_what_to_do(run, desk: Path, tmp_path: Path, words):
    given = [word.format(tmp_path / ("ferry" * 60)) for word in words.split()]
    where = () if given[0] == "sample" else ("--desk", desk)
    said = run(*given, *where, code=1)
    assert said.startswith("That name is too long for a file or folder: “ferryferry")
    assert "Give it a shorter one" in said and len(said.splitlines()) == 1 and len(said) < 250
