"""Photos of a desk on a server, where several programs write at once and files are no part of that."""

import subprocess
import sys
from pathlib import Path

import pytest

from desk.domain import Publication
from desk.store import Store

ROOT = Path(__file__).parents[2]
_ENOUGH = 20


@pytest.mark.parametrize("seconds", [4, pytest.param(60, marks=pytest.mark.slow)])
def test_a_photo_keeps_its_file_while_another_program_deletes_the_one_before(
    postgres_desk_url: str, tmp_path: Path, publication: Publication, seconds: int
) -> None:
    Store.connect(postgres_desk_url, tmp_path).close()
    command = [sys.executable, "-m", "tests.store.adder", postgres_desk_url, str(tmp_path)]
    programs = [
        subprocess.Popen(
            [*command, what, str(seconds)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for what in ("add", "add", "delete")
    ]
    for program in programs[:2]:
        output, errors = program.communicate(timeout=seconds + 60)
        assert (program.returncode, errors) == (0, "")
        *lost, done = output.split()
        assert lost == [] and int(done) >= _ENOUGH
    output, errors = programs[2].communicate(timeout=60)
    assert (programs[2].returncode, errors) == (0, "")
