"""A desk whose site was exported once, for tests of what the next exports do."""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Status, Story
from tests.operations.conftest import ANN

CHOICE = "editors-choice"
# Later than all that is saved, and far from midnight, when what is ranked by days may change.
NOW = (datetime.now(UTC) + timedelta(days=1)).replace(hour=12)


class Newsroom:
    """A desk whose site was exported once."""

    def __init__(self, desk: ops.Desk, folder: Path, watch: pytest.MonkeyPatch) -> None:
        self.desk, self.folder, self.out = desk, folder, folder / "site"
        self.whole_reads = 0
        read = desk.store.stories

        def watched(ids: Iterable[str] | None = None) -> list[Story]:
            self.whole_reads += ids is None
            return read(ids)

        watch.setattr(desk.store, "stories", watched)
        for number in range(12):
            made = ops.story.new(desk, headline=f"Harbour {number}").value
            section = ("news", "culture")[number % 2]
            ops.story.save(desk, replace(made, body="Ferry.\n", section=section, status=Status.PUBLISHED))
        ops.curation.act(desk, CHOICE, "add", ["harbour-1", "harbour-2"])
        self.export()

    def write(self, key: str, **words: object) -> None:
        ops.story.save(self.desk, replace(ops.story.get(self.desk, key), **words))

    def export(self, at: datetime = NOW) -> tuple[ops.exporting.Report, bool]:
        """Export; return the report, and whether stories were read that did not change."""
        before = self.whole_reads
        report = ops.exporting.export(self.desk, self.out, at=at)
        return report, self.whole_reads > before

    def whole(self, at: datetime = NOW) -> dict[str, bytes]:
        """Return the files of the site made anew by a desk that knows nothing from before."""
        copy, out = self.folder / "copy.desk", self.folder / "whole"
        for folder in (copy, out):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.desk.folder, copy, ignore=shutil.ignore_patterns("site"))
        other = ops.desk.open_desk(copy, ANN)
        ops.exporting.export(other, out, at=at, full=True)
        other.close()
        return files(out)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
