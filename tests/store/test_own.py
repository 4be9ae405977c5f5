"""A desk that is open is looked at again in the same program: its locks stay."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.domain import Status, Story, Who, new_id
from desk.store import Store, schema
from desk.store.glance import glance
from desk.store.restore import difference

ANN = Who("Ann", "laptop")
ANOTHER = """
import sys
from pathlib import Path
from desk.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print(*(story.headline for story in store.stories()))
"""


def another(folder: Path) -> str:
    """Open the desk in a program of its own, which ends; return what it found."""
    command = [sys.executable, "-c", ANOTHER, folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


LOOKS: dict[str, Callable[[Path], object]] = {
    "opened": lambda folder: Store.open(folder).close(),
    "glanced at": lambda folder: glance(folder, [Status.DRAFT], 5),
    "compared": lambda folder: difference(folder, folder / "no copy"),
    "its version": lambda folder: schema.file_version(folder / "desk.sqlite"),
}


@pytest.mark.parametrize("log", [True, False], ids=["with a log", "with an empty log"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_another_program_that_ends_takes_nothing_away(made: Path, look: Callable[[Path], object], log: bool):
    with Store.open(made) as store:
        store.save_story(Story(id=new_id(), headline="one"), ANN)
        if not log:
            Store.open(made).close()
        look(made)
        assert another(made) == "one\n"
        store.save_story(Story(id=new_id(), headline="two"), ANN)
        assert sorted(another(made).split()) == ["one", "two"]
    assert sorted(another(made).split()) == ["one", "two"]
