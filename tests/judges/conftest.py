"""The judges themselves, installed once under build/."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLockFile

from desk import operations as ops
from desk import site
from desk.domain import Who

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "build" / "judges"


def install(here: Path, folder: Path) -> Path:
    """Install what the package file of a folder names into another, with the scripts that ask it."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(folder / "lock"))  # of several workers one installs
    lock.setStaleLockTime(0)
    lock.lock()
    try:
        wanted = (here / "package-lock.json").read_bytes()
        for file in (HERE / "serve.mjs", *here.glob("*.mjs"), *here.glob("package*.json")):
            shutil.copy(file, folder)
        stamp = folder / "installed"
        if not stamp.is_file() or stamp.read_bytes() != wanted:
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
            )
            if done.returncode:
                named = ", ".join(json.loads((here / "package.json").read_bytes())["devDependencies"])
                pytest.skip(f"npm cannot install {named}: {done.stderr[-300:]}")
            stamp.write_bytes(wanted)
    finally:
        lock.unlock()
    return folder


@pytest.fixture(scope="session")
def judges() -> Path:
    """Return the folder that they lie in."""
    return install(HERE, FOLDER)


@pytest.fixture(scope="session")
def served() -> Path:
    """Return the folder of those that judge a served site."""
    return install(HERE / "served", FOLDER.with_name("judges-served"))


Ask = Callable[..., list[Any]]


def asking(folder: Path) -> Ask:
    """Return what runs a script of a folder, with a real browser, over pages of a site."""
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("not installed: chromium")

    def run(script: str, site: Path, pages: list[str]) -> Any:
        done = subprocess.run(
            ["node", script, site, *pages],
            cwd=folder,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "BROWSER_PATH": browser},
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def browse(judges: Path) -> Ask:
    """Run a script of the judges in a real browser over pages of a site; return what it found."""
    return asking(judges)


@pytest.fixture(scope="session")
def visit(served: Path) -> Ask:
    """Run a script of those that judge a served site; return what it found."""
    return asking(served)


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(name, marks=[pytest.mark.slow] if number else [])
        for number, name in enumerate(site.themes())
    ],
)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample publication, exported in each theme."""
    folder = tmp_path_factory.mktemp("sample")
    out = folder / "site"
    desk = ops.importing.sample(folder / "sample.desk", Who("Ann", "judges"))
    ops.desk.save_publication(desk, replace(ops.desk.publication(desk), theme=request.param, search=True))
    ops.exporting.export(desk, out)
    desk.close()
    return out
