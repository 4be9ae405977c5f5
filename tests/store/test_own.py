"""A desk that is open is looked at again in the same program: its locks stay."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import pytest

from desk.domain import Status, Story, Who, new_id
from desk.store import Store, schema
from desk.store.glance import glance
from desk.store.restore import difference

ANN = Who("Ann", "laptop")
PROGRAMS = """
import os, sys
from pathlib import Path
from desk.store import Store
for line in sys.stdin:
    program = os.fork()
    if not program:
        with Store.open(Path(line.strip())) as store:
            print(*(story.headline for story in store.stories()))
        sys.exit()
    os.waitpid(program, 0)
    print("ended", flush=True)
"""


@pytest.fixture(scope="module")
def another() -> Iterator[Callable[[Path], str]]:
    """Open a desk in a program of its own, which ends; return what it found.

    The programs are copies of one that has loaded all they need and opened nothing.
    """
    command, pipe = [sys.executable, "-c", PROGRAMS], subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) as first:

        def open_and_end(folder: Path) -> str:
            assert first.stdin and first.stdout
            print(folder, file=first.stdin)
            return "".join(takewhile(lambda line: line != "ended\n", first.stdout))

        yield open_and_end


LOOKS: dict[str, Callable[[Path], object]] = {
    "opened": lambda folder: Store.open(folder).close(),
    "glanced at": lambda folder: glance(folder, [Status.DRAFT], 5),
    "compared": lambda folder: difference(folder, folder / "no copy"),
    "its version": lambda folder: schema.file_version(folder / "desk.sqlite"),
}


@pytest.mark.parametrize("log", [True, False], ids=["with a log", "with an empty log"])
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_another_program_that_ends_takes_nothing_away(
    made: Path, look: Callable[[Path], object], log: bool, another: Callable[[Path], str]
):
    with Store.open(made) as store:
        store.save_story(Story(id=new_id(), headline="one"), ANN)
        if not log:
            Store.open(made).close()
        look(made)
        assert another(made) == "one\n"
        store.save_story(Story(id=new_id(), headline="two"), ANN)
        assert sorted(another(made).split()) == ["one", "two"]
    assert sorted(another(made).split()) == ["one", "two"]
