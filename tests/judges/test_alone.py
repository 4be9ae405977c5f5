"""Stories in one HTML file, opened from a disk without a network in a real browser."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Who
from desk.operations.handing import Kind


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return stories of the sample in scripts of their own, each with a photo."""
    folder = tmp_path_factory.mktemp("alone")
    desk = ops.importing.sample(folder / "sample.desk", Who("Ann", "laptop"))
    stories = {story.language: story.id for story in desk.store.stories() if story.lead}
    made = ops.handing.write(desk, [*stories.values()], folder / "out", Kind.HTML)
    desk.close()
    assert len(made) >= 4
    return made


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="not installed: chromium")
def test_each_shows_pictures_and_fonts_under_its_own_policy(judges: Path, files: list[Path]) -> None:
    env = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(judges),
        "BROWSER_PATH": shutil.which("chromium"),
    }
    done = subprocess.run(
        ["node", "alone.mjs", *files],
        cwd=judges,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
