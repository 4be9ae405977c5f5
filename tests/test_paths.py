"""Where things lie: as the system wants, where DESK_HOME says, or beside a portable program."""

import sys
from pathlib import Path

import platformdirs
import pytest

from desk import paths


def places() -> list[Path]:
    return [paths.settings(), paths.desks(), paths.cache()]


def test_everything_lies_in_the_home_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("DESK_HOME", str(tmp_path))
    assert places() == [tmp_path, tmp_path, tmp_path / "cache"]


def test_a_program_with_a_portable_file_beside_it_keeps_everything_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.delenv("DESK_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    ordinary = places()
    (tmp_path / "portable").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "desk"))
    assert places() == ordinary, "a Python that runs the source is no installed program"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    data = tmp_path / "data"
    assert places() == [data, data, data / "cache"]
    (tmp_path / "portable").unlink()
    assert places() == ordinary


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other systems have no such variables")
@pytest.mark.parametrize("named", ["", "relative/folder", "/somewhere/else"])
def test_the_own_reading_of_the_rule_is_that_of_the_library(monkeypatch: pytest.MonkeyPatch, named: str):
    monkeypatch.delenv("DESK_HOME", raising=False)
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(variable, named)
    assert paths.settings() == platformdirs.user_config_path("desk", appauthor=False)
    assert paths.cache() == platformdirs.user_cache_path("desk", appauthor=False)
