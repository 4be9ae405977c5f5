from pathlib import Path

import pytest

from tests.site.editions import Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    """Return an empty publication with two sections."""
    return Newsroom(tmp_path)
