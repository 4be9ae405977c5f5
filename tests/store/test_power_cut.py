"""The power goes at any moment: nothing that was said to be kept is missing, and the desk is in order."""

import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desk.domain import Publication, Story
from desk.store import Store
from desk.store.journal import read
from tests.store.conftest import ANN
from tests.store.disk import Disk, watched

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(shutil.which("strace") is None, reason="not installed: strace"),
]

CUTS = 120


def look(base: Path, said: list[dict[str, str]]) -> None:
    """See that a desk is in order and holds all that a program had said of it."""
    newest = {one["kind"]: one for one in said}
    with Store.open(base / "hour.desk") as store:
        found = [finding for finding in store.verify() if finding.severity == "error"]
        assert found == []
        if "story" in newest:
            assert store.story(newest["story"]["id"]).body.startswith(newest["story"]["body"])
        for one in said:
            if one["kind"] == "photo":
                assert store.media_path(store.photo(one["id"])).stat().st_size == 3_000
        if "list" in newest:
            (lead,) = (held for front in store.fronts() if (held := front.container("lead")))
            shown = int(lead.slots[0].headline.removeprefix("Lead "))
            assert shown >= int(newest["list"]["headline"].removeprefix("Lead "))
    for one in said:
        if one["kind"] == "backup":
            with closing(sqlite3.connect(base / "hour.desk" / "backups" / one["name"])) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if "journal" in newest:
        number = int(newest["journal"]["words"].removeprefix("more "))
        left = read(base / "journal" / "words.json")
        assert left is not None and isinstance(left.thing, Story), "older words or these, never none"
        assert 0 <= int(left.thing.body.rpartition("more ")[2]) <= number + 1


def test_the_power_goes_at_any_moment(tmp_path: Path, publication: Publication) -> None:
    base = tmp_path / "base"
    Store.create(base / "hour.desk", publication, ANN).close()
    disk = Disk(base)
    calls = watched("tests.store.hand", base, "24", log=tmp_path / "calls")
    said: list[dict[str, str]] = []
    chance = random.Random(1)
    cuts = set(chance.sample(range(len(calls)), min(CUTS, len(calls))))
    for number, call in enumerate(calls):
        disk.play(call)
        if call.name == "write" and call.fd == 1:
            said.append(json.loads(call.data))
        if number in cuts:
            target = tmp_path / f"cut-{number}"
            disk.cut(target, chance)
            look(target, said)
            shutil.rmtree(target)
    assert len(said) > 60, "the program did its work"
