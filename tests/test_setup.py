"""Set-up: the pins are whole, a bare machine is told what it lacks, a half-made `.venv` is mended."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-package.txt"]


def pins(lock: str) -> dict[str, str]:
    """Return each pinned package's version and its hashes as one text, by name."""
    text = (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==((?:.*\\\n)*.*)$", text, flags=re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_pin_names_a_host(lock: str):
    found = pins(lock)
    assert len(found) > 10
    assert [name for name, rest in found.items() if "--hash=sha256:" not in rest] == []
    assert not re.search(r"://|--index|--find-links", (ROOT / "packaging" / lock).read_text(encoding="utf-8"))


def test_the_pins_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {
        "requirements.txt": project["project"]["dependencies"],
        "requirements-dev.txt": project["project"]["dependencies"] + project["dependency-groups"]["dev"],
        "requirements-package.txt": project["project"]["dependencies"]
        + project["dependency-groups"]["package"],
    }
    for lock, requirements in asked.items():
        names = {re.match(r"[\w.-]+", one).group().lower() for one in requirements}
        assert names - pins(lock).keys() == set(), lock


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_developing_and_packaging_add_to_what_runs_and_change_nothing_of_it(lock: str):
    runtime, development = pins("requirements.txt"), pins(lock)
    versions = {name: rest.split(" ", 1)[0] for name, rest in development.items()}
    assert {name: rest.split(" ", 1)[0] for name, rest in runtime.items()}.items() <= versions.items()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a copy of what set-up reads, without a `.venv`."""
    folder = tmp_path / "clone"
    shutil.copytree(ROOT / "packaging", folder / "packaging")
    shutil.copytree(ROOT / "desk", folder / "desk")
    shutil.copytree(ROOT / "resources", folder / "resources")
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, folder)
    (folder / "README.md").write_text("# Desk\n")
    return folder


def set_up(clone: Path, purpose: str, **env: str) -> "subprocess.Popen[str]":
    # The base interpreter, as `make` calls it: set-up makes its own environment.
    command = [sys._base_executable, "packaging/environment.py", purpose]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command,
        cwd=clone,
        env={**os.environ, **env},
        stdin=subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
        text=True,
    )


def test_a_machine_that_lacks_programs_is_told_which_and_nothing_is_made(clone: Path, tmp_path: Path):
    process = set_up(clone, "test", PATH=str(tmp_path))
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    for package in ("xvfb", "openbox", "xdotool", "libimage-exiftool-perl", "libxml2-utils"):
        assert f" {package}" in errors
    assert not (clone / ".venv").exists()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_venv_is_made_once_and_mended_when_broken(clone: Path):
    python, stamp = clone / ".venv/bin/python", clone / ".venv/desk-stamp.json"

    half_made = set_up(clone, "run")
    while not python.exists():
        assert half_made.poll() is None, half_made.communicate()
        time.sleep(0.1)
    half_made.send_signal(signal.SIGKILL)
    half_made.communicate()
    assert not stamp.exists()

    def seconds(purpose: str) -> float:
        start = time.monotonic()
        process = set_up(clone, purpose)
        words = process.communicate(timeout=600)
        assert process.returncode == 0, words
        assert subprocess.run([python, "-c", "import PySide6.QtWidgets, sqlalchemy"]).returncode == 0
        compiled = "lib/python3*/site-packages/shiboken6/files.dir/**/__pycache__/loader.*.pyc"
        assert list((clone / ".venv").glob(compiled)), "shiboken compiles its files at each start"
        return time.monotonic() - start

    first = seconds("run")
    made = stamp.stat().st_mtime_ns
    assert seconds("run") < first / 5
    assert stamp.stat().st_mtime_ns == made

    seconds("venv")
    assert (clone / ".venv/bin/desk").exists()
    assert seconds("venv") < first / 5
    assert seconds("run") < first / 5, "what tests need holds what runs"

    shutil.rmtree(next(clone.glob(".venv/lib/python3*/site-packages/sqlalchemy")))
    seconds("run")
    python.unlink()
    seconds("run")
    moved = clone.with_name("moved")
    clone.rename(moved)
    python, clone = moved / ".venv/bin/python", moved
    seconds("run")
    assert str(moved) in (moved / ".venv/pyvenv.cfg").read_text()
