"""Installing into a home: an update leaves nothing old, an uninstall leaves what is the person's."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """Return what unpacks itself, with a stand-in for the program."""
    import share

    top = tmp_path / "un packed"
    (top / "program/_internal").mkdir(parents=True)
    (top / "program/desk").write_text("#!/bin/sh\necho desk stands in\n")
    (top / "program/desk").chmod(0o755)
    (top / "program/_internal/first").write_text("")
    share.entries(top / "share", "1.0", 1_790_000_000)
    shutil.copy(ROOT / "packaging/linux/install.sh", top)
    return top


def test_installed_updated_and_gone_again(unpacked: Path, tmp_path: Path):
    home = tmp_path / "Анна 100% “home”"
    (home / ".config/desk").mkdir(parents=True)
    (home / ".config/desk/settings.json").write_text("{}")
    (home / ".local/share/applications").mkdir(parents=True)
    (home / ".local/share/applications/other.desktop").write_text("")

    def install(*words: str) -> None:
        env = {"HOME": str(home), "PATH": os.environ["PATH"]}
        subprocess.run(["sh", unpacked / "install.sh", *words], check=True, env=env, capture_output=True)

    install()
    assert subprocess.check_output([home / ".local/bin/desk"], text=True) == "desk stands in\n"
    entry = home / ".local/share/applications/org.desk_newsroom.Desk.desktop"
    line = f'Exec="{home}/.local/bin/desk" %F'.replace("100%", "100%%")
    assert line in entry.read_text("utf-8").splitlines()
    assert (home / ".local/share/icons/hicolor/48x48/apps/org.desk_newsroom.Desk.png").is_file()

    (unpacked / "program/_internal/first").rename(unpacked / "program/_internal/second")
    install()
    assert [path.name for path in (home / ".local/lib/desk-newsroom/_internal").iterdir()] == ["second"]

    install("--uninstall")
    left = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    caches = (".local/share/applications/mimeinfo.cache", ".local/share/mime/")
    assert [name for name in left if not name.startswith(caches)] == [
        ".config/desk/settings.json",
        ".local/share/applications/other.desktop",
    ]
