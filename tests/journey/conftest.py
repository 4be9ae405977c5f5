"""The screen that a journey is driven on."""

import shutil
from collections.abc import Iterator

import pytest

from tests.journey.desktop import Desktop, desktop

_PROGRAMS = ("Xvfb", "openbox", "xdotool", "xmodmap", "xclip")


@pytest.fixture
def screen() -> Iterator[Desktop]:
    """Return a screen of 1440 by 900 with nothing on it."""
    missing = [program for program in _PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with desktop(1440, 900) as one:
        yield one
