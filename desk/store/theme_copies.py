"""The newsroom's own theme in the backups: beside each copy of the database the folder as it stood then."""

import filecmp
import os
import shutil
from pathlib import Path

from desk.store.media import make, second, settle

_ENDING = ".theme"


def beside(copy: Path) -> Path:
    """Return the folder that holds the theme of a copy, which is there where the newsroom had one."""
    return copy.with_suffix(_ENDING)


def own(desk: Path) -> Path:
    """Return the folder of a desk's own theme."""
    return desk / "theme"


def take(desk: Path, copy: Path) -> None:
    """Copy a desk's own theme beside a new copy, where there is one."""
    former = max(copy.parent.glob(f"*{_ENDING}"), default=None)  # the newest: they are called by their time
    put(own(desk), beside(copy), former)


def put(source: Path, target: Path, former: Path | None = None) -> None:
    """Copy a theme, where there is one; a file that `former` holds too takes no room."""
    for file in _files(source):
        name = target / file.relative_to(source)
        make(name.parent)
        before = former / file.relative_to(source) if former else None
        if before is not None and before.is_file() and filecmp.cmp(file, before, shallow=False):
            second(before, name)
            continue
        shutil.copyfile(file, name)
        with name.open("rb+") as copy:
            os.fsync(copy.fileno())
    for folder in {target / file.relative_to(source).parent for file in _files(source)}:
        settle(folder)


def same(one: Path, other: Path) -> bool:
    """Return whether two folders hold the same theme, or neither holds any."""
    here, there = ({file.relative_to(folder): file for file in _files(folder)} for folder in (one, other))
    return here.keys() == there.keys() and all(
        filecmp.cmp(file, there[name], shallow=False) for name, file in here.items()
    )


def left_over(backups: Path) -> list[Path]:
    """Return the themes whose copies of the database are gone."""
    return [one for one in backups.glob(f"*{_ENDING}") if not one.with_suffix(".sqlite").exists()]


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
