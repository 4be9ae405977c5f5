"""Two programs write into the same stories at once: every word of both is there afterwards."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Who
from tests.operations.writer import ENOUGH

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seconds", [2, pytest.param(60, marks=pytest.mark.slow)])
def test_every_word_of_both_is_found_again(desk, seconds):
    for number in range(3):
        made = ops.story.new(desk, headline=f"Story {number}").value
        ops.story.save(desk, replace(made, body="End of ann.\n\nBetween.\n\nEnd of bob.\n"))
    command = [sys.executable, "-m", "tests.operations.writer", desk.folder]
    programs = [
        subprocess.Popen(
            [*command, name, str(seconds)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("ann", "bob")
    ]
    said = list[str]()
    for program in programs:
        output, errors = program.communicate(timeout=seconds + 60)
        assert (program.returncode, errors) == (0, "")
        lines = output.split()
        assert len(lines) >= ENOUGH
        said += lines
    found = [word for story in desk.store.stories() for word in story.body.split()]
    assert sorted(word for word in found if word[:3] in ("ann", "bob") and word[3:].isdigit()) == sorted(said)
    merges = [r for one in desk.store.stories() for r in desk.store.revisions(one.id) if r.reason == "merge"]
    assert merges, "both wrote at once"
    assert ops.desk.verify(desk) == []


def test_others_save_while_an_import_reads_its_pictures(desk, picture, monkeypatch):
    page = picture.with_name("page.md")
    page.write_text(
        f"---\nheadline: Pier\nimage:\n  file: {picture.name}\n  caption: A pier\n---\n\nWords.\n"
    )
    other = ops.desk.open_desk(desk.folder, Who("Bob", "other"))
    read, saved = ops.photo.describe, list[str]()

    def reading(*arguments, **named):
        saved.append(ops.story.new(other, headline="Meanwhile").value.id)  # a transaction would hold it up
        return read(*arguments, **named)

    monkeypatch.setattr(ops.photo, "describe", reading)
    (made,) = ops.importing.files(desk, [page]).value.made
    other.close()
    assert saved and desk.store.story(saved[0]).headline == "Meanwhile"
    assert desk.store.photo(made.lead.photo).name == picture.name
