"""The rooms that make installers, which lie outside the program."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "dist" / "desk"


@pytest.fixture(autouse=True)
def _rooms(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))


@pytest.fixture
def installed() -> Path:
    """Return the folder of the program that `make packages` made."""
    if not (PROGRAM / "desk").is_file():
        pytest.skip("no dist/desk: `make packages` makes it")
    return PROGRAM
